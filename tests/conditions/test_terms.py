"""Legal terms: put in place where they are called, and apart from the names around the call."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sdcompliance.conditions import DAY, NUMBER, TEXT, TRUTH, ConditionError, Scope, Term, ValueType, bind
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.scope import DEEPEST_TREE, MOST_PARTS, MOST_ROWS, MOST_TERMS

SESSION = t.Subject("sessions")


def terms(*given: Term) -> Mapping[str, Term]:
    return {term.name: term for term in given}


def term(name: str, takes: Mapping[str, ValueType | str], means: str) -> Term:
    return Term(name, takes, means)


def bound(text: str, *given: Term, **names: t.Value | t.Row) -> t.Value:
    return bind(text, Scope(SESSION, names, terms(*given)), expected=None)


def fault(text: str, *given: Term, **names: t.Value | t.Row) -> str:
    with pytest.raises(ConditionError) as caught:
        bound(text, *given, **names)
    return str(caught.value)


OWN = term("own_centre", {"body": "bodies", "city": TEXT}, "body.kind == 'city_centre' and body.city == city")
EXAMINED = term(
    "examined",
    {"sitting": "sessions"},
    "any(a.role == 'examiner' for a in sitting.assignments)",
)


def test_a_term_is_its_text_with_the_arguments_in_place() -> None:
    found = bound("own_centre(organised_by, city)", OWN)
    assert found == t.Named(
        "own_centre(organised_by, city)",
        bound("organised_by.kind == 'city_centre' and organised_by.city == city"),
    )


def test_a_term_may_take_the_subject_itself() -> None:
    named = bound("examined(session)", EXAMINED)
    assert isinstance(named, t.Named)
    assert named.value == bound("any(a.role == 'examiner' for a in assignments)")


def test_a_term_may_take_a_row_of_a_quantifier() -> None:
    found = bound("any(own_centre(r.received_by, city) for r in reports)", OWN)
    assert isinstance(found, t.Exists)
    assert isinstance(found.body, t.Named)
    assert found.body.value == t.AllOf(
        (
            t.Compare(
                "==",
                t.Field(
                    t.Referred(found.variable, "received_by", "bodies"),
                    "kind",
                    bound("organised_by.kind").type,
                ),
                t.Literal("city_centre", TEXT),
            ),
            t.Compare(
                "==",
                t.Field(t.Referred(found.variable, "received_by", "bodies"), "city", TEXT),
                t.Field(SESSION, "city", TEXT),
            ),
        )
    )


def test_a_terms_row_never_captures_its_callers_row_of_the_same_name() -> None:
    # Both the caller and the term call their row `a`; the term's second argument is the caller's.
    same = term(
        "same_person_elsewhere",
        {"sitting": "sessions", "of": "assignments"},
        "any(a.person_id == of.person_id and a.role != of.role for a in sitting.assignments)",
    )
    found = bound("any(same_person_elsewhere(session, a) for a in assignments)", same)
    by_hand = bound(
        "any(any(b.person_id == a.person_id and b.role != a.role for b in assignments) for a in assignments)"
    )
    assert isinstance(found, t.Exists)
    assert isinstance(by_hand, t.Exists)
    assert isinstance(found.body, t.Named)
    inner, wanted = found.body.value, by_hand.body
    assert isinstance(inner, t.Exists)
    assert isinstance(wanted, t.Exists)
    assert inner.variable.name not in ("a", "")
    renamed = {inner.variable.name: wanted.variable.name}
    assert _renamed(inner.body, renamed) == repr(wanted.body)


def _renamed(node: t.Value, names: Mapping[str, str]) -> str:
    text = repr(node)
    for old, new in names.items():
        text = text.replace(f"name='{old}'", f"name='{new}'")
    return text


def test_a_terms_row_differs_from_the_rows_of_all_texts_around_it() -> None:
    inner = term("inner", {"sitting": "sessions"}, "any(a.badge_worn for a in sitting.assignments)")
    outer = term("outer", {"sitting": "sessions"}, "any(inner(a.session) for a in sitting.assignments)")
    found = bound("any(outer(a.session) for a in assignments)", inner, outer)
    variables = [node.variable.name for node in t.walk(found) if isinstance(node, t.Exists)]
    assert len(variables) == 3
    assert len(set(variables)) == 3


def test_a_term_does_not_see_the_names_of_its_caller() -> None:
    leak = term("leak", {}, "city == '370100'")
    assert "no name 'city' here" in fault("leak()", leak)
    limit = t.Named("limit", t.Literal(3, NUMBER))
    assert "no name 'limit' here" in fault("over()", term("over", {}, "limit > 2"), limit=limit)
    row = term("row", {}, "a.badge_worn")
    assert "no name 'a' here" in fault("any(row() for a in assignments)", row)


def test_a_term_sees_today_and_the_tables() -> None:
    found = bound(
        "known('370100')",
        term("known", {"city": TEXT}, "any(b.kind == 'site' for b in bodies if b.city == city)"),
    )
    assert t.tables_of(found) == {"bodies"}
    assert bound("now()", term("now", {}, "today")).type == DAY


def test_terms_may_call_terms() -> None:
    first = term("first", {"day": DAY}, "day <= today")
    second = term("second", {"day": DAY}, "first(day) and first(days_after(day, 1))")
    found = bound("second(ended_on)", first, second)
    by_hand = bound("ended_on <= today and days_after(ended_on, 1) <= today")
    assert isinstance(found, t.Named)
    assert isinstance(found.value, t.AllOf)
    assert isinstance(by_hand, t.AllOf)
    inside = [part.value for part in found.value.operands if isinstance(part, t.Named)]
    assert tuple(inside) == by_hand.operands


def test_an_argument_may_be_a_term() -> None:
    last = term("last_day", {"sitting": "sessions"}, "sitting.ended_on")
    found = bound(
        "over(last_day(session)) and over(started_on)", last, term("over", {"day": DAY}, "day < today")
    )
    assert isinstance(found, t.AllOf)
    assert found.type == TRUTH


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("own_centre(organised_by)", "own_centre(body, city) takes 2 values, not 1"),
        ("own_centre(organised_by, city, city)", "takes 2 values, not 3"),
        ("own_centre(site, city)", "own_centre takes a row of bodies as its body"),
        ("own_centre(organised_by_id, city)", "own_centre takes a row of bodies as its body"),
        ("own_centre(organised_by, ended_on)", "a text is expected here, not a day"),
        ("own_centre(organised_by, city=city)", "takes its arguments in order, without names"),
        ("own_center(organised_by, city)", "no function or term 'own_center' (nearest: 'own_centre')"),
        ("own_centre", "own_centre is a function; call it: own_centre(…)"),
    ],
)
def test_a_wrong_call_is_refused(text: str, words: str) -> None:
    assert words in fault(text, OWN)


def test_a_term_defined_by_itself_is_refused_with_the_way_round() -> None:
    again = term("again", {}, "again()")
    assert "the term again → again is defined by itself" in fault("again()", again)
    ping, pong = term("ping", {}, "pong()"), term("pong", {}, "ping()")
    assert "ping → pong → ping is defined by itself" in fault("ping()", ping, pong)


def test_the_same_term_twice_side_by_side_is_no_circle() -> None:
    over = term("over", {"day": DAY}, "day < today")
    assert isinstance(bound("over(started_on) and over(ended_on)", over), t.AllOf)


def test_terms_calling_terms_stay_bounded() -> None:
    # 3 × 3 × 3 × 3 × 3 × 3 = 729 calls of the innermost, above the cap of 200.
    tower = [term("t0", {}, "today == today")]
    tower += [term(f"t{n}", {}, f"t{n - 1}() and t{n - 1}() and t{n - 1}()") for n in range(1, 7)]
    assert f"more than {MOST_TERMS} terms inside one condition" in fault("t6()", *tower)


def test_an_argument_that_doubles_with_every_call_stays_bounded() -> None:
    # 2 to the 30th copies of the innermost argument would fill any memory.
    double = term("double", {"n": NUMBER}, "n + n")
    text = "double(" * 30 + "1" + ")" * 30 + " > 0"
    assert f"more than {MOST_PARTS} parts or deeper than {DEEPEST_TREE}" in fault(text, double)


def test_a_tower_of_deep_terms_stays_bounded() -> None:
    # 36 times `not` is deep enough in one text; a tower of 30 such texts would end the interpreter's stack.
    tower = [term("t0", {}, "today == today")]
    tower += [term(f"t{n}", {}, "not " * 36 + f"t{n - 1}()") for n in range(1, 30)]
    assert "deep" in fault("t29()", *tower)


def test_quantifiers_inside_quantifiers_are_counted_through_terms() -> None:
    tower = [term("t0", {"sitting": "sessions"}, "sitting.staff_arranged")]
    tower += [
        term(f"t{n}", {"sitting": "sessions"}, f"any(t{n - 1}(a.session) for a in sitting.assignments)")
        for n in range(1, MOST_ROWS + 2)
    ]
    assert bound(f"t{MOST_ROWS}(session)", *tower).type == TRUTH
    assert f"more than {MOST_ROWS} quantifiers inside each other" in fault(
        f"t{MOST_ROWS + 1}(session)", *tower
    )


def test_the_scope_notes_every_term_that_was_put_in_place() -> None:
    first = term("first", {"day": DAY}, "day <= today")
    second = term("second", {"day": DAY}, "first(day)")
    scope = Scope(SESSION, {}, terms(first, second, OWN))
    bind("second(ended_on)", scope)
    assert scope.expansion.used == {"first", "second"}
    assert scope.expansion.count == 2
