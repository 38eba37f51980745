"""The condition language: text → typed tree. Nothing in this package evaluates a condition."""

from sdcompliance.conditions.binding import bind
from sdcompliance.conditions.errors import ConditionError
from sdcompliance.conditions.functions import FUNCTION_NAMES, FUNCTIONS, QUANTIFIERS, Bound, Function
from sdcompliance.conditions.names import reserved_names, singular
from sdcompliance.conditions.readable import FINDINGS, READABLE, EarlierFinding, OpenVerdict, readable_column
from sdcompliance.conditions.reading import rules_read
from sdcompliance.conditions.scope import Scope, Term
from sdcompliance.conditions.text import source_text, to_text
from sdcompliance.conditions.types import (
    DAY,
    MOMENT,
    NAMED_TYPES,
    NUMBER,
    TEXT,
    TRUTH,
    ValueKind,
    ValueType,
)

__all__ = [
    "DAY",
    "FINDINGS",
    "FUNCTIONS",
    "FUNCTION_NAMES",
    "MOMENT",
    "NAMED_TYPES",
    "NUMBER",
    "QUANTIFIERS",
    "READABLE",
    "TEXT",
    "TRUTH",
    "Bound",
    "ConditionError",
    "EarlierFinding",
    "Function",
    "OpenVerdict",
    "Scope",
    "Term",
    "ValueKind",
    "ValueType",
    "bind",
    "readable_column",
    "reserved_names",
    "rules_read",
    "singular",
    "source_text",
    "to_text",
]
