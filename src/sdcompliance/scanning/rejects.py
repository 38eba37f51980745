"""What of the source could not be read, as a file."""

from __future__ import annotations

import csv
from pathlib import Path

from sdcompliance.findings import Privacy, mask_numbers
from sdcompliance.scanning.result import REJECTS
from sdcompliance.sources import Source

_COLUMNS = ("file", "line", "table", "row", "column", "value", "reason", "expected")


def write_rejects(folder: Path, source: Source, privacy: Privacy) -> int:
    """Writes every reject, one a line; how many there are.

    Sources keep back the values of personal columns; numbers elsewhere that tell who somebody is are masked.
    """
    guard = mask_numbers if privacy is Privacy.MASKED else str
    count = 0
    with (folder / REJECTS).open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(_COLUMNS)
        for reject in source.rejects():
            cells = (getattr(reject, name) for name in _COLUMNS)
            writer.writerow([_harmless(guard(cell)) if isinstance(cell, str) else cell for cell in cells])
            count += 1
    return count


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
