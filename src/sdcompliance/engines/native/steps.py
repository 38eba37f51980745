"""A condition evaluated step by step, with the values put in: what `explain` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sdcompliance.conditions import TRUTH, readable_column, source_text, to_text
from sdcompliance.conditions import tree as t
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.outcomes import Outcome
from sdcompliance.findings import mask, reason_of
from sdcompliance.findings.wording import shown, shown_between
from sdcompliance.rulebook import Words

#: Rows of one collection that an explanation goes into.
ROWS_EXPLAINED = 20
#: Values after `in` that an explanation lists.
OPTIONS_LISTED = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a condition.

    ``text`` is the part as written, ``filled`` the same with the recorded values put in,
    ``outcome`` what it comes to: true, false, or why it is unknown; or a value.
    """

    depth: int
    text: str
    filled: str
    outcome: Words


def steps_of(node: t.Value, interpreter: Interpreter, depth: int = 0) -> Iterator[Step]:
    """The parts of a condition from the outside in, each with what it comes to."""
    own = Step(depth, to_text(node), filled(node, interpreter), outcome_words(interpreter.value(node)))
    match node:
        case t.Named(name=name, value=value):
            yield replace(own, text=name)
            if not isinstance(value, t.Literal):
                yield from steps_of(value, interpreter, depth + 1)
        case t.AllOf(operands=operands) | t.AnyOf(operands=operands):
            word = "all of" if isinstance(node, t.AllOf) else "any of"
            yield replace(own, text=word, filled=word)
            for operand in operands:
                yield from steps_of(operand, interpreter, depth + 1)
        case t.Not(operand=operand) if not isinstance(operand, t.IsNull | t.Among | t.Field):
            yield replace(own, text="not", filled="not")
            yield from steps_of(operand, interpreter, depth + 1)
        case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
            yield own
            yield from _rows(node, interpreter, depth + 1)
        case t.Compare(left=left, right=right):
            yield own
            for side in (left, right):
                if t.has_quantifier(side):
                    yield from steps_of(side, interpreter, depth + 1)
        case _:
            yield own


def _rows(node: t.Quantified, interpreter: Interpreter, depth: int) -> Iterator[Step]:
    members = interpreter.looked_at(node).rows
    for member in members[:ROWS_EXPLAINED]:
        passed = interpreter.passes(node, member)
        inner = interpreter.within(member)
        yield Step(depth, node.variable.name, member.place.path, _passing(node, passed))
        if node.filter is not None:
            yield from steps_of(node.filter, inner, depth + 1)
        inside = getattr(node, "body", None) or getattr(node, "item", None)
        if inside is not None and passed.truth is not False:
            yield from steps_of(inside, inner, depth + 1)
    if len(members) > ROWS_EXPLAINED:
        more = str(len(members) - ROWS_EXPLAINED)
        yield Step(depth, "…", source_text(node.source), Words(f"另有 {more} 行", f"and {more} more rows"))


def _passing(node: t.Quantified, passed: Outcome) -> Words:
    if node.filter is None:
        return Words("", "")
    if passed.truth is None:
        return Words("是否计入未知", "unknown whether it counts")
    return Words("计入", "counts") if passed.truth else Words("不计入", "does not count")


def outcome_words(outcome: Outcome) -> Words:
    """What a value comes to: true, false, a value, bounds, or why it is not known."""
    if not outcome.known:
        why = reason_of(outcome.doubts) or Words("未知", "unknown")
        return Words(f"未知（{why.zh}）", f"unknown ({why.en})")
    if outcome.truth is True or outcome.truth is False:
        return Words("成立", "true") if outcome.truth else Words("不成立", "false")
    return shown_between(outcome.least, outcome.greatest)


# ── values put in ───────────────────────────────────────────────────────────────────────


def filled(node: t.Value, interpreter: Interpreter) -> str:
    """A condition as text with the recorded values in place of the paths. Personal data are masked."""
    match node:
        case t.Field() | t.DayOf():
            return _value_text(node, interpreter)
        case t.Today() | t.Dated():
            return _plain(interpreter.value(node))
        case t.Named(value=value):
            return node.name if value.type == TRUTH else _plain(interpreter.value(node))
        case t.Call(function=function, arguments=arguments):
            inside = ", ".join(filled(argument, interpreter) for argument in arguments)
            return f"{function}({inside})"
        case (
            t.Arithmetic(operator=operator, left=left, right=right)
            | t.Compare(operator=operator, left=left, right=right)
        ):
            return f"{filled(left, interpreter)} {operator} {filled(right, interpreter)}"
        case t.Among(value=value, options=options):
            return f"{filled(value, interpreter)} in ({_options(options)})"
        case t.IsNull(field=field):
            return f"{_value_text(field, interpreter)} is None"
        case t.Not(operand=operand):
            return f"not {filled(operand, interpreter)}"
        case t.Literal() | t.AllOf() | t.AnyOf():
            return to_text(node)
        case _:
            return _counted(node, interpreter)


def _options(options: tuple[t.Scalar, ...]) -> str:
    listed = [repr(option) for option in options[:OPTIONS_LISTED]]
    return ", ".join([*listed, "…"] if len(options) > OPTIONS_LISTED else listed)


def _counted(node: t.Quantified, interpreter: Interpreter) -> str:
    found = interpreter.looked_at(node)
    if not found.read:
        return f"{source_text(node.source)}: ?"
    rows = "1 row" if len(found.rows) == 1 else f"{len(found.rows)} rows"
    return f"{source_text(node.source)}: {rows}"


def _value_text(node: t.Field | t.DayOf, interpreter: Interpreter) -> str:
    outcome = interpreter.value(node)
    if not outcome.known:
        return "?"
    column = node.moment if isinstance(node, t.DayOf) else node
    place = interpreter.place(column.row)
    if place.row is None:
        return "?"
    personal = readable_column(place.row, column.column).personal
    if personal is not None:
        return mask(str(outcome.least), personal)
    return _plain(outcome)


def _plain(outcome: Outcome) -> str:
    if not outcome.known:
        return "?"
    if outcome.least == outcome.greatest:
        value = outcome.least
        if isinstance(value, str):
            return repr(str(value))
        return str(value) if isinstance(value, bool) else shown(value).en
    return f"[{shown(outcome.least).en} … {shown(outcome.greatest).en}]"
