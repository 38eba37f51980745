"""Timing on a machine that is shared and noisy: A and B in turn, many rounds, medians."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from timeit import Timer
from typing import Any

_ROUND = 0.002
"""Seconds that one side of a round is to take: long for the clock, short for the machine's moods."""


@dataclass(frozen=True)
class Comparison:
    """Seconds a call of two things, timed in turn; one entry a round."""

    first: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as long the first takes: the ratio of the medians."""
        return median(self.first) / median(self.second)

    @property
    def ratios(self) -> tuple[float, float]:
        """The least and the greatest ratio of a single round."""
        each = [a / b for a, b in zip(self.first, self.second, strict=True)]
        return min(each), max(each)


def compare(first: Callable[[], Any], second: Callable[[], Any], rounds: int = 150) -> Comparison:
    """Times two calls in turn."""
    timers = Timer(first), Timer(second)
    with _no_collection():
        numbers = [_number(timer) for timer in timers]
        seconds = [
            [timer.timeit(number) / number for timer, number in zip(timers, numbers, strict=True)]
            for _ in range(rounds)
        ]
    return Comparison(tuple(a for a, _ in seconds), tuple(b for _, b in seconds))


def seconds_each(
    call: Callable[[], Any] | str, names: dict[str, Any] | None = None, rounds: int = 100
) -> list[float]:
    """Seconds a call, one entry a round. A statement, given as text, is timed without the cost of a call."""
    timer = Timer(call, globals=names)
    with _no_collection():
        number = _number(timer)
        return [timer.timeit(number) / number for _ in range(rounds)]


def cold_starts(program: str, runs: int = 9) -> list[dict[str, float]]:
    """Runs a program in fresh interpreters, after one that fills the caches; each prints one JSON object.

    ``seconds`` in the answer is the whole run, start of the interpreter included.
    """
    program = f"from time import perf_counter\n{program}"
    _run(program)
    return [_run(program) for _ in range(runs)]


def _run(program: str) -> dict[str, float]:
    # Compiled modules are to be used, as they are after any installation.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=False, capture_output=True, text=True
    )
    seconds = perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"the timed program failed:\n{done.stderr}")
    return {**json.loads(done.stdout), "seconds": seconds}


def _number(timer: Timer) -> int:
    timer.timeit(3)  # the interpreter specialises what it has run a few times
    number = 1
    while (seconds := timer.timeit(number)) < _ROUND / 2:
        number *= 2
    return max(1, round(number * _ROUND / seconds))


@contextmanager
def _no_collection() -> Iterator[None]:
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
