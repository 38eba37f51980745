"""Text files made fit for DuckDB: in UTF-8, unpacked, and every record of the right length.

DuckDB's reader of CSV is fast, and forgives what must not be forgiven: cells too many are cut, text after a
closing quote is dropped, line ends of two kinds move cells. So Python's reader looks through every file
first, without a Python step per row; only a file that is not plain is rewritten, with its line numbers.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import os
import zlib
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from sdcompliance.sources.errors import EncodingError, UnreadableError

_CHUNK = 1 << 20
_CHANCE = 3  # letters of GB 18030 that may look like UTF-8 by chance
_LONGEST_RECORD = 1000  # lines; a quote that is not closed must not take the rest of the file with it
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file in UTF-8 without a mark, and whether its line ends are all of one kind."""

    path: Path
    one_line_end: bool
    empty: bool

    def open(self) -> IO[str]:
        """The text, its line ends as they are."""
        return self.path.open(encoding="utf-8", newline="")


def as_utf8(path: Path, shown: str, encoding: str | None, scratch: Path) -> TextFile:
    """The file itself where it is plain UTF-8, else its content in UTF-8 at ``scratch``.

    Raises EncodingError, naming byte and line, and UnreadableError.
    """
    try:
        known = encoding or _encoding_by_mark(path)
        if known is None:
            return _guessed(path, shown, scratch)
        if codecs.lookup(known).name == "utf-8":
            known = "utf-8-sig"
        return _decoded(path, known, scratch)
    except LookupError:
        raise EncodingError(f"{shown}: there is no encoding {encoding!r}; try utf-8 or gb18030") from None
    except _UndecodableError as error:
        raise EncodingError(
            f"{shown}: byte {error.byte} (line {error.line}) is no {error.encoding}; "
            "save the file as UTF-8, or name its encoding"
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(f"{shown}: cannot be read ({reason})") from None


class _UndecodableError(Exception):
    """A byte that an encoding does not have, and whether much before it was good and not ASCII."""

    def __init__(self, encoding: str, byte: int, line: int, much_was_good: bool) -> None:
        super().__init__(encoding)
        self.encoding, self.byte, self.line, self.much_was_good = encoding, byte, line, much_was_good


def _guessed(path: Path, shown: str, scratch: Path) -> TextFile:
    """UTF-8, else GB 18030; a file that begins as UTF-8 and goes wrong later is no GB 18030."""
    try:
        return _decoded(path, "utf-8", scratch if _is_packed(path) else None)
    except _UndecodableError as error:
        if error.much_was_good:
            raise
        first = error
    try:
        return _decoded(path, "gb18030", scratch)
    except _UndecodableError as error:
        raise EncodingError(
            f"{shown}: neither UTF-8 (byte {first.byte}, line {first.line} is not) nor GB 18030 "
            f"(byte {error.byte}, line {error.line} is not); save the file as UTF-8, or name its encoding"
        ) from None


def _is_packed(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if _is_packed(path) else path.open("rb")


def _encoding_by_mark(path: Path) -> str | None:
    with _open(path) as file:
        start = file.read(4)
    return next((name for mark, name in _MARKS if start.startswith(mark)), None)


def _decoded(path: Path, encoding: str, scratch: Path | None) -> TextFile:
    """Count the line ends, and write the text in UTF-8 to ``scratch`` if there is one."""
    decoder = codecs.getincrementaldecoder(encoding)()
    counter = _LineEnds()
    with _open(path) as file, open(scratch or os.devnull, "wb") as out:  # noqa: PTH123 — devnull is no Path
        done, foreign = 0, False
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                good = error.object[: error.start]
                letters = sum(char > "\x7f" for char in good.decode(encoding, "ignore"))
                byte = done + error.start - (len(error.object) - len(chunk))
                line = counter.lines + good.count(b"\n") + 1
                raise _UndecodableError(encoding, byte, line, foreign or letters > _CHANCE) from None
            counter.add(text)
            foreign = foreign or not text.isascii()
            if scratch is not None:
                out.write(text.encode())
            if not chunk:
                return TextFile(scratch or path, counter.of_one_kind, done == 0)
            done += len(chunk)


class _LineEnds:
    """Counts the line ends of a text that comes in pieces."""

    def __init__(self) -> None:
        self._pairs = self._feeds = self._returns = 0
        self._last = ""

    def add(self, text: str) -> None:
        """Count those of the next piece."""
        if text:
            self._pairs += text.count("\r\n") + (self._last == "\r" and text[0] == "\n")
            self._feeds += text.count("\n")
            self._returns += text.count("\r")
            self._last = text[-1]

    @property
    def lines(self) -> int:
        """How many lines have ended."""
        return self._feeds

    @property
    def of_one_kind(self) -> bool:
        """Whether a reader cannot take one for another: all LF, or all CR LF."""
        return self._returns == self._pairs and self._pairs in (0, self._feeds)


# ── records of a CSV file ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A record of a CSV file that is no row: the line it starts on, and why."""

    line: int
    text: str
    expected: str

    @property
    def shown(self) -> str:
        """What may be said of it: any cell of it may be personal data."""
        return f"a record of {len(self.text)} characters (may hold personal data, not shown)"


def header_of(file: TextFile, shown: str, delimiters: str) -> tuple[str, list[str]]:
    """The delimiter that makes the most of the first record, and the titles in it."""
    with file.open() as text:
        start = text.read(1 << 16)
    best: tuple[str, list[str]] = (delimiters[0], [])
    for delimiter in delimiters:
        try:
            titles = next(csv.reader(io.StringIO(start), delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            raise UnreadableError(f"{shown}: line 1 holds no titles ({error})") from None
        if len(titles) > len(best[1]):
            best = (delimiter, titles)
    return best


def is_plain(file: TextFile, delimiter: str, width: int) -> int | None:
    """The number of records below the titles if each stands on a line of its own and is as wide as the
    titles; None if anything is otherwise.
    """
    if not file.one_line_end:
        return None
    try:
        with file.open() as text:
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            widths = Counter(map(len, reader))
            lines = reader.line_num
    except csv.Error:
        return None
    records = widths.pop(width, 0)
    return records - 1 if not widths and records == lines else None


def rewrite(file: TextFile, delimiter: str, width: int, to: Path) -> list[Misshapen]:
    """Write every record that is as wide as the titles, in plain CSV, the line it starts on before it.

    Gives those that are not. Blank lines are no records. Of a record that cannot be read only the first
    line is given up: reading goes on with the next.
    """
    misshapen: list[Misshapen] = []
    with file.open() as text, to.open("w", encoding="utf-8", newline="") as out:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        while True:
            line = lines.begin_record()
            try:
                record = next(reader)
            except StopIteration:
                return misshapen
            except csv.Error as error:
                misshapen.append(
                    Misshapen(line, lines.give_up_record(), f"a record of {width} cells ({error})")
                )
                continue
            if len(record) == width:
                writer.writerow([line, *record])
            elif any(cell.strip() for cell in record):
                expected = f"a record of {width} cells (it has {len(record)})"
                misshapen.append(Misshapen(line, delimiter.join(record), expected))


class _Lines:
    """The lines of a text, some of which may be read again."""

    def __init__(self, text: IO[str]) -> None:
        self._text = iter(text)
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self._read = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._record) >= _LONGEST_RECORD:
            raise csv.Error("a quote is not closed")
        line = self._again.popleft() if self._again else next(self._text)
        self._record.append(line)
        self._read += 1
        return line

    def begin_record(self) -> int:
        """The number of the line that comes next, counted from 1."""
        self._record.clear()
        return self._read + 1

    def give_up_record(self) -> str:
        """Have all lines of the record but the first read again; gives the first."""
        first, *rest = self._record
        self._again.extendleft(reversed(rest))
        self._read -= len(rest)
        return first.rstrip("\r\n")


# ── lines ───────────────────────────────────────────────────────────────────────────────


def lines_plain(file: TextFile) -> bool:
    """Whether a reader of lines cannot miscount them: ends of one kind, no blank line, no control character
    that would divide a line.
    """
    if not file.one_line_end or file.empty:
        return False
    with file.open() as text:
        return not any(line.isspace() or "\x01" in line for line in text)


def number_lines(file: TextFile, to: Path) -> None:
    """Write every line that is not blank behind its number and the character U+0001."""
    with file.open() as text, to.open("w", encoding="utf-8", newline="") as out:
        for number, line in enumerate(text, start=1):
            if line.strip():
                # Inside a line of JSON a bare U+0001 or carriage return is an error or white space.
                kept = line.strip().replace("\x01", "\N{REPLACEMENT CHARACTER}").replace("\r", " ")
                out.write(f"{number}\x01{kept}\n")
