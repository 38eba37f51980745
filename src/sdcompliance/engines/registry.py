"""The engines by name: each judges the same records and must reach the same findings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from sdcompliance.engines.native import NativeEngine
from sdcompliance.engines.native.judging import Engine
from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.rulebook import Rulebook, default_rulebook

if TYPE_CHECKING:
    from sdcompliance.engines.durable.exporting import DurableRuleset


class EngineName(StrEnum):
    """Which engine judges. All give the same findings; they differ in where they run and what they need."""

    NATIVE = "native"
    DURABLE = "durable"


@lru_cache(maxsize=16)
def native_engine(rulebook: Rulebook) -> NativeEngine:
    """The native engine of a rulebook, with the code it has generated."""
    return NativeEngine(rulebook)


def _durable(rulebook: Rulebook) -> Engine:
    from sdcompliance.engines.durable import DurableEngine  # its package is optional

    return DurableEngine(rulebook)


# How each engine is made for a rulebook.
_ENGINES: Mapping[EngineName, Callable[[Rulebook], Engine]] = {
    EngineName.NATIVE: native_engine,
    EngineName.DURABLE: _durable,
}


_MAKING = threading.Lock()


def engine_named(name: EngineName | str, rulebook: Rulebook) -> Engine:
    """The engine of that name for a rulebook, with what it has prepared.

    Raises UnknownNameError with the nearest name, and ExtraMissingError where its packages are missing.
    """
    with _MAKING:  # threads that start together share one, which the cache alone would make for each
        return _made(name, rulebook)


@lru_cache(maxsize=16)
def _made(name: EngineName | str, rulebook: Rulebook) -> Engine:
    if name not in _ENGINES:
        hint = did_you_mean(str(name), [str(one) for one in _ENGINES])
        raise UnknownNameError(f"no engine {str(name)!r}{hint}; there are: {', '.join(_ENGINES)}")
    return _ENGINES[EngineName(name)](rulebook)


def to_durable(rulebook: Rulebook | None = None) -> tuple[DurableRuleset, ...]:
    """The rules as rulesets of durable-rules, for a host that runs it itself (docs/how-to/durable-rules.md).

    By default the notice's. durable-rules need not be installed.
    """
    from sdcompliance.engines.durable.exporting import durable_rulesets

    return durable_rulesets(rulebook or default_rulebook())
