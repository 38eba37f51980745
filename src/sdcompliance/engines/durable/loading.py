"""Importing durable-rules, which is optional, old, and needs help on Python 3.13 and newer."""

from __future__ import annotations

import os
import sys
import threading
from functools import cache
from types import ModuleType

from sdcompliance.errors import DurableError, ExtraMissingError

#: One at a time: the C engine keeps its rulesets in one place, and nobody promises more (dependency notes).
LOCK = threading.RLock()

_NEEDED_FOR = (
    "the durable engine (a C compiler builds its package; the native engine gives the same findings "
    "and needs nothing)"
)
_REBUILD = (
    'build it anew: CC="gcc -DPyEval_CallObject=PyObject_CallObject" pip install --force-reinstall '
    "--no-cache-dir --no-binary durable-rules durable-rules==2.0.28 "
    "(the native engine gives the same findings and needs nothing)"
)


@cache
def durable_engine() -> ModuleType:
    """The module ``durable.engine``.

    Raises ExtraMissingError where it is not installed, DurableError where it is and cannot be loaded.
    """
    with LOCK:
        try:
            return _lazily_bound() if sys.version_info >= (3, 13) else _imported()
        except ModuleNotFoundError as error:
            raise ExtraMissingError("durable", _NEEDED_FOR) from error
        except ImportError as error:
            raise DurableError(
                f"durable-rules is installed, but cannot be loaded ({error}); {_REBUILD}"
            ) from error


def _imported() -> ModuleType:
    from durable import engine

    return engine  # type: ignore[no-any-return]


def _lazily_bound() -> ModuleType:
    """Its C module names a function that Python 3.13 dropped and that it never calls with our rulesets.

    Bound lazily, a name that is never called is never missed. The flags hold for this one import. A module
    that was linked to be bound at once (``-z now``) fails all the same, and has to be built otherwise.
    """
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_LAZY)
    try:
        return _imported()
    finally:
        sys.setdlopenflags(flags)
