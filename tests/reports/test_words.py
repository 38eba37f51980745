"""The catalogue of words: every entry in both languages, with the same places for values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from sdcompliance import Verdict, default_rulebook
from sdcompliance.reports import words
from sdcompliance.reports.rules_text import chapter_of
from sdcompliance.rulebook import Norm, Words

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def _entries() -> Iterator[tuple[str, Words]]:
    for name, value in vars(words).items():
        if isinstance(value, Words):
            yield name, value
        elif isinstance(value, dict) and name.isupper():
            yield from ((f"{name}.{key}", entry) for key, entry in value.items())
        elif isinstance(value, tuple) and name.isupper():
            yield from ((f"{name}.{place}", entry) for place, entry in enumerate(value))


ENTRIES = dict(_entries())


def test_the_catalogue_was_found() -> None:
    assert {"REPORT_TITLE", "GROUPS.violation", "WEEKDAYS.6"} <= ENTRIES.keys()


@pytest.mark.parametrize("name", ENTRIES)
def test_both_languages(name: str) -> None:
    entry = ENTRIES[name]
    assert entry.zh
    assert entry.en
    assert not CHINESE.search(entry.en)


@pytest.mark.parametrize("name", ENTRIES)
def test_both_languages_have_only_known_places(name: str) -> None:
    """English may leave a place out (it has no label beside a name), but has none of its own."""
    entry = ENTRIES[name]
    assert _places(entry.en) <= _places(entry.zh)


def _places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place}


def test_every_verdict_and_norm_has_words() -> None:
    assert set(words.GROUPS) == set(Verdict)
    assert set(words.NORMS) == set(Norm)


def test_every_chapter_of_the_notice_has_words() -> None:
    """A new folder of rules/ is named in reports/words.py, CHAPTERS."""
    assert {chapter_of(rule) for rule in default_rulebook().values()} <= set(words.CHAPTERS)
