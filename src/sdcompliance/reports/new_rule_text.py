"""What to do with a rule file that has just been drafted."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from sdcompliance.reports import words as w
from sdcompliance.reports.layout import Page, Paragraph, render
from sdcompliance.reports.voice import Voice


def new_rule_text(
    file: str, folder: str, rule_id: str, voice: Voice | None = None, page: Page | None = None
) -> str:
    """Where the file is, and the commands that come next. Default: Chinese, not wrapped."""
    return render(_paragraphs(file, shlex.quote(folder), rule_id, voice or Voice()), page or Page())


def _paragraphs(file: str, folder: str, rule_id: str, voice: Voice) -> Iterator[Paragraph]:
    yield Paragraph(voice.say(w.NEW_RULE, file=file))
    yield Paragraph(voice.say(w.NEW_RULE_EDIT), hang=2)
    explain = f"sdcompliance explain {rule_id} --rules {folder}"
    yield Paragraph(voice.say(w.NEW_RULE_SHOW, command=explain), hang=2)
    check = f"sdcompliance check dossier.json --rules {folder}"
    yield Paragraph(voice.say(w.NEW_RULE_USE, command=check), hang=2)
