"""JSON and YAML text as plain values, keys given twice reported rather than dropped.

Dates stay text in both formats, so that a date no calendar has is reported like any other fault.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from sdcompliance.errors import ArrangementError

_TIMESTAMP: Final = "tag:yaml.org,2002:timestamp"

# On a tag that does not fit its value the YAML parser lets the converter's own error through.
_UNPARSABLE: Final = (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError)


def read_plain(path: Path) -> tuple[Any, list[str]]:
    """The value in the file, and the faults that do not stop reading it (keys given twice).

    Raises ArrangementError where the file cannot be read as what its suffix says.
    """
    parse = _PARSERS.get(path.suffix.lower())
    if parse is None:
        expected = ", ".join(sorted(_PARSERS))
        raise ArrangementError(f"{path}: suffix {path.suffix!r}; one of {expected} was expected")
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ArrangementError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ArrangementError(f"{path}: byte {error.start} is not UTF-8: save the file as UTF-8") from error
    except RecursionError as error:
        raise ArrangementError(f"{path}: nested too deeply; a list of dates was expected") from error
    except _UNPARSABLE as error:
        raise ArrangementError(f"{path}: {error}") from error


def _parse_json(text: str) -> tuple[Any, list[str]]:
    faults: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        faults.extend(_twice(key) for key in dict.fromkeys(keys) if keys.count(key) > 1)
        return dict(pairs)

    return json.loads(text, object_pairs_hook=mapping), faults


_RESOLVERS: Final = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Loader(yaml.SafeLoader):
    """Safe YAML that leaves dates as text and notes keys given twice."""

    yaml_implicit_resolvers = _RESOLVERS

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.faults: list[str] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key.value, str):
                continue
            if key.value in seen:
                self.faults.append(f"line {key.start_mark.line + 1}: {_twice(key.value)}")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _parse_yaml(text: str) -> tuple[Any, list[str]]:
    loader = _Loader(text)
    try:
        return loader.get_single_data(), loader.faults
    finally:
        loader.dispose()


def _twice(key: str) -> str:
    return f"key {key!r} is given twice: keep one"


_PARSERS: Final[Mapping[str, Callable[[str], tuple[Any, list[str]]]]] = {
    ".json": _parse_json,
    ".yaml": _parse_yaml,
    ".yml": _parse_yaml,
}
