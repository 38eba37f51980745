"""Eight threads judge by durable-rules for some time: ``python -m tests.engines.durable.soak SECONDS``.

In a process of its own: if the C engine brings it down, or does not give memory back, that is seen. Ends with
an error where a dossier has other findings than the native engine's, or memory grows after the warm-up.

Memory is read while all threads wait for each other: in between it is what eight reports in the making take.
``MALLOC_ARENA_MAX=1`` keeps the allocator from holding a store for each thread, which comes and goes by more
than a leak would.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread

from tests.engines.dossiers import COMPLIANT

from sdcompliance.engines import EngineName, Show, evaluate
from sdcompliance.errors import ExtraMissingError
from sdcompliance.records import TABLES, Records
from sdcompliance.testing import stories

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
THREADS = 8
AT_ONCE = 4  # dossiers that a thread judges before it waits for the others
STEADY = 6144  # KB: by so much memory may come and go, some 130 bytes a row in a run of a minute
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Case:
    """Records with their day, and the report of the native engine as text."""

    records: Records
    as_of: date
    expected: str

    @property
    def rows(self) -> int:
        """How many there are."""
        return sum(len(self.records.table(table) or ()) for table in TABLES)

    def judged(self) -> str:
        """The report of the durable engine."""
        return _report(self.records, self.as_of, EngineName.DURABLE)


def _report(records: Records, as_of: date, engine: EngineName) -> str:
    return evaluate(records, as_of, show=Show.ALL, engine=engine).to_json_text()


def cases() -> list[Case]:
    """What is in order, what nobody handed in, what is not known, and the stories."""
    given = [
        (Records.parse(COMPLIANT), date(2025, 6, 1)),
        (Records.parse({**COMPLIANT, "reports": []}), date(2026, 11, 23)),
        (Records.parse({**COMPLIANT, "personnel": None, "site_terms": None}), date(2025, 6, 1)),
        *((story.records, story.expected.as_of) for story in stories(FIXTURES)),
    ]
    return [Case(records, day, _report(records, day, EngineName.NATIVE)) for records, day in given]


def resident() -> int:
    """The memory that the process holds, in KB."""
    return int(_STATM.read_text(encoding="ascii").split()[1]) * 4


def growth(memory: list[int]) -> int:
    """By how much more memory is held after the first third of the readings than until then."""
    third = max(1, len(memory) // 3)
    return max(memory[third:]) - max(memory[:third])


@dataclass(slots=True)
class Work:
    """What the threads share."""

    cases: list[Case]
    seconds: float
    start: float = field(default_factory=time.monotonic)
    rows: int = 0  # judged so far, at the last reading
    memory: list[int] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    judged: list[list[Case]] = field(default_factory=lambda: [[] for _ in range(THREADS)])

    def all(self) -> None:
        """Judges until the time is over. Raises what failed in a thread first."""
        barrier = Barrier(THREADS, action=self._read)
        threads = [Thread(target=self._run, args=(number, barrier)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failures:
            raise self.failures[0]

    @property
    def passed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.start

    def _run(self, number: int, barrier: Barrier) -> None:
        """One thread: every case in its turn, each thread beginning with another one."""
        mine = cycle(self.cases[number:] + self.cases[:number])
        try:
            while self.passed < self.seconds or len(self.memory) < 3:
                for case in islice(mine, AT_ONCE):
                    assert case.judged() == case.expected, f"other findings as of {case.as_of}"
                    self.judged[number].append(case)
                barrier.wait()
        except BrokenBarrierError:
            pass  # another thread failed, or has ended
        except BaseException as error:
            self.failures.append(error)
        finally:
            barrier.abort()

    def _read(self) -> None:
        gc.collect()
        self.memory.append(resident())
        self.rows = sum(case.rows for found in self.judged for case in found)
        if len(self.memory) % 5 == 0:
            print(f"{self.passed:.0f} s, {self.rows} rows, {self.memory[-1] // 1024} MB", file=sys.stderr)


def main(seconds: float) -> None:
    """Tells how it goes; at the end what was done, as one JSON object."""
    work = Work(cases(), seconds)
    for case in work.cases:
        assert case.judged() == case.expected
    work.all()
    assert growth(work.memory) < STEADY, f"memory grew after the warm-up, in KB: {work.memory}"
    dossiers = sum(map(len, work.judged))
    print(
        json.dumps(
            {
                "seconds": round(work.passed),
                "threads": THREADS,
                "dossiers": dossiers,
                "rows": work.rows,
                "most memory, in MB": max(work.memory) // 1024,
                "grown after the warm-up, in KB": growth(work.memory),
            }
        )
    )


if __name__ == "__main__":
    if not _STATM.exists():
        print("skipped: resident memory is read from /proc, which this system does not have")
        sys.exit()
    try:
        main(float(sys.argv[1]))
    except ExtraMissingError as error:
        print(f"skipped: {error}")
