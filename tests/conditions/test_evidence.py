"""What conditions read: each column of the row that it is read of, each collection once."""

from __future__ import annotations

import pytest

from sdcompliance.conditions import Scope, bind
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.evidence import Read, read_by


def read(*texts: str, subject: str = "sessions") -> Read:
    return read_by(bind(text, Scope(t.Subject(subject)), expected=None) for text in texts)


def shown(found: Read, around: str = "") -> set[str]:
    """The paths of the columns, with ``*`` for whichever row of a collection."""
    columns = {around + _column(column) for column in found.columns}
    for collection in found.collections:
        source = collection.rows.source
        start = _path(source.row) if isinstance(source, t.Children) else ""
        columns |= shown(collection.read, f"{around}{start}{source.table}[*].")
    return columns


def _column(column: t.Field | t.DayOf) -> str:
    field = column.moment if isinstance(column, t.DayOf) else column
    name = f"{field.column[:-3]}_on" if isinstance(column, t.DayOf) else field.column
    return _path(field.row) + name


def _path(row: t.Row) -> str:
    return f"{_path(row.row)}{row.reference}." if isinstance(row, t.Referred) else ""


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("started_on <= ended_on", {"started_on", "ended_on"}),
        ("site.city == city", {"site.city", "city"}),
        # What a body reads of the row around it belongs there, whether or not the collection has rows.
        (
            "any(r.results_received_on <= ended_on for r in reports)",
            {"ended_on", "reports[*].results_received_on"},
        ),
        ("count(a for a in assignments) >= 2", {"assignments[*].id"}),
        # The same rows by two names: once.
        (
            "any(any(b.person_id == a.person_id for b in assignments if b.role == 'supervisor')"
            " for a in assignments if a.role == 'examiner')",
            {"assignments[*].person_id", "assignments[*].role"},
        ),
        # Rows of rows, and the same rows looked at from within.
        (
            "all(any(u.announced_on >= x.revoked_on for u in site.site_terms) for x in site.site_terms)",
            {"site.site_terms[*].announced_on", "site.site_terms[*].revoked_on"},
        ),
        (
            "any(any(p.project_id == project_id for p in x.site_term_projects) for x in site.site_terms)",
            {"project_id", "site.site_terms[*].site_term_projects[*].project_id"},
        ),
        # A row that references lead to from a member is the member's.
        ("any(a.person.name == '李' for a in assignments)", {"assignments[*].person.name"}),
    ],
)
def test_columns_stand_where_they_are_read(text: str, paths: set[str]) -> None:
    assert shown(read(text)) == paths


def test_references_that_may_lead_nowhere() -> None:
    found = read("paper.filed_with.kind == 'provincial_centre'")
    assert {(row.reference, row.table) for row in found.references} == {
        ("paper", "papers"),
        ("filed_with", "bodies"),
    }


def test_two_conditions_about_the_same_rows() -> None:
    found = read("any(a.kind == 'process' for a in archives)", "any(a.complete for a in archives)")
    (collection,) = found.collections
    assert shown(collection.read) == {"kind", "complete"}


def test_rows_whose_key_is_not_recorded_are_a_collection_of_their_own() -> None:
    """Every look-up by the column takes them along; they are told once."""
    found = read(
        "any(p.issued_on <= today for p in policies if p.kind == 'solicitation_rules')",
        "any(p.issued_on <= today for p in policies if p.kind == 'release_system')",
        subject="sites",
    )
    keys = [collection.rows.source.key for collection in found.collections if _is_lookup(collection.rows)]
    assert [key is None for key in keys].count(True) == 1
    assert len(keys) == 3


def _is_lookup(rows: t.Count) -> bool:
    return isinstance(rows.source, t.Lookup)
