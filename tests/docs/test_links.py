"""Every link in docs/ leads somewhere, on a code forge as on the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.files import DOCS, PAGES, ROOT, anchors, links, name


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_resolve(page: Path) -> None:
    assert not (broken := list(_broken(page))), "\n".join(broken)


def _broken(page: Path) -> Iterator[str]:
    for target in links(page):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_file():
            yield f"docs/{name(page)}: {target}: no such file"
        elif not file.is_relative_to(ROOT):
            yield f"docs/{name(page)}: {target}: outside the project"
        elif anchor and anchor not in anchors(file):
            yield f"docs/{name(page)}: {target}: {file.name} has no such heading"


def test_links_of_the_kinds_in_use_are_seen() -> None:
    found = links(DOCS / "rules" / "RPT001.md")
    assert "../../rules/reporting/RPT001_results-late.yaml" in found  # its text is code
    assert "../tables.md#sessions-考核" in found
    assert "how-to/use-in-a-host.md" in links(DOCS / "index.md")


def test_the_entry_page_leads_to_every_page_written_by_hand() -> None:
    by_hand = {
        file for file in PAGES if "renew: python docs/generate.py" not in file.read_text("utf-8")[:200]
    }
    there = {(DOCS / target.partition("#")[0]).resolve() for target in links(DOCS / "index.md")}
    missing = sorted(name(file) for file in by_hand - there - {DOCS / "index.md"})
    assert not missing, f"docs/index.md links to none of {missing}; add them"
