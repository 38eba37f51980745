"""``sdcompliance rules``: what is checked, and sentence by sentence what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from sdcompliance.cli.inputs import configuration_at, rulebook_with
from sdcompliance.cli.new_rule import new
from sdcompliance.cli.options import config_option, format_option, language_option, rules_option
from sdcompliance.cli.output import page_of_stdout, voice_of, write, write_json

if TYPE_CHECKING:
    from sdcompliance.rulebook import Rulebook


@click.group(
    short_help="列出全部规则，起草新规则 / list the rules, draft a new one",
    invoke_without_command=True,
    subcommand_metavar="[new ID …]",
)
@click.option(
    "--ledger",
    "by_sentence",
    is_flag=True,
    help=(
        "按通知逐句列出：由哪些规则判断，哪些未覆盖及原因。"
        " / Sentence by sentence: the rules that decide it, and what is not covered."
    ),
)
@format_option
@config_option
@rules_option
@language_option
@click.pass_context
def rules(
    context: click.Context,
    *,
    by_sentence: bool,
    format_: str,
    config_path: str | None,
    rules_path: str | None,
    language: str,
) -> None:
    """列出全部规则：编号、问题、检查对象、条款、约束、另有的解释。

    Lists all rules: id, fault, what it judges, clause, norm, other readings.

    \b
    sdcompliance rules
    sdcompliance rules --rules our-rules/ --format json
    sdcompliance rules --ledger
    sdcompliance rules new HST001 --name notice-too-late --subject sessions
    """
    if context.invoked_subcommand is not None:
        _refuse_options_of_the_list(context)
        return

    book = rulebook_with(configuration_at(config_path), rules_path)
    if by_sentence:
        _write_ledger(format_, book, language)
    else:
        _write_list(format_, book, language)


rules.add_command(new)


def _write_list(format_: str, book: Rulebook, language: str) -> None:
    from sdcompliance.reports import rules_json, rules_text

    if format_ == "json":
        write_json(rules_json(book))
    else:
        write(rules_text(book, voice_of(language), page_of_stdout()))


def _write_ledger(format_: str, book: Rulebook, language: str) -> None:
    from sdcompliance.reports.ledger_json import ledger_json
    from sdcompliance.reports.ledger_text import ledger_text
    from sdcompliance.rulebook.ledger import read_ledger

    if format_ == "json":
        write_json(ledger_json(read_ledger(), book))
    else:
        write(ledger_text(read_ledger(), book, voice_of(language), page_of_stdout()))


def _refuse_options_of_the_list(context: click.Context) -> None:
    """Options before ``new`` would be passed over in silence."""
    for name in ("by_sentence", "format_", "config_path", "rules_path"):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = next(param for param in context.command.params if param.name == name).opts[0]
            raise click.UsageError(
                f"{option} 只用于列出规则，不能与 {context.invoked_subcommand} 同用。"
                f" / {option} is for the list; {context.invoked_subcommand} has options of its own."
            )
