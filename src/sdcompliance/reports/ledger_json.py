"""The ledger as plain JSON data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sdcompliance.reports.rule_json import both
from sdcompliance.rulebook import Rulebook
from sdcompliance.rulebook.ledger import Ledger, LedgerRow, ledger_table, verdicts_in_examples


def ledger_json(ledger: Ledger, book: Rulebook) -> dict[str, Any]:
    """``sentences`` in the order of the notice, and ``counts``."""
    rows = ledger_table(ledger, book, verdicts_in_examples(book))
    return {"sentences": [_row(row) for row in rows], "counts": counts_of(ledger, rows, book)}


def counts_of(ledger: Ledger, rows: Iterable[LedgerRow], book: Rulebook) -> dict[str, Any]:
    """How many sentences each class has, how many rules decide them, how many examples show it.

    ``absent`` are rules of the ledger that the rulebook lacks (planned, or turned off), ``unlisted``
    rules of the rulebook that decide no sentence (a host's own).
    """
    listed = dict.fromkeys(id_ for row in rows for id_ in row.rules)
    present = [id_ for id_ in listed if id_ in book]
    return {
        "sentences": len(ledger.entries),
        "classes": {coverage.value: n for coverage, n in ledger.counts.items()},
        "rules": len(present),
        "examples": sum(len(book[id_].examples) for id_ in present),
        "absent": sorted(id_ for id_ in listed if id_ not in book),
        "unlisted": sorted(id_ for id_ in book if id_ not in listed),
    }


def _row(row: LedgerRow) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "anchor": row.anchor,
        "quote": row.quote,
        "class": row.coverage.value,
        "rules": list(row.rules),
        "examples": row.examples,
        "verdicts": list(row.verdicts),
        "not_covered": both(row.not_covered) if row.not_covered else None,
    }
