"""Every benchmark reports figures; one table at the end shows them all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.figures import Figure, table

FIGURES = pytest.StashKey[list[Figure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[Figure], None]:
    """Adds a figure to the table."""
    return request.config.stash[FIGURES].append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    figures = config.stash[FIGURES]
    if figures:
        terminalreporter.section("figures of this run")
        for line in table(figures):
            terminalreporter.write_line(line)
