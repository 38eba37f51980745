"""A JSON document from a path or an open file, as strictly as records ask for."""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from sdcompliance.records.faults import Fault, FaultCode, RecordsError, shorten

Source = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A path, or a file open for reading, as text or as bytes."""

_LONGEST_PATH = 1000  # characters of it that an error repeats
_LONGEST_INT = 38  # digits; int() takes quadratic time over longer ones, and refuses very long ones


class Doubled(dict[str, Any]):
    """A JSON object that gives a key twice; which of its values was meant is not for us to say."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.twice = tuple(key for key in self if times[key] > 1)


def read_json(source: Source) -> Any:
    """The value of a JSON document in UTF-8, with or without a byte order mark.

    NaN and Infinity come through as floats, so that the fault can name row and column; objects that give
    a key twice come through as ``Doubled``. Raises RecordsError if it cannot be read or is not JSON.
    """
    text = _text(source)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        expected = f"JSON ({error.msg} at line {error.lineno}, column {error.colno})"
        raise _refusal(source, expected, FaultCode.NOT_JSON) from None
    except RecursionError:
        raise _refusal(source, "JSON that is not nested this deep", FaultCode.NOT_JSON) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Doubled(pairs)


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _LONGEST_INT else Decimal(digits)


def _text(source: Source) -> str:
    try:
        content = Path(source).read_bytes() if isinstance(source, str | os.PathLike) else source.read()
        text = content if isinstance(content, str) else bytes(content).decode()
    except UnicodeDecodeError as error:
        raise _refusal(source, f"UTF-8 (byte {error.start} is not)", FaultCode.NOT_UTF8) from None
    except AttributeError:
        expected = "a path or an open file; Records.parse takes what is already in memory"
        raise _refusal(source, expected, FaultCode.UNREADABLE) from None
    except (OSError, ValueError) as error:  # ValueError: a path that holds a null byte
        reason = getattr(error, "strerror", None) or error
        expected = f"a file that can be read ({reason}); Records.parse takes what is already in memory"
        raise _refusal(source, expected, FaultCode.UNREADABLE) from None
    return text.removeprefix("\ufeff")


def _refusal(source: Source, expected: str, code: FaultCode) -> RecordsError:
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", None)
    shown = None if name is None else shorten(str(name), _LONGEST_PATH)
    return RecordsError([Fault(None, None, None, shown, expected, code)])
