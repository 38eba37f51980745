"""Who may use a monitor, and until when: one thread at a time, the process that opened it, until it ends."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from sdcompliance.monitor.errors import MonitorError


class Guard:
    """Entered by whoever uses the monitor: ``with guard: …``. The same thread may enter it again.

    A journal belongs to the process that opened it; without one, a forked process has a copy of its own.
    """

    def __init__(self, journal: object) -> None:
        self._lock = threading.RLock()
        self._process = None if journal is None else os.getpid()
        self._why_unusable: str | None = None

    def __enter__(self) -> None:
        """Waits for the other threads. Raises MonitorError where the monitor cannot be used any more."""
        if self._is_foreign():  # asked first: a lock that another thread held at the fork is never freed
            raise MonitorError(
                "this monitor was opened by another process, which was forked since: its journal has one "
                "writer; send the events to that process, or open a journal after the fork"
            )
        self._lock.acquire()
        if self._why_unusable is not None:
            self._lock.release()
            raise MonitorError(self._why_unusable)

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def end(self, why: str, finish: Callable[[], None]) -> None:
        """Nobody uses the monitor from now on. ``finish`` is called once, in the process that opened it."""
        if self._is_foreign():
            return
        with self._lock:
            if self._why_unusable is None:
                self._why_unusable = why
                finish()

    def _is_foreign(self) -> bool:
        return self._process is not None and self._process != os.getpid()
