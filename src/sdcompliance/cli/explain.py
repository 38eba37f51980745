"""``sdcompliance explain``: a rule, or one verdict step by step, on a dossier, a source or a result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.explain_result import is_result, result_explained
from sdcompliance.cli.inputs import (
    STANDARD_INPUT,
    calendar_with,
    configuration_at,
    dossier_at,
    privacy_of,
    rulebook_with,
)
from sdcompliance.cli.options import (
    RULE,
    SOURCE,
    ExistingPath,
    arrangement_option,
    as_of_option,
    config_option,
    format_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import page_of_stdout, voice_of, write, write_json

if TYPE_CHECKING:
    from sdcompliance.records import Records
    from sdcompliance.reports import Voice
    from sdcompliance.rulebook import Rule, Rulebook


@click.command(short_help="说明规则或某一结论 / explain a rule or a verdict")
@click.argument("target", type=RULE, metavar="RULE[:SUBJECT_ID]")
@click.argument("source", type=SOURCE, required=False, metavar="[DOSSIER.json|SOURCE|RESULT]")
@as_of_option
@click.option(
    "--mapping",
    "mapping_path",
    type=ExistingPath(exists=True, dir_okay=False, readable=True),
    metavar="FILE",
    help="列对照表，同 scan。 / A column map, as for scan.",
)
@format_option
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
def explain(
    *,
    target: str,
    source: str | None,
    as_of: str | None,
    mapping_path: str | None,
    format_: str,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """说明一条规则；给出记录编号和数据时，逐步说明该记录的结论。

    Explains a rule or, with a row's id and the data, its verdict on that row step by step. The data: a
    dossier (- is standard input), whatever scan reads, or the result folder of a scan.

    \b
    sdcompliance explain RPT001
    sdcompliance explain RPT001:S2 dossier.json --as-of 2026-11-23
    sdcompliance explain RPT001:S2 records/ --as-of 2026-11-23
    sdcompliance explain RPT001:S2 result
    """
    rule_id, colon, subject_id = target.partition(":")
    _refuse_half_a_question(bool(colon), subject_id, source)
    configuration = configuration_at(config_path)
    book = rulebook_with(configuration, rules_path)
    if source is None:
        _explain_rule(rule_id, format_, book, language)
        return

    privacy = privacy_of(show_personal)
    voice = voice_of(language, privacy)
    rule = book.rule(rule_id)  # a wrong rule is told before long data are read
    days = calendar_with(configuration, arrangements)
    if is_result(source):
        _refuse_of_a_result(as_of, mapping_path, show_personal)
        write(result_explained(source, rule, subject_id, format_, book, days, voice))
        return
    from sdcompliance.engines import as_of_day
    from sdcompliance.engines import explain as explanation_of
    from sdcompliance.reports import explanation_json, explanation_text

    day = as_of_day(as_of)
    records = _records(source, mapping_path, rule, subject_id, voice)
    found = explanation_of(rule_id, subject_id, records, day, rulebook=book, calendar=days)
    if format_ == "json":
        write_json(explanation_json(found, book, privacy))
    else:
        write(explanation_text(found, voice, page_of_stdout()))


def _records(source: str, mapping: str | None, rule: Rule, subject_id: str, voice: Voice) -> Records:
    """The records of a dossier; of anything else what the rule reads of the row."""
    if source == STANDARD_INPUT or (Path(source).suffix.lower() == ".json" and Path(source).is_file()):
        return dossier_at(source)
    from sdcompliance.reports import words as w
    from sdcompliance.reports.labels import table_label
    from sdcompliance.scanning.around import records_around
    from sdcompliance.sources import open_source

    with open_source(source, mapping=mapping) as opened:
        around = records_around(opened, rule, subject_id)
    if around.unreadable:
        tables = voice.listed([table_label(table, voice) for table in around.unreadable])
        click.echo(voice.say(w.EXPLAINED_UNREADABLE, tables=tables), err=True)
    return around.records


def _explain_rule(rule_id: str, format_: str, book: Rulebook, language: str) -> None:
    from sdcompliance.reports import rule_json, rule_text

    rule = book.rule(rule_id)
    if format_ == "json":
        write_json(rule_json(rule, book))
    else:
        write(rule_text(rule, book, voice_of(language), page_of_stdout()))


def _refuse_of_a_result(as_of: str | None, mapping: str | None, show_personal: bool) -> None:
    if as_of is not None or mapping is not None or show_personal:
        raise click.UsageError(
            "结果文件夹已经判定完毕：--as-of、--mapping、--show-personal 请用于 scan。"
            " / A result folder is judged already: give --as-of, --mapping and --show-personal to scan."
        )


def _refuse_half_a_question(names_row: bool, subject_id: str, source: str | None) -> None:
    if names_row and not subject_id:
        raise click.UsageError("冒号后缺少记录编号。 / The row's id after the colon is missing.")
    if names_row and source is None:
        raise click.UsageError(
            "要说明某条记录的结论，还需给出材料或数据。 / To explain a verdict on a row, name the data too."
        )
    if source is not None and not names_row:
        raise click.UsageError(
            "给出材料或数据时，请写明记录编号，如 RPT001:S1。 / With data, name the row too, as RPT001:S1."
        )
