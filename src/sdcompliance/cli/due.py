"""``sdcompliance due``: what must be done by when and by whom, and what must be kept until when."""

from __future__ import annotations

import click

from sdcompliance.cli.inputs import calendar_with, configuration_at, dossier_at, privacy_of, rulebook_with
from sdcompliance.cli.options import (
    DOSSIER,
    arrangement_option,
    as_of_option,
    config_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import page_of_stdout, voice_of, write, write_json


@click.command(short_help="列出待办和保存期限 / duties and retention by day")
@click.argument("dossier", type=DOSSIER)
@as_of_option
@click.option(
    "--until", metavar="DATE", help="只列到该日（含）。 / Only what is due by this day, it included."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
    help="输出格式；ics 可导入日历。 / Output format; ics opens in a calendar.",
)
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
def due(
    *,
    dossier: str,
    as_of: str | None,
    until: str | None,
    format_: str,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """什么事、由谁、最迟哪天做；什么材料保存到哪天、哪天起可以销毁。最近的日期在前。

    What must be done by when and by whom; what must be kept until when. The next dates first.

    \b
    sdcompliance due dossier.json --as-of 2026-11-23 --until 2026-12-31
    sdcompliance due dossier.json --format ics > duties.ics
    """
    from sdcompliance.engines import as_of_day
    from sdcompliance.monitor.duties import obligations

    day = as_of_day(as_of)
    configuration = configuration_at(config_path)
    book, days = rulebook_with(configuration, rules_path), calendar_with(configuration, arrangements)
    found = obligations(dossier_at(dossier), day, until, rulebook=book, calendar=days)
    privacy = privacy_of(show_personal)
    voice = voice_of(language, privacy)
    if format_ == "json":
        write_json({"as_of": day.isoformat(), "obligations": [one.to_json(privacy) for one in found]})
    elif format_ == "ics":
        from sdcompliance.reports.obligations_calendar import obligations_calendar

        write(obligations_calendar(found, day, voice))
    else:
        from sdcompliance.reports.obligations_text import obligations_text

        write(obligations_text(found, day, voice, page_of_stdout()))
