"""What a bare name or a path means: columns, clock times' days, references, the subject, variables."""

from __future__ import annotations

import pytest

from sdcompliance.conditions import DAY, NUMBER, TEXT, TRUTH, ConditionError, Scope, ValueKind, bind, singular
from sdcompliance.conditions import tree as t
from sdcompliance.records import TABLES

SESSION = t.Subject("sessions")


def value(text: str, subject: str = "sessions", **names: t.Value | t.Row) -> t.Value:
    return bind(text, Scope(t.Subject(subject), names), expected=None)


def fault(text: str, subject: str = "sessions", **names: t.Value | t.Row) -> str:
    with pytest.raises(ConditionError) as caught:
        value(text, subject, **names)
    return caught.value.message


def test_a_bare_name_is_a_column_of_the_subject() -> None:
    assert value("city") == t.Field(SESSION, "city", TEXT)


def test_the_subject_goes_by_its_singular_too() -> None:
    assert value("session.city") == value("city")
    assert singular("site_terms") == "site_term"
    assert singular("personnel") == "person"


def test_no_table_has_a_column_or_reference_with_its_own_singular() -> None:
    for table in TABLES.values():
        own = singular(table.name)
        assert own not in table.columns
        assert own not in table.references


def test_a_path_follows_references() -> None:
    paper = t.Referred(SESSION, "paper", "papers")
    specification = t.Referred(paper, "specification", "specifications")
    assert value("paper.specification.version") == t.Field(specification, "version", TEXT)


def test_an_id_is_the_key_of_its_own_table_and_a_reference_of_the_other() -> None:
    assert value("id").type == t.ValueType(ValueKind.KEY, table="sessions")
    assert value("site_id").type == t.ValueType(ValueKind.KEY, table="sites")
    assert value("site_id == site.id", "sessions").type == TRUTH


def test_a_clock_time_is_read_as_its_day_by_the_name_on() -> None:
    assert value("ended_on") == t.DayOf(t.Field(SESSION, "ended_at", t.MOMENT))
    assert value("ended_on").type == DAY
    assert value("paper.filed_on").type == DAY  # papers has filed_at only


def test_a_column_that_is_a_day_keeps_its_name() -> None:
    assert value("preparation_notice_on") == t.Field(SESSION, "preparation_notice_on", DAY)


def test_today_is_the_as_of_date() -> None:
    assert value("today") == t.Today()


def test_a_parameter_stands_for_its_value_under_its_name() -> None:
    limit = t.Named("limit", t.Literal(3, NUMBER))
    assert value("limit", limit=limit) is limit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("citi == '370100'", "no name 'citi' in sessions (nearest: 'city')"),
        ("paper.filed_onn <= today", "papers has no column or reference 'filed_onn' (nearest: 'filed_on')"),
        ("sesion.city == city", "(nearest: 'session')"),
        ("todai >= ended_on", "(nearest: 'today')"),
        ("assignments", "assignments are rows; look at them with any(… for x in assignments)"),
        ("site.site_terms", "site_terms are rows"),
        ("site", "site is a row of sites; name one of its columns: site.…"),
        ("session", "session is a row of sessions"),
        ("paper.specification", "this is a row of specifications"),
        ("city.name == 'x'", "city is a text and has no columns"),
        ("due >= ended_on", "the rule declares no `due`"),
        ("until >= ended_on", "the rule declares no `until`"),
        ("count > 3", "count is a function; call it: count(…)"),
        ("year == 2025", "year is a function; call it: year(…)"),
        (
            "workday_aftr(ended_on, 3) <= today",
            "no function or term 'workday_aftr' (nearest: 'workday_after')",
        ),
        ("any(r.id == id for r in repots)", "no rows 'repots' (nearest: 'reports')"),
        ("any(r.passed for r in results if True for r in [1])", "one `for` at a time"),
        ("any(r.passed for r in [1, 2])", "no rows '[1, 2]'"),
        ("any(r.x for r in site.site_term)", "sites has no rows 'site_term' (nearest: 'site_terms')"),
        ("any(r.x for r in city.reports)", "city has no rows"),
    ],
)
def test_an_error_names_the_place_and_the_nearest_valid_name(text: str, words: str) -> None:
    assert words in fault(text)


def test_a_name_unlike_any_other_has_no_nearest() -> None:
    assert fault("qqqqqqqq") == "no name 'qqqqqqqq' in sessions"


def test_bodies_have_no_children_where_several_columns_could_be_meant() -> None:
    # projects refers to bodies as solicitor, collator, filer and publisher: which one is meant is open.
    assert "bodies has no rows 'projects'" in fault("any(p.filed for p in body.projects)", "bodies")


def test_the_place_counts_characters_not_bytes() -> None:
    # m of mistaken is the 15th character; each of 济南 takes three bytes.
    #   c i t y   = =   ' 济 南 '   o r   mistaken
    #   1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
    with pytest.raises(ConditionError) as caught:
        value("city == '济南' or mistaken")
    assert caught.value.column == 17
    assert "at character 17" in str(caught.value)


def test_the_place_is_left_out_below_the_first_line() -> None:
    with pytest.raises(ConditionError) as caught:
        value("city == '370100'\nor mistaken")
    assert caught.value.column is None


@pytest.mark.parametrize("taken", ["city", "site", "ended_on", "session", "today", "due", "sites", "limit"])
def test_a_row_may_not_take_a_name_that_means_something(taken: str) -> None:
    limit = t.Named("limit", t.Literal(3, NUMBER))
    message = fault(f"any({taken}.badge_worn for {taken} in assignments)", limit=limit)
    assert message == f"the name {taken!r} is taken here; choose another for the row"


def test_a_row_may_not_take_the_name_of_a_row_around_it() -> None:
    text = "any(any(r.passed for r in results) for r in reports)"
    assert "the name 'r' is taken here" in fault(text)


def test_rows_side_by_side_may_share_a_name() -> None:
    both = value("any(r.passed for r in results) and any(r.papers_received_on <= today for r in reports)")
    assert isinstance(both, t.AllOf)
    first, second = both.operands
    assert isinstance(first, t.Exists)
    assert isinstance(second, t.Exists)
    assert (first.variable.table, second.variable.table) == ("results", "reports")
