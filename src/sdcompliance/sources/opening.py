"""One call that opens whatever an auditor has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, TypeGuard

from sdcompliance.sources.errors import SourceNotFoundError
from sdcompliance.sources.mapping import ColumnMap, load_mapping
from sdcompliance.sources.source import Source

_POSTGRESQL = ("postgresql://", "postgres://")


def open_source(
    location: str | os.PathLike[str] | Any,
    *,
    encoding: str | None = None,
    mapping: str | os.PathLike[str] | ColumnMap | None = None,
) -> Source:
    """Open a folder, a file, a PostgreSQL URL or a SparkSession as canonical relations.

    ``encoding`` is that of the text files, where it is not to be recognised; ``mapping`` a column map, or
    the path of one. Raises SourceError, and ExtraMissingError where an optional package is missing.
    """
    known = mapping if isinstance(mapping, ColumnMap) else load_mapping(mapping) if mapping else ColumnMap()
    if is_postgresql(location):
        from sdcompliance.sources.postgresql import PostgreSqlSource

        return PostgreSqlSource(location, mapping=known)
    if isinstance(location, str | os.PathLike):
        return _files(Path(location), encoding, known)
    if hasattr(location, "createDataFrame"):
        from sdcompliance.sources.spark import SparkSource

        return SparkSource(location, mapping=known)
    raise SourceNotFoundError(
        f"a {type(location).__name__} is no source; give a path, a postgresql:// URL or a SparkSession"
    )


def is_postgresql(location: object) -> TypeGuard[str]:
    """Whether a location is the URL of a PostgreSQL server."""
    return isinstance(location, str) and location.startswith(_POSTGRESQL)


def _files(path: Path, encoding: str | None, mapping: ColumnMap) -> Source:
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        raise SourceNotFoundError(
            f"{path}: there is no such file or folder; give a folder of tables, a workbook, a database file, "
            "or a postgresql:// URL"
        )
    from sdcompliance.sources.files import FileSource

    return FileSource(path, encoding=encoding, mapping=mapping)
