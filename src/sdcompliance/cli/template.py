"""``sdcompliance template``: a workbook to fill in, or one filled with a dossier."""

from __future__ import annotations

import click

from sdcompliance.cli.inputs import dossier_at
from sdcompliance.cli.options import DOSSIER, language_option
from sdcompliance.cli.output import voice_of, write


@click.command(short_help="生成填写模板 / a workbook to fill in")
@click.argument("out", type=click.Path(dir_okay=False, writable=True), metavar="OUT.xlsx")
@click.argument("dossier", type=DOSSIER, required=False)
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="TABLE",
    help="只要这些表，可多次给出，如 sessions。 / Only these tables; repeatable, such as sessions.",
)
@language_option
def template(*, out: str, dossier: str | None, tables: tuple[str, ...], language: str) -> None:
    """生成Excel填写模板，每张表一个工作表；给出材料时，把材料填入其中。

    Writes a workbook with a sheet a table; with a dossier, filled with it.

    \b
    sdcompliance template records.xlsx
    sdcompliance template records.xlsx --table sessions --table reports
    sdcompliance template records.xlsx dossier.json
    """
    from sdcompliance.records import TABLES
    from sdcompliance.reports import words as w
    from sdcompliance.reports.template import blank_workbook, dossier_workbook

    voice = voice_of(language)
    if dossier is None:
        blank_workbook(out, tables or TABLES)
        write(voice.say(w.TEMPLATE_WRITTEN, file=out) + "\n")
        return
    if tables:
        raise click.UsageError(
            "给出材料时不选表：材料有什么就写什么。 / A dossier decides the tables itself."
        )
    dossier_workbook(out, dossier_at(dossier))
    write(voice.say(w.DOSSIER_WRITTEN, file=out) + "\n")
