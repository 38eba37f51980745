"""A rule as plain JSON data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sdcompliance.conditions.tree import Scalar
from sdcompliance.rulebook import Rule, Rulebook, Words


def rule_json(rule: Rule, book: Rulebook) -> dict[str, Any]:
    """Everything a rule file says but its message and its examples, of which it gives the number."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": both(rule.title),
        "subject": rule.subject,
        "clause": rule.clause,
        "clause_title": both(book.surroundings.law.clauses[rule.clause].title),
        "quote": rule.quote,
        "norm": rule.norm.value,
        "addressee": rule.addressee,
        "conditions": dict(rule.text),
        "parameters": {name: _parameter(values) for name, values in rule.parameters.items()},
        "readings": {name: both(basis) for name, basis in rule.readings.items()},
        "undecided_reason": both(rule.undecided_reason) if rule.undecided_reason else None,
        "remedy": both(rule.remedy),
        "examples": len(rule.examples),
        "file": rule.file,
    }


def rules_json(book: Rulebook) -> list[dict[str, Any]]:
    """Every rule in order of id: what the table of ``sdcompliance rules`` has."""
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "title": both(rule.title),
            "subject": rule.subject,
            "clause": rule.clause,
            "quote": rule.quote,
            "norm": rule.norm.value,
            "readings": list(rule.readings),
        }
        for rule in book.values()
    ]


def both(words: Words) -> dict[str, str]:
    """Words in both languages."""
    return {"zh": words.zh, "en": words.en}


def _parameter(values: Mapping[date | None, Scalar]) -> Any:
    """The value itself; where it changes over time, by the day from which it holds."""
    if list(values) == [None]:
        return _plain(values[None])
    return {start.isoformat(): _plain(value) for start, value in values.items() if start is not None}


def _plain(value: Scalar) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
