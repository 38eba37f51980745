"""The JSON Schema that editors read: complete, true of every rule file, and fresh."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sdcompliance.rulebook import default_rulebook, rules_folder
from sdcompliance.rulebook.json_schema import main, rule_json_schema
from sdcompliance.rulebook.yaml_text import read_yaml

BROKEN = Path(__file__).parent / "broken"
COMMITTED = rules_folder() / "rule.schema.json"
RENEW = "python -m sdcompliance.rulebook.json_schema > rules/rule.schema.json"
COMMON = ("terms.yaml", "subjects.yaml", "clauses.yaml", "ledger.yaml")
VALIDATOR = jsonschema.Draft202012Validator(rule_json_schema())


def as_an_editor_reads_it(data: Any) -> Any:
    """Editors read YAML 1.2: what looks like a date is a text."""
    match data:
        case dict():
            return {str(key): as_an_editor_reads_it(value) for key, value in data.items()}
        case list():
            return [as_an_editor_reads_it(value) for value in data]
        case date():
            return data.isoformat()
        case Decimal():
            return float(data)
    return data


def faults(text: str) -> list[str]:
    data = as_an_editor_reads_it(read_yaml(text, "x.yaml").data)
    return [error.message for error in VALIDATOR.iter_errors(data)]


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    parts = [schema, *schema.get("$defs", {}).values()]
    for part in parts:
        yield from part.get("properties", {}).items()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(rule_json_schema())
    assert rule_json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert rule_json_schema()["title"]


def test_every_key_says_what_it_means() -> None:
    assert [name for name, value in properties(rule_json_schema()) if not value.get("description")] == []


def test_the_keys_of_the_how_to_are_there() -> None:
    optional = {
        "when",
        "arises",
        "due",
        "until",
        "undecided",
        "parameters",
        "readings",
        "addressee",
        "labels",
    }
    required = {"id", "name", "title", "subject", "clause", "quote", "norm", "require", "message", "remedy"}
    schema = rule_json_schema()
    assert set(schema["properties"]) == optional | required | {"examples"}
    assert set(schema["required"]) == required | {"examples"}
    assert schema["additionalProperties"] is False


def test_every_rule_file_is_valid() -> None:
    for name, text in default_rulebook().texts.items():
        if name not in COMMON:
            assert faults(text) == [], name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unknown-key", "'subjekt' was unexpected"),
        ("unknown-key-in-title", "'english' was unexpected"),
        ("unknown-key-in-example", "'expects' was unexpected"),
        ("missing-key", "'norm' is a required property"),
        ("missing-language", "'en' is a required property"),
        ("example-without-verdict", "'expect' is a required property"),
        ("reading-without-basis", "'basis' is a required property"),
        ("key-without-a-value", "None is not of type 'string'"),
        ("bad-norm", "'musst' is not one of"),
        ("bad-id", "does not match"),
        ("bad-name", "does not match"),
        ("example-bad-verdict", "'complaint' is not one of"),
        ("text-for-a-mapping", "is not of type 'object'"),
        ("a-list", "is not of type 'object'"),
    ],
)
def test_what_a_schema_can_see_it_refuses(name: str, words: str) -> None:
    found = faults((BROKEN / f"{name}.yaml").read_text(encoding="utf-8"))
    assert any(words in message for message in found), found


def test_the_committed_schema_is_fresh() -> None:
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == rule_json_schema(), f"renew it: {RENEW}"


def test_the_command_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    assert json.loads(capsys.readouterr().out) == rule_json_schema()
