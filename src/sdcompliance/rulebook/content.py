"""Where the content that ships with the library lies: the rules and the compliant dossier."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
#: In an installed wheel the content lies inside the package; in a checkout, beside src/.
_PLACES = (_PACKAGE / "_content", _PACKAGE.parents[1])


@cache
def content_folder() -> Path:
    """The folder that holds ``rules/`` and ``fixtures/``."""
    for place in _PLACES:
        if (place / "rules" / "clauses.yaml").is_file():
            return place
    raise FileNotFoundError("the installation lacks its rules/ folder; install sdcompliance again")


def package_folder() -> Path:
    """The library's own modules."""
    return _PACKAGE


def rules_folder() -> Path:
    """The rules of the notice."""
    return content_folder() / "rules"


def compliant_dossier() -> Path:
    """The dossier that breaks nothing: the base of every rule example."""
    return content_folder() / "fixtures" / "compliant" / "records.json"
