"""How Sphinx builds docs/: ``make docs``, without network, every warning an error."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

from sdcompliance import __version__

project = "sdcompliance"
version = release = __version__
language = "zh_CN"

extensions = ["myst_parser"]
exclude_patterns = ["pages"]
myst_heading_anchors = 4  # the anchors that code forges give to headings
nitpicky = True
smartquotes = False  # quotes are verbatim

html_theme = "furo"
html_title = "sdcompliance"
html_show_copyright = False
html_copy_source = False

# The pages below each page, in order. They stand here and not in the pages, which are plain Markdown
# on a code forge too. A page that is named nowhere is a warning.
NAVIGATION = {
    "index": [
        ("使用 / Using it", ["tutorial", "how-to/*", "cli", "verdicts"]),
        ("规则 / The rules", ["notice", "rules/index", "terms", "tables"]),
        ("设计 / Design", ["architecture", "decisions/*"]),
    ],
    "rules/index": [("", ["[A-Z]*"])],
}


def add_navigation(app: Sphinx, docname: str, source: list[str]) -> None:
    """Appends to a page the list of the pages below it, which Sphinx wants in the text."""
    for caption, patterns in NAVIGATION.get(docname, ()):
        here = (app.srcdir / docname).parent
        entries = [name for pattern in patterns for name in _pages(here, pattern)]
        head = [f":caption: {caption}"] if caption else []
        source[0] += "\n".join(["\n\n```{toctree}", ":hidden:", ":titlesonly:", *head, "", *entries, "```\n"])


def _pages(folder: Path, pattern: str) -> list[str]:
    found = sorted(folder.glob(f"{pattern}.md"))
    return [file.relative_to(folder).with_suffix("").as_posix() for file in found]


class ChineseRuns(SearchChinese):
    """Chinese text for the search without a dictionary: every run of characters, and every pair.

    The page's script finds a query of two characters among whole words, a longer one inside them.
    """

    _run = re.compile(r"[\u4e00-\u9fff]+")

    def split(self, input: str) -> list[str]:
        """Words to index."""
        runs = self._run.findall(input)
        pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
        return [*runs, *pairs, *self.latin1_letters.findall(input)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_search_language(ChineseRuns)
    app.connect("source-read", add_navigation)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
