"""What an auditor has → canonical tables in a backend.

::

    with open_source("folder/") as source:
        source.connection.execute("SELECT count(*) FROM sessions")
        for reject in source.rejects():
            print(reject.file, reject.line, reject.column, reject.value, reject.expected)

Files are read into a DuckDB that lives as long as the source; PostgreSQL and Spark are read where they
are. Nothing optional is imported before it is needed.
"""

from __future__ import annotations

from sdcompliance.sources.errors import (
    EncodingError,
    MappingError,
    NoTableError,
    SourceConflictError,
    SourceError,
    SourceNotFoundError,
    UnreadableError,
)
from sdcompliance.sources.mapping import ColumnMap, TableMap, load_mapping
from sdcompliance.sources.model import Input, Reject, RejectCode
from sdcompliance.sources.opening import open_source
from sdcompliance.sources.source import Source

__all__ = [
    "ColumnMap",
    "EncodingError",
    "Input",
    "MappingError",
    "NoTableError",
    "Reject",
    "RejectCode",
    "Source",
    "SourceConflictError",
    "SourceError",
    "SourceNotFoundError",
    "TableMap",
    "UnreadableError",
    "load_mapping",
    "open_source",
]
