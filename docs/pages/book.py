"""Everything the pages are made from, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pages.source import Source

from sdcompliance.reports.words import CHAPTERS
from sdcompliance.rulebook import Rule, Rulebook, RuleFile, Words, default_rulebook, rules_folder
from sdcompliance.rulebook.assembly import LegalTerm
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.format import ReadingPart, SubjectPart
from sdcompliance.rulebook.ledger import Entry, Ledger, read_ledger
from sdcompliance.rulebook.rulebook import Law
from sdcompliance.rulebook.yaml_text import read_yaml

_CALL = re.compile(r"\b([a-z_]+)\(")
_LEDGER = "ledger.yaml"


@dataclass(frozen=True)
class Book:
    """The rules with their files, their terms and the ledger (None where the rules have none)."""

    rules: Rulebook
    ledger: Ledger | None
