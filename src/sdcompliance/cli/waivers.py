"""``sdcompliance waivers``: a file of waivers checked."""

from __future__ import annotations

import click

from sdcompliance.cli.inputs import calendar_with, configuration_at, dossier_at, rulebook_with
from sdcompliance.cli.options import (
    DOSSIER,
    ExistingPath,
    arrangement_option,
    as_of_option,
    config_option,
    language_option,
    rules_option,
)
from sdcompliance.cli.output import voice_of, write
from sdcompliance.cli.report_options import FAILED, doubt_lines, fail_on_expired_option, waivers_at


@click.command(short_help="检查豁免文件 / check a file of waivers")
@click.argument("file", type=ExistingPath(exists=True, dir_okay=False, readable=True))
@click.argument("dossier", type=DOSSIER, required=False)
@as_of_option
@fail_on_expired_option
@config_option
@rules_option
@arrangement_option
@language_option
@click.pass_context
def waivers(
    context: click.Context,
    *,
    file: str,
    dossier: str | None,
    as_of: str | None,
    fail_on_expired: bool,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    language: str,
) -> None:
    """检查豁免文件；给出材料时，也指出没有用到的豁免。

    Checks a file of waivers; with a dossier, also which of them excuse nothing in it.

    \b
    sdcompliance waivers waivers.yaml
    sdcompliance waivers waivers.yaml dossier.json --as-of 2026-11-23 --fail-on-expired

    \b
    退出状态：0 可用，1 有到期的（--fail-on-expired），2 文件有误。
    Exit status: 0 usable, 1 one has expired (--fail-on-expired), 2 the file is wrong.
    """
    from sdcompliance.engines import as_of_day, evaluate
    from sdcompliance.findings.waivers import excused_by
    from sdcompliance.reports import words as w

    day, voice = as_of_day(as_of), voice_of(language)
    configuration = configuration_at(config_path)
    book = rulebook_with(configuration, rules_path)
    found = waivers_at(file, book, day, language)
    excused = None
    if dossier is not None:
        days = calendar_with(configuration, arrangements)
        excused = excused_by(found, evaluate(dossier_at(dossier), day, rulebook=book, calendar=days))
    lines = doubt_lines(found, book, day, excused, language)
    expired = len(found.expired_on(day))
    in_force = sum(waiver.in_force_on(day) for waiver in found)
    later = len(found) - expired - in_force
    lines.append(voice.say(w.WAIVERS_COUNT, n=len(found), in_force=in_force, expired=expired, later=later))
    if excused is not None:
        lines.append(voice.say(w.WAIVERS_USED, n=sum(excused)))
    write("".join(f"{line}\n" for line in lines))
    context.exit(FAILED if fail_on_expired and expired else 0)
