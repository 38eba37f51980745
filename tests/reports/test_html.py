"""The page: one file that needs nothing else; the rest is looked at in a real browser."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.reports import scan_folders
from tests.reports.browser import opened, reason_to_skip
from tests.reports.dossiers import AS_OF, telling_values
from tests.reports.sources import SCRIPT, demo_source, hostile, source_of

from sdcompliance import calendar, default_rulebook
from sdcompliance.reports import Voice
from sdcompliance.reports.findings_source import FindingsSource
from sdcompliance.reports.html import findings_html
from sdcompliance.reports.html.data import MOST_FINDINGS
from sdcompliance.reports.html.words import PAGE
from sdcompliance.reports.scan_source import ScanSource

_SKIP = reason_to_skip()
in_a_browser = pytest.mark.skipif(_SKIP is not None, reason=_SKIP or "")

_LIMIT = 3_000_000  # bytes of the page without its data


def _html(source: FindingsSource) -> bytes:
    stream = io.BytesIO()
    findings_html(source, calendar(), stream, Voice())
    return stream.getvalue()


@cache
def _demo() -> bytes:
    return _html(demo_source())


def _data(page: bytes) -> dict[str, Any]:
    match = re.search(rb'id="data">([^<]*)</script>', page)
    assert match is not None
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(match[1])))
    return data


@pytest.fixture
def demo_page(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_bytes(_demo())
    return path


# ── the file ────────────────────────────────────────────────────────────────────────────


def test_it_is_small_and_the_same_each_time() -> None:
    assert len(_demo()) < _LIMIT
    assert _html(demo_source()) == _demo()


def test_nothing_is_fetched_from_anywhere() -> None:
    page = _demo().decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<(link|iframe|object|embed|base)\b", page)
    assert not re.search(r"<(script|img)[^>]*\ssrc=", re.sub(r"(?s)(<script>).*?</script>", r"\1", page))


def test_no_script_ends_before_its_end() -> None:
    # head, licences, data, charts, page: four elements of scripts begin, and four end.
    page = _demo().decode()
    assert len(re.findall(r"<script\b", page)) == page.count("</script>") == 4


def test_the_licences_of_what_is_inside_are_inside() -> None:
    page = _demo().decode()
    assert "Apache License" in page
    assert "Mike Bostock" in page


def test_no_person_is_named() -> None:
    text = json.dumps(_data(_demo()), ensure_ascii=False)
    assert not [value for value in telling_values() if value in text]


@pytest.mark.parametrize(("said", "privacy"), [({}, None), ({"privacy": "shown"}, "shown")])
def test_it_claims_no_mask_that_it_does_not_know_of(
    tmp_path: Path, said: dict[str, str], privacy: str | None
) -> None:
    book = default_rulebook()
    scan_folders.of_source(demo_source(), tmp_path, book)
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    (tmp_path / "summary.json").write_text(json.dumps({**summary, **said}), encoding="utf-8")
    with ScanSource(tmp_path, book) as folder:
        assert _data(_html(folder))["privacy"] == privacy
    assert _data(_demo())["privacy"] == "masked"


def test_every_word_of_the_page_is_in_the_catalogue() -> None:
    folder = Path(__file__).parents[2] / "src" / "sdcompliance" / "reports" / "html" / "assets"
    script = (folder / "report.js").read_text(encoding="utf-8")
    used = set(re.findall(r'\b(?:say|fact|button|labelled)\("(\w+)"', script))
    used |= set(re.findall(r'data-word="(\w+)"', (folder / "page.html").read_text(encoding="utf-8")))
    assert used <= set(PAGE)


def test_other_rules_or_arrangements_than_judged_are_not_counted_by(tmp_path: Path) -> None:
    book = default_rulebook()
    scan_folders.of_source(demo_source(), tmp_path, book)
    with ScanSource(tmp_path, book) as folder:
        assert _data(_html(folder))["counts_known"] is True
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    summary["configuration"]["arrangements"] = [2098]
    (tmp_path / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    with ScanSource(tmp_path, book) as folder:
        data = _data(_html(folder))
    assert (data["counts_known"], data["day_counts"]) == (False, [])


def test_days_are_counted_as_the_calendar_has_them() -> None:
    # S2 ended on Thursday 2026-02-12: 02-13 (1), made-up Saturday 02-14 (2), 02-24 (3).
    data = _data(_demo())
    columns = data["columns"]
    names = [
        (data["rules"][rule]["id"], id_) for rule, id_ in zip(columns["rule"], columns["id"], strict=True)
    ]
    count = data["day_counts"][columns["count"][names.index(("RPT001", "S2"))]]
    assert [(day[0], day[2]) for day in count if day[1]] == [
        ("2026-02-13", 1),
        ("2026-02-14", 2),
        ("2026-02-24", 3),
    ]


# ── in a browser ────────────────────────────────────────────────────────────────────────


@in_a_browser
def test_it_opens_with_what_was_judged(demo_page: Path) -> None:
    with opened(demo_page) as page:
        headline = page.text("headline")
        assert AS_OF in headline
        assert demo_source().judged.stamp.digest in headline
        assert "没有检查的事项及原因" in headline
        assert len(page.rows()) == len(demo_source())  # fewer than a page of the table holds
        assert page.run("return document.querySelectorAll('#chart-list svg').length") == 4
        assert page.complaints() == []


@in_a_browser
def test_search_filter_sort_and_clear(demo_page: Path) -> None:
    with opened(demo_page) as page:
        everything = page.rows()
        page.type_into("q", "rpt001 S2")
        page.until(lambda: page.rows() == ["RPT001:S2"])
        page.run("document.getElementById('reset').click()")
        assert page.rows() == everything
        page.choose("filter-verdict", "violation")
        expected = {f"{f.rule}:{f.subject_id}" for f in demo_source().findings() if f.verdict == "violation"}
        assert set(page.rows()) == expected
        page.choose("filter-verdict", "")
        page.run("document.getElementById('sort-due').click()")
        dues = {f"{f.rule}:{f.subject_id}": str(f.due or "9999") for f in demo_source().findings()}
        assert [dues[row] for row in page.rows()] == sorted(dues.values())
        assert (
            page.run("return document.querySelector('th[aria-sort]').getAttribute('aria-sort')")
            == "ascending"
        )
        page.type_into("q", "没有这样的文字")
        page.until(lambda: page.rows() == [])
        assert page.text("found") == "没有符合条件的检查结果。"


@in_a_browser
def test_a_finding_opens_by_the_keyboard_with_everything_behind_it(demo_page: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    with opened(demo_page) as page:
        page.type_into("q", "RPT001:S2")
        page.until(lambda: page.rows() == ["RPT001:S2"])
        page.run("document.querySelector('#table tbody button').focus()")
        page.driver.switch_to.active_element.send_keys(Keys.ENTER)
        details = page.run("return document.querySelector('tr.details').innerText")
        for words in (
            "考核结束后3个工作日内将考核成绩",
            "附件1第四部分（四）",
            "成绩试卷上报 RP2 的成绩收到时间：2026-02-25",
            "调休上班（春节）",
            "第3个",
            "first-sitting",
            "立即补报成绩",
        ):
            assert words in details
        assert page.driver.switch_to.active_element.get_attribute("aria-expanded") == "true"
        page.driver.switch_to.active_element.send_keys(Keys.ENTER)
        assert page.run("return document.querySelector('tr.details')") is None


@in_a_browser
def test_a_link_leads_to_its_finding(demo_page: Path) -> None:
    with opened(demo_page, fragment="#verdict=pending&finding=RPT001%3AS2") as page:
        assert (
            page.run("return document.querySelector('tr.details').previousSibling.dataset.finding")
            == "RPT001:S2"
        )
    with opened(demo_page, fragment="#finding=RPT001%3Anone") as page:
        assert page.text("found") == "本页没有链接所指的检查结果：RPT001:none"
    with opened(demo_page, fragment="#city=370600&verdict=violation") as page:
        expected = {
            f"{f.rule}:{f.subject_id}"
            for f in demo_source().findings()
            if f.city == "370600" and f.verdict == "violation"
        }
        assert set(page.rows()) == expected


@in_a_browser
def test_the_other_language(demo_page: Path) -> None:
    with opened(demo_page) as page:
        before = page.rows()
        page.choose("language", "en")
        assert page.run("return document.documentElement.lang") == "en"
        assert "What was not judged, and why" in page.text("headline")
        assert "Results reported late" in page.text("table")
        assert page.rows() == before
        page.type_into("q", "results reported late")
        page.until(lambda: page.rows() and all(row.startswith("RPT") for row in page.rows()))
        assert "RPT001:S2" in page.rows()


@in_a_browser
def test_it_prints_with_the_findings_in_full(demo_page: Path) -> None:
    with opened(demo_page) as page:
        page.run(
            "window.printed = ''; addEventListener('beforeprint',"
            " () => { window.printed = document.getElementById('print-list').innerHTML })"
        )
        assert page.pdf().startswith(b"%PDF")
        assert "考核结束后3个工作日内将考核成绩" in page.run("return window.printed")
        assert page.run("return document.getElementById('print-list').childElementCount") == 0


@in_a_browser
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_sticks_out_at_any_width(demo_page: Path, width: int) -> None:
    with opened(demo_page, width=width, fragment="#finding=RPT001%3AS2") as page:
        assert page.run("return document.documentElement.scrollWidth") <= width


@in_a_browser
def test_everything_that_can_be_used_has_a_name(demo_page: Path) -> None:
    with opened(demo_page) as page:
        nameless = page.run(
            "const used = 'button, select, input, a, table, nav, [role=img]';"
            "return [...document.querySelectorAll(used)].filter(e => !(e.getAttribute('aria-label')"
            " || e.innerText.trim() || e.labels?.length || e.caption?.textContent"
            " || e.closest('details')) && e.offsetParent !== null).map(e => e.outerHTML.slice(0, 80))"
        )
        assert nameless == []


@in_a_browser
def test_a_hostile_dossier_is_only_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(_html(source_of(hostile())))
    with opened(path) as page:
        page.run(
            "document.querySelectorAll('#table tbody button').forEach((_, k) => "
            "document.querySelectorAll('#table tbody tr[data-finding] button')[k]?.click())"
        )
        assert SCRIPT in page.text("table")
        assert page.pdf().startswith(b"%PDF")
        page.choose("language", "en")
        assert page.run("return window.broken") is None
        assert page.run("return document.querySelectorAll('img').length") == 0
        assert page.complaints() == []


@in_a_browser
def test_more_findings_than_it_lists(tmp_path: Path) -> None:
    book, total = default_rulebook(), MOST_FINDINGS + 2_000
    path = tmp_path / "large.html"
    with ScanSource(scan_folders.invented(tmp_path / "scan", total, book), book) as folder:
        path.write_bytes(_html(folder))
    with opened(path) as page:
        assert f"本页列出最重要的{MOST_FINDINGS}项，共{total}项" in page.text("listed-part")
        assert f"统计全部{total}项检查结果" in page.text("charts-note")
        assert page.text("found") == f"符合条件{MOST_FINDINGS}项，第1页，共{MOST_FINDINGS // 50}页"
        page.type_into("q", "S0000123")
        page.until(lambda: page.rows() and all(row.endswith(":S0000123") for row in page.rows()))
        page.run("document.getElementById('reset').click()")
        page.run("document.getElementById('page-last').click()")
        assert len(page.rows()) == 50
