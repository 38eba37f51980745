"""``rules/ledger.yaml`` → Ledger: its format, and every fault of the file with its line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.content import rules_folder
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.document import Path as KeyPath
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.format import WordsPart
from sdcompliance.rulebook.ledger.cutting import HASH_DIGITS
from sdcompliance.rulebook.ledger.entries import LEDGER_FILE, LONGEST_QUOTE, Coverage, Entry, Ledger


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class ElsewherePart(_Part):
    """Rules that decide a sentence and cite another clause, and why."""

    rules: list[str] = Field(min_length=1)
    note: WordsPart


class SentencePart(_Part):
    """One sentence, or one field of a form."""

    quote: Annotated[str, StringConstraints(pattern=rf"^[^…]{{1,{LONGEST_QUOTE}}}…?$")] = Field(
        description="its first words; … stands for the words left out"
    )
    hash: Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{HASH_DIGITS}}}$")]
    coverage: Literal["checked", "partly", "judgement", "soft", "programmatic"] = Field(alias="class")
    rules: list[str] = Field(default=[], description="rules that cite this clause")
    elsewhere: dict[str, Any] | None = Field(default=None, description="rules that cite another clause")
    reason: WordsPart | None = Field(default=None, description="what is not covered and why")


class LedgerFile(_Part):
    """rules/ledger.yaml."""

    forms: list[str] = Field(default=[], description="clauses without punctuation, cut by their quotes")
    planned: list[str] = Field(default=[], description="rules of the catalogue without a rule file yet")
    sentences: dict[Annotated[str, StringConstraints(pattern=r"^\S+#[1-9]\d*$")], dict[str, Any]]


def read_ledger(path: str | os.PathLike[str] | None = None) -> Ledger:
    """The ledger of a rule folder, or of a file; by default that of the notice's rules.

    Raises RuleError with every fault: file, line, key and the nearest valid name. What it takes
    the rulebook to see, ``ledger_faults`` finds.
    """
    place = rules_folder() if path is None else Path(path)
    file = place / LEDGER_FILE if place.is_dir() else place
    document = read_yaml(_text(file), file.name)
    head = check_part(LedgerFile, document.data, document)
    entries: list[Entry] = []
    faults: list[RuleFault] = []
    for anchor, data in head.sentences.items():
        try:
            entries.append(_entry(anchor, data, document))
        except RuleError as error:
            faults += error.faults
    if faults:
        raise RuleError(faults)
    return Ledger(tuple(entries), tuple(head.forms), tuple(head.planned), document.file)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError([RuleFault(file.name, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None


def _entry(anchor: str, data: Mapping[str, Any], document: Document) -> Entry:
    path: KeyPath = ("sentences", anchor)
    part = check_part(SentencePart, data, document, path)
    elsewhere = None
    if part.elsewhere is not None:
        elsewhere = check_part(ElsewherePart, part.elsewhere, document, (*path, "elsewhere"))
    return Entry(
        anchor=anchor,
        quote=part.quote,
        hash=part.hash,
        coverage=Coverage(part.coverage),
        rules=tuple(part.rules),
        elsewhere=tuple(elsewhere.rules) if elsewhere else (),
        elsewhere_note=elsewhere.note.words if elsewhere else None,
        reason=part.reason.words if part.reason else None,
        line=document.line(path),
    )
