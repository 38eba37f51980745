"""SQL expressions of values that may be known only within bounds, and what compares them."""

from __future__ import annotations

from dataclasses import dataclass

_MIRRORED = {">": "<", ">=": "<="}
_SQL_OPERATOR = {"==": "=", "!=": "<>"}


@dataclass(frozen=True, slots=True)
class Span:
    """A value as SQL: its least and its greatest possible value, the same text where it is exact.

    Both are NULL where the value is unknown.
    """

    least: str
    greatest: str

    @property
    def exact(self) -> bool:
        """Whether one expression holds the value."""
        return self.least == self.greatest

    @property
    def unknown(self) -> str:
        """A condition: nothing is known of the value."""
        return f"{self.least} IS NULL"


def one(sql: str) -> Span:
    """A value that one expression holds."""
    return Span(sql, sql)


def compared(operator: str, left: Span, right: Span) -> str:
    """A comparison: true or false where it holds throughout the bounds, else NULL."""
    if left.exact and right.exact:
        return f"({left.least} {_SQL_OPERATOR.get(operator, operator)} {right.least})"
    if operator in _MIRRORED:
        return compared(_MIRRORED[operator], right, left)
    if operator in ("<", "<="):
        return (
            f"CASE WHEN {left.greatest} {operator} {right.least} THEN TRUE"
            f" WHEN {left.least} {operator} {right.greatest} THEN NULL"
            f" WHEN {left.least} IS NOT NULL AND {right.least} IS NOT NULL THEN FALSE END"
        )
    equal, apart = ("TRUE", "FALSE") if operator == "==" else ("FALSE", "TRUE")
    return (
        f"CASE WHEN {left.greatest} < {right.least} OR {right.greatest} < {left.least} THEN {apart}"
        f" WHEN {left.least} = {left.greatest} AND {right.least} = {right.greatest} THEN {equal} END"
    )


def combined(operator: str, left: Span, right: Span) -> Span:
    """A sum, a difference or a product within its bounds."""
    if left.exact and right.exact:
        return one(f"({left.least} {operator} {right.least})")
    if operator == "+":
        return Span(f"({left.least} + {right.least})", f"({left.greatest} + {right.greatest})")
    if operator == "-":
        return Span(f"({left.least} - {right.greatest})", f"({left.greatest} - {right.least})")
    products = [f"{a} * {b}" for a in (left.least, left.greatest) for b in (right.least, right.greatest)]
    known = f"WHEN {left.least} IS NOT NULL AND {right.least} IS NOT NULL THEN"
    inside = ", ".join(products)
    return Span(f"CASE {known} least({inside}) END", f"CASE {known} greatest({inside}) END")
