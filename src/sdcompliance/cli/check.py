"""``sdcompliance check``: a dossier judged, findings as text, JSON or for a machine."""

from __future__ import annotations

import io

import click

from sdcompliance.cli.inputs import (
    STANDARD_INPUT,
    calendar_with,
    configuration_at,
    dossier_at,
    privacy_of,
    rulebook_with,
)
from sdcompliance.cli.options import (
    DOSSIER,
    arrangement_option,
    as_of_option,
    config_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import page_of_stdout, voice_of, write
from sdcompliance.cli.report_files import write_stream
from sdcompliance.cli.report_options import (
    FAILED,
    exit_status,
    fail_on_expired_option,
    fail_on_option,
    report_format_option,
    waived,
    waivers_at,
    waivers_option,
)


@click.command(short_help="检查一份材料 / judge a dossier")
@click.argument("dossier", type=DOSSIER)
@as_of_option
@report_format_option
@fail_on_option
@waivers_option
@fail_on_expired_option
@click.option(
    "--all", "every", is_flag=True, help="列出全部结论，包括合规和不适用。 / Every verdict, settled ones too."
)
@click.option(
    "--engine",
    type=click.Choice(["native", "durable"]),
    default="native",
    show_default=True,
    help="判定引擎，结论相同；durable 需另装。 / Engine; the findings are the same, durable is an extra.",
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
    fail_on: str,
    waivers_path: str | None,
    fail_on_expired: bool,
    every: bool,
    engine: str,
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
    sdcompliance check dossier.json --waivers waivers.yaml --fail-on undetermined --fail-on-expired
    sdcompliance check - --rules our-rules/ --arrangement 2027.yaml < dossier.json

    \b
    退出状态：0 没有违规，1 有违规（--fail-on 可改）或有豁免到期（--fail-on-expired），2 输入或用法有误。
    Exit status: 0 nothing violated, 1 violations (--fail-on changes it) or an expired waiver
    (--fail-on-expired), 2 the input or the call is wrong.
    """
    from sdcompliance.engines import Show, as_of_day, evaluate
    from sdcompliance.reports import report_text

    day = as_of_day(as_of)
    configuration = configuration_at(config_path)
    book, days = rulebook_with(configuration, rules_path), calendar_with(configuration, arrangements)
    waivers = None if waivers_path is None else waivers_at(waivers_path, book, day, language)
    show = Show.ALL if every else Show.NOTEWORTHY
    records = dossier_at(dossier)
    report = evaluate(records, day, rulebook=book, calendar=days, show=show, engine=engine)
    report = waived(report, waivers, book, language)
    privacy = privacy_of(show_personal)
    voice = voice_of(language, privacy)
    if format_ == "json":
        write(report.to_json_text(privacy))
    elif format_ == "text":
        write(report_text(report, book, voice, page_of_stdout(), records))
    else:
        from sdcompliance.reports.report_source import ReportSource

        text, artifact = io.StringIO(), None if dossier == STANDARD_INPUT else dossier
        write_stream(format_, ReportSource(report, records, book, days, privacy), text, voice, artifact)
        write(text.getvalue())
    expired = fail_on_expired and waivers is not None and waivers.expired_on(day)
    context.exit(FAILED if expired else exit_status(report, fail_on))
