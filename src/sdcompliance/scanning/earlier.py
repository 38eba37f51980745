"""The result of an earlier scan, with which this one is compared."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sdcompliance.findings import Privacy
from sdcompliance.reports.errors import BaselineError
from sdcompliance.scanning.result import FINDINGS, MANIFEST, SUMMARY


@dataclass(frozen=True, slots=True)
class Earlier:
    """The folder of an earlier result. ``sha256`` is that of its summary and of its findings together."""

    folder: Path
    sha256: str
    as_of: date
    rulebook: Mapping[str, Any]
    configuration: Mapping[str, Any]
    masked: bool
    findings: Mapping[str, tuple[Path, ...]]  # rule → files

    @classmethod
    def at(cls, folder: str | os.PathLike[str]) -> Earlier:
        """The result in a folder. Raises BaselineError where there is none."""
        place = Path(folder)
        try:
            json.loads((place / MANIFEST).read_text(encoding="utf-8"))  # written last: the result is whole
            content = (place / SUMMARY).read_bytes()
            summary = json.loads(content)
            files = sorted((place / FINDINGS).glob("rule=*/*.parquet"))
            return cls(
                folder=place,
                sha256=_digest(content, files),
                as_of=date.fromisoformat(summary["as_of"]),
                rulebook=summary["rulebook"],
                configuration=summary["configuration"],
                masked=summary.get("privacy") != Privacy.SHOWN.value,
                findings=_by_rule(files),
            )
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise BaselineError(
                f"{place}: no earlier result ({type(error).__name__}: {error}); expected the folder that "
                "`sdcompliance scan … --out DIR` wrote"
            ) from None

    def to_json(self) -> dict[str, Any]:
        """Which result it is, as plain JSON data."""
        return {
            "as_of": self.as_of.isoformat(),
            "rulebook": dict(self.rulebook),
            "configuration": dict(self.configuration),
        }


def _by_rule(files: list[Path]) -> dict[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    for file in files:
        rule = file.parent.name.removeprefix("rule=")
        found[rule] = (*found.get(rule, ()), file)
    return found


def _digest(summary: bytes, files: list[Path]) -> str:
    whole = hashlib.sha256(summary)
    for file in files:
        with file.open("rb") as content:
            whole.update(hashlib.file_digest(content, "sha256").digest())
    return whole.hexdigest()
