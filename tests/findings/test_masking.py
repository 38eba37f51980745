"""Names, identity and telephone numbers never leave the library unasked."""

from __future__ import annotations

import pytest

from sdcompliance.findings import mask, mask_numbers
from sdcompliance.records import PersonalData


@pytest.mark.parametrize(
    ("value", "kind", "masked"),
    [
        ("王小明", PersonalData.NAME, "王**"),
        ("王", PersonalData.NAME, "*"),
        ("", PersonalData.NAME, ""),
        ("37010219880712002X", PersonalData.IDENTITY_NUMBER, "370***********002X"),
        ("370102", PersonalData.IDENTITY_NUMBER, "******"),
        ("13812345678", PersonalData.PHONE, "138****5678"),
        ("0531-8697", PersonalData.PHONE, "*********"),
    ],
)
def test_the_telling_part_is_masked_and_the_length_stays(value: str, kind: PersonalData, masked: str) -> None:
    assert mask(value, kind) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("sessions 37010219880712002X", "sessions 370***********002X"),
        ("R-13812345678", "R-138****5678"),
        ("档案37010219880712002x号", "档案370***********002x号"),
        # Not such numbers: a certificate's 16 digits, 19 digits in a row, a part of a word.
        ("2537010000000001", "2537010000000001"),
        ("3701021988071200211", "3701021988071200211"),
        ("A13812345678", "A13812345678"),
    ],
)
def test_numbers_are_masked_wherever_they_stand(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked
