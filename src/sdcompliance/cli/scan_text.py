"""What ``sdcompliance scan`` says of its result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdcompliance.rulebook import Words
    from sdcompliance.scanning import ScanResult


def scan_lines(result: ScanResult) -> Iterator[Words]:
    """The counts, what they do not tell by themselves, and where the result is."""
    from sdcompliance.findings import Verdict
    from sdcompliance.findings.wording import VERDICT_WORDS, chinese_date
    from sdcompliance.reports.findings_source import BY_WEIGHT
    from sdcompliance.rulebook import Words

    summary = result.summary
    day, rules = date.fromisoformat(summary["as_of"]), summary["rulebook"]["rules"]
    rows = sum(count for count in summary["subjects"].values() if count is not None)
    verdicts = sum(summary["verdicts"].values())
    yield Words(
        f"截至{chinese_date(day)}，用{rules}条规则检查了{rows:,}行，得出{verdicts:,}项结论：",
        f"As of {day}: {rows:,} rows judged by {rules} rules, {verdicts:,} verdicts:",
    )
    for verdict in BY_WEIGHT:
        count = summary["verdicts"][verdict.value]
        if count or verdict is Verdict.VIOLATION:
            words = VERDICT_WORDS[verdict]
            yield Words(f"  {words.zh}：{count:,}", f"  {words.en}: {count:,}")
    yield from _compared(result)
    yield from _caveats(result)
    yield Words(f"结果存于：{result.folder}", f"Result: {result.folder}")


def _compared(result: ScanResult) -> Iterator[Words]:
    """What has become of the violations of the baseline."""
    from sdcompliance.findings.wording import chinese_date
    from sdcompliance.rulebook import Words

    baseline = result.summary["baseline"]
    if baseline is None:
        return
    day = date.fromisoformat(baseline["as_of"])
    counts = {name: f"{number:,}" for name, number in baseline.items() if isinstance(number, int)}
    yield Words(
        f"与前次结果（截至{chinese_date(day)}）比较：", f"Compared with the earlier result (as of {day}):"
    )
    zh = "  新增{new}，仍未纠正{still_open}，已纠正{cured}，本次无从判断{lost_sight_of}"
    en = "  new {new}, still open {still_open}, cured {cured}, not decided now {lost_sight_of}"
    yield Words(zh.format(**counts), en.format(**counts))
    if baseline["cured"] or baseline["lost_sight_of"]:
        yield Words("  已纠正和无从判断的，见 no_longer_open.csv", "  The last two: see no_longer_open.csv")
    if any(baseline[name] != result.summary[name] for name in ("rulebook", "configuration")):
        yield Words(
            "  前次所用的规则或设置不同：新增或已纠正可能因此，而非情况变化。",
            "  It was judged by other rules or settings: what is new or cured may be so by them, not by the "
            "facts.",
        )
    if day > result.as_of:
        yield Words("  前次的截至日期晚于本次。", "  Its as-of date is later than this one's.")


def _caveats(result: ScanResult) -> Iterator[Words]:
    """What the counts alone do not tell: how far they can be relied on."""
    from sdcompliance.records import TABLES
    from sdcompliance.rulebook import Words

    summary = result.summary
    if sensitive := sum(summary["sensitive"].values()):
        yield Words(
            f"其中{sensitive:,}项取决于对条文的解释。",
            f"{sensitive:,} of them depend on how the text is read.",
        )
    if lacking := [table for table, rows in summary["subjects"].items() if rows is None]:
        labels = "、".join(TABLES[table].label for table in lacking)
        yield Words(
            f"来源中没有、因而未检查的表：{labels}", f"Not in the source, so not judged: {', '.join(lacking)}"
        )
    if number := len({absence["rule"] for absence in summary["absent"]}):
        yield Words(
            f"因来源缺表而无法判定的规则：{number}条，见 findings.csv",
            f"Rules that absent tables leave undetermined: {number}, see findings.csv",
        )
    if years := summary["unpublished_years"]:
        yield Words(
            f"放假安排尚未公布的年份：{'、'.join(map(str, years))}年",
            f"Years whose holiday arrangement is not published: {', '.join(map(str, years))}",
        )
    if result.rejects:
        yield Words(
            f"不能读取的数据：{result.rejects:,}项，见 rejects.csv；依赖这些数据的结论为“无法判定”",
            f"Could not be read: {result.rejects:,}, see rejects.csv; what depends on them is undetermined",
        )
