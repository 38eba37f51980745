"""How much is tried: little in `make test`, as much as one has time for in `make soak`."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A slow machine is no fault: no example is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--dossiers", type=int, default=5000, help="generated dossiers on which the engines must agree"
    )


@pytest.fixture(scope="session")
def dossier_count(request: pytest.FixtureRequest) -> int:
    """How many generated dossiers the engines are compared on, over all patterns of absent tables."""
    count: int = request.config.getoption("--dossiers")
    return count
