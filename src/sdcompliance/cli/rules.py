"""``sdcompliance rules``: what is checked."""

from __future__ import annotations

import click

from sdcompliance.cli.inputs import configuration_at, rulebook_with
from sdcompliance.cli.options import config_option, format_option, language_option, rules_option
from sdcompliance.cli.output import page_of_stdout, voice_of, write, write_json


@click.command(short_help="列出全部规则 / list the rules")
@format_option
@config_option
@rules_option
@language_option
def rules(format_: str, config_path: str | None, rules_path: str | None, language: str) -> None:
    """列出全部规则：编号、问题、检查对象、条款、约束、另有的解释。

    Lists all rules: id, fault, what it judges, clause, norm, other readings.

    \b
    sdcompliance rules
    sdcompliance rules --rules our-rules/ --format json
    """
    from sdcompliance.reports import rules_json, rules_text

    book = rulebook_with(configuration_at(config_path), rules_path)
    if format_ == "json":
        write_json(rules_json(book))
    else:
        write(rules_text(book, voice_of(language), page_of_stdout()))
