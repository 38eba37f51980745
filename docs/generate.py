"""Writes the pages of docs/ that follow from the rules and the records.

::

    python docs/generate.py            writes them, and removes pages of rules that are gone
    python docs/generate.py --check    writes nothing; names the pages that are not fresh, exit status 1

The same rules give the same bytes. Each page is made by one module of docs/pages.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pages import notice, rule, rules_index, tables, terms
from pages.book import Book, read_book

DOCS = Path(__file__).resolve().parent
COMMAND = "python docs/generate.py"
#: Folders in which every page is generated: a page there that nothing generates is stale.
WHOLLY_GENERATED = ("rules",)


def generated_pages(book: Book) -> Mapping[str, str]:
    """Every generated page by its path below docs/."""
    found = {
        "notice.md": notice.page(book),
        "rules/index.md": rules_index.page(book),
        "tables.md": tables.page(book),
        "terms.md": terms.page(book),
    }
    return found | {f"rules/{one.id}.md": rule.page(one, book) for one in book.rules.values()}


def stale_pages(pages: Mapping[str, str], root: Path) -> Iterator[str]:
    """The pages below ``root`` that are missing, differ, or belong to no rule any more."""
    for name, text in pages.items():
        file = root / name
        if not file.is_file() or file.read_bytes() != text.encode():
            yield name
    yield from _left_over(pages, root)


def write_pages(pages: Mapping[str, str], root: Path) -> None:
    """Writes every page below ``root`` and removes those that belong to no rule any more."""
    for name, text in pages.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    for name in _left_over(pages, root):
        (root / name).unlink()


def _left_over(pages: Mapping[str, str], root: Path) -> list[str]:
    there = (file for folder in WHOLLY_GENERATED for file in sorted((root / folder).glob("*.md")))
    return [name for file in there if (name := file.relative_to(root).as_posix()) not in pages]


def main(arguments: list[str]) -> int:
    """The command. 0: done, or all fresh; 1: some page is not fresh."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing, name the pages that are not fresh"
    )
    parser.add_argument("--into", type=Path, default=DOCS, metavar="FOLDER", help="default: docs/")
    given = parser.parse_args(arguments)
    pages = generated_pages(read_book())
    if not given.check:
        write_pages(pages, given.into)
        return 0
    stale = list(stale_pages(pages, given.into))
    for name in stale:
        print(f"docs/{name} is not fresh; renew it: {COMMAND}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
