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

if TYPE_CHECKING:
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
    from sdcompliance.findings import Verdict
    from sdcompliance.findings.wording import VERDICT_WORDS
    from sdcompliance.rulebook import Words

    summary = result.summary
    judged = sum(count for count in summary["subjects"].values() if count is not None)
    lacking = [table for table, rows in summary["subjects"].items() if rows is None]
    lines = [
        Words(
            f"截至{summary['as_of']}，{summary['rulebook']['rules']}条规则，判定{judged:,}行。",
            f"As of {summary['as_of']}: {summary['rulebook']['rules']} rules, {judged:,} rows judged.",
        ),
        *(
            Words(f"  {VERDICT_WORDS[verdict].zh}：{count:,}", f"  {VERDICT_WORDS[verdict].en}: {count:,}")
            for verdict in Verdict
            if (count := summary["verdicts"][verdict.value])
        ),
    ]
    if lacking:
        names = ", ".join(lacking)
        lines.append(
            Words(f"来源中没有，因而未判定的表：{names}", f"Not judged, for the source lacks them: {names}")
        )
    if summary["absent"]:
        number = len(summary["absent"])
        lines.append(
            Words(
                f"因缺少表而无法判定的规则：{number}条", f"Rules left undetermined by absent tables: {number}"
            )
        )
    if result.rejects:
        lines.append(
            Words(
                f"无法读取的数据：{result.rejects:,}项，见 rejects.csv",
                f"Could not be read: {result.rejects:,}, see rejects.csv",
            )
        )
    lines.append(Words(f"结果：{result.folder}", f"Result: {result.folder}"))
    return "\n".join(line.in_(language) for line in lines) + "\n"
