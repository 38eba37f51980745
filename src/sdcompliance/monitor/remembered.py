"""The functions of the condition language, with the days remembered that are asked for again and again."""

from __future__ import annotations

from functools import lru_cache

from sdcompliance.engines.native.functions import Functions

_PERIODS = ("days_after", "months_after", "years_after")
_KEPT = 20_000  # of each: sittings end, and archives are made, on the same few thousand days


def remembering(functions: Functions) -> Functions:
    """The same functions; a period from a day is computed once, which costs twenty times a look-up."""
    periods = {name: lru_cache(maxsize=_KEPT)(functions[name]) for name in _PERIODS}
    return {**functions, **periods}
