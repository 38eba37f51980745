"""What of the source could not be read, as a file."""

from __future__ import annotations

import csv
from pathlib import Path

from sdcompliance.scanning.result import REJECTS
from sdcompliance.sources import Source

_COLUMNS = ("file", "line", "table", "row", "column", "value", "reason", "expected")


def write_rejects(folder: Path, source: Source) -> int:
    """Writes every reject, one a line; how many there are."""
    count = 0
    with (folder / REJECTS).open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(_COLUMNS)
        for reject in source.rejects():
            writer.writerow([_harmless(getattr(reject, name)) for name in _COLUMNS])
            count += 1
    return count


def _harmless(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
