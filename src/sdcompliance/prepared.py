"""What follows from files alone, kept beside the compiled modules so that a process starts fast.

Binding the rules and generating code from them takes longer than everything else a first verdict
needs. The outcome depends on the rule files, on this library and on the Python that runs it, so it
is kept the way Python keeps compiled modules: in ``__pycache__``, never where writing byte code is
switched off, and without a word where the folder cannot be written. It is trusted as the modules
beside it are.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def key_of(places: Iterable[Path], *versions: str) -> str:
    """A digest of which files lie at or below the places, their sizes and times, of the versions, and of
    which Python this is. Only modules and YAML files count.
    """
    digest = hashlib.blake2b("|".join((sys.version, *versions)).encode(), digest_size=16)
    for place in places:
        for path, stat in _files(place):
            digest.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load(name: str, key: str) -> Any | None:
    """What was kept under the name for the same key; None where there is nothing of use."""
    try:
        with _place(name).open("rb") as file:
            kept_key = pickle.load(file)
            return pickle.load(file) if kept_key == key else None
    except Exception:  # whatever is wrong with a kept file, its content is made again
        return None


def keep(name: str, key: str, value: Any) -> None:
    """Keeps a value for the next process. Another process never sees half of it."""
    if sys.dont_write_bytecode:
        return
    place = _place(name)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            pickle.dump(key, file)
            pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()


def _place(name: str) -> Path:
    # cache_from_source honours a prefix that the user has set for byte code.
    return Path(cache_from_source(str(_PACKAGE / f"{name}.py"))).with_suffix(".prepared")


def _files(place: Path) -> Iterable[tuple[str, os.stat_result]]:
    if not place.is_dir():
        yield str(place), place.stat()
        return
    with os.scandir(place) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(Path(entry.path))
        elif entry.name.endswith((".py", ".yaml")):
            yield entry.path, entry.stat()
