"""Findings as JUnit XML: a suite a rule, a case a finding, for continuous integration.

A violation is a failure. What is undetermined or not due yet is skipped, with the reason: it has not been
judged. An advisory or waived finding passes, its words in the output. A rule without findings is one
case that passes. Of an earlier report's violations, those that are none now are a suite of their own: what
was cured passes, of the rest nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from sdcompliance.findings import Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import BriefFinding, Dimension, FindingsSource, ReportedRule
from sdcompliance.reports.headline import headline
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.states import NOT_THERE, STATE_WORDS, State
from sdcompliance.reports.voice import Voice

_SKIPPED = (Verdict.UNDETERMINED, Verdict.PENDING)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def findings_junit(source: FindingsSource, stream: TextIO, voice: Voice) -> None:
    """Writes one XML document (UTF-8)."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    for line in _lines(source, voice):
        stream.write(line + "\n")


def _lines(source: FindingsSource, voice: Voice) -> Iterator[str]:
    judged = source.judged
    found = {tally.value: tally for tally in source.tallies(Dimension.RULE)}
    failed = sum(tally.counts.get(Verdict.VIOLATION, 0) for tally in found.values())
    silent = [rule for id_, rule in judged.rules.items() if id_ not in found]
    left = 0 if judged.baseline is None else judged.baseline.no_longer_open
    tests = len(source) + len(silent) + left + 1
    yield f'<testsuites name="sdcompliance" tests="{tests}" failures="{failed}">'
    yield '  <testsuite name="sdcompliance" tests="1" failures="0" errors="0">'
    yield "    <properties>"
    for name, value in headline(judged, voice):
        yield f"      <property name={_quoted(name)} value={_quoted(value)}/>"
    yield "    </properties>"
    yield '    <testcase classname="sdcompliance" name="judged"/>'
    yield "  </testsuite>"
    for id_, findings in groupby(source.in_brief(), key=lambda finding: finding.rule):
        yield _suite(judged.rules[id_], found[id_].total, found[id_].counts.get(Verdict.VIOLATION, 0), voice)
        cases = _Cases(judged.rules[id_], voice)
        yield from map(cases.case, findings)
        yield "  </testsuite>"
    for rule in silent:
        yield _suite(rule, 1, 0, voice)
        yield f"    <testcase classname={_quoted(rule.id)} name={_quoted(rule.title.in_(voice.language))}/>"
        yield "  </testsuite>"
    if left:
        yield from _no_longer_open(source, left, voice)
    yield "</testsuites>"


def _no_longer_open(source: FindingsSource, number: int, voice: Voice) -> Iterator[str]:
    name = voice.say(w.SHEET_NO_LONGER_OPEN)
    yield f'  <testsuite name={_quoted(name)} tests="{number}" failures="0" errors="0">'
    for left in source.no_longer_open():
        subject = voice.say(w.SUBJECT, table=table_label(left.subject, voice), id=left.subject_id)
        state = STATE_WORDS[left.state].in_(voice.language)
        why = "" if left.not_there is None else voice.say(NOT_THERE[left.not_there])
        text = voice.say(w.COLON).join(part for part in (state, why) if part)
        then = voice.say(w.THEN, message=left.message.in_(voice.language))
        outcome = (
            f"<system-out>{_text(text)}\n{_text(then)}</system-out>"
            if left.state is State.CURED
            else f"<skipped message={_quoted(f'{text} {then}')}/>"
        )
        yield f"    <testcase classname={_quoted(left.rule)} name={_quoted(subject)}>{outcome}</testcase>"
    yield "  </testsuite>"


def _suite(rule: ReportedRule, tests: int, failures: int, voice: Voice) -> str:
    name = f"{rule.id} {rule.title.in_(voice.language)}"
    return f'  <testsuite name={_quoted(name)} tests="{tests}" failures="{failures}" errors="0">'


class _Cases:
    """The cases of one rule: what they share is said and escaped once."""

    def __init__(self, rule: ReportedRule, voice: Voice) -> None:
        language = voice.language
        self._voice = voice
        self._in_language = attrgetter(language.value)
        self._start = f"    <testcase classname={_quoted(rule.id)} name="
        self._name = w.SUBJECT.in_(language).format
        self._clause = _text(voice.say(w.CLAUSE, title=rule.clause_title.in_(language), quote=rule.quote))
        self._states = {
            state: _text(voice.say(w.SINCE_THEN, state=words.in_(language))) + "\n"
            for state, words in STATE_WORDS.items()
        } | {None: ""}
        self._remedy = _text(voice.say(w.REMEDY, remedy=rule.remedy.in_(language)))

    def case(self, found: BriefFinding) -> str:
        """One finding."""
        table = table_label(found.subject, self._voice)
        name = table if found.subject_id is None else self._name(table=table, id=found.subject_id)
        return f"{self._start}{_quoted(name)}>{self._outcome(found)}</testcase>"

    def _outcome(self, found: BriefFinding) -> str:
        message = self._in_language(found.message)
        if found.verdict in _SKIPPED:
            return f"<skipped message={_quoted(message)}/>"
        reason = "" if found.reason is None else _text(self._in_language(found.reason)) + "\n"
        text = f"{_text(message)}\n{self._clause}\n{reason}{self._states[found.state]}{self._remedy}"
        if found.verdict is Verdict.VIOLATION:
            return f'<failure type="violation" message={_quoted(message)}>{text}</failure>'
        verdict = VERDICT_WORDS[found.verdict].in_(self._voice.language)
        return f"<system-out>{_text(verdict)}\n{text}</system-out>"


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    # All that XML forbids is unprintable, and of that there is hardly ever any.
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)
