"""YAML → plain data and the line of every key; a key written twice is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from sdcompliance.rulebook.faults import RuleError, RuleFault

Path: TypeAlias = tuple[str | int, ...]

# The C parser is several times faster; a PyYAML built without it still works.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: A rule file is short. The bound keeps a hostile file from taking the process with it.
MOST_CHARACTERS = 200_000
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as data, and where each part of it stands."""

    file: str
    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The 1-based line of the key at ``path``, or of the nearest key around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, message: str) -> RuleFault:
        """A fault at the key ``path``."""
        return RuleFault(self.file, self.line(path), ".".join(str(step) for step in path), message)


def read_yaml(text: str, file: str) -> Document:
    """Parses one YAML document. Raises RuleError where it is not well formed or repeats a key."""
    if len(text) > MOST_CHARACTERS:
        raise RuleError([RuleFault(file, 0, "", f"longer than {MOST_CHARACTERS} characters")])
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        reader = _Reader(file, loader)
        data = None if node is None else reader.value(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise RuleError([RuleFault(file, line, "", f"not YAML: {error.problem or error.context}")]) from None
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        raise RuleError([RuleFault(file, 0, "", f"not YAML: {error}")]) from None
    finally:
        loader.dispose()
    if reader.faults:
        raise RuleError(reader.faults)
    return Document(file, data, reader.lines)


class _Reader:
    """Builds the data of one document, noting lines and faults as it goes."""

    def __init__(self, file: str, loader: Any) -> None:
        self._file = file
        self._loader = loader
        self.lines: dict[Path, int] = {(): 1}
        self.faults: list[RuleFault] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        if len(path) > DEEPEST:
            raise yaml.YAMLError(f"nested deeper than {DEEPEST}")
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:float":
            return Decimal(node.value)
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.YAMLError(f"line {key_node.start_mark.line + 1}: a key is a single word")
            key = self._loader.construct_object(key_node)
            here = (*path, key if isinstance(key, str | int) else str(key))
            if key in found:
                line = key_node.start_mark.line + 1
                shown = ".".join(str(step) for step in here)
                first = self.lines.get(here, 0)
                message = f"the key stands twice (first in line {first}); keep one"
                self.faults.append(RuleFault(self._file, line, shown, message))
                continue
            self.lines[here] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, here)
        return found
