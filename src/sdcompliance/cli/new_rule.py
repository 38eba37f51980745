"""``sdcompliance rules new``: a rule file to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.options import language_option
from sdcompliance.cli.output import page_of_stdout, voice_of, write

if TYPE_CHECKING:
    from sdcompliance.rulebook import Rulebook

#: The clause under which a centre may ask for more than the notice does: 应严格考务管理.
HOUSE_CLAUSE = "annex1/5.1"


@click.command(short_help="起草一条规则 / draft a rule")
@click.argument("id_", metavar="ID")
@click.option(
    "--name", required=True, help="问题的英文名，小写加连字符。 / The fault, lower case with hyphens."
)
@click.option(
    "--subject", required=True, metavar="TABLE", help="检查对象（表名）。 / The table whose rows it judges."
)
@click.option(
    "--clause",
    default=HOUSE_CLAUSE,
    show_default=True,
    metavar="ANCHOR",
    help="依据的条款，见 rules --ledger。 / The clause it rests on; rules --ledger lists them.",
)
@click.option(
    "--quote",
    help="条款中的原文，默认取句首数字。 / Words of the clause; by default the first of a sentence.",
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="our-rules",
    show_default=True,
    metavar="FOLDER",
    help="本单位规则的文件夹，没有则新建。 / The folder of your rules; made where there is none.",
)
@language_option
def new(
    *, id_: str, name: str, subject: str, clause: str, quote: str | None, folder: Path, language: str
) -> None:
    """起草一条本单位的规则：写出可直接载入的规则文件，附两个界限示例，不覆盖已有文件。

    Drafts a rule of your own: a file that loads as it is, with two examples either side of a limit.
    Overwrites nothing.

    \b
    sdcompliance rules new HST001 --name notice-too-late --subject sessions
    sdcompliance rules new HST002 --name too-few-examiners --subject sessions --clause annex1/4.3
    """
    from sdcompliance.cli.skeleton import Draft, skeleton
    from sdcompliance.reports import new_rule_text
    from sdcompliance.rulebook import RuleError, RuleFault

    book = _rulebook_of(folder)
    draft = Draft.of(book, id_=id_, name=name, subject=subject, clause=clause, quote=quote)
    file = folder / f"{id_}_{name}.yaml"
    text = skeleton(draft, book)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        message = "this file is there already; choose another --name, or edit it"
        raise RuleError([RuleFault(str(file), 0, "", message)]) from None
    write(new_rule_text(str(file), str(folder), id_, voice_of(language), page_of_stdout()))


def _rulebook_of(folder: Path) -> Rulebook:
    """The rules of the notice, and those that the folder has already. Raises RuleError."""
    from sdcompliance.rulebook import default_rulebook, load_rules

    return load_rules(folder) if any(folder.rglob("*.yaml")) else default_rulebook()
