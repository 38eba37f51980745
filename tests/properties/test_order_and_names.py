"""What rows are called, in which order they come and what stands beside them decides nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import Key, joined, looks_up, renamed, rules_that, said

from sdcompliance.engines import evaluate
from sdcompliance.records import Records
from sdcompliance.testing.strategies import Dossier, dossiers
from sdcompliance.testing.strategies.dossier import tables_of

COMPLETE = (frozenset[str](),)

#: Rules that look through a whole table, so that rows of other sittings, sites and cities may bear on them.
LOOKS_ACROSS = {
    "ANN001": "the announcements of the city and the year, whoever published them",
    "CER004": "a number is used once in the whole province",
    "FEE001": "a tariff without a project is for every project",
    "PRJ001": "solicitation rules of the provincial department",
}


def test_the_rules_that_look_across_are_these() -> None:
    assert rules_that(looks_up) == LOOKS_ACROSS.keys()


@settings(max_examples=60, deadline=None)
@given(dossiers(), st.randoms(use_true_random=False))
def test_rows_may_come_in_any_order(dossier: Dossier, random: object) -> None:
    tables = tables_of(dossier)
    for rows in tables.values():
        random.shuffle(rows)  # type: ignore[attr-defined]
    shuffled = Records.parse(dict(reversed(tables.items())))
    assert evaluate(shuffled, dossier.as_of).to_json_text() == evaluate(dossier, dossier.as_of).to_json_text()


@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_rows_may_have_any_ids(dossier: Dossier) -> None:
    # Turned round, so that they come in another order as well.
    other = Records.parse(renamed(tables_of(dossier), lambda id_: f"{id_[::-1]}~"))
    expected = {
        Key(key.rule, f"{key.row[::-1]}~"): found for key, found in said(dossier, dossier.as_of).items()
    }
    assert said(other, dossier.as_of) == expected


@settings(max_examples=60, deadline=None)
@given(dossiers(absent=COMPLETE), dossiers(absent=COMPLETE))
def test_other_data_decide_nothing(dossier: Dossier, other: Dossier) -> None:
    # Also: a set of data split into two, by city say, has the findings of the two together.
    beside = renamed(tables_of(other), lambda id_: f"other-{id_}")
    together = said(Records.parse(joined(tables_of(dossier), beside)), dossier.as_of)
    apart = said(dossier, dossier.as_of) | said(Records.parse(beside), dossier.as_of)
    for key, found in apart.items():
        if key.rule not in LOOKS_ACROSS:
            assert together[key] == found, key
    assert together.keys() == apart.keys()
