"""Connections of SQLite that a forked process never closes.

SQLite takes a connection that a process inherited for that process's own. Closing it, as Python does at the
latest when it ends, would write the log back and delete it while the process that opened it goes on writing.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from typing import Any
from weakref import WeakSet


class Connection(sqlite3.Connection):
    """As ``sqlite3.Connection``; after a fork, the new process holds on to it until it is no more."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _OPEN.add(self)


_OPEN: WeakSet[Connection] = WeakSet()


def _keep_for_ever() -> None:
    for connection in _OPEN:
        ctypes.pythonapi.Py_IncRef(
            ctypes.py_object(connection)
        )  # so that not even the end of Python frees it
    _OPEN.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_keep_for_ever)
