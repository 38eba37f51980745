"""One side's work in a process of its own, so that its peak memory is that of the work; prints one JSON object.

python -m benchmarks.relational.process data FOLDER/data.duckdb 1000000 2GB
python -m benchmarks.relational.process engine FOLDER/data.duckdb 1000000 1500MB
python -m benchmarks.relational.process by_hand FOLDER/data.duckdb 1000000 1500MB
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.memory import peak
from benchmarks.relational.engine import FINDINGS, SUBJECTS, judge, load_workdays, rulebook_of, rules_about
from benchmarks.relational.sql import FINDINGS as FINDINGS_BY_HAND
from benchmarks.relational.sql import judge_by_hand, make_data

AS_OF = date(2026, 11, 23)
THREADS = 2


def main(side: str, file: Path, sessions: int, memory: str) -> None:
    """Does the work on a database file; what does not fit into memory goes to disk beside it."""
    import duckdb

    book = rulebook_of(rules_about(SUBJECTS))
    book.bind()
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": THREADS,
        "memory_limit": memory,
        "temp_directory": str(file.parent / f"spill-{side}"),
    }
    with duckdb.connect(str(file), config=settings) as connection:
        start = perf_counter()
        if side == "data":
            make_data(connection, sessions)
            load_workdays(connection)
            findings = 0
        else:
            if side == "engine":
                judge(connection, book, AS_OF)
            else:
                judge_by_hand(connection, AS_OF)
            table = FINDINGS if side == "engine" else FINDINGS_BY_HAND
            ((findings,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        seconds = perf_counter() - start
    print(json.dumps({"work": seconds, "findings": findings, "peak": peak()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
