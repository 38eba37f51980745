"""durable-rules as it is run here: threads, memory, exceptions, and where it is not installed."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.files import DOCS, ROOT, blocks
from tests.engines.dossiers import COMPLIANT

from sdcompliance.cli import main
from sdcompliance.engines import Show, evaluate, registry, to_durable
from sdcompliance.engines.durable.loading import durable_engine
from sdcompliance.engines.durable.running import RunningRuleset
from sdcompliance.errors import DurableError, ExtraMissingError
from sdcompliance.records import Records
from sdcompliance.rulebook import default_rulebook, load_rules

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")

LATE = Records.parse({**COMPLIANT, "reports": []})
ONE = {"r0": {"all": [{"m": {"t0": 1}}]}}


def resident_pages() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])


# ── threads and memory ──────────────────────────────────────────────────────────────────


def test_eight_threads_get_the_same_bytes() -> None:
    def judged(_: int) -> str:
        return evaluate(LATE, "2026-11-23", show=Show.ALL, engine="durable").to_json_text()

    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(judged, range(16)))
    assert texts == {evaluate(LATE, "2026-11-23", show=Show.ALL).to_json_text()}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_memory_does_not_grow_after_warm_up() -> None:
    hits: list[int] = []
    ruleset = RunningRuleset(
        {f"r{n}": {"all": [{"m": {"$and": [{f"t{n}": 1}, {"$neq": {f"t{n + 1}": 0}}]}}]} for n in range(20)},
        {f"r{n}": lambda c: hits.append(1) for n in range(20)},
    )

    def rounds(count: int) -> int:
        for number in range(count):
            hits.clear()
            with ruleset.context() as assert_fact:
                assert_fact({f"t{n}": (number >> n) % 3 for n in range(21)})
        gc.collect()
        return resident_pages()

    warm = rounds(6_000)
    assert rounds(6_000) - warm < 256  # pages of 4 KiB: less than 180 bytes a row


def test_rulesets_that_nobody_needs_any_more_are_freed() -> None:
    deleted: list[object] = []
    engine = sys.modules["durable_rules_engine"]
    delete = engine.delete_ruleset
    engine.delete_ruleset = lambda handle: (deleted.append(handle), delete(handle))
    try:
        ruleset = RunningRuleset(ONE, {"r0": lambda c: None})
        with ruleset.context() as assert_fact:
            assert_fact({"t0": 1})
        del ruleset, assert_fact
        gc.collect()
    finally:
        engine.delete_ruleset = delete
    assert len(deleted) == 1


# ── what may go wrong ───────────────────────────────────────────────────────────────────


def test_what_an_action_raises_is_raised_and_the_next_row_is_judged() -> None:
    def failing(c: object) -> None:
        if faults:
            raise faults.pop()
        hits.append("r0")

    faults: list[BaseException] = [ValueError("broken"), KeyboardInterrupt()]
    hits: list[str] = []
    ruleset = RunningRuleset(ONE, {"r0": failing})
    for expected in (KeyboardInterrupt, ValueError):
        with pytest.raises(expected), ruleset.context() as assert_fact:
            assert_fact({"t0": 1})
    with ruleset.context() as assert_fact:
        assert_fact({"t0": 1})
    assert hits == ["r0"]


def test_an_interruption_that_durable_rules_swallows_is_told() -> None:
    def interrupted(c: object) -> None:
        c.s["exception"] = "exception caught KeyboardInterrupt"  # what its own handler leaves behind

    ruleset = RunningRuleset(ONE, {"r0": interrupted})
    with pytest.raises(DurableError, match="interrupted"), ruleset.context() as assert_fact:
        assert_fact({"t0": 1})


def test_an_action_that_takes_too_long_is_not_taken_for_no_action(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 60))  # a minute passes at every look
    monkeypatch.setattr(durable_engine(), "_unix_now", lambda: next(clock))
    ruleset = RunningRuleset(ONE, {"r0": lambda c: None})
    with pytest.raises(DurableError, match="did not finish"), ruleset.context() as assert_fact:
        assert_fact({"t0": 1})


def test_after_an_interruption_anywhere_the_next_row_is_judged_afresh() -> None:
    hits: list[str] = []
    ruleset = RunningRuleset(ONE, {"r0": lambda c: hits.append("r0")})

    def interrupted() -> None:
        with ruleset.context() as assert_fact:
            assert_fact({"t0": 1})  # durable-rules holds the fact now
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    for _ in range(2):
        hits.clear()
        with ruleset.context() as assert_fact:
            assert_fact({"t0": 1})
        assert hits == ["r0"]


def test_a_row_for_which_no_rule_fires_leaves_nothing_behind() -> None:
    hits: list[str] = []
    ruleset = RunningRuleset(ONE, {"r0": lambda c: hits.append("r0")})
    for value in (0, 2, 0, 1, 0, 1):
        with ruleset.context() as assert_fact:
            assert_fact({"t0": value})
    assert hits == ["r0", "r0"]


def test_no_text_of_a_rule_file_reaches_durable_rules(tmp_path: Path) -> None:
    text = """
id: HSE901
name: odd
title: {zh: 怪, en: Odd}
subject: sites
clause: annex1/5.4
quote: 建立退出机制
norm: must
require: 'name != "$and" and name != "x} <b> ${c} 考点"'
message: {zh: 怪。, en: Odd.}
remedy: {zh: 改。, en: Change it.}
examples:
  - {name: plain, as_of: 2025-06-01, expect: compliant}
"""
    (tmp_path / "HSE901.yaml").write_text(text, encoding="utf-8")
    book = load_rules(tmp_path)
    written = json.dumps([ruleset.rules for ruleset in to_durable(book)], ensure_ascii=False)
    known = r"all|m|\$and|\$neq|id|r\d+|t\d+"
    assert {name for name in re.findall(r'"([^"]*)"', written) if not re.fullmatch(known, name)} == set()
    odd = Records.parse({"sites": [{"id": "ST1", "name": "x} <b> ${c} 考点", "city": "370100"}]})
    native = evaluate(odd, "2025-06-01", rulebook=book)
    assert evaluate(odd, "2025-06-01", rulebook=book, engine="durable") == native
    assert [finding.rule for finding in native.violations] == ["HSE901"]


# ── where it is not installed ───────────────────────────────────────────────────────────


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    for name in ("durable", "durable.engine"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr("sdcompliance.engines.durable.engine.durable_engine", durable_engine.__wrapped__)


@pytest.mark.usefixtures("not_installed")
def test_without_the_package_the_error_says_how_to_get_it(tmp_path: Path) -> None:
    book = default_rulebook()
    copy = type(book)(book.values(), book.surroundings, book.texts)  # another one has its engine already
    with pytest.raises(ExtraMissingError) as raised:
        evaluate(LATE, "2025-06-01", rulebook=copy, engine="durable")
    message = str(raised.value)
    assert 'pip install "sdcompliance[durable]"' in message
    assert "C compiler" in message
    assert "native engine gives the same findings and needs nothing" in message


def test_installed_but_not_to_be_loaded_it_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def unbound() -> None:
        raise ImportError("undefined symbol: PyEval_CallObject")  # linked with -z now, on Python 3.13

    for name in ("_imported", "_lazily_bound"):
        monkeypatch.setattr(f"sdcompliance.engines.durable.loading.{name}", unbound)
    with pytest.raises(DurableError) as raised:
        durable_engine.__wrapped__()
    assert "undefined symbol: PyEval_CallObject" in str(raised.value)
    assert "-DPyEval_CallObject=PyObject_CallObject" in str(raised.value)
    assert "native engine gives the same findings and needs nothing" in str(raised.value)


def test_on_newer_pythons_its_module_is_bound_lazily(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(sys, "setdlopenflags"):
        pytest.skip("this system has no dlopen flags")
    import os

    set_: list[int] = []
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    monkeypatch.setattr(sys, "getdlopenflags", lambda: 2)
    monkeypatch.setattr(sys, "setdlopenflags", set_.append)
    assert durable_engine.__wrapped__() is durable_engine()
    assert set_ == [os.RTLD_LAZY, 2]  # set for the import, and set back


# ── for hosts ───────────────────────────────────────────────────────────────────────────


def test_the_how_to_does_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for code in blocks(DOCS / "how-to" / "durable-rules.md", "python"):
        exec(compile(code, "durable-rules.md", "exec"), names)


def test_every_rule_and_reading_is_in_a_ruleset() -> None:
    concluded = {
        (one.rule, one.reading)
        for ruleset in to_durable()
        for found in ruleset.conclusions.values()
        for one in found
    }
    book = default_rulebook()
    assert concluded == {(rule.id, variant.name) for rule in book.values() for variant in rule.variants}
    assert [ruleset.name for ruleset in to_durable()][-3:] == ["CER008", "REV005", "RPT005"]


def test_rulesets_are_plain_data() -> None:
    for ruleset in to_durable():
        assert json.loads(json.dumps(ruleset.rules)) == ruleset.rules
        assert len(ruleset.flags) <= 150
        assert len(ruleset.rules) <= 200


# ── on the command line ─────────────────────────────────────────────────────────────────


def test_the_command_says_the_same_with_either_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command = ["check", "fixtures/demo/records.json", "--as-of", "2026-11-23", "--format", "json"]
    native, durable = (
        CliRunner().invoke(main, [*command, "--engine", name]) for name in ("native", "durable")
    )
    assert (durable.exit_code, durable.stdout) == (native.exit_code, native.stdout)
    assert native.exit_code == 1


@pytest.mark.usefixtures("not_installed")
def test_the_command_says_how_to_get_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sdcompliance.engines.evaluation.engine_named", registry._made.__wrapped__)
    run = CliRunner().invoke(main, ["check", "fixtures/demo/records.json", "--engine", "durable"])
    assert run.exit_code == 2
    assert 'pip install "sdcompliance[durable]"' in run.stderr
