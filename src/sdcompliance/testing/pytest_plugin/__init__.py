"""The pytest plugin: assertions that explain, stories and rule examples as tests, rule coverage.

pytest loads it by its entry point wherever both are installed. It adds

- ``assert_compliant`` and ``assert_violates``: fixtures that are functions, also to be imported from here;
- ``--sdcompliance-stories DIR``: every story in the folders below DIR is a test;
- ``--sdcompliance-rules PATH``: every example of the rules there is a test, and they are judged with the
  notice's in all tests of the plugin;
- ``--sdcompliance-coverage``: after the tests, which verdicts they have seen of which rule.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from sdcompliance.rulebook import Rulebook, default_rulebook, load_rules
from sdcompliance.testing.pytest_plugin.asserting import Asserting, assert_compliant, assert_violates
from sdcompliance.testing.pytest_plugin.coverage import RuleCoverage
from sdcompliance.testing.pytest_plugin.items import example_items, story_items

__all__ = ["Asserting", "RuleCoverage", "assert_compliant", "assert_violates"]

_COVERAGE: Final = pytest.StashKey[RuleCoverage]()
_RULEBOOK: Final = pytest.StashKey[Rulebook]()
_FROM_WORKER: Final = "sdcompliance_coverage"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's options."""
    group = parser.getgroup("sdcompliance", "rules for assessing one specialised vocational skill")
    group.addoption(
        "--sdcompliance-stories",
        metavar="DIR",
        type=Path,
        help="collect every story in the folders below DIR (records.json and expected.yaml) as a test",
    )
    group.addoption(
        "--sdcompliance-rules",
        metavar="PATH",
        type=Path,
        help="your own rules: their examples are collected as tests, and the tests judge by them too",
    )
    group.addoption(
        "--sdcompliance-coverage",
        action="store_true",
        help="after the tests, show which verdicts were seen of which rule",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Makes room for what is seen."""
    config.stash[_COVERAGE] = RuleCoverage()


@pytest.hookimpl(tryfirst=True)  # before -k and -m choose
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Adds the stories and the examples that were asked for."""
    coverage = config.stash[_COVERAGE]
    if (folder := config.getoption("--sdcompliance-stories")) is not None:
        items.extend(story_items(session, folder, _rulebook_of(config), coverage.see))
    if config.getoption("--sdcompliance-rules") is not None:
        items.extend(example_items(session, _rulebook_of(config), coverage.see_finding))


@pytest.fixture(scope="session", name="assert_compliant")
def _assert_compliant(pytestconfig: pytest.Config) -> Callable[..., None]:
    """``assert_compliant(records, as_of)``: fails, and explains, where anything is found."""
    return _asserting(pytestconfig).compliant


@pytest.fixture(scope="session", name="assert_violates")
def _assert_violates(pytestconfig: pytest.Config) -> Callable[..., None]:
    """``assert_violates(records, "RPT001", as_of)``: fails, and explains, where the rule is not violated."""
    return _asserting(pytestconfig).violates


def _asserting(config: pytest.Config) -> Asserting:
    return Asserting(_rulebook_of(config), config.stash[_COVERAGE].see)


def _rulebook_of(config: pytest.Config) -> Rulebook:
    if _RULEBOOK not in config.stash:
        path = config.getoption("--sdcompliance-rules")
        config.stash[_RULEBOOK] = default_rulebook() if path is None else load_rules(path)
    return config.stash[_RULEBOOK]


# ── coverage, also of several processes (pytest-xdist) ──────────────────────────────────


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker process: sends what was seen to the one that prints."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_FROM_WORKER] = session.config.stash[_COVERAGE].to_json()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Adds what a worker process has seen."""
    seen = getattr(node, "workeroutput", {}).get(_FROM_WORKER, {})
    node.config.stash[_COVERAGE].add(seen)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Prints which verdicts were seen of which rule."""
    if config.getoption("--sdcompliance-coverage"):
        terminalreporter.section("sdcompliance: verdicts seen of each rule")
        for line in config.stash[_COVERAGE].lines(_rulebook_of(config)):
            terminalreporter.write_line(line)
