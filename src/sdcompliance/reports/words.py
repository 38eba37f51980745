"""The fixed words of the reports, Chinese and English side by side. ``{…}`` are places for values."""

from __future__ import annotations

from typing import Final

from sdcompliance.findings import Verdict
from sdcompliance.rulebook import Norm, Words

# ── a report ────────────────────────────────────────────────────────────────────────────

REPORT_TITLE: Final = Words(
    "专项职业能力考核合规检查报告", "Compliance report: assessment of specialised vocational skills"
)
RULEBOOK: Final = Words(
    "检查依据：{law}；规则库版本{version}，摘要{digest}，规则{rules}条",
    "Judged by: {law}; rulebook {version}, digest {digest}, {rules} rules",
)
AS_OF: Final = Words("截至日期：{day}", "As of: {day}")
JUDGED: Final = Words("检查记录：{tables}", "Rows judged: {tables}")
NOTHING_JUDGED: Final = Words("检查记录：无", "Rows judged: none")
TABLES_ABSENT: Final = Words(
    "材料中没有的表：{tables}（有关事项未检查，不等于没有问题）",
    "Tables not in the dossier: {tables} (not judged, which is not the same as in order)",
)
SETTINGS: Final = Words("与默认设置不同之处：", "What differs from the default:")
SETTING_READING: Final = Words("{rule} 按“{reading}”解释判定", "{rule} is decided by the reading {reading}")
SETTING_PARAMETER: Final = Words("{rule} 的参数 {name} 为 {value}", "{rule}: the parameter {name} is {value}")
SETTING_OFF: Final = Words("{rule} 不检查：{reason}", "{rule} is not judged: {reason}")
SETTING_OWN_RULES: Final = Words("本单位另加的规则：{rules}", "Rules added by the host: {rules}")
SETTING_ARRANGEMENTS: Final = Words(
    "另行给出放假安排的年份：{years}", "Years whose holiday arrangement was given: {years}"
)
YEARS_UNPUBLISHED: Final = Words(
    "放假安排尚未公布的年份：{years}（临近节假日的期限只能确定范围）",
    "Years whose holiday arrangement is not published: {years} (days near a festival are uncertain)",
)
PROBLEMS: Final = Words("材料中的疑点（{n}项）：", "Problems in the dossier ({n}):")
MORE_PROBLEMS: Final = Words(
    "另有{n}项，--format json 全部列出", "and {n} more; --format json lists all of them"
)
NOTHING_FOUND: Final = Words("没有需要说明的事项。", "There is nothing to report.")
SUMMARY: Final = Words("汇总", "Summary")
SUMMARY_LINE: Final = Words("{counts}；共{n}项判定", "{counts}; {n} verdicts in all")
SUMMARY_SENSITIVE: Final = Words(
    "结论取决于条文解释的：{n}项", "Verdicts that depend on the reading of the text: {n}"
)
SUMMARY_GROUPS: Final = Words(
    "考生：重点群体{priority}人，其他{other}人，未记录{not_recorded}人",
    "Candidates: {priority} of priority groups, {other} others, {not_recorded} not recorded",
)

GROUPS: Final = {
    Verdict.VIOLATION: Words("违规", "Violations"),
    Verdict.UNDETERMINED: Words("无法判定", "Undetermined"),
    Verdict.ADVISORY: Words("提示", "Advisory"),
    Verdict.WAIVED: Words("已豁免的违规", "Violations waived"),
    Verdict.PENDING: Words("未到期", "Pending"),
    Verdict.COMPLIANT: Words("合规", "Compliant"),
    Verdict.NOT_APPLICABLE: Words("不适用", "Not applicable"),
}
SENSITIVE_GROUP: Final = Words(
    "合规，但取决于条文解释", "Compliant, but depending on the reading of the text"
)
PENDING_NOTE: Final = Words(
    "下列事项期限未到，是否存在所列问题尚不判定。",
    "Not due yet: whether these faults occur is not judged before the day named.",
)
SENSITIVE_NOTE: Final = Words(
    "按默认解释，下列问题不存在；按另一种解释，结论不同。",
    "Under the default reading these faults do not occur; under another the verdict differs.",
)
GROUP_HEADING: Final = Words("{number}、{name}（{n}项）", "{number}. {name} ({n})")

# ── the headline of a report in any form ────────────────────────────────────────────────

NONE: Final = Words("无", "none")
HEADLINE_RULEBOOK: Final = Words("检查依据", "Judged by")
HEADLINE_STAMP: Final = Words(
    "{law}；规则库版本{version}，摘要{digest}，规则{rules}条",
    "{law}; rulebook {version}, digest {digest}, {rules} rules",
)
HEADLINE_AS_OF: Final = Words("截至日期", "As of")
HEADLINE_ROWS: Final = Words("检查记录", "Rows judged")
HEADLINE_NOT_JUDGED: Final = Words("没有检查的事项及原因", "What was not judged, and why")
HEADLINE_ABSENT: Final = Words("来源中没有的表：{tables}", "tables not in the source: {tables}")
HEADLINE_OPEN: Final = Words("无法判定{n}项（{reason}）", "{n} undetermined ({reason})")
HEADLINE_UNPUBLISHED: Final = Words(
    "放假安排尚未公布的年份：{years}", "years whose holiday arrangement is not published: {years}"
)
HEADLINE_REJECTS: Final = Words("读不懂的值或行{n}处", "{n} values or rows could not be read")
HEADLINE_PROBLEMS: Final = Words("材料中的疑点{n}项", "{n} problems in the dossier")
HEADLINE_SETTINGS: Final = Words("与默认设置不同之处", "What differs from the default")
HEADLINE_COUNTS: Final = Words("判定结果", "Verdicts")
HEADLINE_SENSITIVE: Final = Words("其中取决于条文解释", "Of these depending on the reading of the text")
HEADLINE_BASELINE: Final = Words(
    "与前次比较（违规，含已豁免的）", "Compared with earlier (violations, waived too)"
)
HEADLINE_SINCE: Final = Words("前次截至{day}，规则库摘要{digest}：", "as of {day}, rulebook {digest}: ")
HEADLINE_OTHER_RULES: Final = Words(
    "前次所用的规则或设置不同，新增或已纠正可能因此，而非情况变化",
    "judged by other rules or settings then: what is new or cured may be so by them, not by the facts",
)

# ── a finding ───────────────────────────────────────────────────────────────────────────

FINDING_HEAD: Final = Words("{rule}:{id}　{title}（{table} {id}）", "{rule}:{id}  {title} ({table} {id})")
FINDING_HEAD_OF_TABLE: Final = Words("{rule}　{title}（{table}）", "{rule}  {title} ({table})")
SUBJECT: Final = Words("{table} {id}", "{table} {id}")
DUE: Final = Words("期限：{day}{distance}", "Due: {day}{distance}")
KEEP_UNTIL: Final = Words("保存至：{day}{distance}", "Keep until: {day}{distance}")
DAYS_LEFT: Final = Words("，还有{n}天", ", {n} days left")
DAYS_PAST: Final = Words("，至截至日期已过{n}天", ", {n} days before the as-of date")
DUE_TODAY: Final = Words("，即截至日期当天", ", the as-of date itself")
BETWEEN: Final = Words("{first}至{last}之间", "between {first} and {last}")
CLAUSE: Final = Words("依据：{title}「{quote}」", "Clause: {title}: “{quote}”")
EVIDENCE: Final = Words("记录：{values}", "Recorded: {values}")
EVIDENCE_MORE: Final = Words("另有{n}项", "and {n} more")
OTHER_READING: Final = Words(
    "另一解释“{name}”：{verdict}。{basis}", "Another reading, {name}: {verdict}. {basis}"
)
UNMET: Final = Words("不符合或不能确定的项目：{names}", "Not met or not known: {names}")
MISSING: Final = Words("缺少：{names}", "Missing: {names}")
REASON: Final = Words("原因：{reason}", "Reason: {reason}")
REMEDY: Final = Words("处理：{remedy}", "Remedy: {remedy}")
PENDING_KEEP: Final = Words("须保存至此日", "to be kept until this day")
SETTLED: Final = Words("{rule}　{title}：{table} {ids}", "{rule}  {title}: {table} {ids}")
PENDING_DAY: Final = Words("{day}（含）{distance}", "{day}, that day included{distance}")
NO_DAY: Final = Words("期限未定", "No day known")
NOT_YET: Final = Words("无", "none")

LIST_COMMA: Final = Words("、", ", ")
COMMA: Final = Words("，", ", ")
SEMICOLON: Final = Words("；", "; ")
COLON: Final = Words("：", ": ")

SINCE_THEN: Final = Words("与前次比较：{state}", "Since the earlier report: {state}")
THEN: Final = Words("前次：{message}", "Then: {message}")

# ── the workbook of findings ────────────────────────────────────────────────────────────

SHEET_SUMMARY: Final = Words("汇总", "Summary")
SHEET_BY_RULE: Final = Words("按规则", "By rule")
SHEET_BY_SITE: Final = Words("按考点", "By site")
SHEET_FINDINGS: Final = Words("明细", "Findings")
SHEET_CLAUSES: Final = Words("条款", "Clauses")
SHEET_NO_LONGER_OPEN: Final = Words("前次违规，现已不是", "No longer open")
SHEET_STATE: Final = Words("与前次比较", "Since then")
SHEET_VERDICT_BEFORE: Final = Words("前次结论", "Verdict then")
SHEET_VERDICT_NOW: Final = Words("本次结论", "Verdict now")
SHEET_NOT_THERE: Final = Words("本次未判定的原因", "Why not judged now")
SHEET_MESSAGE_BEFORE: Final = Words("前次查出的情况", "What was found then")
SHEET_NUMBER: Final = Words("项数", "Number")
SHEET_PROBLEM: Final = Words("材料中的疑点", "Problem in the dossier")
SHEET_VERDICT: Final = Words("结论", "Verdict")
SHEET_ID: Final = Words("编号", "Id")
SHEET_CITY: Final = Words("市", "City")
SHEET_SITE: Final = Words("考点", "Site")
SHEET_NO_SITE: Final = Words("（未记录考点）", "(no site recorded)")
SHEET_MONTH: Final = Words("义务产生月份", "Month the duty arose")
SHEET_DUE: Final = Words("期限", "Due")
SHEET_DUE_LATEST: Final = Words("最晚期限", "Due at the latest")
SHEET_DAYS: Final = Words("剩余天数", "Days left")
SHEET_SENSITIVE: Final = Words("取决于条文解释", "Depends on the reading")
SHEET_MESSAGE: Final = Words("情况", "What was found")
SHEET_REASON: Final = Words("原因", "Reason")
SHEET_MISSING: Final = Words("缺少或未满足", "Missing or not met")
SHEET_READINGS: Final = Words("其他解释的结论", "Verdict under other readings")
SHEET_CLAUSE: Final = Words("依据", "Clause")
SHEET_ANCHOR: Final = Words("条款编号", "Anchor")
SHEET_QUOTE: Final = Words("原文", "Quote")
SHEET_EVIDENCE: Final = Words("所依据的记录", "What is recorded")
SHEET_REMEDY: Final = Words("处理", "Remedy")
SHEET_TOTAL: Final = Words("合计", "Total")
YES: Final = Words("是", "yes")

# ── corrections of an application ───────────────────────────────────────────────────────

CORRECTIONS: Final = Words("补正清单", "List of corrections")
CORRECTIONS_HEADING: Final = Words("{number}、{name}（{n}处）", "{number}. {name} ({n})")
CORRECTIONS_NOTE: Final = Words(
    "“空白”是申请表上没有填写，由申请单位补填；“未记录”是材料中没有录入，申请表上已有的由受理人员补录。",
    "Blank: left blank on the form, for the applicant to fill in. Not recorded: not entered in the "
    "dossier; where the form has it, for the receiving clerk to enter.",
)
CORRECTIONS_OF: Final = Words("{label}　{name}（{n}处）", "{label}  {name} ({n})")
CORRECTIONS_OF_NAMELESS: Final = Words("{label}（{n}处）", "{label} ({n})")
CORRECTIONS_REST: Final = Words("其他", "Other")
CORRECTION_CELL: Final = Words("{line}{title}：{state}，{expected}", "{line}{title}: {state}; {expected}")
CORRECTION_LINE: Final = Words("第{n}行　", "line {n}, ")
CORRECTION_LINE_NAMED: Final = Words("第{n}行（{name}）　", "line {n} ({name}), ")
CORRECTION_BLANK: Final = Words("空白", "blank")
CORRECTION_LACKING: Final = Words("没有", "none")
CORRECTION_WRONG: Final = Words("现为“{value}”", "now {value}")
CORRECTION_PROJECT: Final = Words("“{project}”项目：{text}", "{project}: {text}")
CORRECTION_ENOUGH: Final = Words("{counted}，已够", "{counted}: enough")
CORRECTION_SHORT: Final = Words("{counted}，还需{more}{unit}", "{counted}: {more} more needed")
CORRECTION_PERHAPS: Final = Words(
    "{counted}，补齐有关栏目后才能确定", "{counted}: not certain before the cells concerned are filled in"
)
CORRECTION_BETWEEN: Final = Words("{least}至{greatest}", "{least} to {greatest}")
CORRECTION_TABLE: Final = Words(
    "材料中没有“{table}”表，无法核对，请补充", "{table} is not in the dossier; add it"
)
CORRECTION_OTHER: Final = Words("{title}：{remedy}", "{title}: {remedy}")

# ── problems ────────────────────────────────────────────────────────────────────────────

DANGLING: Final = Words(
    "{table} {row}的“{column}”为{value}，但“{refers_to}”中没有这条记录；请补充或更正",
    "{table} {row}, {column}: {value} names no row of {refers_to}; add or correct it",
)
UNKNOWN_COLUMN: Final = Words(
    "{table}：没有名为“{column}”的列，{rows}行中的该列未读入{nearest}",
    "{table}, {column}: no such column, kept out of {rows} rows{nearest}",
)
UNKNOWN_TABLE: Final = Words(
    "没有名为“{table}”的表，{rows}行未读入{nearest}", "{table}: no such table, {rows} rows kept out{nearest}"
)
NEAREST: Final = Words("（最接近的名称：{name}）", " (nearest: {name})")

# ── rules ───────────────────────────────────────────────────────────────────────────────

NORMS: Final = {
    Norm.MUST: Words("应当", "must"),
    Norm.MAY: Words("可以", "may"),
    Norm.ENCOURAGED: Words("鼓励", "encouraged"),
}
#: The folders of rules/, in the order in which an assessment passes through them.
CHAPTERS: Final = {
    "scope": Words("考核范围", "Scope"),
    "projects": Words("项目开发", "Development of projects"),
    "applications": Words("考点申请", "Applications to be a site"),
    "sites": Words("考点", "Sites"),
    "revocation": Words("考点退出", "Revocation of sites"),
    "announcements": Words("年度公告", "Yearly announcement"),
    "registration": Words("报名", "Registration"),
    "fees": Words("收费", "Fees"),
    "papers": Words("试题", "Papers"),
    "sessions": Words("考核组织", "Organisation of sessions"),
    "staffing": Words("考评与督导人员", "Examiners and supervisors"),
    "reporting": Words("成绩试卷上报", "Reporting of results and papers"),
    "results": Words("成绩", "Results"),
    "certificates": Words("证书", "Certificates"),
    "archives": Words("档案", "Archives"),
    "subsidies": Words("补贴", "Subsidies"),
    "organisation": Words("制度与队伍", "Organisation"),
}
OTHER_CHAPTER: Final = Words("其他", "Other")
RULES_COUNT: Final = Words("共{n}条规则", "{n} rules")
COLUMN_RULE: Final = Words("规则", "rule")
COLUMN_TITLE: Final = Words("问题", "fault")
COLUMN_SUBJECT: Final = Words("检查对象", "judges")
COLUMN_CLAUSE: Final = Words("条款", "clause")
COLUMN_NORM: Final = Words("约束", "norm")
COLUMN_READINGS: Final = Words("另有解释", "other readings")

RULE_HEAD: Final = Words("{rule}　{title}", "{rule}  {title}")
RULE_NAME: Final = Words("名称：{name}", "Name: {name}")
RULE_SUBJECT: Final = Words("检查对象：{table}（{name}），每条记录一个结论", "Judges: every row of {name}")
RULE_CLAUSE: Final = Words("依据：{title}（{anchor}）「{quote}」", "Clause: {title} ({anchor}): “{quote}”")
RULE_NORM: Final = Words("约束：{norm}", "Norm: {norm}")
RULE_ADDRESSEE: Final = Words("责任主体：{body}", "Whose duty: {body}")
RULE_CONDITIONS: Final = Words("判定条件（原文）", "Conditions, as written")
RULE_PARAMETERS: Final = Words("参数", "Parameters")
RULE_PARAMETER_FROM: Final = Words("自{day}起{value}", "{value} from {day}")
RULE_READINGS: Final = Words("其他解释及其依据", "Other readings and their basis")
RULE_EXAMPLES: Final = Words("示例：{n}个", "Examples: {n}")
RULE_FILE: Final = Words("规则文件：{file}", "File: {file}")
NEW_RULE: Final = Words("已写入：{file}", "Written: {file}")
NEW_RULE_EDIT: Final = Words(
    "把其中的标题、条件、说明和示例改成自己的。", "Put your own title, condition, words and examples in."
)
NEW_RULE_SHOW: Final = Words("看规则：{command}", "See the rule: {command}")
NEW_RULE_USE: Final = Words("用规则检查：{command}", "Check with it: {command}")

# ── the ledger ──────────────────────────────────────────────────────────────────────────

LEDGER_TITLE: Final = Words("逐句台账：{law}", "Sentence by sentence: {law}")
LEDGER_CLAUSE: Final = Words("{title}（{anchor}）", "{title} ({anchor})")
LEDGER_SENTENCE: Final = Words("{anchor}　{coverage}　「{quote}」", "{anchor}  {coverage}  “{quote}”")
LEDGER_RULES: Final = Words(
    "规则：{rules}；示例{examples}个，示例中的结论：{verdicts}",
    "Rules: {rules}; {examples} examples, verdicts in them: {verdicts}",
)
LEDGER_RULES_ONLY: Final = Words("规则：{rules}；没有示例", "Rules: {rules}; no examples")
LEDGER_RULE_ABSENT: Final = Words("{rule}（规则库中没有）", "{rule} (not in the rulebook)")
LEDGER_NOT_COVERED: Final = Words("未覆盖：{reason}", "Not covered: {reason}")
LEDGER_COUNTS: Final = Words("句子{sentences}句：{classes}", "Sentences: {sentences}: {classes}")
LEDGER_RULE_COUNTS: Final = Words(
    "据以判断的规则{rules}条，示例{examples}个", "Rules that decide them: {rules}, with {examples} examples"
)
LEDGER_ABSENT: Final = Words(
    "台账列出而规则库中没有的规则：{rules}", "Rules of the ledger that the rulebook lacks: {rules}"
)
LEDGER_UNLISTED: Final = Words(
    "不判断通知中任何一句的规则（本单位另加）：{rules}",
    "Rules that decide no sentence of the notice (the host's own): {rules}",
)
#: By the class of a sentence in the ledger (rulebook.ledger.Coverage, which costs time to import).
COVERAGE: Final = {
    "checked": Words("由规则判断", "checked"),
    "partly": Words("部分由规则判断", "partly"),
    "judgement": Words("由人判断", "judgement"),
    "soft": Words("鼓励或许可", "soft"),
    "programmatic": Words("不含要求", "programmatic"),
}

# ── explanations ────────────────────────────────────────────────────────────────────────

VERDICT: Final = Words("结论：{verdict}", "Verdict: {verdict}")
VERDICT_SENSITIVE: Final = Words(
    "结论：{verdict}（取决于条文解释）", "Verdict: {verdict} (depends on the reading of the text)"
)
DEFAULT_READING: Final = Words("推导（默认解释）", "Step by step, default reading")
READING_HEADING: Final = Words("另一解释“{name}”：{verdict}", "Another reading, {name}: {verdict}")
READING_BASIS: Final = Words("理由：{basis}", "Basis: {basis}")
READING_SAME: Final = Words("其余与默认解释相同。", "The rest is as under the default reading.")
COUNT_HEADING: Final = Words("逐日计算 {call}", "Day by day: {call}")
EVIDENCE_HEADING: Final = Words("所依据的记录", "What is recorded")
EVIDENCE_ROW: Final = Words("{label}（{path}）：{value}", "{path}: {value}")
ALL_OF: Final = Words("同时满足", "all of")
ANY_OF: Final = Words("满足其一", "any of")
NOT: Final = Words("以下不成立", "not")
ROWS: Final = Words("{source}：{n}行", "{source}: {n} row(s)")
PARTS: Final = {
    "arises": Words("义务产生之日", "The day the duty arises"),
    "scope": Words("是否在通知适用范围内", "Whether the notice covers it"),
    "when": Words("本规则是否适用", "Whether the rule applies"),
    "due": Words("期限", "Due"),
    "until": Words("保存至", "To be kept until"),
    "undecided": Words("条文未定限度的情形", "Where the text sets no limit"),
    "require": Words("要求", "Required"),
}

# ── working days ────────────────────────────────────────────────────────────────────────

WEEKDAYS: Final = (
    Words("周一", "Mon"),
    Words("周二", "Tue"),
    Words("周三", "Wed"),
    Words("周四", "Thu"),
    Words("周五", "Fri"),
    Words("周六", "Sat"),
    Words("周日", "Sun"),
)
RUNNING: Final = Words("第{n}个", "day {n}")
RUNNING_BETWEEN: Final = Words("累计{least}至{most}个", "{least} to {most} so far")
DAY_REASON: Final = Words("{reason}（{festival}）", "{reason} ({festival})")
WORKDAY_AFTER: Final = Words(
    "{day}之后的第{n}个工作日：{result}", "Working day no. {n} after {day}: {result}"
)
WORKDAYS_BETWEEN: Final = Words(
    "{after}（不含）至{until}（含）的工作日：{result}个",
    "Working days after {after} up to and including {until}: {result}",
)
IS_WORKDAY: Final = Words("{day}是工作日：{reason}", "{day} is a working day: {reason}")
IS_NO_WORKDAY: Final = Words("{day}不是工作日：{reason}", "{day} is not a working day: {reason}")
MAY_BE_WORKDAY: Final = Words(
    "{day}是否工作日尚不能确定：{reason}", "Whether {day} is a working day is uncertain: {reason}"
)
EARLIEST_LATEST: Final = Words("最早{first}，最晚{last}", "{first} at the earliest, {last} at the latest")
LEAST_MOST: Final = Words("至少{least}，至多{most}", "at least {least}, at most {most}")
UNCERTAIN_NOTE: Final = Words(
    "所涉节假日的放假安排尚未公布，结果只能确定到上述范围；公布后可用 --arrangement 提供。",
    "The arrangement of a holiday involved is not published: only these bounds are certain. "
    "Once it is, give it with --arrangement.",
)
NOT_LISTED: Final = Words("超过{n}天，不逐日列出。", "More than {n} days: not listed one by one.")

# ── comparison with an earlier report ───────────────────────────────────────────────────

NOT_COUNTED: Final = Words(
    "这里的规则或放假安排与检查时不同，未列出逐日计算。",
    "The rules or arrangements here differ from those that judged: days are not counted out.",
)
NO_SUCH_FINDING: Final = Words(
    "{folder} 中没有 {rule}:{id}：该行合规、不适用或没有检查。要逐步说明，请给出原数据。",
    "{folder} has no {rule}:{id}: compliant, not applicable, or not judged. For every step, name the data.",
)
EXPLAINED_UNREADABLE: Final = Words(
    "提示：{tables}中有不能读取的数据，这里按“未记录”说明；是否影响结论，以 scan 的结果为准。",
    "Note: some of {tables} could not be read and is explained as not recorded; what scan says of it counts.",
)
BASELINE_TITLE: Final = Words(
    "与前次报告比较（违规，含已豁免的）", "Compared with the earlier report: violations, waived ones too"
)
BASELINE_NEW: Final = Words("新增（{n}项）", "New ({n})")
BASELINE_OPEN: Final = Words("仍未纠正（{n}项）", "Still open ({n})")
BASELINE_CURED: Final = Words("已纠正（{n}项）", "Cured ({n})")
BASELINE_NO_LONGER_FOUND: Final = Words(
    "不再发现（{n}项）：已纠正，或记录已不在来源中",
    "No longer found ({n}): cured, or the row is no longer in the source",
)
BASELINE_LOST: Final = Words(
    "前次有、本次无从判断（{n}项）：记录、所需的表或规则这次没有，不等于已纠正",
    "Found before, not decided now ({n}): the row, a table it needs or the rule is not there now, which is "
    "not the same as cured",
)

# ── waivers ─────────────────────────────────────────────────────────────────────────────

WAIVER_SEVERITY: Final = {"error": Words("错误", "error"), "warning": Words("提醒", "warning")}
WAIVER_LINT: Final = Words(
    "{file}第{line}行，{rule}（{subjects}）：{severity}：{text}",
    "{file}:{line}: {rule} ({subjects}): {severity}: {text}",
)
WAIVERS_COUNT: Final = Words(
    "豁免{n}项：有效{in_force}项，已到期{expired}项，未生效{later}项",
    "{n} waivers: {in_force} in force, {expired} expired, {later} not yet in force",
)
WAIVERS_USED: Final = Words(
    "本材料中据此豁免的违规：{n}项", "Violations of the dossier that they excuse: {n}"
)
TEMPLATE_WRITTEN: Final = Words(
    "已写入：{file}。没有掌握的表请删除整个工作表：空表表示“确实没有”。",
    "Written: {file}. Delete the sheets of tables that you do not have: an empty sheet says that there is "
    "none.",
)
DOSSIER_WRITTEN: Final = Words(
    "已写入：{file}，其中含有个人信息，请妥善保管。", "Written: {file}. It holds personal data: keep it safe."
)
REPORT_WRITTEN: Final = Words("已写入：{file}", "Written: {file}")

# ── errors ──────────────────────────────────────────────────────────────────────────────

ERROR: Final = Words("错误：{message}", "Error: {message}")
BAD_RECORDS: Final = Words("材料有{n}处错误，未作检查：", "The dossier has {n} fault(s); nothing was judged:")
BAD_SOURCE: Final = Words(
    "数据源或结果文件夹无法使用", "the source or the folder for the result cannot be used"
)
EXTRA_MISSING: Final = Words("缺少可选组件", "an optional package is missing")
BAD_RULES: Final = Words("规则文件有误：", "A rule file is wrong:")
ENGINE_FAILED: Final = Words("规则引擎不能运行：", "The engine cannot run:")
BAD_CONFIGURATION: Final = Words("配置文件有误：", "The configuration is wrong:")
BAD_ARRANGEMENT: Final = Words("放假安排文件有误：", "The holiday arrangement is wrong:")
BAD_DATE: Final = Words("日期有误：", "A date is wrong:")
BAD_WAIVERS: Final = Words("豁免文件有误：", "The file of waivers is wrong:")
BAD_INPUT: Final = Words("无法读取所给的文件：", "What was given cannot be read:")
BAD_NAME: Final = Words("没有这个名称：", "There is no such name:")
MEMORY_FULL: Final = Words(
    "内存不足，请换用内存更大的机器，或把数据分市检查：{reason}",
    "Memory is not enough; use a machine with more, or judge the data city by city: {reason}",
)
BAD_SYSTEM: Final = Words("读写失败：{reason}", "Reading or writing failed: {reason}")
