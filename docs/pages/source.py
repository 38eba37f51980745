"""What only the text of a rule file has: its comments, and its conditions as they are laid out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from sdcompliance.rulebook.document import Path, read_yaml

# The C parser is several times faster.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[ \t]?([^\n]*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and the key it belongs to: the one on its line, else the one below it; else the file."""

    path: Path
    text: str
    above: bool  # it stands on lines of its own, above the key


class Source:
    """The text of one YAML file."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = text.splitlines()
        self._document = read_yaml(text, file)
        self._root = yaml.compose(text, _LOADER)
        self.comments = tuple(_joined(self._comments(text)))

    def as_written(self, path: Path) -> str:
        """The text at ``path``; where it has several lines, with its own line breaks and indents."""
        node = self._node(path)
        if node.style not in (">", "|"):
            return str(node.value)
        end = node.end_mark.line if node.end_mark.column == 0 else node.end_mark.line + 1
        return textwrap.dedent("\n".join(self._lines[node.start_mark.line + 1 : end])).strip("\n")

    def _node(self, path: Path) -> Any:
        node: Any = self._root
        for step in path:
            if isinstance(node, yaml.MappingNode):
                node = next(value for key, value in node.value if key.value == str(step))
            else:
                node = node.value[step]
        return node

    def _comments(self, text: str) -> Iterator[tuple[int, Comment]]:
        """Each comment line with its number. Comments are what stands between two tokens."""
        starts = self._starts()
        end = 0
        for token in yaml.scan(text, _LOADER):
            for found in _COMMENT.finditer(text, end, max(end, token.start_mark.index)):
                line = text.count("\n", 0, found.start()) + 1
                above = self._is_comment(line)
                owner = self._below(line, starts) if above else max(at for at in starts if at <= line)
                yield line, Comment(starts.get(owner, ()), found[1].strip(), above)
            end = max(end, token.end_mark.index)

    def _below(self, line: int, starts: Mapping[int, Path]) -> int:
        """The line that a comment stands above; 0 where an empty line parts it from the next key."""
        while line <= len(self._lines) and self._is_comment(line):
            line += 1
        return line if line in starts else 0

    def _is_comment(self, line: int) -> bool:
        return self._lines[line - 1].lstrip().startswith("#")

    def _starts(self) -> dict[int, Path]:
        """The lines on which something starts, with the outermost key that does."""
        found: dict[int, Path] = {}
        for path, line in sorted(self._document.lines.items(), key=lambda entry: len(entry[0])):
            if path:
                found.setdefault(line, path)
        return found


def _joined(comments: Iterator[tuple[int, Comment]]) -> Iterator[Comment]:
    """Comments on lines that follow each other are one."""
    before: tuple[int, Comment] | None = None
    for line, comment in comments:
        if before and comment.above and before[1].above and before[0] == line - 1:
            before = line, Comment(comment.path, f"{before[1].text} {comment.text}", above=True)
            continue
        if before:
            yield before[1]
        before = line, comment
    if before:
        yield before[1]
