"""Findings as workflow commands: annotations of a run on GitHub and on what imitates it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from sdcompliance.findings import Verdict
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import FindingsSource, ReportedFinding
from sdcompliance.reports.headline import headline
from sdcompliance.reports.labels import table_label
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
    rules = source.judged.rules
    file = "" if artifact is None else f"file={_property(artifact)},"
    for found in source.findings():
        command = _COMMANDS.get(found.verdict)
        if command is not None:
            title = _property(_title(found, rules[found.rule].title.in_(voice.language), voice))
            yield f"::{command} {file}title={title}::{_data(found.message.in_(voice.language))}"


def _title(found: ReportedFinding, title: str, voice: Voice) -> str:
    table = table_label(found.subject, voice)
    return voice.say(w.FINDING_HEAD, rule=found.rule, id=found.subject_id, title=title, table=table)


def _data(text: str) -> str:
    """As GitHub's own toolkit escapes it: no text of the data can become a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
