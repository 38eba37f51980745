"""Findings as workflow commands: annotations of a run on GitHub and on what imitates it."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TextIO

from sdcompliance.findings import Verdict
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import BriefFinding, FindingsSource
from sdcompliance.reports.headline import headline
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.states import STATE_WORDS
from sdcompliance.reports.voice import Voice

_COMMANDS = {
    Verdict.VIOLATION: "error",
    Verdict.UNDETERMINED: "warning",
    Verdict.ADVISORY: "notice",
    Verdict.WAIVED: "notice",
}


def findings_github(source: FindingsSource, stream: TextIO, voice: Voice, artifact: str | None) -> None:
    """Writes the headline, then an annotation for each violation, undetermined, advisory or waived finding.

    ``artifact`` is the path of what was judged within the repository, None where it is not a file.
    """
    for name, value in headline(source.judged, voice):
        stream.write(f"{_data(name)}{voice.say(w.COLON)}{_data(value)}\n")
    for line in _annotations(source, voice, artifact):
        stream.write(line + "\n")


def _annotations(source: FindingsSource, voice: Voice, artifact: str | None) -> Iterator[str]:
    in_language = attrgetter(voice.language.value)
    titles = {rule.id: in_language(rule.title) for rule in source.judged.rules.values()}
    states = {state: f" [{in_language(words)}]" for state, words in STATE_WORDS.items()} | {None: ""}
    file = "" if artifact is None else f"file={_property(artifact)},"
    for found in source.in_brief():
        command = _COMMANDS.get(found.verdict)
        if command is not None:
            title = _property(_title(found, titles[found.rule], voice) + states[found.state])
            yield f"::{command} {file}title={title}::{_data(in_language(found.message))}"


def _title(found: BriefFinding, title: str, voice: Voice) -> str:
    table = table_label(found.subject, voice)
    if found.subject_id is None:
        return voice.say(w.FINDING_HEAD_OF_TABLE, rule=found.rule, title=title, table=table)
    return voice.say(w.FINDING_HEAD, rule=found.rule, id=found.subject_id, title=title, table=table)


def _data(text: str) -> str:
    """As GitHub's own toolkit escapes it: no text of the data can become a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
