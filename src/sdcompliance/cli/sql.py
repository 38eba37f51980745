"""``sdcompliance sql``: a rule as the SQL that judges it."""

from __future__ import annotations

import click

from sdcompliance.cli.inputs import configuration_at, rulebook_with
from sdcompliance.cli.options import RULE, as_of_option, config_option, rules_option
from sdcompliance.cli.output import write


@click.command(short_help="规则的SQL / a rule as SQL")
@click.argument("rule", type=RULE, metavar="RULE")
@click.option(
    "--dialect",
    type=click.Choice(["duckdb", "postgres", "spark"]),
    default="duckdb",
    show_default=True,
    help="数据库。 / The database it is for.",
)
@as_of_option
@config_option
@rules_option
def sql(
    *, rule: str, dialect: str, as_of: str | None, config_path: str | None, rules_path: str | None
) -> None:
    """给出判定一条规则的SQL：每一行在每种解释下的结论。

    Prints the SQL that judges every row by one rule: its verdict under each reading.

    \b
    sdcompliance sql RPT001 --dialect postgres --as-of 2026-11-23
    """
    from sdcompliance.engines import as_of_day
    from sdcompliance.engines.relational.printing import rule_sql

    book = rulebook_with(configuration_at(config_path), rules_path)
    write(rule_sql(book.rule(rule), book, dialect, as_of_day(as_of)))
