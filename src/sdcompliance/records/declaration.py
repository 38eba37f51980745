"""How a column is declared: ``started_at: Moment = column("开考时间", "when the first sitting began")``.

The annotation says what the column holds and reads its values, the call gives its Chinese title and what
it means; ``columns_of`` turns the two into the ``Column`` that everything else works with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic import Field, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from sdcompliance.records import values
from sdcompliance.records.codes import Code
from sdcompliance.records.kinds import Column, ColumnKind, PersonalData

if TYPE_CHECKING:
    from pydantic import BaseModel

C = TypeVar("C", bound=Code)


class _Reading:
    """Makes ``read`` all the validation there is; pydantic's own would read more than a column may hold."""

    def __init__(self, read: Callable[[object], object]) -> None:
        self.read = read

    def __get_pydantic_core_schema__(self, source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


class _CodeReading:
    """Reads a ``Coded[…]`` column by the enumeration its annotation names."""

    def __get_pydantic_core_schema__(self, source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(values.code_reader(_enumeration(source)))


Key = Annotated[str, ColumnKind.KEY, _Reading(values.read_key)]
Reference = Annotated[str | None, ColumnKind.REFERENCE, _Reading(values.read_reference)]
Text = Annotated[str | None, ColumnKind.TEXT, _Reading(values.read_text)]
Coded = Annotated[C | None, ColumnKind.CODE, _CodeReading()]
City = Annotated[str | None, ColumnKind.CITY, _Reading(values.read_city)]
Boolean = Annotated[bool | None, ColumnKind.BOOLEAN, _Reading(values.read_boolean)]
Integer = Annotated[int | None, ColumnKind.INTEGER, _Reading(values.read_integer)]
DecimalNumber = Annotated[Decimal | None, ColumnKind.DECIMAL, _Reading(values.read_decimal)]
Day = Annotated[date | None, ColumnKind.DAY, _Reading(values.read_day)]
Moment = Annotated[date | None, ColumnKind.MOMENT, _Reading(values.read_moment)]


def column(label: str, doc: str, personal: PersonalData | None = None) -> Any:
    """Declare a column that may be left unrecorded: its Chinese title, and its meaning with its unit."""
    return Field(
        default=None,
        title=label,
        description=doc,
        repr=personal is None,
        json_schema_extra={"personal": personal},
    )


def reference(table: str, label: str, doc: str) -> Any:
    """Declare a column that names a row of ``table``."""
    return Field(default=None, title=label, description=doc, json_schema_extra={"refers_to": table})


@cache
def columns_of(row_type: type[BaseModel]) -> Mapping[str, Column]:
    """The columns of a table by name, in the order of their declaration."""
    return MappingProxyType({name: _column(name, field) for name, field in row_type.model_fields.items()})


def _column(name: str, field: FieldInfo) -> Column:
    kind = next(mark for mark in field.metadata if isinstance(mark, ColumnKind))
    extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    coded = _enumeration(field.annotation) if kind is ColumnKind.CODE else ()
    return Column(
        name=name,
        kind=kind,
        label=field.title or "",
        doc=field.description or "",
        codes=tuple(member.value for member in coded),
        labels=tuple(member.label for member in coded),
        refers_to=extra.get("refers_to"),
        personal=extra.get("personal"),
    )


def _enumeration(annotation: Any) -> type[Code]:
    """The enumeration E of the annotation ``E | None``."""
    return next(part for part in get_args(annotation) if part is not type(None))  # type: ignore[no-any-return]
