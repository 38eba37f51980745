"""Rules of a host that read findings, as files: a subject and a requirement each."""

from __future__ import annotations

from pathlib import Path

_RULE = """
id: {id}
name: follows
title: {{zh: 后果, en: Follows}}
subject: {subject}
clause: annex1/5.4
quote: 建立退出机制
norm: may
require: "{require}"
message: {{zh: 后果。, en: Follows.}}
remedy: {{zh: 研判。, en: Judge it.}}
examples:
  - {{name: nothing found, as_of: 2025-06-01, expect: compliant}}
"""


def rule_text(id_: str, subject: str, require: str) -> str:
    """The text of one rule."""
    return _RULE.format(id=id_, subject=subject, require=require)


def write_rule(folder: Path, id_: str, subject: str, require: str) -> None:
    """The file of one rule."""
    (folder / f"{id_}.yaml").write_text(rule_text(id_, subject, require), encoding="utf-8")
