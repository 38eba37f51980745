"""YAML → plain data and the line of every key; a key written twice is a fault."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml
import yaml.events

from sdcompliance.rulebook.document import Document, Path
from sdcompliance.rulebook.faults import RuleError, RuleFault

# The C parser is several times faster; a PyYAML built without it still works.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: A rule file is short. The bound keeps a hostile file from taking the process with it.
MOST_CHARACTERS = 200_000
DEEPEST = 20
MOST_NODES = 50_000  # aliases counted each time they stand for their anchor

# libyaml's composer recurses in C: a file nested many thousand deep would end the process. Only a text
# with many brackets, or with a long run of indentation and block indicators, can be that deep.
_MANY_BRACKETS = 2000
_LONG_RUN = re.compile(r"[ \t\-?:]{200}")


def read_yaml(text: str, file: str) -> Document:
    """Parses one YAML document. Raises RuleError where it is not well formed or repeats a key."""
    if len(text) > MOST_CHARACTERS:
        raise RuleError([RuleFault(file, 0, "", f"longer than {MOST_CHARACTERS} characters")])
    try:
        _check_depth(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            reader = _Reader(file, loader)
            data = None if node is None else reader.value(node, ())
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise RuleError([RuleFault(file, line, "", f"not YAML: {error.problem or error.context}")]) from None
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise RuleError([RuleFault(file, 0, "", f"not YAML: {str(error).splitlines()[0]}")]) from None
    if reader.faults:
        raise RuleError(reader.faults)
    return Document(file, data, reader.lines)


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= _MANY_BRACKETS and _LONG_RUN.search(text) is None:
        return
    depth = 0
    for event in yaml.parse(text, _Loader):  # event by event: no recursion
        depth += isinstance(event, yaml.events.CollectionStartEvent)
        depth -= isinstance(event, yaml.events.CollectionEndEvent)
        if depth > DEEPEST:
            raise _too_deep(event.start_mark)


def _too_deep(mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=f"nested deeper than {DEEPEST}", problem_mark=mark)


class _Reader:
    """Builds the data of one document, noting lines and faults as it goes."""

    def __init__(self, file: str, loader: Any) -> None:
        self._file = file
        self._loader = loader
        self._nodes = 0
        self.lines: dict[Path, int] = {(): 1}
        self.faults: list[RuleFault] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        """The data of a node at its place. Raises a YAMLError where it is too deep or too large."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            problem = f"more than {MOST_NODES} parts; write out what aliases repeat"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        if len(path) > DEEPEST:
            raise _too_deep(node.start_mark)
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _scalar(self, node: yaml.Node, path: Path) -> Any:
        try:
            if node.tag == "tag:yaml.org,2002:float":
                return Decimal(node.value)
            return self._loader.construct_object(node)
        except (ValueError, ArithmeticError, LookupError, AttributeError, TypeError):
            # 2025-02-30, .inf, !!int x: PyYAML converts what merely looks like a date or a number.
            kind = {"timestamp": "date", "int": "number", "float": "number"}
            tag = node.tag.rpartition(":")[2]
            self._fault(node, path, f"{node.value[:40]!r} is no {kind.get(tag, tag)}")
            return node.value

    def _fault(self, node: yaml.Node, path: Path, message: str) -> None:
        key = ".".join(str(step) for step in path)
        self.faults.append(RuleFault(self._file, node.start_mark.line + 1, key, message))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key is a single word", problem_mark=key_node.start_mark)
            key = self._scalar(key_node, path)
            here = (*path, key if isinstance(key, str | int) else str(key))
            if key in found:
                first = self.lines.get(here, 0)
                self._fault(key_node, here, f"the key stands twice (first in line {first}); keep one")
                continue
            self.lines[here] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, here)
        return found
