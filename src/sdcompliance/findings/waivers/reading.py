"""``waivers.yaml`` → Waivers::

waivers:
  - rule: RPT001
    subject: S2                       # or a list of row ids
    legal_basis: 鲁人社函〔2026〕5号
    reason: 暴雪封路，成绩无法按时送达
    requester: 烟台市职业技能鉴定指导中心
    approver: 山东省人力资源和社会保障厅   # somebody else than the requester
    from: 2026-02-25
    until: 2026-12-31                 # no waiver without an end
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from sdcompliance.errors import InputError, did_you_mean
from sdcompliance.findings.waivers.model import Waiver, Waivers
from sdcompliance.rulebook import RuleError, RuleFault
from sdcompliance.rulebook.document import Document, Path, read_yaml

_TEXTS = ("rule", "legal_basis", "reason", "requester", "approver")
_DAYS = ("from", "until")
_KEYS = ("rule", "subject", *_TEXTS[1:], *_DAYS)


class WaiverError(InputError):
    """A file of waivers is wrong. ``faults`` lists everything found, in file order."""

    code = "SDC105"

    def __init__(self, faults: Iterable[RuleFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def load_waivers(path: str | os.PathLike[str]) -> Waivers:
    """The waivers of a YAML file (UTF-8). Raises WaiverError with every fault: file, line, key, expected."""
    file = os.fspath(path)
    try:
        content = FilePath(path).read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WaiverError([RuleFault(file, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None
    return replace(parse_waivers(text, file), sha256=hashlib.sha256(content).hexdigest())


def parse_waivers(text: str, file: str = "waivers.yaml") -> Waivers:
    """The waivers of a YAML text; ``file`` names it in errors. Raises WaiverError."""
    try:
        document = read_yaml(text, file)
    except RuleError as error:
        raise WaiverError(error.faults) from None
    reader = _Reader(document)
    found = tuple(reader.waivers())
    if reader.faults:
        raise WaiverError(reader.faults)
    return Waivers(found, file)


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.faults: list[RuleFault] = []

    def waivers(self) -> Iterator[Waiver]:
        """Every waiver that is whole; what is wrong with the others becomes ``faults``."""
        data = self._document.data
        if not isinstance(data, dict) or list(data) != ["waivers"] or not isinstance(data["waivers"], list):
            self._fault((), "a file of waivers has one key, waivers, with a list; `waivers: []` for none")
            return
        for place, item in enumerate(data["waivers"]):
            waiver = self._waiver(item, ("waivers", place))
            if waiver is not None:
                yield waiver

    def _waiver(self, item: Any, path: Path) -> Waiver | None:
        before = len(self.faults)
        if not isinstance(item, dict):
            self._fault(path, f"a waiver has the keys {', '.join(_KEYS)}")
            return None
        for key in item:
            if key not in _KEYS:
                self._fault((*path, key), f"unknown key{did_you_mean(str(key), _KEYS)}")
        texts = {key: self._text(item, key, path) for key in _TEXTS}
        days = {key: self._day(item, key, path) for key in _DAYS}
        subjects = self._subjects(item, path)
        if len(self.faults) == before:
            self._together(texts, days, path)
        if len(self.faults) > before:
            return None
        line = self._document.lines.get(path, 0)
        return Waiver(**texts, subjects=subjects, from_on=days["from"], until_on=days["until"], line=line)

    def _together(self, texts: Mapping[str, str], days: Mapping[str, date], path: Path) -> None:
        if _folded(texts["approver"]) == _folded(texts["requester"]):
            self._fault((*path, "approver"), "nobody approves their own request: name another approver")
        if days["until"] < days["from"]:
            self._fault((*path, "until"), f"{days['until']} is before from, {days['from']}")

    def _text(self, item: Mapping[str, Any], key: str, path: Path) -> str:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._fault((*path, key), "a text is expected, not blank" + self._quotes(value))
        return ""

    def _day(self, item: Mapping[str, Any], key: str, path: Path) -> date:
        value = item.get(key)
        if type(value) is date:
            return value
        self._fault((*path, key), "a date is expected, such as 2026-12-31, without quotes or a time")
        return date.min

    def _subjects(self, item: Mapping[str, Any], path: Path) -> tuple[str, ...]:
        value = item.get("subject")
        ids = value if isinstance(value, list) else [value]
        for id_ in ids:
            if not isinstance(id_, str) or not id_.strip():
                expected = "a row id or a list of row ids is expected" + self._quotes(id_)
                self._fault((*path, "subject"), expected)
        if not ids:
            self._fault((*path, "subject"), "at least one row id is expected")
        return tuple(str(id_).strip() for id_ in ids)

    def _quotes(self, value: Any) -> str:
        return "" if value is None or isinstance(value, str | list | dict) else f"; put {value} in quotes"

    def _fault(self, path: Path, message: str) -> None:
        self.faults.append(self._document.fault(path, message))


def _folded(name: str) -> str:
    """A name without what people vary when they write it again: case, width, blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
