"""The ledger: every sentence of the notice, with the rules that decide it or why none can.

``rules/ledger.yaml`` is read and held against the rulebook and, where it is at hand, against the
notice's text, which is not copied into this project (docs/decisions/0005-ledger.md). A sentence is
known by its anchor ``<clause>#<place in the clause>`` and by a hash of its text.
"""

from __future__ import annotations

from sdcompliance.rulebook.ledger.cutting import (
    clause_texts,
    fields,
    normalised,
    sentence_hash,
    sentences,
)
from sdcompliance.rulebook.ledger.entries import Coverage, Entry, Ledger
from sdcompliance.rulebook.ledger.linting import ledger_faults
from sdcompliance.rulebook.ledger.reading import ElsewherePart, LedgerFile, SentencePart, read_ledger
from sdcompliance.rulebook.ledger.table import LedgerRow, ledger_table, verdicts_in_examples

__all__ = [
    "Coverage",
    "ElsewherePart",
    "Entry",
    "Ledger",
    "LedgerFile",
    "LedgerRow",
    "SentencePart",
    "clause_texts",
    "fields",
    "ledger_faults",
    "ledger_table",
    "normalised",
    "read_ledger",
    "sentence_hash",
    "sentences",
    "verdicts_in_examples",
]
