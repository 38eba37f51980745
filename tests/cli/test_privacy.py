"""No output tells who somebody is, unless --show-personal is given."""

from __future__ import annotations

import json
from itertools import product

import pytest
from tests.cli.runs import CHECK_DEMO, called
from tests.reports.dossiers import AS_OF, DEMO, demo_tables, telling_values

FORMATS = list(product(("text", "json"), ("zh", "en")))
#: One row each of what reads personal data: an identity number, and the form's names and telephone.
EXPLAINED = ("REG005:C11", "REG001:R12", "APP005:AP1", "APP009:AP1", "APP010:AP1")


@pytest.mark.parametrize(("format_", "language"), FORMATS)
def test_check_masks(format_: str, language: str) -> None:
    text = called(*CHECK_DEMO, "--all", "--format", format_, "--lang", language).output
    assert not [value for value in telling_values() if value in text]


@pytest.mark.parametrize(("format_", "language"), FORMATS)
@pytest.mark.parametrize("target", EXPLAINED)
def test_explain_masks(target: str, format_: str, language: str) -> None:
    result = called("explain", target, str(DEMO), "--as-of", AS_OF, "--format", format_, "--lang", language)
    assert result.exit_code == 0
    assert not [value for value in telling_values() if value in result.output]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_shown_where_asked_for(format_: str) -> None:
    number = next(row["id_number"] for row in demo_tables()["candidates"] if row["id"] == "C11")
    assert number in called(*CHECK_DEMO, "--format", format_, "--show-personal").stdout
    call = ("explain", "REG005:C11", str(DEMO), "--as-of", AS_OF, "--format", format_)
    assert number in called(*call, "--show-personal").stdout
    form = called("explain", "APP009:AP1", str(DEMO), "--as-of", AS_OF, "--show-personal")
    assert demo_tables()["application_managers"][0]["name"] in form.stdout


@pytest.mark.parametrize(("format_", "language"), FORMATS)
def test_identity_numbers_used_as_ids_are_masked(format_: str, language: str) -> None:
    number = "370602198905279110"
    dossier = {
        "candidates": [{"id": number, "id_number": "370602198905279111", "birth_on": "1989-05-27"}],
        "registrations": [{"id": "R1", "candidate_id": number, "session_id": number, "city": "370600"}],
        "sessions": [],
    }
    call = ("check", "-", "--as-of", AS_OF, "--all", "--format", format_, "--lang", language)
    result = called(*call, given=json.dumps(dossier))
    assert result.exit_code == 1
    assert number not in result.output
    assert "370***********9110" in result.output


def test_messages_about_wrong_input_are_masked() -> None:
    number = "370602198905279110"
    rows = [{"id": number, "birth_on": "1989-02-30"}, {"id": number}]
    result = called("check", "-", given=json.dumps({"candidates": rows}))
    assert result.exit_code == 2
    assert number not in result.output
    missing = called("explain", f"REG005:{number}", str(DEMO))
    assert number not in missing.output
