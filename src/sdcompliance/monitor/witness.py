"""A second witness of the last event acknowledged, beside a SQLite journal while it is open.

After a crash the newest events stand in SQLite's write-ahead log. If that file is lost or damaged,
SQLite quietly goes back to an older state, every checksum of which is right. The witness tells that
something newer had been acknowledged.

It is written but not synchronised, which would double the time of an event: a process that is killed
leaves it as it is. After a power failure it may be older than the journal, and then says nothing.
"""

from __future__ import annotations

import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path

_NUMBER = struct.Struct(">QI")


class Witness:
    """A file that holds one number and its checksum."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def read(self) -> int:
        """The number that was witnessed; 0 where there is none, or where its writing was interrupted."""
        try:
            number, check = _NUMBER.unpack(self._path.read_bytes())
        except (OSError, struct.error):
            return 0
        return number if check == _check(number) else 0

    def write(self, number: int) -> None:
        """Witnesses a number."""
        if self._file < 0:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        os.pwrite(self._file, _NUMBER.pack(number, _check(number)), 0)

    def withdraw(self) -> None:
        """The journal is whole in one file again."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        with suppress(FileNotFoundError):
            self._path.unlink()


def _check(number: int) -> int:
    return zlib.crc32(number.to_bytes(8, "big"))
