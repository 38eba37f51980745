"""The verdicts on the rows of one table, counted and chosen from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sdcompliance.engines.consequences.facts import Source
from sdcompliance.engines.native.compiler import Judge, Verdicts
from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.records import Row
from sdcompliance.rulebook import Rule


@dataclass(frozen=True, slots=True)
class RuleVerdicts:
    """One rule's verdict under its default reading, then under each other one."""

    rule: Rule
    verdicts: tuple[Verdict, ...]

    @property
    def sensitive(self) -> bool:
        """Whether the verdict depends on the reading."""
        return len(set(self.verdicts)) > 1

    @property
    def noteworthy(self) -> bool:
        """Whether a report shows it: neither compliant nor not applicable, or sensitive."""
        return self.sensitive or not self.verdicts[0].settled


def by_rule(rules: Iterable[Rule], answer: Verdicts) -> Iterator[RuleVerdicts]:
    """An answer about these rules, rule by rule."""
    start = 0
    for rule in rules:
        end = start + len(rule.variants)
        yield RuleVerdicts(rule, tuple(VERDICTS[number] for number in answer[start:end]))
        start = end


class JudgedTable:
    """The verdicts of some rules on the rows of one table. Rows with the same verdicts are kept together.

    ``source`` is where the rules read: the records, or what a consequence rule sees of them.
    """

    def __init__(
        self, subject: str, rules: tuple[Rule, ...], judge: Judge, rows: Iterable[Row], source: Source
    ) -> None:
        self.subject = subject
        self.source = source
        self._answers: dict[Verdicts, list[Row]] = {}
        for row in rows:
            self._answers.setdefault(judge(row), []).append(row)
        self._found = {answer: tuple(by_rule(rules, answer)) for answer in self._answers}

    @property
    def count(self) -> int:
        """How many rows were judged."""
        return sum(len(rows) for rows in self._answers.values())

    def tally(self) -> Iterator[tuple[RuleVerdicts, int]]:
        """Every rule's verdicts with the number of rows that got them."""
        for answer, rows in self._answers.items():
            for found in self._found[answer]:
                yield found, len(rows)

    def shown(self, shows: Callable[[RuleVerdicts], bool]) -> Iterator[tuple[Row, list[RuleVerdicts]]]:
        """Every row of which something is to be shown, with that."""
        for answer, rows in self._answers.items():
            chosen = [found for found in self._found[answer] if shows(found)]
            for row in rows if chosen else ():
                yield row, chosen
