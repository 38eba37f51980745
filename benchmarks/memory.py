"""How much memory a process has held."""

from __future__ import annotations

import resource
import sys


def peak() -> float:
    """The most memory that the process has held so far, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 2**10)
