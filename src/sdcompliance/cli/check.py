"""``sdcompliance check``: a dossier judged, findings as text or JSON."""

from __future__ import annotations

import click

from sdcompliance.cli.inputs import calendar_with, configuration_at, dossier_at, privacy_of, rulebook_with
from sdcompliance.cli.options import (
    DOSSIER,
    arrangement_option,
    as_of_option,
    config_option,
    format_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import page_of_stdout, voice_of, write

VIOLATIONS = 1


@click.command(short_help="检查一份材料 / judge a dossier")
@click.argument("dossier", type=DOSSIER)
@as_of_option
@format_option
@click.option(
    "--all", "every", is_flag=True, help="列出全部结论，包括合规和不适用。 / Every verdict, settled ones too."
)
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
@click.pass_context
def check(
    context: click.Context,
    *,
    dossier: str,
    as_of: str | None,
    format_: str,
    every: bool,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """检查一份材料（JSON，“-”为标准输入），给出检查报告。

    Judges a dossier (JSON; - is standard input) and reports the findings.

    \b
    sdcompliance check dossier.json --as-of 2026-11-23
    sdcompliance check dossier.json --format json --all > report.json
    sdcompliance check - --rules our-rules/ --arrangement 2027.yaml < dossier.json

    \b
    退出状态：0 没有违规，1 有违规，2 输入或用法有误。
    Exit status: 0 nothing violated, 1 violations, 2 the input or the call is wrong.
    """
    from sdcompliance.engines import Show, as_of_day, evaluate
    from sdcompliance.reports import report_text

    day = as_of_day(as_of)
    configuration = configuration_at(config_path)
    book, days = rulebook_with(configuration, rules_path), calendar_with(configuration, arrangements)
    show = Show.ALL if every else Show.NOTEWORTHY
    records = dossier_at(dossier)
    report = evaluate(records, day, rulebook=book, calendar=days, show=show)
    privacy = privacy_of(show_personal)
    if format_ == "json":
        write(report.to_json_text(privacy))
    else:
        write(report_text(report, book, voice_of(language, privacy), page_of_stdout(), records))
    context.exit(VIOLATIONS if report.violations else 0)
