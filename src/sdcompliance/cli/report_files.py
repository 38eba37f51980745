"""Findings → a file of the kind that its name says; nothing half written stays behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias

import click

if TYPE_CHECKING:
    from sdcompliance.reports import Voice
    from sdcompliance.reports.findings_source import FindingsSource
    from sdcompliance.workdays import Calendar

Writer: TypeAlias = "Callable[[FindingsSource, Path, Calendar, Voice], None]"


def writer_for(path: str) -> Writer:
    """The writer for a file by the ending of its name. Raises UsageError for one that none writes."""
    ending = Path(path).suffix.lower()
    if ending not in WRITERS:
        known = "、".join(WRITERS)
        raise click.UsageError(
            f"不知道“{path}”是什么格式，可用：{known}。 / No writer for {path!r}: {', '.join(WRITERS)}."
        )
    return WRITERS[ending]


def write_stream(
    format_: str, source: FindingsSource, stream: TextIO, voice: Voice, artifact: str | None
) -> None:
    """The findings as junit, sarif or github."""
    if format_ == "junit":
        from sdcompliance.reports.findings_junit import findings_junit

        findings_junit(source, stream, voice)
    elif format_ == "sarif":
        from sdcompliance.reports.findings_sarif import findings_sarif

        findings_sarif(source, stream, voice, artifact)
    else:
        from sdcompliance.reports.findings_github import findings_github

        findings_github(source, stream, voice, artifact)


def _html(source: FindingsSource, path: Path, calendar: Calendar, voice: Voice) -> None:
    from sdcompliance.reports.html import findings_html

    with _whole(path) as part, part.open("wb") as stream:
        findings_html(source, calendar, stream, voice)


def _xlsx(source: FindingsSource, path: Path, _: Calendar, voice: Voice) -> None:
    from sdcompliance.reports.findings_xlsx import findings_xlsx

    with _whole(path) as part:
        findings_xlsx(source, part, voice)


def _csv(source: FindingsSource, path: Path, _: Calendar, __: Voice) -> None:
    from sdcompliance.reports.findings_csv import findings_csv

    with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        findings_csv(source, stream)


def _json(source: FindingsSource, path: Path, _: Calendar, __: Voice) -> None:
    from sdcompliance.reports.findings_json import findings_json

    with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        findings_json(source, stream)


def _junit(source: FindingsSource, path: Path, _: Calendar, voice: Voice) -> None:
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        write_stream("junit", source, stream, voice, None)


def _sarif(source: FindingsSource, path: Path, _: Calendar, voice: Voice) -> None:
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        write_stream("sarif", source, stream, voice, None)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside the one meant, which takes its place once it is complete."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


WRITERS: Mapping[str, Writer] = {
    ".html": _html,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".json": _json,
    ".xml": _junit,
    ".sarif": _sarif,
}
