"""Arrangements handed in by a user: what they change, and every fault of a file at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from sdcompliance.errors import ArrangementError
from sdcompliance.workdays import ArrangedYear, Arrangement, DayReason, calendar, load_arrangement

YAML_2027 = """
year: 2027
source: made up for this test
days_off: [2027-01-01, 2027-01-02, 2027-01-03, 2026-12-31]
workdays: [2026-12-27, 2027-01-09]
"""
JSON_2027 = """{"year": 2027, "source": "made up for this test",
 "days_off": ["2027-01-01", "2027-01-02", "2027-01-03", "2026-12-31"],
 "workdays": ["2026-12-27", "2027-01-09"]}"""


def load(folder: Path, name: str, text: str) -> Arrangement:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_arrangement(path)


def faults(folder: Path, name: str, text: str) -> list[str]:
    with pytest.raises(ArrangementError) as caught:
        load(folder, name, text)
    path = str(folder / name)
    lines = str(caught.value).split("\n")
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    one = load(tmp_path, "a.yaml", YAML_2027)
    assert one == load(tmp_path, "a.json", JSON_2027) == load(tmp_path, "b.yml", f"- {JSON_2027}")
    [year] = one.years
    assert (year.year, year.source) == (2027, "made up for this test")
    assert year.days_off[3] == date(2026, 12, 31)


def test_it_settles_its_year_and_the_december_before(tmp_path: Path) -> None:
    china = calendar().with_arrangement(load(tmp_path, "a.yaml", YAML_2027))
    assert china.is_published(2027)
    assert china.published_years == calendar().published_years | {2027}
    # Fri 25 December; Sun 27 worked; 28 to 30 worked; off 31 December to 3 January; Mon 4 January.
    assert china.workday_after(date(2026, 12, 25), 1) == (date(2026, 12, 27), date(2026, 12, 27))
    assert china.workday_after(date(2026, 12, 25), 5) == (date(2027, 1, 4), date(2027, 1, 4))
    assert china.is_workday(date(2027, 1, 9)) is True
    # Days off by law stay off though the file does not list them: National Day, Friday 1 October 2027.
    assert china.is_workday(date(2027, 10, 1)) is False
    assert china.is_workday(date(2027, 10, 4)) is True
    [make_up] = china.explain(date(2026, 12, 26), date(2026, 12, 27))
    assert (make_up.reason, make_up.festival) == (DayReason.MAKE_UP, ("元旦", "New Year"))


def test_the_calendar_it_was_given_to_stays_as_it_was() -> None:
    before, day = calendar().digest, date(2026, 9, 20)
    new = calendar().with_arrangement(Arrangement.of(2026, [date(2026, 1, 1)]))
    assert new.is_workday(day) is False  # the published exchange of that Sunday is replaced
    assert calendar().is_workday(day) is True
    assert (calendar().digest, new.digest == before) == (before, False)
    assert new != calendar()


def test_an_arrangement_equal_to_the_published_one_changes_nothing() -> None:
    governed = calendar().explain(date(2024, 12, 20), date(2025, 12, 20))
    same = Arrangement.of(
        2025,
        days_off=[c.day for c in governed if c.works is False],
        workdays=[c.day for c in governed if c.reason is DayReason.MAKE_UP],
    )
    assert calendar().with_arrangement(same) == calendar()


def test_the_arrangement_given_later_wins() -> None:
    first = calendar().with_arrangement(Arrangement.of(2026, [date(2026, 6, 22)]))
    second = first.with_arrangement(Arrangement.of(2026, [date(2026, 6, 23)]))
    assert [first.is_workday(date(2026, 6, day)) for day in (22, 23)] == [False, True]
    assert [second.is_workday(date(2026, 6, day)) for day in (22, 23)] == [True, False]


def test_a_year_alone_leaves_its_neighbours_uncertain() -> None:
    far = max(calendar().published_years) + 3
    china = calendar().with_arrangement(Arrangement.of(far, []))
    assert china.is_workday(date(far, 1, 2)) is not None
    assert china.is_workday(date(far - 1, 12, 31)) is not None
    assert china.is_workday(date(far - 1, 10, 5)) is None
    assert china.is_workday(date(far, 12, 31)) is None


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = """
- year: "2027"
  days_of: [2027-01-01]
  workdays: [2027-02-30, 5, 2027-1-9]
- 2028
- year: 2029
  year: 2030
  days_off: none
  workdays: []
  source: 7
"""
    assert faults(tmp_path, "bad.yaml", text) == [
        "line 7: key 'year' is given twice: keep one",
        "[0].days_of: unknown key (nearest: 'days_off'); expected: year, days_off, workdays, source",
        "[0].days_off: missing",
        "[0].year: '2027'; a year such as 2027 was expected",
        "[0].workdays[0]: '2027-02-30'; a date that exists, as 2027-01-31, was expected",
        "[0].workdays[1]: 5; a date that exists, as 2027-01-31, was expected",
        "[0].workdays[2]: '2027-1-9'; a date that exists, as 2027-01-31, was expected",
        "[1]: 2028; a mapping with the keys year, days_off, workdays, source was expected",
        "[2].days_off: 'none'; a list of dates was expected, [] for none",
        "[2].source: 7; text was expected",
    ]


def test_dates_that_contradict(tmp_path: Path) -> None:
    text = """
- year: 2027
  days_off: [2027-01-01, 2027-01-01, 2027-01-09, 2028-02-15]
  workdays: [2027-01-09, 2027-01-11, 2027-10-02, 2028-01-08]
- {year: 2028, days_off: [2028-01-08], workdays: []}
- {year: 2028, days_off: [], workdays: []}
- {year: 1999, days_off: [], workdays: []}
"""
    # 11 January 2027 is a Monday, 2 October 2027 a Saturday; 31 days after 2027 end on 31 January 2028.
    assert faults(tmp_path, "bad.yaml", text) == [
        "[0]: 2027-01-01 is given 2 times: keep one",
        "[0]: 2027-01-09 is both in days_off and in workdays: keep one",
        "[0]: 2028-02-15 lies more than 31 days outside 2027",
        "[0]: workdays: 2027-01-11 is a Monday; a Saturday or Sunday was expected",
        "[0]: workdays: 2027-10-02 is a day off by law; another weekend day was expected",
        "[3]: year 1999; 2001 to 2099 was expected",
        "year 2028 is given 2 times: keep one",
        "[1]: 2028-01-08 is in days_off, but in workdays of [0]: keep one",
    ]


def test_the_farthest_dates_allowed() -> None:
    # 31 days outside 2027: 1 December 2026 and 31 January 2028.
    Arrangement.of(2027, [date(2026, 12, 1), date(2028, 1, 31)])
    for day in (date(2026, 11, 30), date(2028, 2, 1)):
        with pytest.raises(ArrangementError, match=f"{day} lies more than 31 days outside 2027"):
            Arrangement.of(2027, [day])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "a.json",
            '{"year": 2027, "year": 2027, "days_off": [], "workdays": []}',
            "key 'year' is given twice",
        ),
        ("a.json", "{", "Expecting property name"),
        ("a.yaml", "year: [", "expected the node content"),
        ("a.yaml", "year: !!timestamp x", "NoneType"),
        ("a.yaml", "? [1]\n: 2", "unhashable"),
        ("a.yaml", "", "None; a mapping with the keys year"),
        ("a.yaml", "[]", "no year is given"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.txt", "year: 2027", "suffix '.txt'; one of .json, .yaml, .yml was expected"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, text: str, words: str) -> None:
    assert words in "\n".join(faults_of_any(tmp_path, name, text))


def faults_of_any(folder: Path, name: str, text: str) -> list[str]:
    with pytest.raises(ArrangementError) as caught:
        load(folder, name, text)
    assert str(caught.value).startswith(str(folder / name))
    return str(caught.value).split("\n")


def test_no_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(ArrangementError, match="No such file"):
        load_arrangement(tmp_path / "missing.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"source: \xff")
    with pytest.raises(ArrangementError, match="not UTF-8: save the file as UTF-8"):
        load_arrangement(path)


def test_arrangements_made_in_python_are_checked_too() -> None:
    with pytest.raises(ArrangementError, match="no year is given"):
        Arrangement(())
    with pytest.raises(ArrangementError, match=r"arrangement of 2027: .* without a time was expected"):
        Arrangement.of(2027, [datetime(2027, 1, 1)])  # noqa: DTZ001  the point is that it has a time
    with pytest.raises(ArrangementError, match="year 2027 is given 2 times"):
        Arrangement((ArrangedYear(2027, (), ()), ArrangedYear(2027, (), ())))
