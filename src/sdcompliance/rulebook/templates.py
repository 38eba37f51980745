"""Message templates: text with ``{…}`` places, each a condition-language value checked when loading."""

from __future__ import annotations

from sdcompliance.conditions import READABLE, ConditionError, Scope, bind
from sdcompliance.conditions.tree import Count, CountDistinct, Field, Value, parts
from sdcompliance.rulebook.rule import Template


def bind_template(text: str, scope: Scope) -> Template:
    """Splits a template and binds its values.

    Raises ConditionError where a brace is left open, a value does not bind, or a value would put
    a name, an identity number or a telephone number into the message.
    """
    found: list[str | Value] = []
    rest = text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        expression, closed, rest = rest.partition("}")
        if not closed:
            raise ConditionError("a { is not closed by }", text=text)
        if "}" in before:
            raise ConditionError("a } closes no {", text=text)
        if before:
            found.append(before)
        value = bind(expression, scope, expected=None)
        _refuse_personal(value, expression)
        found.append(value)
    if "}" in rest:
        raise ConditionError("a } closes no {", text=text)
    return (*found, rest) if rest else tuple(found)


def _refuse_personal(value: Value, expression: str) -> None:
    if isinstance(value, Count | CountDistinct):
        return  # a number of persons names none of them
    if isinstance(value, Field) and READABLE[value.row.table].columns[value.column].personal is not None:
        raise ConditionError(
            "a message names no person: names, identity numbers and telephones stay in the evidence",
            text=expression,
        )
    for part in parts(value):
        _refuse_personal(part, expression)
