"""``sdcompliance scan``: everything that a source holds, judged into a folder of findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
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

if TYPE_CHECKING:
    from sdcompliance.rulebook import Words
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

    \b
    退出状态：0 没有违规，1 有违规，2 输入或用法有误（包括有数据无法读取，见 rejects.csv）。
    Exit status: 0 nothing violated, 1 violations, 2 the input or the call is wrong (also where some of the
    data could not be read: rejects.csv).
    """
    from sdcompliance.scanning import scan as scan_source

    configuration = configuration_at(config_path)
    with _shown(language) as progress:
        result = scan_source(
            source,
            out,
            as_of,
            rulebook=rulebook_with(configuration, rules_path),
            calendar=calendar_with(configuration, arrangements),
            mapping=mapping_path,
            encoding=encoding,
            privacy=privacy_of(show_personal),
            progress=progress,
        )
    write(_told(result, language))
    context.exit(2 if result.rejects else 1 if result.violations else 0)


@contextmanager
def _shown(language: str) -> Iterator[Callable[[Step], None]]:
    """Progress as a line on standard error, with the time that remains; nothing where nobody watches."""
    with click.progressbar(length=1, file=sys.stderr, show_eta=True, hidden=not sys.stderr.isatty()) as bar:

        def show(step: Step) -> None:
            bar.length = max(step.rows_total, 1)
            bar.label = f"{step.kind.in_(language)} {step.what}"
            bar.update(step.rows_done - bar.pos)

        yield show


def _told(result: ScanResult, language: str) -> str:
    return "".join(f"{line.in_(language)}\n" for line in _lines(result))


def _lines(result: ScanResult) -> Iterator[Words]:
    from sdcompliance.findings import Verdict
    from sdcompliance.findings.wording import VERDICT_WORDS, chinese_date
    from sdcompliance.rulebook import Words

    summary = result.summary
    day, rules = date.fromisoformat(summary["as_of"]), summary["rulebook"]["rules"]
    rows = sum(count for count in summary["subjects"].values() if count is not None)
    verdicts = sum(summary["verdicts"].values())
    yield Words(
        f"截至{chinese_date(day)}，用{rules}条规则检查了{rows:,}行，得出{verdicts:,}项结论：",
        f"As of {day}: {rows:,} rows judged by {rules} rules, {verdicts:,} verdicts:",
    )
    for verdict in reversed(Verdict):
        count = summary["verdicts"][verdict.value]
        if count or verdict is Verdict.VIOLATION:
            words = VERDICT_WORDS[verdict]
            yield Words(f"  {words.zh}：{count:,}", f"  {words.en}: {count:,}")
    yield from _caveats(result)
    yield Words(f"结果存于：{result.folder}", f"Result: {result.folder}")


def _caveats(result: ScanResult) -> Iterator[Words]:
    """What the counts alone do not tell: how far they can be relied on."""
    from sdcompliance.records import TABLES
    from sdcompliance.rulebook import Words

    summary = result.summary
    if sensitive := sum(summary["sensitive"].values()):
        yield Words(
            f"其中{sensitive:,}项取决于对条文的解释。",
            f"{sensitive:,} of them depend on how the text is read.",
        )
    if lacking := [table for table, rows in summary["subjects"].items() if rows is None]:
        labels = "、".join(TABLES[table].label for table in lacking)
        yield Words(
            f"来源中没有、因而未检查的表：{labels}", f"Not in the source, so not judged: {', '.join(lacking)}"
        )
    if number := len({absence["rule"] for absence in summary["absent"]}):
        yield Words(
            f"因来源缺表而无法判定的规则：{number}条，见 findings.csv",
            f"Rules that absent tables leave undetermined: {number}, see findings.csv",
        )
    if years := summary["unpublished_years"]:
        yield Words(
            f"放假安排尚未公布的年份：{'、'.join(map(str, years))}年",
            f"Years whose holiday arrangement is not published: {', '.join(map(str, years))}",
        )
    if result.rejects:
        yield Words(
            f"不能读取的数据：{result.rejects:,}项，见 rejects.csv；依赖这些数据的结论为“无法判定”",
            f"Could not be read: {result.rejects:,}, see rejects.csv; what depends on them is undetermined",
        )
