"""``sdcompliance generate``: an invented data set of any size, with a key of all that must be found in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.group import WrongInput
from sdcompliance.cli.options import language_option
from sdcompliance.cli.output import write

if TYPE_CHECKING:
    from sdcompliance.testing.generation import DataSet, GenerationError


@click.command(short_help="生成示例数据集 / generate a data set")
@click.option("--sessions", type=int, required=True, metavar="N", help="考核场数。 / How many sessions.")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="存放的文件夹，须是新的或空的。 / The folder to write into: new, or empty.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="S",
    help="种子：同一种子，同样的字节。 / The same seed gives the same bytes.",
)
@click.option(
    "--tables",
    "extent",
    type=click.Choice(["all", "core"]),
    default="all",
    show_default=True,
    help="core 只写考核和档案规则用到的表，其余为空表。 / core: what rules on sessions and archives read.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="文件格式；parquet 需要 DuckDB。 / The format of the tables; parquet needs DuckDB.",
)
@click.option(
    "--violations",
    type=float,
    default=0.002,
    show_default=True,
    metavar="RATE",
    help="每条规则的违规率，0 至 0.02。 / The part of a rule's subjects that break it, 0 to 0.02.",
)
@language_option
def generate(
    *, sessions: int, folder: Path, seed: int, extent: str, format_: str, violations: float, language: str
) -> None:
    """生成一个虚构的数据集：28张表、应当查出的全部问题（planted.csv）和截至日期。

    Generates an invented data set: the 28 tables, all that must be found in them (planted.csv), and the day
    as of which to judge.

    \b
    sdcompliance generate --sessions 1000 --seed 1 --out data-1000
    sdcompliance generate --sessions 1000000 --tables core --out data-million
    """
    from sdcompliance.testing import generation as g

    try:
        outline = g.Outline(sessions, seed, g.Extent(extent), g.Format(format_), violations)
        made = g.generate(folder, outline)
    except g.GenerationError as error:
        raise WrongInput(_refusal(error, language)) from error
    write(_told(made, language))


def _told(made: DataSet, language: str) -> str:
    from sdcompliance.rulebook import Words
    from sdcompliance.testing.generation import AS_OF

    told = Words(
        "已生成数据集：{records}\n考核{sessions}场，各表共{rows}行；植入{planted}项，见 {key}\n"
        "请以 {as_of} 为截至日期检查。\n",
        "Data set generated: {records}\n{sessions} sessions, {rows} rows in all; {planted} findings planted,"
        " listed in {key}\nJudge it as of {as_of}.\n",
    )
    too_small = Words(
        "数据集太小，以下规则未能植入：{rules}\n", "Too small to hold a fault of these rules: {rules}\n"
    )
    text = told.in_(language).format(
        records=made.records,
        key=made.key,
        sessions=made.outline.sessions,
        rows=sum(made.rows.values()),
        planted=made.planted,
        as_of=AS_OF,
    )
    if made.unplanted:
        joint = ", " if language == "en" else "、"
        text += too_small.in_(language).format(rules=joint.join(made.unplanted))
    return text


def _refusal(error: GenerationError, language: str) -> str:
    from sdcompliance.reports import words as w
    from sdcompliance.rulebook import Words

    heading = Words("不能这样生成数据集：", "A data set cannot be generated like this:")
    message = w.ERROR.in_(language).format(message=heading.in_(language))
    return f"{message}\n  {error}"
