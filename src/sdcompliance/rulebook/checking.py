"""Parsed YAML → a checked part of the format; each fault with its line, its key and the nearest name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sdcompliance.errors import did_you_mean
from sdcompliance.rulebook.document import Document, Path, read_yaml
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.format import (
    ClausePart,
    ClausesFile,
    ExamplePart,
    ReadingPart,
    RuleFile,
    TermPart,
    TermReadingPart,
    UndecidedPart,
    WordsPart,
)

Part = TypeVar("Part", bound=BaseModel)

_WORDS_KEYS = ("title", "message", "remedy", "reason", "basis", "note", "source")
_EXPECTED = {
    "string_type": "a text",
    "date_type": "a date (2025-03-10)",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "list_type": "a list",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "is_instance_of": "a number",
}
_SAID = {
    "missing": "this key is missing",
    "string_too_short": "the text is empty",
    "too_short": "at least one entry is expected",
}


def read_part(model: type[Part], path: FilePath) -> Part:
    """A YAML file as a model. Raises RuleError with every fault: file, line, key and nearest name."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError([RuleFault(path.name, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None
    document = read_yaml(text, path.name)
    return check_part(model, document.data, document)


def check_part(model: type[Part], data: Any, document: Document, path: Path = ()) -> Part:
    """One part of a rule folder as its model. Raises RuleError with every fault at once."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RuleError(_faults(error.errors(), model, data, document, path)) from None


def _faults(
    errors: Iterable[ErrorDetails], model: type[BaseModel], data: Any, document: Document, path: Path
) -> list[RuleFault]:
    expected: dict[Path, list[str]] = {}  # each member of a union says what it would take
    messages: dict[Path, str] = {}
    for error in errors:
        place = _known(error["loc"], data)
        if error["type"] in ("missing", "extra_forbidden"):
            place = (*_known(error["loc"][:-1], data), error["loc"][-1])
        if (noun := _EXPECTED.get(error["type"])) is not None:
            expected.setdefault(place, []).append(noun)
        else:
            messages.setdefault(place, _message(error, model))
    places = [*expected, *messages]
    for place, nouns in expected.items():
        if not any(_inside(other, place) for other in places):
            messages.setdefault(place, f"{' or '.join(dict.fromkeys(nouns))} is expected")
    return [document.fault((*path, *place), message) for place, message in messages.items()]


def _inside(place: Path, outer: Path) -> bool:
    return len(place) > len(outer) and place[: len(outer)] == outer


def _known(loc: tuple[int | str, ...], data: Any) -> Path:
    """The part of a pydantic location that stands in the file (without the names of union members)."""
    known: list[str | int] = []
    for step in loc:
        if isinstance(data, dict):
            match = next((key for key in data if key == step or str(key) == step), None)
            if match is None:
                continue
            known.append(match if isinstance(match, str | int) else str(match))
            data = data[match]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            known.append(step)
            data = data[step]
    return tuple(known)


def _message(error: ErrorDetails, model: type[BaseModel]) -> str:
    kind, loc = error["type"], error["loc"]
    if kind == "extra_forbidden":
        known = _keys(_model_at(loc[:-1], model))
        key = str(loc[-1])
        return f"there is no key {key!r} here{did_you_mean(key, known)}; known: {', '.join(known)}"
    if kind in _SAID:
        return _SAID[kind]
    if kind == "literal_error":
        expected = str(error["ctx"]["expected"])
        names = [name.strip().strip("'") for name in expected.replace(" or ", ", ").split(",")]
        return f"{error['input']!r} is not one of {expected}{did_you_mean(str(error['input']), names)}"
    if kind == "string_pattern_mismatch":
        return f"{str(error['input'])[:40]!r} does not have the form {error['ctx']['pattern']}"
    return str(error["msg"])


def _model_at(loc: tuple[int | str, ...], model: type[BaseModel]) -> type[BaseModel]:
    """Which part of the format stands at a place: a table would repeat the nesting, so it is walked."""
    for step in loc:
        if step in _WORDS_KEYS or (step == "labels" and model is RuleFile):
            model = WordsPart
        elif step == "undecided":
            model = UndecidedPart
        elif step == "readings":
            model = TermReadingPart if model is TermPart else ReadingPart
        elif step == "clauses" and model is ClausesFile:
            model = ClausePart
        elif step == "examples" and model is RuleFile:
            model = ExamplePart
    return model


def _keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]
