"""The result of a scan: a folder, whole or not there at all.

::

    DIR/findings/rule=RPT001/findings.parquet    the findings, a folder a rule, in order of row
    DIR/findings.csv                             the same, for a spreadsheet
    DIR/no_longer_open.parquet, .csv             with a baseline: what became of its other violations
    DIR/rejects.csv                              what of the source could not be read
    DIR/rules.json                               the rules as they were when they judged
    DIR/summary.json                             what was judged, and every count
    DIR/manifest.json                            inputs, versions, parameters, duration; written last
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sdcompliance.scanning.errors import ResultExistsError

FINDINGS, TABLE, REJECTS = "findings", "findings.csv", "rejects.csv"
NO_LONGER_OPEN = "no_longer_open"
RULES, SUMMARY, MANIFEST = "rules.json", "summary.json", "manifest.json"


@dataclass(frozen=True)
class ScanResult:
    """The folder of a finished scan."""

    folder: Path

    @cached_property
    def summary(self) -> dict[str, Any]:
        """What was judged, and every count: see docs/how-to/scan.md."""
        return self._json(SUMMARY)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Inputs with their SHA-256, the rulebook's digest, parameters, versions, as-of date, duration."""
        return self._json(MANIFEST)

    @property
    def findings(self) -> str:
        """The findings' Parquet files as a pattern that DuckDB, Spark and others read."""
        return str(self.folder / FINDINGS / "*" / "*.parquet")

    @property
    def as_of(self) -> date:
        """The day as of which it was judged."""
        return date.fromisoformat(self.summary["as_of"])

    @property
    def violations(self) -> int:
        """How many findings are violations; those that are waived do not count."""
        found: int = self.summary["verdicts"]["violation"]
        return found

    @property
    def rejects(self) -> int:
        """How many values, rows and references of the source could not be read."""
        found: int = self.summary["rejects"]
        return found

    def _json(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return found


@contextmanager
def folder_for(out: str | os.PathLike[str] | None) -> Iterator[tuple[Path, Path]]:
    """A folder to write into, and the one it becomes when all is written.

    Whatever interrupts the work, nothing half written stands under the final name. An earlier result there
    is replaced; anything else is left alone. Raises ResultExistsError.
    """
    final = Path(tempfile.mkdtemp(prefix="sdcompliance-scan-")) if out is None else Path(out)
    _check_free(final)
    final.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{final.name}.", dir=final.parent))
    try:
        work.chmod(0o755)
        yield work, final
        _replace(work, final)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _check_free(folder: Path) -> None:
    if folder.exists() and (
        not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())
    ):
        raise ResultExistsError(
            f"{folder} is there and is not the result of an earlier scan; "
            "name another folder, or one that does not exist yet"
        )


def _replace(work: Path, final: Path) -> None:
    if final.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{final.name}.", dir=final.parent))
        final.rename(old / "old")
        work.rename(final)
        shutil.rmtree(old, ignore_errors=True)
    else:
        work.rename(final)


def write_json(path: Path, content: object) -> None:
    """A JSON file, the same to the byte for the same content."""
    path.write_text(json_text(content), encoding="utf-8", newline="\n")


def json_text(content: object) -> str:
    """What such a file holds."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
