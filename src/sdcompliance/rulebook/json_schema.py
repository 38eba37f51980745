"""The format of a rule file as a JSON Schema, for editors: made from the models of format.py.

An editor reads it by a first line in a rule file: ``# yaml-language-server: $schema=<path>``. It knows keys
and their kinds; fields, quotes and conditions are checked when the rules are loaded.

Run ``python -m sdcompliance.rulebook.json_schema > rules/rule.schema.json`` after a change of format.py.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from sdcompliance.rulebook.format import RuleFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_json_schema() -> dict[str, Any]:
    """The JSON Schema of a rule file: every key, what it means, which are required.

    Dates are texts of format ``date``: an editor reads ``2025-03-10`` so.
    """
    made = RuleFile.model_json_schema(by_alias=True)
    for part in (made, *made["$defs"].values()):
        part["properties"] = {key: _given(value) for key, value in part["properties"].items()}
    return {"$schema": DIALECT, **made, "title": "Rule of sdcompliance"}


def _given(key: dict[str, Any]) -> dict[str, Any]:
    """A key without the null that stands for its absence: it is left out, or has a value."""
    kinds = [kind for kind in key.get("anyOf", ()) if kind != {"type": "null"}]
    rest = {name: value for name, value in key.items() if name not in ("anyOf", "default")}
    if len(kinds) == 1:
        return {**rest, **kinds[0]}
    return {**rest, "anyOf": kinds} if kinds else rest


def main() -> None:
    """Writes the schema to standard output."""
    sys.stdout.write(json.dumps(rule_json_schema(), ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
