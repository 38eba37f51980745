"""A tree shown as text reads as its author wrote it, and binds to the same tree again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcompliance.conditions import DAY, NUMBER, Scope, Term, bind, source_text, to_text
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.text import path_of

SCOPE = Scope(t.Subject("sessions"))


def value(text: str, **names: t.Value | t.Row) -> t.Value:
    return bind(text, Scope(t.Subject("sessions"), names), expected=None)


@pytest.mark.parametrize(
    "text",
    [
        "city == '370100'",
        "city in ('370100', '370200')",
        "city in ('370100',)",
        "paper.specification.version != '1'",
        "ended_on <= today",
        "ended_at is None",
        "not city is None",
        "(staff_arranged or preparation_met) and supervision_recorded",
        "staff_arranged and not (preparation_met or supervision_recorded)",
        "workday_after(ended_on, 3) >= today",
        "paper.expert_count - (2 - 1) == 1",
        "coalesce(preparation_notice_on, ended_on) <= date(2025, 1, 31)",
        "any(a.badge_worn for a in assignments if a.role == 'examiner' and a.person.name == 'x')",
        "all(r.papers_received_on <= today for r in reports)",
        "count(a for a in assignments if a.role == 'examiner') >= 1",
        "count_distinct(a.person_id for a in assignments) >= 2",
        "max(r.results_received_on for r in reports) <= today",
        "any(any(p.project_id == project_id for p in x.site_term_projects) for x in site.site_terms)",
        "any(own.kind == 'city_centre' for own in bodies if own.city == city)",
        "any(f.amount > 0 for f in tariffs if f.project_id is None)",
    ],
)
def test_what_is_written_plainly_is_shown_as_written(text: str) -> None:
    assert to_text(value(text)) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("session.city == city", "city == city"),
        ("started_on <= ended_on <= today", "started_on <= ended_on and ended_on <= today"),
        ("city is not None", "not city is None"),
        ("city not in ('370100', '370200')", "not city in ('370100', '370200')"),
        ("(paper.expert_count + 2) * 3 - 1 < 0.25", "((paper.expert_count + 2) * 3) - 1 < 0.25"),
        ("-paper.expert_count < 0", "0 - paper.expert_count < 0"),
        ('city == "370100"', "city == '370100'"),
        ("paper.expert_count > 0.0000001", "paper.expert_count > 0.0000001"),
        ("ended_on is None", "ended_at is None"),
    ],
)
def test_other_ways_of_writing_are_shown_in_one_way(written: str, shown: str) -> None:
    assert to_text(value(written)) == shown
    assert value(shown) == value(written)


def test_names_are_shown_by_their_names() -> None:
    due = t.Named("due", value("workday_after(ended_on, 3)"))
    limit = t.Dated("limit", ((date(2025, 1, 1), 3),), t.Today(), NUMBER)
    assert to_text(value("today <= due and paper.expert_count >= limit", due=due, limit=limit)) == (
        "today <= due and paper.expert_count >= limit"
    )


def test_terms_are_shown_as_they_are_called() -> None:
    over = Term("over", {"day": DAY}, "day < today")
    scope = Scope(t.Subject("sessions"), terms={"over": over})
    assert to_text(bind("over( days_after(ended_on,1) )", scope)) == "over(days_after(ended_on, 1))"


def test_a_day_is_shown_as_iso() -> None:
    assert to_text(t.Literal(date(2025, 3, 10), DAY)) == "2025-03-10"
    assert to_text(t.Literal(Decimal("1E+2"), NUMBER)) == "100"


def test_rows_and_sources_are_shown_by_their_path() -> None:
    specification = t.Referred(t.Referred(t.Subject("sessions"), "paper", "papers"), "specification", "x")
    assert path_of(t.Subject("sessions")) == ""
    assert path_of(specification) == "paper.specification"
    assert path_of(t.Variable("a", "assignments")) == "a"
    assert source_text(
        t.Children(t.Referred(t.Subject("sessions"), "site", "sites"), "site_terms", "site_id")
    ) == ("site.site_terms")
    assert source_text(t.Lookup("bodies", "city", None, nulls=True)) == "bodies"


# ── any tree without terms and parameters binds back from its text ──────────────────────

NUMBERS = st.one_of(
    st.integers(0, 10**12).map(str),
    st.decimals(0, 1000, places=3, allow_nan=False).map(lambda number: f"{number:f}"),
    st.sampled_from(["paper.expert_count", "count(x for x in assignments)", "year(ended_on)"]),
)
DAYS = st.sampled_from(
    ["ended_on", "today", "started_on", "paper.filed_on", "min(r.results_received_on for r in reports)"]
)
# Nothing that Python's repr would have to escape: conditions have no backslash.
TEXTS = st.text(st.characters(categories=("L", "N", "P"), exclude_characters="'\"\\"), max_size=6).map(repr)
COMPARE = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(" ".join)


def _sums(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bracketed = numbers.map(lambda number: f"({number})")
    return _joined(bracketed, st.sampled_from(["+", "-", "*"]), bracketed)


ARITHMETIC = st.recursive(NUMBERS, _sums, max_leaves=4)
ATOMS = st.one_of(
    _joined(ARITHMETIC, COMPARE, ARITHMETIC),
    _joined(DAYS, COMPARE, DAYS),
    _joined(DAYS, COMPARE, st.tuples(DAYS, ARITHMETIC).map(lambda pair: f"days_after({pair[0]}, {pair[1]})")),
    _joined(st.sampled_from(["city", "site.city"]), st.sampled_from(["==", "!="]), TEXTS),
    st.lists(TEXTS, min_size=1, max_size=3).map(lambda texts: f"city in [{', '.join(texts)}]"),
    st.sampled_from(["staff_arranged", "city is None", "site.city is not None", "True"]),
)


def _compound(truths: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        truths.map(lambda inside: f"not ({inside})"),
        _joined(truths.map("({})".format), st.sampled_from(["and", "or"]), truths.map("({})".format)),
    )


def _quantified(truths: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(["any", "all"]), truths).map(
        lambda pair: f"{pair[0]}(a.badge_worn or ({pair[1]}) for a in assignments if a.role == 'examiner')"
    )


PLAIN = st.recursive(ATOMS, _compound, max_leaves=4)
CONDITIONS = st.recursive(st.one_of(PLAIN, _quantified(PLAIN)), _compound, max_leaves=3)


@given(CONDITIONS)
def test_a_shown_condition_binds_to_the_same_tree(text: str) -> None:
    tree = bind(text, SCOPE)
    assert bind(to_text(tree), SCOPE) == tree
