"""The rules as they judged, as a file: a result can be read after the rules have changed."""

from __future__ import annotations

from pathlib import Path

from sdcompliance import prepared
from sdcompliance.reports import rule_json
from sdcompliance.rulebook import Rulebook
from sdcompliance.scanning.result import RULES, json_text

_KEPT_AS = "scan-rules"  # the name under which the file of the notice's own rules is kept prepared


def write_rules(folder: Path, rulebook: Rulebook) -> None:
    """Writes every rule. That of the notice's own rules is kept: to count examples, every file is read."""
    key = rulebook.prepared_as
    text: str | None = prepared.load(_KEPT_AS, key) if key else None
    if text is None:
        text = json_text([rule_json(rule, rulebook) for rule in rulebook.values()])
        if key:
            prepared.keep(_KEPT_AS, key, text)
    (folder / RULES).write_text(text, encoding="utf-8", newline="\n")
