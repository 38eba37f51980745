"""A column map proposed from names alone, to be read and corrected by somebody who knows the host."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sdcompliance.records import TABLES, Table
from sdcompliance.sources.outline import Outline
from sdcompliance.sources.titles import column_of_title, table_of_stem

_ALIKE = 0.6  # less alike is not proposed
_SAME = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """Theirs, ours (None where nothing is alike), and how alike, from 0 to 1."""

    theirs: str
    ours: str | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one table of the host may be."""

    table: Match
    columns: tuple[Match, ...]


def propose(tables: Iterable[Outline]) -> list[Proposal]:
    """A proposal for each table. No column of ours is proposed twice in one table."""
    return [_proposal(each) for each in tables]


def as_toml(proposals: Iterable[Proposal], location: str) -> str:
    """The proposals as a mapping.toml, what is uncertain said in comments."""
    lines = [
        f"# 字段对照（建议稿），来源：{_one_line(location)}。",
        '# 请逐行核对：数字为名称相似程度，1.00 为完全一致；不对的删去，"" 表示不读取该表或该列。',
        f"# Column map, proposed for {_one_line(location)}. Check every line: the figure says how alike the",
        '# names are, 1.00 is the same. Delete what is not so; "" leaves a table or a column out.',
    ]
    for proposal in proposals:
        lines += ["", *_table_lines(proposal)]
    return "\n".join(lines) + "\n"


def _proposal(host: Outline) -> Proposal:
    exact = table_of_stem(host.name)
    if exact is not None:
        return Proposal(Match(host.name, exact.name, _SAME), _columns(exact, host.titles))
    scored = [(_table_score(table, host), table) for table in TABLES.values()]
    score, table = max(scored, key=lambda pair: pair[0])
    if score < _ALIKE:
        return Proposal(Match(host.name, None, 0.0), ())
    return Proposal(Match(host.name, table.name, score), _columns(table, host.titles))


def _table_score(table: Table, host: Outline) -> float:
    """How alike by name, or by how many of the titles are known, whichever is more."""
    name = _likeness(host.name, (table.name, table.label))
    known = sum(column_of_title(table, title) not in (None, "id") for title in host.titles)
    named = known / max(len(host.titles), 1) if known > 1 else 0.0
    return max(name, named)


def _columns(table: Table, titles: tuple[str, ...]) -> tuple[Match, ...]:
    matches: dict[str, Match] = {}
    taken: set[str] = set()
    for title in titles:
        column = column_of_title(table, title)
        if column is not None and column not in taken:
            matches[title] = Match(title, column, _SAME)
            taken.add(column)
    for score, title, column in sorted(_pairs(table, titles), reverse=True):
        if title not in matches and column not in taken:
            matches[title] = Match(title, column, score)
            taken.add(column)
    return tuple(matches.get(title, Match(title, None, 0.0)) for title in titles)


def _pairs(table: Table, titles: Iterable[str]) -> Iterable[tuple[float, str, str]]:
    for title in titles:
        for column in table.columns.values():
            score = _likeness(title, (column.name, column.label))
            if score >= _ALIKE:
                yield score, title, column.name


def _likeness(theirs: str, ours: Iterable[str]) -> float:
    plain = theirs.strip().casefold()
    return max(difflib.SequenceMatcher(None, plain, name).ratio() for name in ours)


def _table_lines(proposal: Proposal) -> list[str]:
    key = f"tables.{_quoted(proposal.table.theirs)}"
    if proposal.table.ours is None:
        return ["# 未找到对应的表 / no table is alike:", f"# [{key}]", '# table = ""']
    ours = proposal.table.ours
    lines = [f"[{key}]", f"table = {_quoted(ours)}  # {proposal.table.likeness:.2f} {TABLES[ours].label}"]
    if proposal.columns:
        lines += [
            "",
            f"[{key}.columns]",
            *(_column_line(match, TABLES[ours].columns) for match in proposal.columns),
        ]
    return lines


def _column_line(match: Match, columns: Mapping[str, object]) -> str:
    theirs = _quoted(match.theirs)
    if match.ours is None:
        return f'# {theirs} = ""  # 未找到对应的列 / no column is alike'
    label = getattr(columns[match.ours], "label", "")
    return f"{theirs} = {_quoted(match.ours)}  # {match.likeness:.2f} {label}"


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(
        f"\\{char}" if char in '"\\' else char if char.isprintable() else f"\\U{ord(char):08x}"
        for char in text
    )
    return f'"{escaped}"'


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
