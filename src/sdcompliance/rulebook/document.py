"""One YAML file as data, and where each part of it stands. PyYAML is imported when a file is first read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sdcompliance.rulebook.faults import RuleFault

Path: TypeAlias = tuple[str | int, ...]


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
    from sdcompliance.rulebook import yaml_text

    return yaml_text.read_yaml(text, file)
