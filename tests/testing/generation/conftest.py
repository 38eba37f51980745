"""One data set of all tables, full of faults, for the tests that only look at it."""

from __future__ import annotations

import pytest
from tests.testing.generation.data_sets import judged, written

from sdcompliance.findings import Report
from sdcompliance.testing.generation import DataSet


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    """300 sessions, all tables, the greatest rate of faults."""
    return written(tmp_path_factory.mktemp("generated") / "all", 300)


@pytest.fixture(scope="session")
def report(data: DataSet) -> Report:
    """The report on it."""
    return judged(data)
