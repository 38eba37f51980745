"""Each function of the condition language, and each way of writing a value, in each database.

What is expected is what the native engine's function of the same name says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from tests.engines.relational.servers import SERVERS

from sdcompliance.engines.native.functions import functions_for
from sdcompliance.engines.relational import Database
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.functions import sql_of
from sdcompliance.engines.relational.written import chinese_day, masked, number_text
from sdcompliance.findings.masking import mask, mask_numbers
from sdcompliance.findings.wording import plain_decimal
from sdcompliance.records import PersonalData
from sdcompliance.workdays import calendar

pytestmark = pytest.mark.filterwarnings("default")
NATIVE = functions_for(calendar())

DAYS = (
    date(2024, 2, 29),  # a leap day
    date(2025, 8, 31),  # + 6 months: a month without that day
    date(1900, 2, 28),  # 1900 was no leap year
    date(1, 1, 1),
    date(9999, 12, 31),
)
STEPS = (0, 1, -1, 6, 12, -18, 30, 3_652_058, 1_000_000_000, -1_000_000_000)
#: 11010519491231002X is the standard's own example; then a wrong check digit, a small x, no such day.
NUMBERS = (
    "11010519491231002X", "110105194912310021", " 11010519491231002x\n", "110105194902300029",
    "１１０１０５19491231002X", "11010519491231002", "11010519491231002X1", "440524188001010014",
    "", "370102198001010018", "11010519491231002X\u2028",
)  # fmt: skip
TEXTS = (
    "plain", "it's", 'a "quoted" word', "back\\slash", "\\u0041", "", " ", "\t", "line\nbreak", "\r\n",
    "\u3000", "\u2028", "\x0b\x1c\x85", "a\u00a0", "日照市", "𠮷野", "{}%s$1", "a;b", "\ufeff", "--",
)  # fmt: skip


@pytest.fixture(scope="module", params=SERVERS)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with SERVERS[request.param](tmp_path_factory.mktemp("server")) as asked:
        yield asked


def test_days_away(database: Database) -> None:
    for name in ("days_after", "months_after", "years_after"):
        cases = list(product(DAYS, STEPS))
        assert _asked(database, _call(name), cases) == [NATIVE[name](*case) for case in cases], name


def test_a_fixed_number_of_days_away(database: Database) -> None:
    for name, n in product(("days_after", "months_after", "years_after"), (6, -2, 24, 3_700_000)):
        asked = _asked(
            database, lambda dialect, day, name=name, n=n: sql_of(name, dialect, [day, str(n)]), _each(DAYS)
        )
        assert asked == [NATIVE[name](day, n) for day in DAYS], (name, n)


def test_no_part_of_a_day(database: Database) -> None:
    cases = [(DAYS[0], Decimal("1.5")), (DAYS[0], Decimal("2.0"))]
    for name in ("days_after", "months_after", "years_after"):
        assert _asked(database, _call(name), cases) == [NATIVE[name](*case) for case in cases], name


def test_what_is_not_recorded(database: Database) -> None:
    assert _asked(database, _call("years_after"), [(None, 1), (DAYS[0], None), (DAYS[0], 1)])[:2] == [
        None,
        None,
    ]
    assert _asked(database, _call("id_valid"), [(None,), ("",)]) == [None, False]
    assert _asked(database, _call("blank"), [(None,), ("",)]) == [None, True]


def test_days_between_and_years(database: Database) -> None:
    pairs = list(product(DAYS, DAYS))
    assert _asked(database, _call("days_between"), pairs) == [NATIVE["days_between"](*pair) for pair in pairs]
    assert _asked(database, _call("year"), _each(DAYS)) == [day.year for day in DAYS]


def test_dates_of_numbers(database: Database) -> None:
    cases = list(
        product((0, 1, 1900, 2000, 2023, 2024, 9999, 10_000), (0, 2, 4, 12, 13), (0, 28, 29, 30, 31))
    )
    assert _asked(database, _call("date"), cases) == [NATIVE["date"](*case) for case in cases]


@pytest.mark.parametrize("name", ["id_valid", "id_birth_on", "id_sex"])
def test_identity_numbers(database: Database, name: str) -> None:
    assert _asked(database, _call(name), _each(NUMBERS)) == [NATIVE[name](number) for number in NUMBERS]


def test_blank(database: Database) -> None:
    assert _asked(database, _call("blank"), _each(TEXTS)) == [not text.strip() for text in TEXTS]


# ── values as they are written ──────────────────────────────────────────────────────────


def test_texts_come_back_as_they_were(database: Database) -> None:
    assert _asked(database, lambda _, text: text, _each(TEXTS)) == list(TEXTS)


def test_literals_stand_in_one_line(database: Database) -> None:
    for text in TEXTS:
        literal = database.dialect.quoted(text)
        assert literal.splitlines() == [literal]


def test_json_texts(database: Database) -> None:
    import json

    found = _asked(database, lambda dialect, text: dialect.json_text(text), [*_each(TEXTS), (None,)])
    assert [one and json.loads(one) for one in found] == [*TEXTS, None]


def test_numbers(database: Database) -> None:
    numbers = [Decimal(n) for n in ("0.0000", "12.5000", "100.0000", "-3.1000", "0.0001")]
    found = _asked(database, lambda dialect, number: number_text(number, dialect), _each(numbers))
    assert found == ["0", "12.5", "100", "-3.1", "0.0001"]
    assert found == [plain_decimal(number) for number in numbers]


def test_days_in_chinese(database: Database) -> None:
    found = _asked(database, lambda dialect, day: chinese_day(day, dialect), _each(DAYS))
    assert found == ["2024年2月29日", "2025年8月31日", "1900年2月28日", "1年1月1日", "9999年12月31日"]


def test_moments(database: Database) -> None:
    # New York's clocks skip 2:30 on 9 March 2025, and Shanghai's did not.
    moments = [datetime(2025, 3, 9, 2, 30), datetime(2025, 3, 9, 2, 30, 0, 1_000), datetime(1, 1, 1)]  # noqa: DTZ001
    found = _asked(database, lambda dialect, moment: dialect.moment_text(moment), _each(moments))
    assert found == [f"{moment.isoformat()}+08:00" for moment in moments]
    clocks = _asked(database, lambda dialect, moment: dialect.clock_text(moment), _each(moments))
    assert clocks == ["02:30", "02:30", "00:00"]
    ends = _asked(database, lambda dialect, moment: dialect.end_of_day(moment), [(datetime(2025, 3, 9),)])  # noqa: DTZ001
    assert ends == [datetime(2025, 3, 9, 23, 59, 59, 999_999)]  # noqa: DTZ001


def test_personal_data(database: Database) -> None:
    texts = ("张", "张三", "欧阳修之", "", "13800138000", "1234567", "11010519491231002X")
    for kind in PersonalData:
        found = _asked(database, lambda _, text, kind=kind: masked(text, kind), _each(texts))
        assert found == [mask(text, kind) for text in texts], kind


def test_numbers_in_other_texts(database: Database) -> None:
    texts = (
        "电话13800138000，13900139000", "11010519491231002X", "no number", "12345678901", "x13800138000",
        "13800138000\n", "11010519491231002x 11010519491231002x 11010519491231002x",
    )  # fmt: skip
    found = _asked(database, lambda dialect, text: dialect.masked_numbers(text), _each(texts))
    assert found == [mask_numbers(text) for text in texts]


def test_items_of_a_text(database: Database) -> None:
    text = "chr(30) || 'Na' || chr(30) || 'Cb' || chr(30) || 'Na' || chr(30) || 'Ra' || chr(30) || 'Nc'"
    dialect = database.dialect
    items = dialect.distinct_items(text, "chr(30)")
    chosen = dialect.joined_array(dialect.chosen_items("items", "NR"), ", ")
    ((kept, listed),) = database.rows(
        f"SELECT {chosen}, {dialect.json_array('items')} FROM (SELECT {items} AS items) AS t"
    )
    assert kept == "a, c"
    assert listed.replace(" ", "") == '["Na","Cb","Ra","Nc"]'


def test_nothing_is_an_empty_list(database: Database) -> None:
    dialect = database.dialect
    items = dialect.distinct_items("''", "chr(30)")
    chosen = dialect.chosen_items("items", "NR")
    shown = dialect.joined_array(chosen, ", "), dialect.json_array(chosen)
    assert list(database.rows(f"SELECT {', '.join(shown)} FROM (SELECT {items} AS items) AS t")) == [
        ("", "[]")
    ]


# ── asking ──────────────────────────────────────────────────────────────────────────────


def _call(name: str) -> Callable[..., str]:
    return lambda dialect, *arguments: sql_of(name, dialect, arguments)


def _each(values: Iterable[Any]) -> list[tuple[Any]]:
    return [(value,) for value in values]


def _asked(database: Database, expression: Callable[..., str], cases: list[tuple[Any, ...]]) -> list[Any]:
    """The expression's value for each case, whose values are columns, as a source's are."""
    names = [f"c{number}" for number in range(len(cases[0]))]
    types = [_type(database.dialect, [case[place] for case in cases]) for place in range(len(names))]
    rows = (
        ", ".join([str(n), *(_literal(database.dialect, v) for v in case)]) for n, case in enumerate(cases)
    )
    typed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in zip(names, types, strict=True))
    values = "), (".join(rows)
    database.create(
        "asked", f"SELECT place, {typed} FROM (VALUES ({values})) AS t(place, {', '.join(names)})"
    )
    found = database.rows(f"SELECT place, {expression(database.dialect, *names)} FROM asked")
    return [value for _, value in sorted(found, key=lambda row: row[0])]


def _type(dialect: Dialect, values: list[Any]) -> str:
    kind = next(type(value) for value in values if value is not None)
    others = {int: "BIGINT", Decimal: "DECIMAL(18,4)", date: "DATE", datetime: dialect.moment_type}
    return others.get(kind, dialect.text_type)


def _literal(dialect: Dialect, value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case datetime():
            return f"'{value.isoformat(sep=' ')}'"
        case date():
            return dialect.day(value)
        case str():
            return dialect.quoted(value)
        case _:
            return str(value)
