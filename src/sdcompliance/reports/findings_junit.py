"""Findings as JUnit XML: a suite a rule, a case a finding, for continuous integration.

A violation is a failure. What is undetermined or not due yet is skipped, with the reason: it has not been
judged. An advisory or waived finding passes, its words in the output. A rule without findings is one
case that passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from sdcompliance.findings import Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import Dimension, FindingsSource, ReportedFinding, ReportedRule
from sdcompliance.reports.headline import headline
from sdcompliance.reports.labels import table_label
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
    yield f'<testsuites name="sdcompliance" tests="{len(source) + len(silent) + 1}" failures="{failed}">'
    yield '  <testsuite name="sdcompliance" tests="1" failures="0" errors="0">'
    yield "    <properties>"
    for name, value in headline(judged, voice):
        yield f"      <property name={_quoted(name)} value={_quoted(value)}/>"
    yield "    </properties>"
    yield '    <testcase classname="sdcompliance" name="judged"/>'
    yield "  </testsuite>"
    for id_, findings in groupby(source.findings(), key=lambda finding: finding.rule):
        yield _suite(judged.rules[id_], found[id_].total, found[id_].counts.get(Verdict.VIOLATION, 0), voice)
        yield from (_case(finding, judged.rules[id_], voice) for finding in findings)
        yield "  </testsuite>"
    for rule in silent:
        yield _suite(rule, 1, 0, voice)
        yield f"    <testcase classname={_quoted(rule.id)} name={_quoted(rule.title.in_(voice.language))}/>"
        yield "  </testsuite>"
    yield "</testsuites>"


def _suite(rule: ReportedRule, tests: int, failures: int, voice: Voice) -> str:
    name = f"{rule.id} {rule.title.in_(voice.language)}"
    return f'  <testsuite name={_quoted(name)} tests="{tests}" failures="{failures}" errors="0">'


def _case(found: ReportedFinding, rule: ReportedRule, voice: Voice) -> str:
    name = voice.say(w.SUBJECT, table=table_label(found.subject, voice), id=found.subject_id)
    outcome = _outcome(found, rule, voice)
    return f"    <testcase classname={_quoted(found.rule)} name={_quoted(name)}>{outcome}</testcase>"


def _outcome(found: ReportedFinding, rule: ReportedRule, voice: Voice) -> str:
    language = voice.language
    message = found.message.in_(language)
    if found.verdict in _SKIPPED:
        return f"<skipped message={_quoted(message)}/>"
    lines = [message, voice.say(w.CLAUSE, title=rule.clause_title.in_(language), quote=rule.quote)]
    if found.reason is not None:
        lines.append(found.reason.in_(language))
    lines.append(voice.say(w.REMEDY, remedy=rule.remedy.in_(language)))
    text = _text("\n".join(lines))
    if found.verdict is Verdict.VIOLATION:
        return f'<failure type="violation" message={_quoted(message)}>{text}</failure>'
    verdict = VERDICT_WORDS[found.verdict].in_(language)
    return f"<system-out>{_text(verdict)}\n{text}</system-out>"


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
