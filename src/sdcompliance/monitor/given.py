"""What a host gives with an event, read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sdcompliance.monitor.errors import EventError
from sdcompliance.records import SHANGHAI, TABLES, Fault, FaultCode, Records, RecordsError, Row


def row_given(table: str, given: Row | Mapping[str, Any]) -> Row:
    """A row of the table, from a row or from its columns by name or Chinese title.

    Raises RecordsError; a column that is not known is an error here: nobody would see a warning.
    """
    expected = TABLES[table].row_type
    if isinstance(given, Row):
        if isinstance(given, expected):
            return given
        what = f"a row of {table}, that is a {expected.__name__}"
        raise RecordsError([Fault(table, given.id, None, type(given).__name__, what, FaultCode.NOT_A_ROW)])
    records = Records.parse({table: [given]})
    if records.problems:
        first = records.problems[0]
        raise RecordsError(
            [Fault(table, None, None, None, f"known columns: {first}", FaultCode.UNKNOWN_NAME)]
        )
    (row,) = (records.table(table) or {}).values()
    return row


def stamp_of(occurred_at: datetime | None) -> str | None:
    """When a change was made, as text that sorts by time; a time without an offset is Asia/Shanghai's.

    Raises EventError where it is no time.
    """
    if occurred_at is None:
        return None
    if not isinstance(occurred_at, datetime):
        raise EventError(f"occurred_at is a date-time, not {type(occurred_at).__name__}")
    local = occurred_at if occurred_at.tzinfo is not None else occurred_at.replace(tzinfo=SHANGHAI)
    try:
        return local.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError as error:
        raise EventError(f"occurred_at lies outside the calendar: {occurred_at}") from error


def id_given(table: str, given: object) -> str:
    """The id of a row, read as in a row. Raises RecordsError where it is none."""
    return TABLES[table].row_type(id=given).id


def event_id_given(given: object) -> str | None:
    """The id of an event, None where it has none. Raises EventError where a journal cannot keep it."""
    if given is None:
        return None
    if not isinstance(given, str) or not given or "\0" in given or not _is_whole(given):
        raise EventError(
            f"event_id is a text that is unique to the event, such as 'order-17/2', not {given!r}"
        )
    return given


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True
