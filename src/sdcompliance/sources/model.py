"""What every source hands on besides its relations: rejects and inputs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RejectCode(StrEnum):
    """Why something of the source was not read. Stable; the words of ``Reject.expected`` are not."""

    BAD_VALUE = "bad-value"
    ID_MISSING = "id-missing"
    ID_DUPLICATE = "id-duplicate"
    NOT_A_ROW = "not-a-row"
    DANGLING = "dangling"


@dataclass(frozen=True, slots=True)
class Reject:
    """One value, row or line that could not be read, or a reference that leads nowhere.

    ``file`` is the file (relative to the folder opened) or the host's table; ``line`` the line of the
    file on which the record starts, counted from 1 (the row of a sheet, of a Parquet file, of a list),
    None where there is no such thing; ``value`` is shortened, and masked where the column is personal.
    """

    file: str
    line: int | None
    table: str
    row: str | None
    column: str | None
    value: str | None
    reason: RejectCode
    expected: str


@dataclass(frozen=True, slots=True)
class Input:
    """One file or host table that was read: its SHA-256 in hexadecimal (None for no file), its rows."""

    name: str
    sha256: str | None
    rows: int
