"""A fresh interpreter: how long until the library is there, and until it has judged something."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from benchmarks.figures import AtMost, Figure
from benchmarks.timing import cold_starts
from sdcompliance.rulebook import compliant_dossier

Report = Callable[[Figure], None]

_IMPORT = """
import json
{before}
start = perf_counter()
{timed}
print(json.dumps({{"own": perf_counter() - start}}))
"""

_FIRST_VERDICT = """
import json
import sdcompliance as sdc
report = sdc.evaluate(sdc.Records.load({path!r}), as_of="2026-11-23")
print(json.dumps({{"findings": len(report.findings)}}))
"""


@pytest.mark.parametrize(
    ("what", "before", "timed", "goal"),
    [
        ("import pydantic", "", "import pydantic", None),
        ("import pydantic, BaseModel", "", "import pydantic; pydantic.BaseModel", None),
        ("import sdcompliance, on top of pydantic", "import pydantic", "import sdcompliance", AtMost(100)),
        (
            "import sdcompliance, touch Records and evaluate, on top of pydantic",
            "import pydantic",
            "import sdcompliance; sdcompliance.Records, sdcompliance.evaluate",
            None,
        ),
        (
            "the same, on top of pydantic with BaseModel",
            "import pydantic; pydantic.BaseModel",
            "import sdcompliance; sdcompliance.Records, sdcompliance.evaluate",
            AtMost(100),
        ),
    ],
)
def test_import(what: str, before: str, timed: str, goal: AtMost | None, report: Report) -> None:
    runs = [run["own"] * 1e3 for run in cold_starts(_IMPORT.format(before=before, timed=timed))]
    report(Figure(what, median(runs), "ms", (min(runs), max(runs)), goal))


def test_first_verdict(report: Report) -> None:
    runs = cold_starts(_FIRST_VERDICT.format(path=str(compliant_dossier())))
    assert all(run["findings"] > 0 for run in runs)
    seconds = [run["seconds"] for run in runs]
    what = "first verdict: start Python, load the compliant dossier, evaluate it"
    report(Figure(what, median(seconds), "s", (min(seconds), max(seconds)), AtMost(0.5)))
