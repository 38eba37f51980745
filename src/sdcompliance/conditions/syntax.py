"""Text → Python's own syntax tree, bounded in size and depth before anything walks it."""

from __future__ import annotations

import ast
import re

from sdcompliance.conditions.errors import ConditionError

#: A rule file may come from a third party: what it makes the parser do is bounded.
MOST_CHARACTERS = 4000
MOST_NODES = 800
DEEPEST = 40
MOST_DIGITS = 15

_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
#: Outside its quoted texts: what Python reads otherwise than a rule's author would expect.
_PITFALLS = (
    (r"#", "a condition has no comment: in a folded YAML text it would swallow the lines after it"),
    (r"''\s*''", "two texts stand side by side; a comma or an operator is missing between them"),
    (r"(?<![\w.])\d[\d_.]*[^\W\d_]", "a number is written in digits: 3, 1000, 0.5"),
    (rf"(?<![\w.])(?:\d[_.]?){{{MOST_DIGITS + 1}}}", f"a number has at most {MOST_DIGITS} digits"),
)


def parse_expression(text: str) -> ast.expr:
    """The syntax tree of a condition.

    Raises ConditionError where the text is no expression, or is longer, larger or deeper than
    MOST_CHARACTERS, MOST_NODES or DEEPEST.
    """
    if not text.strip():
        raise ConditionError("the condition is empty", text=text)
    if len(text) > MOST_CHARACTERS:
        raise ConditionError(
            f"a condition has at most {MOST_CHARACTERS} characters, this one has {len(text)}; split the rule",
            text=text[:80] + "…",
        )
    bare = _QUOTED.sub("''", text)
    _check_pitfalls(text, bare)
    _check_brackets(text, bare)
    try:
        # Parenthesised, so that a condition may run over several lines of a YAML block.
        tree = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None)
        in_first_line = column is not None and getattr(error, "lineno", None) == 1
        raise ConditionError(
            f"not a condition ({getattr(error, 'msg', None) or error})",
            text=text,
            column=max(column - 1, 1) if in_first_line and column is not None else None,
        ) from None
    _check_size(tree, text)
    return tree


def _check_pitfalls(text: str, bare: str) -> None:
    if "\\" in text:
        raise ConditionError("a condition has no backslash", text=text)
    for pattern, message in _PITFALLS:
        if re.search(pattern, bare):
            raise ConditionError(message, text=text)


def _check_brackets(text: str, bare: str) -> None:
    """Bounds the depth before Python's own parser recurses into it."""
    depth = 0
    for character in bare:
        depth += (character in "([{") - (character in ")]}")
        if depth > DEEPEST:
            raise ConditionError(f"brackets nest deeper than {DEEPEST}", text=text)
        if depth < 0:
            raise ConditionError("a closing bracket has no opening one", text=text)


def _check_size(tree: ast.expr, text: str) -> None:
    level: list[ast.AST] = [tree]
    nodes = 0
    for _ in range(DEEPEST):
        nodes += len(level)
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if nodes > MOST_NODES:
            raise ConditionError(f"a condition has at most {MOST_NODES} parts; split the rule", text=text)
        if not level:
            return
    raise ConditionError(f"the condition nests deeper than {DEEPEST}", text=text)
