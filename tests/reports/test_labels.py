"""Paths, columns and values in the words of the data model."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sdcompliance import Privacy, default_rulebook
from sdcompliance.findings import Evidence
from sdcompliance.records import PersonalData
from sdcompliance.reports import Voice
from sdcompliance.reports.labels import path_label, requirement_label, scope_paths, value_label
from sdcompliance.rulebook import Language

ZH, EN = Voice(), Voice(Language.EN)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("ended_at", "结束时间"),
        ("ended_on", "结束时间"),  # the day of ended_at
        ("project.filed_on", "考核项目的备案日期"),
        ("reports[RP1].results_received_on", "成绩试卷上报 RP1 的成绩收到时间"),
        ("site.site_terms[T2].revoked_on", "考点的考点资格期 T2 的取消日期"),
        ("site_id", "考点"),
        ("reports", "成绩试卷上报"),  # a table that is absent
        ("archives[A.1[x]].kind", "档案 A.1[x] 的类别"),  # an id may hold anything
        ("no_such_column", "no_such_column"),
    ],
)
def test_path_in_chinese(path: str, label: str) -> None:
    assert path_label(path, "sessions", ZH) == label


def test_path_in_english_is_the_path() -> None:
    path = "reports[RP1].results_received_on"
    assert path_label(path, "sessions", EN) == path


def test_an_identity_number_used_as_an_id_is_masked() -> None:
    path = "registrations[370602201010059120].registered_on"
    assert "370602201010059120" not in path_label(path, "sessions", ZH)
    assert "370602201010059120" in path_label(path, "sessions", Voice(privacy=Privacy.SHOWN))


@pytest.mark.parametrize(
    ("path", "value", "zh", "en"),
    [
        ("ended_on", date(2025, 3, 10), "2025年3月10日", "2025-03-10"),
        ("filed_at", datetime(2025, 3, 10, 9, 5, tzinfo=UTC), "2025年3月10日09:05", "2025-03-10 09:05"),
        ("filed", True, "是", "yes"),
        ("passed", None, "未记录", "not recorded"),
        ("revoked_on", None, "无", "none"),  # empty there means: has not happened
        ("city", "370600", "烟台（370600）", "370600"),
        ("city", "320300", "320300", "320300"),  # outside the province: only the code is known
    ],
)
def test_values(path: str, value: Any, zh: str, en: str) -> None:
    item = Evidence(path, value, None)
    assert value_label(item, ZH) == zh
    assert value_label(item, EN) == en


def test_names_are_masked_unless_asked_for() -> None:
    item = Evidence("name", "曲桂芳", PersonalData.NAME)
    assert value_label(item, ZH) == "曲**"
    assert value_label(item, Voice(privacy=Privacy.SHOWN)) == "曲桂芳"


def test_requirements_go_by_their_labels_else_by_those_of_columns_and_codes() -> None:
    book = default_rulebook()
    assert requirement_label("has_venue_images", book.rule("APP003"), ZH) == "场地图像证明"
    assert requirement_label("exit_mechanism", book.rule("APP003"), ZH) == "退出机制"
    assert requirement_label("has_venue_images", book.rule("APP003"), EN) == "image proof of the venue"
    assert requirement_label("in_order", book.rule("CER001"), ZH) == "依次编码、打印、发放"
    assert requirement_label("applicant", book.rule("APP005"), EN) == "applicant"


def test_what_only_decides_the_scope_is_no_news() -> None:
    book = default_rulebook()
    assert scope_paths(book.rule("RPT001")) == {"city"}  # started_on is another reading's
    assert "city" not in scope_paths(book.rule("SES001"))  # which centre is the city's own
