"""The rows of ``findings`` in a store, as the rules that read them see them: always as they are now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sdcompliance.conditions import FINDINGS, EarlierFinding
from sdcompliance.engines.consequences import Facts
from sdcompliance.monitor.store import Store
from sdcompliance.records import Row


class LiveFacts(Facts):
    """The facts that the rules ``reads`` found."""

    def __init__(self, store: Store, reads: Collection[str]) -> None:
        super().__init__()
        self._store = store
        self._reads = reads

    @property
    def by_id(self) -> Mapping[str, EarlierFinding]:
        """Every fact by its id."""
        rows = self._store.table(FINDINGS) or {}
        return {
            id_: row
            for id_, row in rows.items()
            if isinstance(row, EarlierFinding) and row.rule in self._reads
        }

    def by(self, column: str) -> Mapping[Any, tuple[Row, ...]]:
        """The facts by their value in a column, each group in order of id."""
        live = self._store.lookup(FINDINGS, column)
        assert live is not None  # the table is always there; the same object even while it is empty
        return _Confined(live, self._reads)


class _Confined(Mapping[Any, tuple[Row, ...]]):
    """An index of ``findings`` without the rows of other rules."""

    def __init__(self, live: Mapping[Any, tuple[Row, ...]], reads: Collection[str]) -> None:
        self._live = live
        self._reads = reads

    def __getitem__(self, value: Any) -> tuple[Row, ...]:
        reads = self._reads
        return tuple(
            row for row in self._live[value] if isinstance(row, EarlierFinding) and row.rule in reads
        )

    def __iter__(self) -> Iterator[Any]:
        return iter(self._live)

    def __len__(self) -> int:
        return len(self._live)
