"""What a finding says, by its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.outcomes import Outcome
from sdcompliance.findings import Verdict
from sdcompliance.findings.wording import VERDICT_WORDS, shown_between
from sdcompliance.rulebook import Rule, Template, Words


def phrase(  # noqa: PLR0917
    rule: Rule,
    verdict: Verdict,
    readings: Mapping[str, Verdict],
    due: Outcome,
    reason: Words | None,
    missing: Iterable[str],
    interpreter: Interpreter,
) -> Words:
    """The message of a finding in both languages."""
    match verdict:
        case Verdict.PENDING:
            return _pending(rule, due)
        case Verdict.UNDETERMINED if reason is rule.undecided_reason and reason is not None:
            told = _message(rule, interpreter)
            return Words(
                f"{told.zh}无法判定：{reason.zh.rstrip('。')}。",
                f"{told.en} Undetermined: {reason.en.rstrip('.')}.",
            )
        case Verdict.UNDETERMINED:
            return _undetermined(rule, reason, missing)
        case Verdict.COMPLIANT | Verdict.NOT_APPLICABLE:
            return _settled(rule, verdict, readings)
        case _:
            return _message(rule, interpreter)


def _message(rule: Rule, interpreter: Interpreter) -> Words:
    return Words(_filled(rule.message.zh, interpreter).zh, _filled(rule.message.en, interpreter).en)


def _filled(template: Template, interpreter: Interpreter) -> Words:
    zh, en = "", ""
    for part in template:
        if isinstance(part, str):
            words = Words(part, part)
        else:
            outcome = interpreter.value(part)
            words = shown_between(outcome.least, outcome.greatest)
        zh, en = zh + words.zh, en + words.en
    return Words(zh, en)


def _pending(rule: Rule, due: Outcome) -> Words:
    day = shown_between(due.least, due.greatest)
    if rule.default.until is not None:
        return Words(f"须保存至{day.zh}（含）。", f"To be kept until {day.en}, that day included.")
    return Words(
        f"尚未到期，暂不判定是否“{rule.title.zh}”；期限：{day.zh}（含）。",
        f"Not due yet, so not judged: {rule.title.en}. Due by {day.en}, that day included.",
    )


def _undetermined(rule: Rule, reason: Words | None, missing: Iterable[str]) -> Words:
    names = ", ".join(missing)
    why = reason or Words("数据不足", "data are missing")
    return Words(
        f"无法判定是否“{rule.title.zh}”：{why.zh}{f'（{names}）' if names else ''}。",
        f"Cannot be determined: {rule.title.en}. Reason: {why.en}{f' ({names})' if names else ''}.",
    )


def _settled(rule: Rule, verdict: Verdict, readings: Mapping[str, Verdict]) -> Words:
    own = VERDICT_WORDS[verdict]
    others = [(name, VERDICT_WORDS[other]) for name, other in readings.items() if other is not verdict]
    zh = "；".join(f"按“{name}”解释为{words.zh}" for name, words in others)
    en = "; ".join(f"under the reading {name}: {words.en}" for name, words in others)
    return Words(
        f"“{rule.title.zh}”：按默认解释为{own.zh}{f'；{zh}' if zh else ''}。",
        f"{rule.title.en}: {own.en} under the default reading{f'; {en}' if en else ''}.",
    )
