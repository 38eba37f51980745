"""The condition language: text → typed tree. Nothing in this package evaluates a condition."""

from sdcompliance.conditions.binding import bind, reserved_names, singular
from sdcompliance.conditions.errors import ConditionError
from sdcompliance.conditions.functions import FUNCTION_NAMES, FUNCTIONS, QUANTIFIERS, Bound, Function
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
    "FUNCTIONS",
    "FUNCTION_NAMES",
    "MOMENT",
    "NAMED_TYPES",
    "NUMBER",
    "QUANTIFIERS",
    "TEXT",
    "TRUTH",
    "Bound",
    "ConditionError",
    "Function",
    "Scope",
    "Term",
    "ValueKind",
    "ValueType",
    "bind",
    "reserved_names",
    "singular",
    "source_text",
    "to_text",
]
