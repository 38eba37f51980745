"""What a table and a column are: the words in which the schema of the records is written."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdcompliance.records.row import Row


class ColumnKind(Enum):
    """How the values of a column are read, and what they are once read."""

    KEY = "key"  # str, the id
    REFERENCE = "reference"  # str, the id of a row of another table
    TEXT = "text"  # str
    CODE = "code"  # Code, a member of an enumeration
    CITY = "city"  # str, six digits
    BOOLEAN = "boolean"  # bool
    INTEGER = "integer"  # int
    DECIMAL = "decimal"  # decimal.Decimal
    DAY = "day"  # datetime.date
    MOMENT = "moment"  # datetime.date (some time that day) or datetime.datetime in Asia/Shanghai


class PersonalData(StrEnum):
    """What a column tells about a natural person; such values are masked in errors and in ``repr``."""

    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``codes`` are the valid codes in the order of the data model (none unless ``kind`` is CODE), ``labels``
    their Chinese labels;
    ``refers_to`` is the table that a REFERENCE column names rows of.
    """

    name: str
    kind: ColumnKind
    label: str
    doc: str
    codes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    refers_to: str | None = None
    personal: PersonalData | None = None

    @property
    def reference(self) -> str | None:
        """The name under which conditions follow a REFERENCE column: ``project`` for ``project_id``."""
        return self.name.removesuffix("_id") if self.kind is ColumnKind.REFERENCE else None


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    ``references`` are its REFERENCE columns by the name conditions use (``project``). ``children`` are
    the tables that refer to this one by exactly one column, with that column; a table that refers to it
    by several has no name here, because the name would not tell which column is meant.
    """

    name: str
    label: str
    row_type: type[Row]
    columns: Mapping[str, Column] = field(hash=False, repr=False)
    references: Mapping[str, Column] = field(hash=False, repr=False)
    children: Mapping[str, Column] = field(hash=False, repr=False)

    @property
    def doc(self) -> str:
        """What one row of the table is, in English."""
        return inspect.cleandoc(self.row_type.__doc__ or "")
