"""``sdcompliance mutate``: which changes to a rule would none of its examples notice?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from sdcompliance.cli.inputs import rulebook_with
from sdcompliance.cli.options import language_option, rules_option
from sdcompliance.cli.output import write

if TYPE_CHECKING:
    from sdcompliance.analysis import MutationReport
    from sdcompliance.analysis.mutation import UnitOutcome
    from sdcompliance.rulebook import Rulebook

_TEXTS: Final = {
    "zh": {
        "total": "共{units}项规则和术语：示例察觉{killed}处改动，"
        "已说明无法察觉的{equivalent}处，未察觉{survivors}处。",
        "disproved": "已说明为无法察觉，示例却察觉了：{mutant}",
        "survived": "未察觉：{mutant}",
        "missing": "  缺少的示例（结论请对照条文核实后再采用）：",
        "none found": "  没有找到能察觉的示例；确实无法察觉的，请说明理由。",
    },
    "en": {
        "total": "{units} rules and terms: {killed} changes noticed by their examples, {equivalent} declared "
        "unnoticeable, {survivors} not noticed.",
        "disproved": "Declared unnoticeable, yet noticed: {mutant}",
        "survived": "Not noticed: {mutant}",
        "missing": "  The missing example (hold its verdict against the text before you add it):",
        "none found": "  No example was found that would notice it; where none can, say why.",
    },
}


@click.command(short_help="检验示例是否充分 / are the examples enough")
@click.argument("units", metavar="[RULE|TERM]...", nargs=-1)
@rules_option
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="同时运行的进程数。 / Processes that run at the same time.",
)
@language_option
@click.pass_context
def mutate(
    context: click.Context, *, units: tuple[str, ...], rules_path: str | None, jobs: int, language: str
) -> None:
    """逐处改动规则（比较、期限、单位、量词、条件、解释、日期、适用范围），看规则自带的示例能否察觉。

    Changes rules in one place at a time and sees whether their own examples notice. Every change that
    none of them notices is listed with the example that is missing, where one is found.
    With --rules, and no names, your own rules are changed.

    退出状态：0 全部察觉，1 有未察觉的改动，2 输入或用法有误。
    Exit status: 0 every change is noticed, 1 some are not, 2 the input or the call is wrong.

    \b
    sdcompliance mutate RPT001
    sdcompliance mutate --rules our-rules
    """
    from sdcompliance.analysis import mutate as mutate_rules

    book = rulebook_with(None, rules_path)
    report = mutate_rules(book, units or _default_units(book), jobs=jobs)
    write("".join(f"{line}\n" for line in _lines(report, language)))
    if not report.complete:
        context.exit(1)


def _default_units(book: Rulebook) -> tuple[str, ...] | None:
    """A host's own rules, where there are any; else everything."""
    return book.settings.own_rules or None


def _lines(report: MutationReport, language: str) -> Iterator[str]:
    for unit in report.units:
        yield from _unit_lines(unit, language)
    survivors = sum(len(unit.survivors) for unit in report.units)
    equivalent = sum(len(unit.equivalent) for unit in report.units)
    yield _TEXTS[language]["total"].format(
        units=len(report.units), killed=report.killed, equivalent=equivalent, survivors=survivors
    )


def _unit_lines(unit: UnitOutcome, language: str) -> Iterator[str]:
    from sdcompliance.analysis.mutation import example_text

    for mutant in unit.disproved:
        yield _TEXTS[language]["disproved"].format(mutant=mutant)
    for survivor in unit.survivors:
        yield _TEXTS[language]["survived"].format(mutant=survivor.mutant)
        if survivor.example is None:
            yield _TEXTS[language]["none found"]
        else:
            yield _TEXTS[language]["missing"]
            yield example_text(survivor.example)
