"""Broken rule files: every fault is told with its file, line, key and words, and none escapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sdcompliance.rulebook import Rulebook, RuleError, load_rules, rules_folder
from sdcompliance.rulebook.yaml_text import DEEPEST, MOST_CHARACTERS, read_yaml

BROKEN = Path(__file__).parent / "broken"
GOOD = Path(__file__).parent / "good" / "HSE001_results-late.yaml"
EXPECTED: dict[str, list[Any]] = yaml.safe_load((BROKEN / "expected.yaml").read_text(encoding="utf-8"))


def outcome(path: Path) -> Rulebook | RuleError:
    try:
        return load_rules(path)
    except RuleError as error:
        return error


def test_every_broken_file_has_its_expected_words() -> None:
    here = {path.name for path in BROKEN.iterdir()} - {"expected.yaml"}
    assert here == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_file_is_told_what_is_wrong_and_where(name: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(BROKEN / name)
    told = [(fault.file, fault.line, fault.key, fault.message) for fault in caught.value.faults]
    assert len(told) == len(EXPECTED[name]), told
    for file, line, key, words in EXPECTED[name]:
        matching = [message for *place, message in told if place == [file, line, key]]
        assert matching, f"nothing told of {file}:{line}: {key}: {told}"
        assert words in matching[0]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_reads_as_one_line_with_its_place_first(name: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(BROKEN / name)
    lines = str(caught.value).split("\n")
    assert len(lines) == len(caught.value.faults)
    for line, fault in zip(lines, caught.value.faults, strict=True):
        assert line.startswith(f"{fault.file}:{fault.line}: " if fault.line else f"{fault.file}: ")


def test_faults_come_in_the_order_of_the_files_and_lines() -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(BROKEN / "faults-in-several-files")
    places = [(fault.file, fault.line) for fault in caught.value.faults]
    assert places == sorted(places)


# ── what is too large or too deep to be a rule file ─────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        # PyYAML composes these by recursion in C: unguarded, each ends the process.
        pytest.param("- " * 60_000 + "a", id="block sequences"),
        pytest.param("? " * 60_000 + "a", id="complex keys"),
        pytest.param("[" * 90_000 + "]" * 90_000, id="flow sequences"),
        pytest.param("{a: " * 30_000 + "}" * 30_000, id="flow mappings"),
        pytest.param("a: b\u2028" + "-\t" * 60_000 + "a", id="after another kind of line break"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(500)), id="indentation"),
        pytest.param("[" * 1900, id="never closed"),
    ],
)
def test_a_file_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"nested deeper than|not YAML"):
        read_yaml(text, "deep.yaml")


def test_many_brackets_side_by_side_are_no_depth() -> None:
    text = "a: [" + "[], " * 3000 + "]"
    assert len(read_yaml(text, "wide.yaml").data["a"]) == 3000


def test_the_deepest_allowed_is_allowed() -> None:
    # The document is depth 0, so DEEPEST brackets leave the innermost at depth DEEPEST - 1.
    assert read_yaml("[" * DEEPEST + "]" * DEEPEST, "deep.yaml").data


def test_a_file_that_is_too_long_is_refused() -> None:
    with pytest.raises(RuleError, match=f"longer than {MOST_CHARACTERS} characters"):
        read_yaml("#" * (MOST_CHARACTERS + 1), "long.yaml")


@pytest.mark.parametrize(
    "value",
    ["2025-02-30", "2025-13-01", ".inf", "-.inf", ".nan", "!!int x", "!!int ''", "!!float x", "!!bool maybe",
     "!!timestamp soon", "9" * 5000, "190:20:30.15", "1.0e+9999999999999999999"],
)  # fmt: skip
def test_what_only_looks_like_a_number_or_a_date_is_a_fault_of_its_line(value: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_yaml(f"a: 1\nb:\n  c: {value}\n", "x.yaml")
    (fault,) = caught.value.faults
    assert (fault.line, fault.key) == (3, "b.c")
    assert "is no " in fault.message


# ── any change of a good rule file ──────────────────────────────────────────────────────

LINES = GOOD.read_text(encoding="utf-8").splitlines()
OTHER_LINES = [
    line
    for path in sorted((rules_folder() / "reporting").glob("*.yaml"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
NEW_LINES = st.one_of(
    st.sampled_from(OTHER_LINES),
    st.sampled_from(
        ["", "  ", "\t", "---", "...", "- a", "a: b", "? a", "[", "}", "'", "#", "&a", "*a", "<<: *a"]
    ),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "duplicate", "replace", "insert", "cut", "indent"]),
        st.integers(0, len(LINES) - 1),
        NEW_LINES,
    ),
    min_size=1,
    max_size=4,
)


def edited(edits: list[tuple[str, int, str]]) -> str:
    lines = list(LINES)
    for what, place, new in edits:
        at = place % len(lines) if lines else 0
        match what:
            case "delete":
                del lines[at : at + 1]
            case "duplicate":
                lines[at:at] = lines[at : at + 1]
            case "replace":
                lines[at : at + 1] = [new]
            case "insert":
                lines.insert(at, new)
            case "cut":
                lines[at : at + 1] = [line[: len(line) // 2] for line in lines[at : at + 1]]
            case "indent":
                lines[at : at + 1] = ["  " + line for line in lines[at : at + 1]]
    return "\n".join(lines) + "\n"


@settings(deadline=None)
@given(EDITS)
def test_an_edited_rule_file_is_a_good_one_or_a_rule_error(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, str]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "HSE001_edited.yaml"
    file.write_text(edited(edits), encoding="utf-8")
    found = outcome(file)
    if isinstance(found, RuleError):
        assert found.faults
        assert all(fault.file == file.name for fault in found.faults)
    else:
        found.bind()


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_is_read_or_a_rule_error(text: str) -> None:
    try:
        document = read_yaml(text, "any.yaml")
    except RuleError as error:
        assert error.faults  # noqa: PT017 - either outcome is right
    else:
        assert document.lines[()] == 1
