"""The relational engine gives the findings of the native one, field for field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.agreement.batch import Case, case_of, differences

from sdcompliance.rulebook import Rule, default_rulebook
from sdcompliance.testing.examples import calendar_of, records_of
from sdcompliance.testing.stories import stories
from sdcompliance.testing.strategies import COMMONLY_ABSENT, Dossier, dossiers, story_text

FIXTURES = Path(__file__).parents[2] / "fixtures"
#: As-of dates: within the years of the dossiers, at their limits, before the notice, far ahead.
DAYS = (date(2025, 3, 10), date(2025, 6, 1), date(2026, 11, 23), date(2020, 8, 25), date(2028, 2, 29))


def test_every_example() -> None:
    cases = [case for rule in default_rulebook().values() for case in _examples(rule)]
    found = differences(cases)
    assert not found, f"{len(found)} differences\n" + "\n".join(found[:3])


def _examples(rule: Rule) -> Iterator[Case]:
    for example in rule.examples:
        name = f"{rule.id} {example.name}"
        yield case_of(name, records_of(example), example.as_of, calendar_of(example))


def test_every_story() -> None:
    told = stories(FIXTURES)
    found = differences(case_of(s.name, s.records, s.expected.as_of, s.calendar) for s in told)
    assert not found, "\n".join(found[:3])


@pytest.mark.parametrize("absent", COMMONLY_ABSENT, ids=lambda tables: "+".join(sorted(tables)) or "none")
def test_generated_dossiers(absent: frozenset[str], dossier_count: int) -> None:
    drawn = list(_drawn(absent, dossier_count // len(COMMONLY_ABSENT) + 1))
    cases = [case_of(str(n), dossier, DAYS[n % len(DAYS)]) for n, dossier in enumerate(drawn)]
    found = differences(cases)
    if found:
        place = int(found[0].partition(" ")[0])
        pytest.fail(f"{len(found)} differences\n{found[0]}\n{story_text(drawn[place], cases[place].as_of)}")


def _drawn(absent: frozenset[str], count: int) -> Iterator[Dossier]:
    drawn: list[Dossier] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.one_of(dossiers(absent=(absent,))))
    def draw(dossier: Dossier) -> None:
        drawn.append(dossier)

    draw()
    return iter(drawn)
