"""Identity numbers, against the weights of GB 11643-1999."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcompliance.records import id_birth_on, id_sex, id_valid

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"  # by the weighted sum modulo 11

# The example of the standard: 1·7+1·9+0+1·5+0+5·4+1·2+9·1+4·6+9·3+1·7+2·9+3·10+1·5+0+0+2·2 = 167 = 15·11 + 2,
# and the check character for 2 is X.
EXAMPLE = "11010519491231002X"


def numbered(first: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + CHECKS[total % 11]


def test_the_example_of_the_standard() -> None:
    assert id_valid(EXAMPLE) is True
    assert id_birth_on(EXAMPLE) == date(1949, 12, 31)
    assert id_sex(EXAMPLE) == "female"  # order 002 is even


def test_nothing_gives_nothing() -> None:
    assert id_valid(None) is None
    assert id_birth_on(None) is None
    assert id_sex(None) is None


@pytest.mark.parametrize("number", [EXAMPLE.lower(), f" {EXAMPLE}\n", f"\u3000{EXAMPLE}"])
def test_a_small_x_and_white_space_around(number: str) -> None:
    assert id_valid(number) is True
    assert id_birth_on(number) == date(1949, 12, 31)
    assert id_sex(number) == "female"


@pytest.mark.parametrize("check", "0123456789")
def test_every_other_check_digit_is_wrong(check: str) -> None:
    assert id_valid(EXAMPLE[:-1] + check) is False


def test_a_wrong_check_digit_leaves_birth_date_and_sex_readable() -> None:
    assert id_birth_on(EXAMPLE[:-1] + "0") == date(1949, 12, 31)
    assert id_sex(EXAMPLE[:-1] + "0") == "female"


@pytest.mark.parametrize("birth", ["20250229", "20251301", "20250431", "00000101", "19000229"])
def test_a_birth_date_that_no_calendar_has(birth: str) -> None:
    number = numbered("370102" + birth + "001")
    assert id_valid(number) is False
    assert id_birth_on(number) is None
    assert id_sex(number) == "male"


@pytest.mark.parametrize(
    "place",
    ["370102", "371202", "000000"],  # Lixia before 1984 in the tables, Laicheng (gone since 2019), none
)
def test_the_place_is_not_looked_at(place: str) -> None:
    assert id_valid(numbered(place + "19800101" + "001")) is True


def test_a_birth_date_in_the_future_exists_all_the_same() -> None:
    assert id_valid(numbered("370102" + "29990101" + "001")) is True


@pytest.mark.parametrize(
    "number",
    [
        "",
        " ",
        "110105491231002",  # 15 digits, GB 11643-1989
        EXAMPLE[:-1],
        EXAMPLE + "0",
        "X" + EXAMPLE[1:],
        EXAMPLE[:6] + " " + EXAMPLE[6:],
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        EXAMPLE[:-1] + "Ｘ",
        "٣" * 18,
        "👩‍🔬",
        "\ud800",
        "1" * 1_000_000,
        "\0" * 18,
    ],
)
def test_what_is_no_number(number: str) -> None:
    assert id_valid(number) is False
    assert id_birth_on(number) is None
    assert id_sex(number) is None


@given(
    st.integers(0, 999_999),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.integers(0, 999),
)
def test_a_number_gives_back_what_it_was_made_of(place: int, birth: date, order: int) -> None:
    number = numbered(f"{place:06}{birth.year:04}{birth.month:02}{birth.day:02}{order:03}")
    assert id_valid(number) is True
    assert id_birth_on(number) == birth
    assert id_sex(number) == ("male" if order % 2 else "female")


@given(st.text(max_size=30) | st.text("0123456789Xx \t", min_size=15, max_size=20))
def test_no_text_raises(text: str) -> None:
    assert id_valid(text) in (True, False)
    id_birth_on(text)
    id_sex(text)
