"""``sdcompliance report``: findings as files for people and machines, and compared with earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.inputs import calendar_with, configuration_at, dossier_at, privacy_of, rulebook_with
from sdcompliance.cli.options import (
    ExistingPath,
    arrangement_option,
    as_of_option,
    config_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import page_of_stdout, voice_of, write
from sdcompliance.cli.report_files import writer_for
from sdcompliance.cli.report_options import waived, waivers_at, waivers_option
from sdcompliance.cli.report_progress import watched

if TYPE_CHECKING:
    from sdcompliance.records import Records
    from sdcompliance.reports.baseline import Earlier, FindingKey
    from sdcompliance.reports.compared_source import ComparedSource
    from sdcompliance.reports.findings_source import FindingsSource
    from sdcompliance.rulebook import Rulebook

_ANY = ExistingPath(exists=True, readable=True, allow_dash=True)


@click.command(short_help="生成报告文件 / reports as files")
@click.argument("source", type=_ANY, metavar="DOSSIER|DIR")
@click.option(
    "--out",
    "outs",
    type=click.Path(dir_okay=False, writable=True),
    multiple=True,
    metavar="FILE",
    help=(
        "报告文件，可多次给出，按扩展名定格式：.html .xlsx .csv .json .xml（JUnit）.sarif。"
        " / A file to write; repeatable; its ending says what: .html .xlsx .csv .json .xml (JUnit) .sarif."
    ),
)
@click.option(
    "--baseline",
    type=ExistingPath(exists=True, readable=True),
    metavar="PREVIOUS",
    help="与前次报告（JSON或结果文件夹）比较。 / Compare with an earlier report (JSON or a scan's folder).",
)
@as_of_option
@waivers_option
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
def report(
    *,
    source: str,
    outs: tuple[str, ...],
    baseline: str | None,
    as_of: str | None,
    waivers_path: str | None,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """把材料的检查结果，或 scan 的结果文件夹，写成报告文件。

    Writes the findings on a dossier (- is standard input), or those in the result folder of a scan, as files.

    \b
    sdcompliance report dossier.json --out report.html --out report.xlsx
    sdcompliance report results/ --out report.html
    sdcompliance report dossier.json --baseline last-month.json --out report.html

    \b
    退出状态：0 已写成，2 输入或用法有误；有无违规不影响，见 check 和 scan 的 --fail-on。
    Exit status: 0 written, 2 the input or the call is wrong; violations do not matter here: see --fail-on of
    check and scan.
    """
    from sdcompliance.reports import words as w
    from sdcompliance.reports.baseline_text import comparison_text

    if not outs and baseline is None:
        raise click.UsageError(
            "请用 --out 或 --baseline 说明要什么。 / Say what is wanted: --out or --baseline."
        )
    writers = [(writer_for(out), Path(out)) for out in outs]
    configuration = configuration_at(config_path)
    book, days = rulebook_with(configuration, rules_path), calendar_with(configuration, arrangements)
    voice = voice_of(language, privacy_of(show_personal))
    with ExitStack() as stack:
        records = None
        if Path(source).is_dir():
            _refuse_of_a_folder(as_of, waivers_path, show_personal)
            findings = _of_folder(source, book, stack)
        else:
            from sdcompliance.engines import as_of_day, evaluate
            from sdcompliance.reports.report_source import ReportSource

            day = as_of_day(as_of)
            waivers = None if waivers_path is None else waivers_at(waivers_path, book, day, language)
            records = dossier_at(source)
            judged = waived(evaluate(records, day, rulebook=book, calendar=days), waivers, book, language)
            findings = ReportSource(judged, records, book, days, voice.privacy)
        compared = None if baseline is None else _compared(baseline, findings, records, book)
        written = findings if compared is None else compared
        for write_file, path in writers:
            with watched(written, path.name) as source_of_file:
                write_file(source_of_file, path, days, voice)
            write(voice.say(w.REPORT_WRITTEN, file=path) + "\n")
        if compared is not None:
            write(comparison_text(compared.comparison, compared.judged, voice, page_of_stdout()))


def _refuse_of_a_folder(as_of: str | None, waivers_path: str | None, show_personal: bool) -> None:
    if as_of is not None or waivers_path is not None or show_personal:
        raise click.UsageError(
            "结果文件夹已经判定完毕：--as-of、--waivers、--show-personal 请用于 scan。"
            " / A result folder is judged already: give --as-of, --waivers and --show-personal to scan."
        )


def _of_folder(path: str, book: Rulebook, stack: ExitStack) -> FindingsSource:
    from sdcompliance.reports.scan_source import ScanSource

    return stack.enter_context(ScanSource(path, book))


def _compared(
    previous: str, findings: FindingsSource, records: Records | None, book: Rulebook
) -> ComparedSource:
    from sdcompliance.reports.compared_source import ComparedSource

    return ComparedSource(findings, _earlier(previous, book), _judged(findings, records))


def _earlier(path: str, book: Rulebook) -> Earlier:
    from sdcompliance.reports.baseline import earlier_in_json, earlier_of
    from sdcompliance.reports.scan_source import ScanSource

    if Path(path).is_dir():
        with ScanSource(path, book) as earlier:
            return earlier_of(earlier)
    return earlier_in_json(path)


def _judged(findings: FindingsSource, records: Records | None) -> Callable[[FindingKey], bool | None]:
    """Whether a row without finding was judged by a rule; None where the rows are not known one by one."""
    from sdcompliance.findings import mask_numbers

    judged = findings.judged

    @cache
    def ids_of(table: str) -> frozenset[str]:
        rows = (records.table(table) if records is not None else None) or {}
        return frozenset(map(mask_numbers, rows))  # as the keys of findings have them

    def judged_now(key: FindingKey) -> bool | None:
        if key.rule not in judged.rules or judged.subjects.get(key.subject) is None:
            return False
        return None if records is None else key.subject_id in ids_of(key.subject)

    return judged_now
