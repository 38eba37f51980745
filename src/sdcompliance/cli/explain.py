"""``sdcompliance explain``: a rule, or one verdict step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from sdcompliance.cli.output import page_of_stdout, voice_of, write, write_json

if TYPE_CHECKING:
    from sdcompliance.rulebook import Rulebook


@click.command(short_help="说明规则或某一结论 / explain a rule or a verdict")
@click.argument("target", metavar="RULE[:SUBJECT_ID]")
@click.argument("dossier", type=DOSSIER, required=False)
@as_of_option
@format_option
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
def explain(
    *,
    target: str,
    dossier: str | None,
    as_of: str | None,
    format_: str,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """说明一条规则；给出记录编号和材料时，逐步说明该记录的结论。

    Explains a rule or, with a row's id and a dossier, its verdict on that row step by step.

    \b
    sdcompliance explain RPT001
    sdcompliance explain RPT001:S2 dossier.json --as-of 2026-11-23
    """
    rule_id, colon, subject_id = target.partition(":")
    _refuse_half_a_question(bool(colon), subject_id, dossier)
    configuration = configuration_at(config_path)
    book = rulebook_with(configuration, rules_path)
    if dossier is None:
        _explain_rule(rule_id, format_, book, language)
        return

    from sdcompliance.engines import as_of_day
    from sdcompliance.engines import explain as explanation_of
    from sdcompliance.reports import explanation_json, explanation_text

    day, days = as_of_day(as_of), calendar_with(configuration, arrangements)
    book.rule(rule_id)  # a wrong rule is told before a long dossier is read
    found = explanation_of(rule_id, subject_id, dossier_at(dossier), day, rulebook=book, calendar=days)
    privacy = privacy_of(show_personal)
    if format_ == "json":
        write_json(explanation_json(found, book, privacy))
    else:
        write(explanation_text(found, voice_of(language, privacy), page_of_stdout()))


def _explain_rule(rule_id: str, format_: str, book: Rulebook, language: str) -> None:
    from sdcompliance.reports import rule_json, rule_text

    rule = book.rule(rule_id)
    if format_ == "json":
        write_json(rule_json(rule, book))
    else:
        write(rule_text(rule, book, voice_of(language), page_of_stdout()))


def _refuse_half_a_question(names_row: bool, subject_id: str, dossier: str | None) -> None:
    if names_row and not subject_id:
        raise click.UsageError("冒号后缺少记录编号。 / The row's id after the colon is missing.")
    if names_row and dossier is None:
        raise click.UsageError(
            "要说明某条记录的结论，还需给出材料文件。 / To explain a verdict on a row, name the dossier too."
        )
    if dossier is not None and not names_row:
        raise click.UsageError(
            "给出材料时，请写明记录编号，如 RPT001:S1。 / With a dossier, name the row too, as RPT001:S1."
        )
