"""``sdcompliance scan``: everything that a source holds, judged into a folder of findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.inputs import calendar_with, configuration_at, privacy_of, rulebook_with
from sdcompliance.cli.options import (
    ExistingPath,
    arrangement_option,
    as_of_option,
    config_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import write
from sdcompliance.cli.report_options import (
    FAILED,
    doubt_lines,
    fail_on_expired_option,
    fail_on_option,
    fails,
    waivers_at,
    waivers_option,
)
from sdcompliance.cli.scan_text import scan_lines

if TYPE_CHECKING:
    from sdcompliance.findings.waivers import Waivers
    from sdcompliance.scanning import ScanResult, Step


@click.command(short_help="检查任意规模的数据 / scan data of any size")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="存放结果的文件夹。 / The folder for the result; an earlier result there is replaced.",
)
@as_of_option
@click.option(
    "--mapping",
    "mapping_path",
    type=ExistingPath(exists=True, dir_okay=False, readable=True),
    metavar="FILE",
    help="列对照表（见 sdcompliance map）。 / A column map (see sdcompliance map).",
)
@click.option(
    "--encoding", metavar="NAME", help="文本文件的编码，默认自动识别。 / Encoding of the text files."
)
@waivers_option
@click.option(
    "--baseline",
    type=ExistingPath(exists=True, file_okay=False, readable=True),
    metavar="PREVIOUS",
    help=(
        "与前次结果文件夹比较，可与 --out 相同。"
        " / Compare with the folder of an earlier result, which may be that of --out."
    ),
)
@fail_on_option
@fail_on_expired_option
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
@click.pass_context
def scan(
    context: click.Context,
    *,
    source: str,
    out: Path,
    as_of: str | None,
    mapping_path: str | None,
    encoding: str | None,
    waivers_path: str | None,
    baseline: str | None,
    fail_on: str,
    fail_on_expired: bool,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """检查一个文件夹、工作簿或数据库中的全部数据，结果写入文件夹。

    Judges everything in a folder (CSV, JSON Lines, Parquet), a workbook, a DuckDB or SQLite file or a
    PostgreSQL database, and writes the findings into a folder.

    \b
    sdcompliance scan records/ --out result --as-of 2026-11-23
    sdcompliance scan postgresql://auditor@host/assessments --out result
    sdcompliance scan export.xlsx --mapping mapping.toml --out result
    sdcompliance scan records/ --out july --waivers waivers.yaml --baseline june

    \b
    退出状态：0 没有违规，1 有违规（--fail-on 可改）或有豁免到期（--fail-on-expired），2 输入或用法有误
    （包括有数据无法读取，见 rejects.csv），130 被中断。
    Exit status: 0 nothing violated, 1 violations (--fail-on changes it) or an expired waiver
    (--fail-on-expired), 2 the input or the call is wrong (also where some of the data could not be read:
    rejects.csv), 130 interrupted.
    """
    from sdcompliance.engines import as_of_day
    from sdcompliance.scanning import scan as scan_source

    day = as_of_day(as_of)
    configuration = configuration_at(config_path)
    book = rulebook_with(configuration, rules_path)
    waivers = None if waivers_path is None else waivers_at(waivers_path, book, day, language)
    with _shown(language) as progress:
        result = scan_source(
            source,
            out,
            day,
            rulebook=book,
            calendar=calendar_with(configuration, arrangements),
            mapping=mapping_path,
            encoding=encoding,
            waivers=waivers,
            baseline=baseline,
            privacy=privacy_of(show_personal),
            progress=progress,
        )
    if waivers is not None:
        excused = [waiver["excused"] for waiver in result.summary["waivers"]["waivers"]]
        for line in doubt_lines(waivers, book, day, excused, language):
            click.echo(line, err=True)
    write("".join(f"{line.in_(language)}\n" for line in scan_lines(result)))
    context.exit(_status(result, fail_on, waivers if fail_on_expired else None))


def _status(result: ScanResult, fail_on: str, not_expired: Waivers | None) -> int:
    """2 where some of the data could not be read, whatever was found in the rest."""
    if result.rejects:
        return 2
    if not_expired is not None and not_expired.expired_on(result.as_of):
        return FAILED
    verdicts, sensitive = result.summary["verdicts"], sum(result.summary["sensitive"].values())
    return FAILED if fails(fail_on, verdicts["violation"], sensitive, verdicts["undetermined"]) else 0


@contextmanager
def _shown(language: str) -> Iterator[Callable[[Step], None]]:
    """Progress as a line on standard error, with the time that remains; nothing where nobody watches."""
    with click.progressbar(length=1, file=sys.stderr, show_eta=True, hidden=not sys.stderr.isatty()) as bar:

        def show(step: Step) -> None:
            bar.length = max(step.rows_total, 1)
            bar.label = f"{step.kind.in_(language)} {step.what}"
            bar.update(step.rows_done - bar.pos)

        yield show
