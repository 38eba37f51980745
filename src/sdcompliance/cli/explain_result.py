"""``sdcompliance explain RULE:ID RESULT``: a finding from the result folder of a scan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sdcompliance.cli.output import page_of_stdout

if TYPE_CHECKING:
    from sdcompliance.reports import Voice
    from sdcompliance.rulebook import Rule, Rulebook
    from sdcompliance.workdays import Calendar


def is_result(path: str) -> bool:
    """Whether a folder is the result of a scan."""
    return all((Path(path) / name).is_file() for name in ("manifest.json", "summary.json", "rules.json"))


def result_explained(  # noqa: PLR0917
    folder: str, rule: Rule, subject_id: str, format_: str, book: Rulebook, days: Calendar, voice: Voice
) -> str:
    """What the folder tells of a rule's finding on a row: several, where masked ids look alike.

    Raises UnknownNameError where it has none.
    """
    from sdcompliance.errors import UnknownNameError
    from sdcompliance.reports import words as w
    from sdcompliance.reports.findings_json import finding_json
    from sdcompliance.reports.found_text import found_text
    from sdcompliance.reports.scan_source import ScanSource

    with ScanSource(folder, book) as source:
        found = list(source.about(rule.id, subject_id))
        judged = source.judged
    if not found:
        raise UnknownNameError(voice.say(w.NO_SUCH_FINDING, folder=folder, rule=rule.id, id=subject_id))
    if format_ == "json":
        told = {
            "as_of": judged.as_of.isoformat(),
            "rulebook": judged.stamp.to_json(),
            "findings": [finding_json(one, judged.rules[one.rule]) for one in found],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return "\n".join(found_text(one, judged, days, voice, page_of_stdout()) for one in found)
