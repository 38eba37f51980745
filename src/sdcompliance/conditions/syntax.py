"""Text → Python's own syntax tree, bounded in size and depth before anything walks it."""

from __future__ import annotations

import ast

from sdcompliance.conditions.errors import ConditionError

#: A rule file may come from a third party: what it makes the parser do is bounded.
MOST_CHARACTERS = 4000
MOST_NODES = 800
DEEPEST = 40


def parse_expression(text: str) -> ast.expr:
    """The syntax tree of a condition.

    Raises ConditionError where the text is no expression, or is longer, larger or deeper than
    MOST_CHARACTERS, MOST_NODES or DEEPEST.
    """
    if len(text) > MOST_CHARACTERS:
        raise ConditionError(
            f"a condition has at most {MOST_CHARACTERS} characters, this one has {len(text)}; split the rule",
            text=text[:80] + "…",
        )
    _check_brackets(text)
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


def _check_brackets(text: str) -> None:
    """Bounds the depth before Python's own parser recurses into it."""
    depth = 0
    for character in text:
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
