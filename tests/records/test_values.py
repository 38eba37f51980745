"""What each kind of column reads, and what it refuses."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcompliance.records import values
from sdcompliance.records.codes import ApplicantKind, BodyKind, RefusalGround
from sdcompliance.records.values import SHANGHAI, MisreadError

READERS: dict[str, Any] = {
    "key": values.read_key,
    "reference": values.read_reference,
    "text": values.read_text,
    "code": values.code_reader(BodyKind),
    "city": values.read_city,
    "boolean": values.read_boolean,
    "integer": values.read_integer,
    "decimal": values.read_decimal,
    "day": values.read_day,
    "moment": values.read_moment,
}
MAY_BE_NULL = [kind for kind in READERS if kind != "key"]
NOT_TEXT = [kind for kind in READERS if kind != "text"]


def naive(*parts: int) -> datetime:
    """A datetime without a zone, as a workbook has it."""
    return datetime(*parts)  # noqa: DTZ001


class ForeignDate(date):
    """Stands for a date of another library."""


class ForeignMoment(datetime):
    """Stands for a datetime of another library."""


class NotATime(datetime):
    """Stands for the missing datetime of a data frame."""

    year = property(lambda self: float("nan"))


class NoZone(tzinfo):
    """A zone that does not know its offset, which Python counts as none."""

    def utcoffset(self, _: datetime | None) -> None:
        return None


@pytest.mark.parametrize("kind", MAY_BE_NULL)
@pytest.mark.parametrize("raw", [None, ""])
def test_nothing_is_not_recorded(kind: str, raw: object) -> None:
    assert READERS[kind](raw) is None


@pytest.mark.parametrize("kind", NOT_TEXT)
@pytest.mark.parametrize("raw", [" ", "\t\n", "\u3000"])
def test_white_space_alone_is_refused_outside_text(kind: str, raw: str) -> None:
    with pytest.raises(MisreadError):
        READERS[kind](raw)


@pytest.mark.parametrize("raw", [" ", "  \t", "\u3000"])
def test_white_space_alone_is_blank_text(raw: str) -> None:
    assert values.read_text(raw) == raw


@pytest.mark.parametrize(
    ("kind", "raw", "read"),
    [
        ("key", " S1\n", "S1"),
        ("reference", "\u3000S1 ", "S1"),
        ("code", " site ", BodyKind.SITE),
        ("city", " 济南市 ", "370100"),
        ("boolean", " 是 ", True),
        ("integer", " 12 ", 12),
        ("decimal", " 1.5 ", Decimal("1.5")),
        ("day", " 2025-03-05 ", date(2025, 3, 5)),
        ("moment", " 2025-03-05 ", date(2025, 3, 5)),
    ],
)
def test_white_space_around_a_value_is_ignored_outside_text(kind: str, raw: str, read: object) -> None:
    assert READERS[kind](raw) == read


def test_white_space_around_text_is_kept() -> None:
    assert values.read_text(" 张三 ") == " 张三 "


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("raw", [[], {}, b"1", object(), {"a": 1}, float("nan"), float("inf"), 1j])
def test_what_no_cell_holds_is_refused(kind: str, raw: object) -> None:
    with pytest.raises(MisreadError):
        READERS[kind](raw)


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "raw", [Decimal("sNaN"), Decimal("-Infinity"), Decimal("1e999999"), Decimal("1e-999")]
)
def test_no_decimal_upsets_a_reader(kind: str, raw: Decimal) -> None:
    with pytest.raises(MisreadError):
        READERS[kind](raw)


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind not in {"text", "key", "reference"}])
@pytest.mark.parametrize(
    "raw", ["9" * 1_000_000, " " * 1_000_000, "字" * 1_000_000, "2025-03-05T" + "0" * 10**6]
)
def test_very_long_text_is_refused_without_a_look_at_it(kind: str, raw: str) -> None:
    with pytest.raises(MisreadError):
        READERS[kind](raw)


@pytest.mark.parametrize("kind", READERS)
def test_a_very_long_integer_is_refused(kind: str) -> None:
    with pytest.raises(MisreadError):
        READERS[kind](10**100_000)


@pytest.mark.parametrize("kind", ["city", "boolean", "integer", "decimal", "day", "moment"])
@pytest.mark.parametrize("raw", ["１", "１２", "３７０１００", "２０２５－０３－０５", "2025-03-0５", "٣"])
def test_digits_are_ascii_digits(kind: str, raw: str) -> None:
    with pytest.raises(MisreadError):
        READERS[kind](raw)


def test_text_keeps_full_width_digits() -> None:
    assert values.read_text("１２") == "１２"


# --- text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (12, "12"),
        (12.0, "12"),
        (-3, "-3"),
        (0, "0"),
        (12.5, "12.5"),
        (1e-07, "0.0000001"),
        (100, "100"),
        (Decimal("12.500"), "12.5"),
        (Decimal("1E+3"), "1000"),
        (370102199001010017, "370102199001010017"),
        (10**37, "1" + "0" * 37),
    ],
)
def test_a_number_in_a_text_column_is_its_digits(raw: object, read: str) -> None:
    assert values.read_text(raw) == read
    assert values.read_key(raw) == read


@pytest.mark.parametrize(
    "raw", [True, False, date(2025, 3, 5), 3.7010219900101e17, 2.0**53, "\ud800", "x\udfff"]
)
def test_what_is_not_text(raw: object) -> None:
    with pytest.raises(MisreadError):
        values.read_text(raw)


@pytest.mark.parametrize(
    "raw", ["1", "张三", "👩‍🔬", "a\0b", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")]
)
def test_any_other_text_stays_as_it_is(raw: str) -> None:
    assert values.read_text(raw) == raw


def test_text_of_an_enumeration_becomes_plain_text() -> None:
    assert type(values.read_text(BodyKind.SITE)) is str


def test_a_missing_id_has_its_own_code() -> None:
    for raw in (None, "", "  "):
        with pytest.raises(MisreadError) as caught:
            values.read_key(raw)
        assert caught.value.code == "id-missing"


# --- codes and cities ---------------------------------------------------------------------------------


def test_a_code_by_its_code_its_label_or_its_member() -> None:
    read = READERS["code"]
    assert read("city_bureau") is read("市人社局") is read(BodyKind.CITY_BUREAU) is BodyKind.CITY_BUREAU


def test_one_code_may_stand_in_several_enumerations() -> None:
    assert READERS["code"](ApplicantKind.OTHER) is BodyKind.OTHER


@pytest.mark.parametrize("raw", ["City_Bureau", "市人社厅局", 1, True])
def test_a_code_that_is_none_is_refused_with_all_that_are(raw: object) -> None:
    with pytest.raises(MisreadError, match=r"one of provincial_department .省人社厅., provincial_centre"):
        READERS["code"](raw)


def test_a_refused_code_names_the_nearest() -> None:
    with pytest.raises(MisreadError, match="nearest: 'scope'"):
        values.code_reader(RefusalGround)("scopes")


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("370100", "370100"),
        ("济南", "370100"),
        ("济南市", "370100"),
        ("菏泽", "371700"),
        (370200, "370200"),
        (370200.0, "370200"),
        ("110000", "110000"),
        ("320300", "320300"),
    ],
)
def test_a_city_by_code_or_name(raw: object, read: str) -> None:
    assert values.read_city(raw) == read


@pytest.mark.parametrize("raw", ["37010", "3701000", "北京", "济", 37010, 370100.5, True, "-37010"])
def test_what_is_no_city(raw: object) -> None:
    with pytest.raises(MisreadError):
        values.read_city(raw)


# --- booleans and numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [True, "true", "TRUE", "Yes", "yes", "1", "是", 1, 1.0, Decimal(1)])
def test_true(raw: object) -> None:
    assert values.read_boolean(raw) is True


@pytest.mark.parametrize("raw", [False, "false", "False", "NO", "no", "0", "否", 0, 0.0, Decimal(0)])
def test_false(raw: object) -> None:
    assert values.read_boolean(raw) is False


@pytest.mark.parametrize("raw", [2, -1, 0.5, "2", "t", "on", "√", "1.0", "有"])
def test_neither_true_nor_false(raw: object) -> None:
    with pytest.raises(MisreadError):
        values.read_boolean(raw)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (12, 12),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("012", 12),
        (12.0, 12),
        ("12.0", 12),
        (Decimal("12.0"), 12),
        (1e6, 1_000_000),
        (2**63 - 1, 2**63 - 1),
        (-(2**63), -(2**63)),
    ],
)
def test_an_integer(raw: object, read: int) -> None:
    number = values.read_integer(raw)
    assert number == read
    assert type(number) is int


@pytest.mark.parametrize(
    "raw",
    [
        True,
        False,
        12.5,
        "12.5",
        "1e3",
        "1,000",
        "十二",
        "12人",
        "--1",
        2**63,
        -(2**63) - 1,
        "9" * 20,
        10**35,
        Decimal(10**37),
    ],
)
def test_what_is_no_integer(raw: object) -> None:
    with pytest.raises(MisreadError):
        values.read_integer(raw)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (0.1, "0.1"),
        (33.3, "33.3"),
        (100, "100"),
        ("120.50", "120.50"),
        ("-1", "-1"),
        (Decimal("86.5"), "86.5"),
    ],
)
def test_a_decimal_is_the_one_that_was_written(raw: object, read: str) -> None:
    assert str(values.read_decimal(raw)) == read


@pytest.mark.parametrize(
    "raw", [True, "1e3", "NaN", "Infinity", "1,000.00", "¥5", ".5", "5.", 1e18, 1e-21, "9" * 19]
)
def test_what_is_no_decimal(raw: object) -> None:
    with pytest.raises(MisreadError):
        values.read_decimal(raw)


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_come_back_from_their_text(number: int) -> None:
    assert values.read_integer(str(number)) == values.read_integer(number) == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_decimals_come_back_from_their_text(number: Decimal) -> None:
    assert values.read_decimal(f"{number:f}") == number


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda number: round(number, 3)))
def test_a_float_is_the_decimal_that_prints_it(number: float) -> None:
    assert values.read_decimal(number) == Decimal(repr(number))


# --- days and moments ---------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [values.read_day, values.read_moment])
@pytest.mark.parametrize("raw", ["2025-03-05", date(2025, 3, 5), ForeignDate(2025, 3, 5)])
def test_a_date(read: Any, raw: object) -> None:
    day = read(raw)
    assert day == date(2025, 3, 5)
    assert type(day) is date


@pytest.mark.parametrize("read", [values.read_day, values.read_moment])
@pytest.mark.parametrize(
    "raw",
    [
        "20250305",
        "2025-3-5",
        "2025/03/05",
        "2025年3月5日",
        "05.03.2025",
        "2025-W10-3",
        "2025-064",
        "2025-03",
        "2025-02-29",  # 2025 is no leap year
        "1900-02-29",  # nor is 1900: divisible by 100, not by 400
        "2025-04-31",
        "2025-13-01",
        "2025-00-10",
        "0000-01-01",
        "12025-01-01",
        "+2025-01-01",
        45721,  # what a workbook makes of 2025-03-05
        45721.0,
        1741132800,  # an epoch
        "45721",
        "1741132800",
        True,
        Decimal(20250305),
        time(9),
        NotATime(2025, 3, 5, tzinfo=UTC),
    ],
)
def test_what_is_no_date(read: Any, raw: object) -> None:
    with pytest.raises(MisreadError):
        read(raw)


@pytest.mark.parametrize("raw", ["2024-02-29", "2000-02-29"])
def test_leap_days(raw: str) -> None:
    assert str(values.read_day(raw)) == raw


@given(st.dates())
def test_days_come_back_from_their_text(day: date) -> None:
    assert values.read_day(day.isoformat()) == values.read_moment(day.isoformat()) == day


@pytest.mark.parametrize(
    "raw", [naive(2025, 3, 5), "2025-03-05T00:00", "2025-03-05 00:00:00", "2025-03-05 00:00:00.000"]
)
def test_a_midnight_without_offset_is_a_day(raw: object) -> None:
    day = values.read_day(raw)
    assert day == date(2025, 3, 5)
    assert type(day) is date


@pytest.mark.parametrize(
    "raw",
    [
        naive(2025, 3, 5, 0, 0, 0, 1),
        datetime(2025, 3, 5, tzinfo=SHANGHAI),
        datetime(2025, 3, 5, tzinfo=UTC),
        "2025-03-05T09:00",
        "2025-03-05T00:00:00+08:00",
        "2025-03-05T00:00Z",
    ],
)
def test_another_time_in_a_day_column_is_refused(raw: object) -> None:
    with pytest.raises(MisreadError):
        values.read_day(raw)


@pytest.mark.parametrize(
    ("raw", "hour", "minute", "second", "microsecond"),
    [
        ("2025-03-05T09:30", 9, 30, 0, 0),
        ("2025-03-05 09:30", 9, 30, 0, 0),
        ("2025-03-05T09:30:15", 9, 30, 15, 0),
        ("2025-03-05T09:30:15.5", 9, 30, 15, 500_000),
        ("2025-03-05T09:30:15,25", 9, 30, 15, 250_000),
        ("2025-03-05T23:59:59.9999999999", 23, 59, 59, 999_999),  # cut: rounding would reach the next day
        ("2025-03-05T09:30+08:00", 9, 30, 0, 0),
        ("2025-03-05T09:30+08", 9, 30, 0, 0),
        ("2025-03-05T01:30Z", 9, 30, 0, 0),  # 01:30 UTC + 8 h
        ("2025-03-04T20:30:00-05:00", 9, 30, 0, 0),  # 20:30 + 5 h = 01:30 UTC, + 8 h
        ("2025-03-05 07:00+05:30", 9, 30, 0, 0),  # 07:00 - 5:30 = 01:30 UTC, + 8 h
        (naive(2025, 3, 5, 9, 30), 9, 30, 0, 0),
        (datetime(2025, 3, 5, 9, 30, tzinfo=NoZone()), 9, 30, 0, 0),
        (datetime(2025, 3, 5, 1, 30, tzinfo=UTC), 9, 30, 0, 0),
        (ForeignMoment(2025, 3, 5, 1, 30, tzinfo=UTC), 9, 30, 0, 0),
    ],
)
def test_a_moment_is_kept_in_shanghai(
    raw: object, hour: int, minute: int, second: int, microsecond: int
) -> None:
    moment = values.read_moment(raw)
    assert type(moment) is datetime
    assert moment.tzinfo is SHANGHAI
    assert moment.replace(tzinfo=None) == naive(2025, 3, 5, hour, minute, second, microsecond)


@pytest.mark.parametrize(
    "raw",
    [
        "2025-03-05T24:00",
        "2025-03-05T09:60",
        "2025-03-05T23:59:60",
        "2025-03-05T09",
        "2025-03-05T0930",
        "2025-03-05T09:30+24:00",
        "2025-03-05T09:30+08:60",
        "2025-03-05T09:30 +08:00",
        "2025-03-05t09:30z",
        "2025-03-05T09:30 CST",
        "2025-03-05T上午9:30",
        "2025-02-29T09:30",
        "09:30",
        "2025-03-05T09:30\n2025",
        "0001-01-01T00:00+09:00",  # before the first year, in Shanghai
        "9999-12-31T23:00-05:00",  # after the last
    ],
)
def test_what_is_no_moment(raw: str) -> None:
    with pytest.raises(MisreadError):
        values.read_moment(raw)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2025-03-05T15:59:59Z", date(2025, 3, 5)),  # 23:59:59 in Shanghai
        ("2025-03-05T16:00:00Z", date(2025, 3, 6)),  # 24:00 in Shanghai
        ("2025-03-06T00:30:00+09:00", date(2025, 3, 5)),  # an hour earlier than in Tokyo
        ("2025-03-05T23:59:59", date(2025, 3, 5)),
        ("2025-03-05", date(2025, 3, 5)),
    ],
)
def test_the_day_is_the_day_in_shanghai(raw: str, day: date) -> None:
    assert values.day_of(values.read_moment(raw)) == day


def test_no_moment_has_no_day() -> None:
    assert values.day_of(None) is None


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# Until 1991 China changed its clocks at times; from 1992 the offset is 8 hours, which the test adds by hand.
AROUND_MIDNIGHT = st.builds(
    lambda day, seconds: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds),
    st.dates(date(1992, 1, 2), date(2100, 1, 1)),
    st.integers(15 * 3600, 17 * 3600),
)


@given(AROUND_MIDNIGHT, OFFSETS)
def test_a_moment_written_with_any_offset_is_the_same_moment(moment: datetime, offset: timezone) -> None:
    read = values.read_moment(moment.astimezone(offset).isoformat())
    assert read == moment
    assert values.day_of(read) == (moment.replace(tzinfo=None) + timedelta(hours=8)).date()
    assert values.read_moment(read) == read


@given(st.integers() | st.floats() | st.decimals() | st.integers(10**15, 10**40))
def test_no_number_breaks_a_reader(number: object) -> None:
    for read in READERS.values():
        with contextlib.suppress(MisreadError):
            read(number)


@given(st.text(max_size=80))
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in READERS.values():
        with contextlib.suppress(MisreadError):
            read(text)
