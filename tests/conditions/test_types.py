"""What may be compared, added, called and asked for where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sdcompliance.conditions import (
    DAY,
    FUNCTIONS,
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    ConditionError,
    Scope,
    ValueType,
    bind,
)
from sdcompliance.conditions import tree as t


def value(
    text: str, subject: str = "sessions", expected: ValueType | None = None, **names: t.Value
) -> t.Value:
    return bind(text, Scope(t.Subject(subject), names), expected)


def fault(text: str, subject: str = "sessions", expected: ValueType | None = None, **names: t.Value) -> str:
    with pytest.raises(ConditionError) as caught:
        value(text, subject, expected, **names)
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("city", TEXT),
        ("staff_arranged", TRUTH),
        ("started_at", MOMENT),
        ("started_on", DAY),
        ("3", NUMBER),
        ("0.5", NUMBER),
        ("True", TRUTH),
        ("'x'", TEXT),
        ("paper.expert_count", NUMBER),
        ("workday_after(ended_on, 3)", DAY),
        ("days_between(started_on, ended_on)", NUMBER),
        ("date(2025, 1, 31)", DAY),
        ("year(ended_on)", NUMBER),
        ("max(r.results_received_at for r in reports)", MOMENT),
        ("min(r.results_received_on for r in reports)", DAY),
        ("count(r for r in reports)", NUMBER),
        ("count_distinct(a.person_id for a in assignments)", NUMBER),
        ("coalesce(preparation_notice_on, ended_on)", DAY),
        ("2 * 3 - 1", NUMBER),
        ("-paper.expert_count", NUMBER),
        ("not staff_arranged", TRUTH),
        ("city is None", TRUTH),
        ("all(r.passed for r in results)", TRUTH),
    ],
)
def test_every_value_has_its_type(text: str, type_: ValueType) -> None:
    assert value(text).type == type_


def test_a_decimal_is_kept_exactly() -> None:
    assert value("0.1") == t.Literal(Decimal("0.1"), NUMBER)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "started_at <= ended_on",
            "a day and a clock time do not compare; read the clock time's day as …_on",
        ),
        ("city == 370100", "a text does not compare with a number"),
        ("site_id == project_id", "a key of sites does not compare with a key of projects"),
        ("site_id == 'S1'", "does not compare with a text"),
        ("staff_arranged == True", "a truth is not compared; write it alone, or `not` before it"),
        ("staff_arranged == preparation_met", "a truth is not compared"),
        ("city < '370200'", "a text has no order; only == and != compare it"),
        ("site_id >= site.id", "has no order"),
        ("city == None", "nothing equals None; ask `is None`"),
        ("None != city", "nothing equals None; ask `is None`"),
        ("city is '370100'", "`is` stands before None only"),
        ("city is True", "`is` stands before None only"),
        ("workday_after(ended_on, 3) is None", "`is None` asks whether a column is recorded"),
        ("site is None", "site is a row of sites"),
        ("ended_on + 3 <= today", "days do not add up; use days_after(day, n) or days_between(first, last)"),
        ("ended_on - started_on <= 3", "days do not add up"),
        ("city + city == city", "+ takes two numbers, not a text and a text"),
        ("paper.expert_count / 2 == 1", "numbers know + - * only"),
        ("paper.expert_count ** 2 == 1", "numbers know + - * only"),
        ("-city == city", "a number is expected here, not a text"),
        ("+paper.expert_count == 1", "only `not` and `-` may stand before a value"),
        ("city and staff_arranged", "a truth is expected here, not a text"),
        ("not ended_on", "a truth is expected here, not a day"),
        ("any(r.results_received_on for r in reports)", "a truth is expected here, not a day"),
        ("any(r.passed for r in results if r.session_id)", "a truth is expected here, not a"),
        ("any(a.role == 'examinr' for a in assignments)", "(nearest: 'examiner')"),
        ("any(a.role in ('examiner', 'supervisr') for a in assignments)", "(nearest: 'supervisor')"),
        ("any('examinr' == a.role for a in assignments)", "none of the codes examiner, supervisor"),
        ("city in '370100'", "`in` is followed by values in brackets"),
        ("city in ('370100')", "('process',)"),
        ("city in ()", "`in` is followed by values in brackets"),
        ("city in (site.city, '370100')", "only constants may stand after `in`"),
        ("city in ('370100', 370200)", "does not compare with a number"),
        ("workday_after(ended_on) <= today", "workday_after(day, n) takes 2 values, not 1"),
        ("workday_after(ended_on, 3, 4) <= today", "takes 2 values, not 3"),
        ("workday_after(3, ended_on) <= today", "a day is expected here, not a number"),
        ("workday_after(ended_on, n=3) <= today", "takes its arguments in order, without names"),
        ("date(2025, count(r for r in reports), 1) <= today", "date takes a month that is known exactly"),
        ("coalesce(city) == city", "coalesce takes a column and what stands in"),
        ("coalesce('370100', city) == city", "may be not recorded; the last value alone may be another"),
        ("coalesce(city, 3) == city", "coalesce of a text and a number"),
        ("coalesce(preparation_notice_on, workday_after(ended_on, 3)) <= today", "known exactly"),
        ("any(coalesce(a.role, 'examinr') == 'examiner' for a in assignments)", "(nearest: 'examiner')"),
        ("count(r.id for r in reports) > 1", "count counts rows: count(r for r in …)"),
        ("count(a for r in reports) > 1", "count counts rows"),
        ("min(r.passed for r in results) == 1", "a truth has no min"),
        ("max(r.id for r in results) == id", "has no max"),
        ("count_distinct(r.results_received_at for r in reports) > 1", "known exactly"),
        ("any([r.passed for r in results])", "any is written any(… for x in rows if …)"),
        ("min(3, 4) == 3", "min is written min(… for x in rows if …)"),
        ("any(r.passed for r in results for a in assignments)", "one `for` at a time"),
        ("any(x.passed for x, y in results)", "`for` is followed by one name"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(text: str, words: str) -> None:
    assert words in fault(text)


def test_a_value_known_only_within_bounds_is_not_looked_up_among_values() -> None:
    # The count may be 1 or 2 where a filter is unknown; `in (1, 3)` would have to say so.
    assert "known exactly" in fault("count(r for r in results if r.passed) in (1, 3)")


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("ended_on", TRUTH, "this is a day, and a truth is asked for here"),
        ("staff_arranged", DAY, "this is a truth, and a day is asked for here"),
        ("city", NUMBER, "this is a text, and a number is asked for here"),
    ],
)
def test_a_place_asks_for_its_type(text: str, expected: ValueType, words: str) -> None:
    assert words in fault(text, expected=expected)


def test_codes_of_a_parameter_are_checked_too() -> None:
    wanted = t.Named("wanted", t.Literal("examinr", TEXT))
    assert "(nearest: 'examiner')" in fault("any(a.role == wanted for a in assignments)", wanted=wanted)


def test_the_sex_of_an_identity_number_is_one_of_two_codes() -> None:
    assert "none of the codes male, female" in fault("id_sex(id_number) == 'm'", "candidates")


def test_a_parameter_may_stand_after_in() -> None:
    home = t.Named("home", t.Literal("370100", TEXT))
    assert value("city in (home, '370200')", home=home) == t.Among(
        t.Field(t.Subject("sessions"), "city", TEXT), ("370100", "370200")
    )


def test_a_parameter_that_changes_with_time_may_not() -> None:
    home = t.Dated("home", ((date(2025, 1, 1), "370100"),), t.Today(), TEXT)
    assert "only constants may stand after `in`" in fault("city in (home, '370200')", home=home)


def test_a_chain_of_comparisons_is_the_conjunction_of_its_links() -> None:
    assert value("started_on <= ended_on < today") == value("started_on <= ended_on and ended_on < today")


def test_a_chain_may_mix_operators() -> None:
    chain = value("1 < paper.expert_count in (2, 3)")
    assert chain == value("1 < paper.expert_count and paper.expert_count in (2, 3)")


def test_is_not_and_not_in_are_negations() -> None:
    assert value("city is not None") == t.Not(value("city is None"))
    assert value("city not in ('370100', '370200')") == t.Not(value("city in ('370100', '370200')"))


def test_is_none_of_a_day_asks_for_its_clock_time() -> None:
    assert value("ended_on is None") == value("ended_at is None")


def test_coalesce_takes_several_columns() -> None:
    call = value("coalesce(solicited_on, filed_on, published_on)", "projects")
    assert isinstance(call, t.Call)
    assert len(call.arguments) == 3


@pytest.mark.parametrize(
    ("text", "bounded"),
    [
        ("ended_at", True),  # a bare date is some time that day
        ("ended_on", False),  # the day itself is certain
        ("workday_after(ended_on, 3)", True),  # the year's arrangement may not be published
        ("workdays_between(started_on, ended_on)", True),
        ("days_after(workday_after(ended_on, 3), 1)", True),
        ("days_after(ended_on, 3)", False),
        ("count(r for r in reports)", True),  # a filter may be unknown
        ("count(r for r in reports) + 1", True),
        ("max(r.results_received_at for r in reports)", True),
        ("max(r.results_received_on for r in reports)", False),
        ("coalesce(started_at, ended_at)", True),
        ("3 + 4", False),
        ("today", False),
    ],
)
def test_which_values_may_be_known_only_within_bounds(text: str, bounded: bool) -> None:
    assert t.bounded(value(text)) is bounded


def test_a_named_value_is_as_certain_as_what_it_names() -> None:
    due = t.Named("due", value("workday_after(ended_on, 3)"))
    assert t.bounded(value("due", due=due))


def test_every_function_says_what_it_does_and_binds_with_arguments_of_its_types() -> None:
    written = {DAY.kind: "ended_on", NUMBER.kind: "3", TEXT.kind: "city"}
    for function in FUNCTIONS.values():
        assert function.doc
        arguments = ", ".join(written[parameter.type.kind] for parameter in function.parameters)
        assert value(f"{function.name}({arguments})").type == function.result
