"""The relational engine gives the findings of the native one, field for field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.agreement.batch import Case, case_of, differences

from sdcompliance.rulebook import default_rulebook
from sdcompliance.testing.examples import calendar_of, records_of
from sdcompliance.testing.stories import stories
from sdcompliance.testing.strategies import COMMONLY_ABSENT, Dossier, dossiers, story_text

FIXTURES = Path(__file__).parents[2] / "fixtures"
#: As-of dates: within the years of the dossiers, at their limits, before the notice, far ahead.
DAYS = (date(2025, 3, 10), date(2025, 6, 1), date(2026, 11, 23), date(2020, 8, 25), date(2028, 2, 29))


def every_example() -> Iterator[Case]:
    """The examples of all rules."""
    for rule in default_rulebook().values():
        for example in rule.examples:
            name = f"{rule.id} {example.name}"
            yield case_of(name, records_of(example), example.as_of, calendar_of(example))


def every_story() -> Iterator[Case]:
    """The stories of fixtures/."""
    for story in stories(FIXTURES):
        yield case_of(story.name, story.records, story.expected.as_of, story.calendar)


def test_every_example() -> None:
    found = differences(every_example())
    assert not found, f"{len(found)} differences\n" + "\n".join(found[:3])


def test_every_story() -> None:
    found = differences(every_story())
    assert not found, "\n".join(found[:3])


@pytest.mark.parametrize("absent", COMMONLY_ABSENT, ids=lambda tables: "+".join(sorted(tables)) or "none")
def test_generated_dossiers(absent: frozenset[str], dossier_count: int) -> None:
    drawn = list(drawn_dossiers(absent, dossier_count // len(COMMONLY_ABSENT) + 1))
    cases = [case_of(str(n), dossier, DAYS[n % len(DAYS)]) for n, dossier in enumerate(drawn)]
    found = differences(cases)
    if found:
        place = int(found[0].partition(" ")[0])
        pytest.fail(f"{len(found)} differences\n{found[0]}\n{story_text(drawn[place], cases[place].as_of)}")


def drawn_dossiers(absent: frozenset[str], count: int) -> Iterator[Dossier]:
    """So many dossiers without some tables."""
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
