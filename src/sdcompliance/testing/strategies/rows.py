"""Rows of one table, for what is judged row by row."""

from __future__ import annotations

from hypothesis import strategies as st

from sdcompliance.records import Row
from sdcompliance.records.schema import table_named
from sdcompliance.testing.strategies.cells import NOBODY, cells

_IDS = ("A", "B", "C")


def drawn_rows(table: str) -> st.SearchStrategy[Row]:
    """A row with any values in its columns; references name one of a few ids, a missing row or nothing."""
    found = table_named(table)
    reference = st.sampled_from((*_IDS, NOBODY, None))
    columns: dict[str, st.SearchStrategy[object]] = {
        name: cells(table, name) if column.refers_to is None else reference
        for name, column in found.columns.items()
        if name != "id"
    }
    return st.builds(found.row_type, id=st.sampled_from(_IDS), **columns)
