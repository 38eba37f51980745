"""A later as-of date decides what was open; what was decided stays so, but for rules that read the day."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import rules_that, said

from sdcompliance.conditions import tree as t
from sdcompliance.findings import Verdict
from sdcompliance.rulebook import default_rulebook
from sdcompliance.testing.strategies import Dossier, dossiers

#: Rules whose conditions read the as-of date itself, and what passes with it.
READS_TODAY = {
    "ANN001": "the year of the announcement is that of the day",
    "ARC001": "arises for sittings that have ended",
    "CER007": "arises for results that are confirmed",
    "ORG001": "a standing duty, met from the day of issue on",
    "ORG002": "a standing duty, met from the day of issue on",
    "ORG003": "a standing duty, met from the day of issue on",
    "ORG004": "a standing duty, met from the day of issue on",
    "ORG005": "a standing duty, met from the day of issue on",
    "ORG006": "a standing duty, met from the day of issue on",
    "PRJ010": "met from the day of filing on",
    "REG005": "a standing duty: nothing before the notice",
    "REV005": "a window that moves with the day",
    "RPT005": "a window that moves with the day",
    "SUB002": "arises once the certificate is issued",
    "ARC004": "archived is said in terms of the day, though it holds on every day",
}
OPEN_LATER = {Verdict.PENDING: set(Verdict) - {Verdict.NOT_APPLICABLE, Verdict.WAIVED}}
OPEN_LATER |= {Verdict.UNDETERMINED: {Verdict.UNDETERMINED, Verdict.VIOLATION, Verdict.ADVISORY}}


def test_the_rules_that_read_the_day_are_these() -> None:
    assert rules_that(lambda node: isinstance(node, t.Today)) == READS_TODAY.keys()


def consequences() -> set[str]:
    """Rules that follow from findings: one that was pending and is a violation now brings them about."""
    return {rule.id for rule in default_rulebook().values() if rule.reads}


@settings(max_examples=60, deadline=None)
@given(dossiers(), st.integers(1, 400))
def test_a_later_day_never_takes_back_what_was_decided(dossier: Dossier, days: int) -> None:
    if dossier.as_of.year > 2100:  # the calendar ends
        return
    later = said(dossier, dossier.as_of + timedelta(days))
    changing = READS_TODAY.keys() | consequences()
    for key, found in said(dossier, dossier.as_of).items():
        if key.rule not in changing:
            allowed = OPEN_LATER.get(found.verdict, {found.verdict})
            assert later[key].verdict in allowed, (key, found, later[key])
