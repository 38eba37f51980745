"""How a finding is told, from what was seen: engines/native/phrasing.py in SQL.

Two steps lie between: the different doubts as a list, then the data among them; each is read several
times, and is computed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.doubts import LETTERS
from sdcompliance.engines.relational.seen import verdict_columns
from sdcompliance.engines.relational.statement import MARK
from sdcompliance.engines.relational.verdicts import NUMBER, verdict_text
from sdcompliance.engines.relational.written import SqlWords, chinese_day
from sdcompliance.findings import VERDICTS, DoubtKind, Verdict
from sdcompliance.findings.wording import NOT_RECORDED, VERDICT_WORDS
from sdcompliance.rulebook import Language, Rule, Words

_UNDETERMINED, _PENDING = NUMBER[Verdict.UNDETERMINED], NUMBER[Verdict.PENDING]
_SETTLED = f"{NUMBER[Verdict.NOT_APPLICABLE]}, {NUMBER[Verdict.COMPLIANT]}"
_DATA = "".join(
    LETTERS[kind] for kind in DoubtKind if kind not in (DoubtKind.CALENDAR, DoubtKind.UNREACHABLE)
)
#: Where numbers may stand that nobody expects there.
_FREE_TEXT = ("subject_id", "missing", "site_id", "message_zh", "message_en", "evidence")
_BETWEEN = Words("；", "; ")
_UNKNOWN = Words("数据不足", "data are missing")
_PARENTHESES = {Language.ZH: ("（", "）"), Language.EN: (" (", ")")}


@dataclass(frozen=True, slots=True)
class Told:
    """Writes the last steps of a statement. ``verdicts`` are those of its rows, ``today`` the as-of date.

    ``masks``: whatever looks like an identity or a mobile number is masked, wherever it stands.
    """

    rule: Rule
    dialect: Dialect
    verdicts: frozenset[Verdict]
    today: str
    masks: bool

    @property
    def _open(self) -> bool:
        return Verdict.UNDETERMINED in self.verdicts

    def steps(self, seen: Mapping[str, str]) -> dict[str, str]:
        """The common table expressions between what is seen and the findings."""
        unmet = [name for name in seen if name.startswith("unmet")]
        kept = [name for name in seen if name not in unmet]
        named = [
            *kept,
            f"{self._unmet(unmet)} AS unmet",
            *(f"{sql} AS {name}" for name, sql in self._due().items()),
        ]
        if not self._open:
            return {"told": _select(named, "seen")}
        items = f"CASE WHEN doubts <> '' THEN {self.dialect.distinct_items('doubts', MARK)} END AS open_items"
        chosen = f"{self.dialect.chosen_items('open_items', _DATA)} AS data_items"
        reasons = [f"{sql} AS reason_{language.value}" for language, sql in self._reasons().items()]
        names = [*kept, "unmet", *self._due(), "open_items"]
        return {
            "doubted": _select([*named, items], "seen"),
            "told": _select([*names, chosen, *reasons], "doubted"),
        }

    def findings(self) -> str:
        """The query for the findings' own columns."""
        quoted = self.dialect.quoted
        data = self.dialect.json_array("data_items") if self._open else ""
        missing = f"coalesce(unmet, CASE WHEN verdict0 = {_UNDETERMINED} THEN {data} END, '[]')"
        absent = f"CAST(NULL AS {self.dialect.text_type})"
        columns = {
            "rule": quoted(self.rule.id),
            "subject": quoted(self.rule.subject),
            "subject_id": "id",
            "verdict": verdict_text("verdict0"),
            "sensitive": self._sensitive(),
            "readings": self._readings(),
            "due": "due",
            "due_latest": "due_latest",
            "days": self.dialect.days_between(self.today, "due"),
            "missing": missing if self._open else "coalesce(unmet, '[]')",
            "reason_zh": "reason_zh" if self._open else absent,
            "reason_en": "reason_en" if self._open else absent,
            "clause": quoted(self.rule.clause),
            "city": "city",
            "site_id": "site_id",
            "month": f"substr({self.dialect.text('arose_on')}, 1, 7)",
            "message_zh": self._message(Language.ZH),
            "message_en": self._message(Language.EN),
            "evidence": "evidence",
            "absent": self._absent(),
        }
        if self.masks:
            columns |= {name: self.dialect.masked_numbers(columns[name]) for name in _FREE_TEXT}
        return _select([f"{sql} AS {name}" for name, sql in columns.items()], "told")

    def _absent(self) -> str:
        """The tables whose absence leaves the verdict open, as a JSON array."""
        if not self._open:
            return "'[]'"
        letter = LETTERS[DoubtKind.TABLE_ABSENT]
        absent = self.dialect.json_array(self.dialect.chosen_items("open_items", letter))
        return f"coalesce({absent}, '[]')"

    # ── the steps between ───────────────────────────────────────────────────────────────

    def _unmet(self, columns: list[str]) -> str:
        """The names of the requirements not met as a JSON array; NULL where that is not what is missing."""
        if not columns:
            return f"CAST(NULL AS {self.dialect.text_type})"
        names = [self.dialect.quoted(f', "{requirement.name}"') for requirement in self.rule.default.require]
        listed = " || ".join(
            f"CASE WHEN {column} THEN {name} ELSE '' END" for column, name in zip(columns, names, strict=True)
        )
        told = f"unmet0 IS NOT NULL AND verdict0 NOT IN ({_SETTLED})"
        return f"CASE WHEN {told} THEN '[' || substr({listed}, 3) || ']' END"

    def _due(self) -> dict[str, str]:
        """The due date in words, where rows that are pending say it."""
        if Verdict.PENDING not in self.verdicts:
            return {}
        least, last = chinese_day("due", self.dialect), chinese_day("due_latest", self.dialect)
        zh = SqlWords(least, f"{least} || '至' || {last} || '之间'")
        least, last = self.dialect.text("due"), self.dialect.text("due_latest")
        en = SqlWords(least, f"'between ' || {least} || ' and ' || {last}")
        absent = {"zh": NOT_RECORDED.zh, "en": NOT_RECORDED.en}
        return {
            f"due_{language}": f"CASE WHEN verdict0 <> {_PENDING} THEN NULL"
            f" WHEN due IS NULL THEN '{absent[language]}'"
            f" WHEN due = due_latest THEN {words.zh} ELSE {words.en} END"
            for language, words in (("zh", zh), ("en", en))
        }

    def _reasons(self) -> dict[Language, str]:
        """The rule's own reason, or every kind of doubt once; NULL where the verdict is not open."""
        found = {}
        for language in Language:
            reason = self._kinds(language)
            if (own := self.rule.undecided_reason) is not None:
                reason = (
                    f"CASE WHEN undecided THEN {self.dialect.quoted(own.in_(language))} ELSE {reason} END"
                )
            found[language] = f"CASE WHEN verdict0 = {_UNDETERMINED} THEN {reason} END"
        return found

    def _kinds(self, language: Language) -> str:
        between = _BETWEEN.in_(language)
        told = " || ".join(
            f"CASE WHEN {self.dialect.contains('doubts', f'{MARK} || {self.dialect.quoted(letter)}')}"
            f" THEN {self.dialect.quoted(between + kind.words.in_(language))} ELSE '' END"
            for kind, letter in LETTERS.items()
        )
        return f"nullif(substr({told}, {len(between) + 1}), '')"

    # ── the findings ────────────────────────────────────────────────────────────────────

    def _sensitive(self) -> str:
        others = [f"{name} <> verdict0" for name in verdict_columns(self.rule)[1:]]
        return f"({' OR '.join(others)})" if others else "FALSE"

    def _readings(self) -> str:
        if not self.rule.readings:
            return "'{}'"
        told, before = [], "{"
        for name, column in zip(self.rule.readings, verdict_columns(self.rule)[1:], strict=True):
            told += [self.dialect.quoted(f'{before}"{name}": "'), verdict_text(column)]
            before = '", '
        return self.dialect.concatenated([*told, "'\"}'"])

    def _message(self, language: Language) -> str:
        branches = []
        if Verdict.PENDING in self.verdicts:
            branches.append((f"verdict0 = {_PENDING}", self._pending(language)))
        if self._open and self.rule.undecided_reason is not None:
            branches.append((f"verdict0 = {_UNDETERMINED} AND undecided", self._left_open(language)))
        if self._open:
            branches.append((f"verdict0 = {_UNDETERMINED}", self._undetermined(language)))
        if self.verdicts & {Verdict.COMPLIANT, Verdict.NOT_APPLICABLE}:
            branches.append((f"verdict0 IN ({_SETTLED})", self._settled(language)))
        if self.verdicts & {Verdict.VIOLATION, Verdict.ADVISORY}:
            branches.append(("TRUE", f"told_{language.value}"))
        return f"CASE {' '.join(f'WHEN {test} THEN {text}' for test, text in branches)} END"

    def _pending(self, language: Language) -> str:
        title = self.rule.title
        before = Words(
            f"尚未到期，暂不判定是否“{title.zh}”；期限：", f"Not due yet, so not judged: {title.en}. Due by "
        )
        if self.rule.default.until is not None:
            before = Words("须保存至", "To be kept until ")
        after = Words("（含）。", ", that day included.")
        quoted = self.dialect.quoted
        return f"{quoted(before.in_(language))} || due_{language.value} || {quoted(after.in_(language))}"

    def _left_open(self, language: Language) -> str:
        reason = self.rule.undecided_reason
        assert reason is not None  # the caller's test
        ending = Words(f"无法判定：{reason.zh.rstrip('。')}。", f" Undetermined: {reason.en.rstrip('.')}.")
        return f"told_{language.value} || {self.dialect.quoted(ending.in_(language))}"

    def _undetermined(self, language: Language) -> str:
        title, quoted = self.rule.title, self.dialect.quoted
        head = Words(f"无法判定是否“{title.zh}”：", f"Cannot be determined: {title.en}. Reason: ")
        why = f"coalesce(reason_{language.value}, {quoted(_UNKNOWN.in_(language))})"
        opening, closing = _PARENTHESES[language]
        names = f"coalesce({quoted(opening)} || nullif({self._names()}, '') || {quoted(closing)}, '')"
        end = Words("。", ".")
        return f"{quoted(head.in_(language))} || {why} || {names} || {quoted(end.in_(language))}"

    def _names(self) -> str:
        """The data that are missing; where no data are, the requirements that are not met."""
        data = self.dialect.joined_array("data_items", ", ")
        if self.rule.default.require[0].name is None:
            return data
        unmet = "replace(substr(unmet, 2, length(unmet) - 2), '\"', '')"
        return f"coalesce(nullif({data}, ''), {unmet})"

    def _settled(self, language: Language) -> str:
        title, quoted = self.rule.title, self.dialect.quoted
        head = Words(f"“{title.zh}”：按默认解释为", f"{title.en}: ")
        after = Words("", " under the default reading")
        end = Words("。", ".")
        others = [
            f"CASE WHEN {column} <> verdict0 THEN {self._under(name, column, language)} ELSE '' END"
            for name, column in zip(self.rule.readings, verdict_columns(self.rule)[1:], strict=True)
        ]
        own = [quoted(head.in_(language)), _verdict_words("verdict0", language), quoted(after.in_(language))]
        return " || ".join([*own, *others, quoted(end.in_(language))])

    def _under(self, name: str, column: str, language: Language) -> str:
        before = Words(f"；按“{name}”解释为", f"; under the reading {name}: ")
        return f"{self.dialect.quoted(before.in_(language))} || {_verdict_words(column, language)}"


def _select(columns: list[str], relation: str) -> str:
    return "SELECT " + ",\n       ".join(columns) + f"\nFROM {relation}"


def _verdict_words(column: str, language: Language) -> str:
    cases = " ".join(
        f"WHEN {NUMBER[verdict]} THEN '{VERDICT_WORDS[verdict].in_(language)}'" for verdict in VERDICTS
    )
    return f"CASE {column} {cases} END"
