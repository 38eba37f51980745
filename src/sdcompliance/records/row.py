"""The base of every row model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sdcompliance.errors import did_you_mean
from sdcompliance.records.declaration import Key, columns_of
from sdcompliance.records.faults import Fault, FaultCode, RecordsError, masked, shorten
from sdcompliance.records.kinds import Column
from sdcompliance.records.values import MisreadError, read_key

UNNAMED = "(no id)"
"""What stands in ``Fault.row`` for a row built without a valid id."""


class Row(BaseModel):
    """One row: immutable, every column but ``id`` may be None, that is *not recorded*.

    Raises RecordsError, with all faults at once, for a value its column cannot hold, a missing id, or a
    keyword that is no column.
    """

    # Schemas are built on first use: most runs touch few of the 28 tables.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    table_name: ClassVar[str]
    table_label: ClassVar[str]

    id: Key = Field(title="编号", description="the key of the row, unique in its table")

    def __init__(self, /, **columns: Any) -> None:
        try:
            super().__init__(**columns)
        except ValidationError as error:
            raise RecordsError(_faults(type(self), columns, error)) from None


def row_name(columns: Mapping[str, Any], otherwise: str) -> str:
    """The id that ``columns`` give, or ``otherwise`` where they give none that is valid."""
    try:
        return read_key(columns.get("id"))
    except MisreadError:
        return otherwise


def _faults(row_type: type[Row], given: dict[str, Any], error: ValidationError) -> list[Fault]:
    row = row_name(given, UNNAMED)
    return [_fault(row_type, row, detail) for detail in error.errors(include_url=False)]


def _fault(row_type: type[Row], row: str, detail: Any) -> Fault:
    name = str(detail["loc"][0])
    columns = columns_of(row_type)
    table = row_type.table_name
    if name not in columns:
        expected = f"a column of {table}{did_you_mean(name[:64], columns)}"
        return Fault(table, row, name, None, expected, FaultCode.UNKNOWN_NAME)
    cause = detail.get("ctx", {}).get("error")
    if not isinstance(cause, MisreadError):  # pydantic's own: the id is required
        return Fault(table, row, name, None, "an id: every row needs one", FaultCode.ID_MISSING)
    return Fault(table, row, name, _shown(columns[name], detail["input"]), cause.expected, cause.code)


def _shown(column: Column, value: Any) -> str:
    return masked(value) if column.personal else shorten(value)
