"""Everything outside the language is refused, with a ConditionError and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcompliance.conditions import ConditionError, Scope, bind
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.syntax import (
    DEEPEST,
    MOST_CHARACTERS,
    MOST_DIGITS,
    MOST_NODES,
)

SCOPE = Scope(t.Subject("sessions"))


def fault(text: str) -> str:
    with pytest.raises(ConditionError) as caught:
        bind(text, SCOPE, expected=None)
    return caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "city.__class__ == city",
        "session.__dict__ is None",
        "city.upper() == city",
        "open('x')",
        "eval('1')",
        "lambda: True",
        "(lambda x: x)(1) == 1",
        "[x for x in reports]",
        "{1: 2}",
        "{r.id for r in reports}",
        "{r.id: r.id for r in reports}",
        "(r.id for r in reports)",
        "x := 1",
        "any((y := r.id) == id for r in reports)",
        "workday_after(*reports) <= today",
        "workday_after(**city) <= today",
        "count(*reports) > 1",
        "city in (*reports,)",
        "await city",
        "yield city",
        "any(r.passed async for r in results)",
        "f'{city}' == city",
        "f'' == city",
        "city if staff_arranged else city",
        "city[0] == '3'",
        "city[1:2] == '3'",
        "city @ city",
        "1 << 100000 > 0",
        "10 ** 100 > 0",
        "1 // 0 == 1",
        "1 % 2 == 1",
        "1 & 1 == 1",
        "~1 == 1",
        "b'x' == city",
        "1j == 1",
        "1e400 > 0",
        "0xff == 255",
        "0b1 == 1",
        "... == 1",
        "None",
        "city; city",
        "import os",
        "city = '370100'",
        "del city",
        "assert city",
        "def f(): pass",
        "city) or (city",
        "((city)",
        "'unclosed",
        "city == '370100\n'",
        "city\x00 == '370100'",
        "city == '\x00'",
        "city == '\ud800'",
        "＿＿import＿＿('os')",
        "\N{ZERO WIDTH SPACE}city",
        "city == '370100' # the capital",
        "city == '37\\u0030100'",
        "city == \\\n'370100'",
        "city in ('370100' '370200')",
        "city == '37' '0100'",
        "1if staff_arranged else 0",
        "print(city)",
        "session",
        "staff_arranged, preparation_met",
        "not",
        "and",
        "is None",
        "city is not",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    fault(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lambda: True", "Lambda is not part of the condition language"),
        ("f'{city}' == city", "JoinedStr is not part of the condition language"),
        ("city.upper() == city", "only the functions and terms of the language are called"),
        ("city == '370100' # the capital", "in a folded YAML text it would swallow the lines after it"),
        ("city in ('370100' '370200')", "a comma or an operator is missing between them"),
        ("city == 'a\\n'", "a condition has no backslash"),
        ("1e3 > 0", "a number is written in digits"),
        ("city) or (city", "a closing bracket has no opening one"),
        ("city == ", "not a condition (invalid syntax)"),
        ("", "the condition is empty"),
    ],
)
def test_the_refusal_says_what_is_wrong(text: str, words: str) -> None:
    assert words in fault(text)


def test_brackets_and_marks_inside_a_text_are_part_of_it() -> None:
    for text in (")", "(", "#1", "3D", "]" * 50, "[" * 50, "1" * 18, "'"):
        quoted = f'"{text}"'
        value = bind(f"city == {quoted}", SCOPE)
        assert isinstance(value, t.Compare)
        assert isinstance(value.right, t.Literal)
        assert value.right.value == text


def test_a_condition_may_run_over_several_lines() -> None:
    assert bind("city == '370100'\n  and\n staff_arranged", SCOPE) == bind(
        "city=='370100' and staff_arranged", SCOPE
    )


def test_a_name_in_full_width_letters_is_the_same_name() -> None:
    # Python reads identifiers in normal form KC; a reader sees the same word.
    assert bind("ｃｉｔｙ == '370100'", SCOPE) == bind("city == '370100'", SCOPE)


def test_length_is_bounded() -> None:
    fits = "city == '" + "x" * (MOST_CHARACTERS - 10) + "'"
    assert len(fits) == MOST_CHARACTERS
    bind(fits, SCOPE)
    assert f"at most {MOST_CHARACTERS} characters, this one has {MOST_CHARACTERS + 1}" in fault(fits + " ")


def test_an_error_about_length_does_not_repeat_the_text() -> None:
    with pytest.raises(ConditionError) as caught:
        bind("x" * 10**6, SCOPE)
    assert len(str(caught.value)) < 300


def test_size_is_bounded() -> None:
    # `1==1` has 4 parts (the comparison, its operator, two numbers), the `or` around them 2 of its own:
    # 199 × 4 + 2 = 798 fit into 800, 200 × 4 + 2 = 802 do not.
    assert MOST_NODES == 800
    assert bind(" or ".join(["1==1"] * 199), SCOPE)
    assert "at most 800 parts" in fault(" or ".join(["1==1"] * 200))


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "True" + ")" * (DEEPEST + 1),
        "not " * (DEEPEST + 1) + "True",
        "not " * 900 + "True",
        "-" * 3900 + "1 == 1",
        "[" * 1900 + "]" * 1900,
        "a" + ".a" * 1900,
        "lambda:" * 500 + "1",
        "any(" * 30 + "True" + " for x in reports)" * 30,
    ],
)
def test_depth_is_bounded(text: str) -> None:
    fault(text)


def test_deepest_allowed_is_allowed() -> None:
    # 39 `not` and the value: forty levels.
    value = bind("not " * (DEEPEST - 1) + "True", SCOPE)
    assert sum(isinstance(part, t.Not) for part in t.walk(value)) == DEEPEST - 1


def test_digits_are_bounded() -> None:
    assert bind("1" * MOST_DIGITS + " > 0", SCOPE)
    assert f"at most {MOST_DIGITS} digits" in fault("1" * (MOST_DIGITS + 1) + " > 0")
    assert "at most" in fault("0." + "1" * MOST_DIGITS + " > 0")
    assert "at most" in fault("1_" * MOST_DIGITS + "1 > 0")
    fault("9" * 3900 + " > 0")
    fault("1" + "0" * 5000 + " > 0")


WORDS = st.sampled_from(
    [
        "city",
        "site.city",
        "ended_on",
        "ended_at",
        "today",
        "started_on",
        "reports",
        "r",
        "r.id",
        "a.role",
        "assignments",
        "paper",
        "due",
        "limit",
        "True",
        "None",
        "'examiner'",
        "'370100'",
        "3",
        "0.5",
        "9999999999999999",
        "1e9",
        "0x1",
        "__class__",
        "济南",
        "＝",
        "{",
        "}",
        ":",
        ".",
        "#",
        "'",
        '"',
        "_",
        "f'",
        "lambda",
        ":=",
        "and",
        "or",
        "not",
        "in",
        "is",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "**",
        "(",
        ")",
        ",",
        "[",
        "]",
        "for",
        "if",
        "await",
        "any(",
        "all(",
        "count(",
        "min(",
        "max(",
        "count_distinct(",
        "coalesce(",
        "workday_after(",
        "year(",
        "date(",
    ]
)


def outcome(text: str) -> t.Value | ConditionError:
    try:
        return bind(text, SCOPE, expected=None)
    except ConditionError as error:
        return error


@given(st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join)))
@example("any(r.id == id for r in reports)")
@example("0,")
def test_any_text_is_a_condition_or_a_condition_error(text: str) -> None:
    found = outcome(text)
    if isinstance(found, ConditionError):
        assert found.code == "SDC201"
        assert found.text == text
        assert found.column is None or 1 <= found.column <= len(text) + 1
    else:
        assert next(iter(t.walk(found))) is found
