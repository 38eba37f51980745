"""The fixed words of the page, Chinese and English side by side. ``{…}`` are places for values."""

from __future__ import annotations

from typing import Final

from sdcompliance.rulebook import Words

PAGE: Final[dict[str, Words]] = {
    "title": Words(
        "专项职业能力考核合规检查报告", "Compliance report: assessment of specialised vocational skills"
    ),
    "skip": Words("跳到检查结果", "Skip to the findings"),
    "language": Words("语言", "Language"),
    "judged_by": Words("检查依据", "Judged by"),
    "rulebook": Words(
        "规则库版本{version}，摘要{digest}，规则{rules}条",
        "rulebook {version}, digest {digest}, {rules} rules",
    ),
    "as_of": Words("截至日期", "As of"),
    "rows": Words("检查记录", "Rows judged"),
    "no_rows": Words("无", "none"),
    "not_judged": Words("没有检查的事项及原因", "What was not judged, and why"),
    "all_judged": Words("没有。", "Nothing."),
    "absent": Words(
        "来源中没有的表：{tables}。其中的记录没有检查，不等于没有问题。",
        "Tables not in the source: {tables}. Their rows were not judged, which is not the same as in order.",
    ),
    "open": Words("无法判定{n}项：{reason}", "{n} undetermined: {reason}"),
    "unpublished": Words(
        "放假安排尚未公布的年份：{years}。临近节假日的期限只能确定范围。",
        "Years whose holiday arrangement is not published: {years}. Days near a festival are uncertain.",
    ),
    "rejects": Words(
        "读不懂的值或行{n}处，列在结果文件夹的退回清单中。",
        "{n} values or rows could not be read; the list of rejects in the result folder has them.",
    ),
    "problems": Words("材料中的疑点（{n}项）", "Problems in the dossier ({n})"),
    "settings": Words("与默认设置不同之处", "What differs from the default"),
    "no_settings": Words("没有。", "Nothing."),
    "groups": Words(
        "考生：重点群体{priority}人，其他{other}人，未记录{not_recorded}人",
        "Candidates: {priority} of priority groups, {other} others, {not_recorded} not recorded",
    ),
    "counts": Words("判定结果", "Verdicts"),
    "sensitive_count": Words("其中取决于条文解释", "of these depending on the reading of the text"),
    "charts": Words("问题分布", "Where the findings are"),
    "charts_note": Words(
        "统计全部{n}项检查结果；点击柱形即按该项筛选。",
        "All {n} findings are counted; click a bar to filter by it.",
    ),
    "by_rule": Words("按规则", "By rule"),
    "by_city": Words("按市", "By city"),
    "by_month": Words("按月份（义务产生之日）", "By month (the day the duty arose)"),
    "by_site_id": Words("按考点", "By site"),
    "as_table": Words("以表格查看", "As a table"),
    "chart_most": Words("图中列出最多的{n}项。", "The chart shows the {n} with most findings."),
    "chart_latest": Words("图中列出最近{n}个月。", "The chart shows the latest {n} months."),
    "table_most": Words(
        "表中列出最多的{n}项，其余{rest}项合为一行。", "The {n} with most; the other {rest} in one row."
    ),
    "others": Words("其余", "Others"),
    "total": Words("合计", "Total"),
    "findings": Words("检查结果", "Findings"),
    "listed_part": Words(
        "本页列出最重要的{listed}项，共{total}项；图表统计全部，其余在同次生成的表格和文件中。",
        "This page lists the {listed} weightiest of {total} findings; the charts count all, the workbook and "
        "the files written with it have the rest.",
    ),
    "search": Words("搜索", "Search"),
    "search_hint": Words("编号、考点、规则、说明中的文字", "an id, a site, a rule, words of the message"),
    "verdict": Words("结论", "Verdict"),
    "rule": Words("规则", "Rule"),
    "subject": Words("检查对象", "Row"),
    "city": Words("市", "City"),
    "site_id": Words("考点", "Site"),
    "month": Words("月份", "Month"),
    "due": Words("期限", "Due"),
    "days": Words("天数", "Days"),
    "days_hint": Words("正数为剩余天数，负数为已过天数", "days left; negative: days past"),
    "every": Words("全部", "All"),
    "only_sensitive": Words("只看取决于条文解释的", "Only those depending on the reading"),
    "reset": Words("清除筛选", "Clear filters"),
    "found": Words("符合条件{n}项，第{page}页，共{pages}页", "{n} findings, page {page} of {pages}"),
    "none_found": Words("没有符合条件的检查结果。", "No finding matches."),
    "unknown_link": Words(
        "本页没有链接所指的检查结果：{id}", "The finding that the link names is not on this page: {id}"
    ),
    "first": Words("首页", "First"),
    "previous": Words("上一页", "Previous"),
    "next": Words("下一页", "Next"),
    "last": Words("末页", "Last"),
    "open_finding": Words("展开", "Open"),
    "close_finding": Words("收起", "Close"),
    "details_of": Words("{id} 的详情", "Details of {id}"),
    "message": Words("情况", "What was found"),
    "reason": Words("原因", "Reason"),
    "missing": Words("缺少或未满足", "Missing or not met"),
    "clause": Words("依据", "Clause"),
    "evidence": Words("所依据的记录", "What is recorded"),
    "count": Words("工作日逐日计算", "Working days, day by day"),
    "no_count": Words(
        "生成本页时的规则或放假安排与检查时不同，未列出逐日计算。",
        "The rules or arrangements here differ from those that judged: days are not counted out.",
    ),
    "readings": Words("条文的其他解释", "Other readings of the text"),
    "remedy": Words("处理", "Remedy"),
    "link": Words("本项链接", "Link to this finding"),
    "not_recorded": Words("未记录", "not recorded"),
    "yes": Words("是", "yes"),
    "no": Words("否", "no"),
    "sensitive": Words("取决于条文解释", "depends on the reading"),
    "between": Words("{first}至{last}之间", "between {first} and {last}"),
    "nth": Words("第{n}个", "day {n}"),
    "nth_between": Words("累计{least}至{most}个", "{least} to {most} so far"),
    "print": Words("打印", "Print"),
    "printed": Words(
        "打印列出符合条件的前{n}项，共{total}项。", "Printed: the first {n} of {total} findings that match."
    ),
    "state": Words("与前次比较", "Since the earlier report"),
    "state_none": Words("不涉及（前次和本次都不是违规）", "not concerned (no violation, then or now)"),
    "left": Words("前次违规、现已不是的（{n}项）", "Violations of then that are none now ({n})"),
    "left_part": Words(
        "列出前{listed}项，其余在同次生成的表格和文件中。",
        "The first {listed}; the workbook and the files written with it have the rest.",
    ),
    "verdict_now": Words("本次结论", "Verdict now"),
    "message_then": Words("前次查出的情况", "What was found then"),
    "masked": Words(
        "姓名、证件号码和电话已遮盖。", "Names, identity numbers and telephone numbers are masked."
    ),
    "shown": Words("本页含有个人信息，请妥善保管。", "This page holds personal data: keep it safe."),
    "loading": Words("正在读取…", "Loading…"),
    "too_old": Words(
        "浏览器版本过旧，无法显示。请使用 Chrome 或 Edge 93、Firefox 113、Safari 16.4 以上版本。",
        "This browser is too old. Use Chrome or Edge 93, Firefox 113, Safari 16.4 or newer.",
    ),
    "colon": Words("：", ": "),
    "comma": Words("、", ", "),
}
