"""Quantifiers over children and over whole tables looked up by an equality."""

from __future__ import annotations

import pytest

from sdcompliance.conditions import TEXT, ConditionError, Scope, ValueKind, ValueType, bind
from sdcompliance.conditions import tree as t

SESSION = t.Subject("sessions")
CERTIFICATE = t.Subject("certificates")
KEY_OF_PROJECTS = ValueType(ValueKind.KEY, table="projects")


def value(text: str, subject: str = "sessions") -> t.Value:
    return bind(text, Scope(t.Subject(subject)), expected=None)


def exists(text: str, subject: str = "sessions") -> t.Exists:
    found = value(text, subject)
    assert isinstance(found, t.Exists)
    return found


def fault(text: str, subject: str = "sessions") -> str:
    with pytest.raises(ConditionError) as caught:
        value(text, subject)
    return caught.value.message


def test_children_of_the_subject() -> None:
    assert exists("any(a.badge_worn for a in assignments)").source == t.Children(
        SESSION, "assignments", "session_id"
    )


def test_children_by_the_subjects_own_name() -> None:
    bare, named = "any(a.badge_worn for a in assignments)", "any(a.badge_worn for a in session.assignments)"
    assert exists(bare) == exists(named)


def test_children_through_a_reference() -> None:
    site = t.Referred(SESSION, "site", "sites")
    assert exists("any(x.announced_on <= today for x in site.site_terms)").source == t.Children(
        site, "site_terms", "site_id"
    )


def test_children_of_a_row_that_a_quantifier_looks_at() -> None:
    outer = exists(
        "any(any(p.project_id == project_id for p in x.site_term_projects) for x in site.site_terms)"
    )
    inner = outer.body
    assert isinstance(inner, t.Exists)
    assert inner.source == t.Children(outer.variable, "site_term_projects", "site_term_id")
    # The bare name inside is the subject's, not the row's.
    assert inner.body == t.Compare(
        "==",
        t.Field(inner.variable, "project_id", KEY_OF_PROJECTS),
        t.Field(SESSION, "project_id", KEY_OF_PROJECTS),
    )


def test_a_bare_name_of_a_child_table_is_always_the_subjects_own_rows() -> None:
    found = exists("any(c.issued_on <= today for c in certificates if c.number == city)")
    assert isinstance(found.source, t.Children)


def test_a_table_is_looked_up_by_an_equality_that_stays_in_the_filter() -> None:
    found = exists("any(c.issued_on <= today for c in certificates if c.number == number)", CERTIFICATE.table)
    own_number = t.Field(CERTIFICATE, "number", TEXT)
    assert found.source == t.Lookup("certificates", "number", own_number, nulls=True)
    assert found.filter == t.Compare("==", t.Field(found.variable, "number", TEXT), own_number)


def test_the_equality_may_stand_either_way_round_and_anywhere_in_the_filter() -> None:
    one = exists("any(True for c in certificates if c.number == number)", CERTIFICATE.table)
    other = exists(
        "any(True for c in certificates if c.issued_on <= today and number == c.number)", CERTIFICATE.table
    )
    assert one.source == other.source


def test_the_filter_may_be_written_with_several_ifs() -> None:
    one = exists(
        "any(True for c in certificates if c.number == number and c.issued_on <= today)", "certificates"
    )
    two = exists(
        "any(True for c in certificates if c.number == number if c.issued_on <= today)", "certificates"
    )
    assert one == two


@pytest.mark.parametrize(
    ("test", "nulls"),
    [
        ("c.number == number", True),
        ("c.number == number and c.number is not None", False),
        ("c.number is not None and c.number == number", False),
        ("c.number == number and c.issued_on is not None", True),  # another column
        ("c.number == number and number is not None", True),  # another row
    ],
)
def test_rows_without_a_key_come_along_unless_the_filter_refuses_them(test: str, nulls: bool) -> None:
    found = exists(f"any(True for c in certificates if {test})", "certificates")
    assert isinstance(found.source, t.Lookup)
    assert found.source.nulls is nulls


def test_rows_without_a_reference_are_looked_up_by_is_none() -> None:
    found = exists("any(f.amount > 0 for f in tariffs if f.project_id is None)")
    assert found.source == t.Lookup("tariffs", "project_id", None, nulls=True)


def test_the_key_may_come_from_a_row_of_the_quantifier_around() -> None:
    inside = "any(f.amount > 0 for f in tariffs if f.project_id == q.project_id)"
    outer = exists(f"any({inside} for q in application_projects)", "applications")
    inner = outer.body
    assert isinstance(inner, t.Exists)
    assert isinstance(inner.source, t.Lookup)
    assert isinstance(inner.source.key, t.Field)
    assert inner.source.key.row == outer.variable


@pytest.mark.parametrize(
    "rows",
    [
        "c in certificates",
        "c in certificates if c.issued_on <= today",
        "c in certificates if c.number != number",
        "c in certificates if c.number == number or c.issued_on <= today",
        "c in certificates if not c.number == number",
        # not the row's own column: the row it refers to has it
        "c in certificates if c.session.city == session.city",
        "c in certificates if c.session.city is None",
        # a clock time may be known only within bounds, and so may a working day
        "p in papers if p.filed_at == session.started_at",
        "c in certificates if c.issued_on == workday_after(issued_on, 3)",
        # nothing outside the row to look it up by
        "c in certificates if c.coded_on == c.issued_on",
        "c in certificates if number == number",
    ],
)
def test_without_an_equality_a_whole_table_is_refused(rows: str) -> None:
    assert "a whole table is looked up by an equality" in fault(f"any(True for {rows})", "certificates")


def test_a_key_of_another_table_is_no_key() -> None:
    assert "does not compare" in fault(
        "any(True for c in certificates if c.session_id == candidate_id)", "certificates"
    )


def test_in_a_term_there_are_no_children_by_bare_name() -> None:
    with pytest.raises(ConditionError, match="a whole table is looked up by an equality"):
        bind("any(a.badge_worn for a in assignments)", Scope(None))


def test_the_tables_that_a_condition_reads() -> None:
    found = value(
        "any(own.kind == 'city_centre' for own in bodies if own.city == city) "
        "and site.city == city and any(r.received_by.kind == 'city_centre' for r in reports)"
    )
    # Its own table, sessions, is where it starts; the rest it reads.
    assert t.tables_of(found) == {"bodies", "sites", "reports"}


def test_walk_meets_keys_filters_and_bodies() -> None:
    found = value("any(own.kind == 'city_centre' for own in bodies if own.city == site.city)")
    columns = [node.column for node in t.walk(found) if isinstance(node, t.Field)]
    # site.city as the key, the equality, the body
    assert columns == ["city", "city", "city", "kind"]


def test_a_value_fits_its_limits() -> None:
    # Compare(Field, Literal): three parts, two deep.
    tree = value("city == '370100'")
    assert t.fits(tree, most=3, deepest=2)
    assert not t.fits(tree, most=2, deepest=2)
    assert not t.fits(tree, most=3, deepest=1)
