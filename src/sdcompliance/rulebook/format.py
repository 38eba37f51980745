"""The format of the files in a rule folder. The JSON Schema for editors is made from these models."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ParameterValue: TypeAlias = bool | int | Decimal | date | str
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ConditionText: TypeAlias = Text
VerdictName: TypeAlias = Literal[
    "not_applicable", "compliant", "pending", "undetermined", "advisory", "violation", "waived"
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class WordsPart(_Part):
    """The same words in Chinese and in English."""

    zh: Text
    en: Text


class UndecidedPart(_Part):
    """Definitely not met, yet the text sets no limit a program may apply."""

    condition: ConditionText = Field(
        alias="if", description="the condition under which the matter stays open"
    )
    reason: WordsPart


class ReadingPart(_Part):
    """Another defensible reading of the text: it replaces what it names."""

    basis: WordsPart = Field(description="the legal basis of this reading")
    combines: list[str] = Field(default=[], description="other readings of the rule that it includes")
    arises: ConditionText | None = None
    when: ConditionText | None = None
    due: ConditionText | None = None
    until: ConditionText | None = None
    undecided: UndecidedPart | None = None
    require: ConditionText | dict[str, ConditionText] | None = None
    parameters: dict[str, ParameterValue | dict[date, ParameterValue]] = {}


class ExamplePart(_Part):
    """A change to fixtures/compliant and the verdict it must get."""

    name: Text
    as_of: date
    change: dict[str, dict[str, dict[str, Any]]] = Field(
        default={}, description="table → id → column → value"
    )
    add: dict[str, list[dict[str, Any]]] = Field(default={}, description="table → rows to append")
    remove: dict[str, list[str]] = Field(default={}, description="table → ids of rows to take away")
    drop: list[str] = Field(default=[], description="tables to take away whole")
    subject_id: str | None = Field(default=None, description="the row judged; else the first of the table")
    expect: VerdictName
    sensitive: bool | None = None
    readings: dict[str, VerdictName] = {}
    due: date | None = None
    due_latest: date | None = None
    missing: list[str] | None = None
    reason: str | None = None
    arrangements: list[dict[str, Any]] = Field(default=[], description="holiday arrangements that are given")


class RuleFile(_Part):
    """One rule of the law as data: rules/<chapter>/<ID>_<fault>.yaml."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,11}\d{3}$")] = Field(
        description="stable identifier, never reused"
    )
    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")] = Field(
        description="the fault, in lower case with hyphens"
    )
    title: WordsPart
    subject: str = Field(description="the table: one finding per row of it")
    clause: str = Field(description="anchor of the clause in clauses.yaml")
    quote: Text = Field(description="verbatim from the clause; … stands for words left out")
    norm: Literal["must", "may", "encouraged"]
    addressee: str | None = Field(default=None, description="whose duty it is: a kind of body")
    parameters: dict[str, ParameterValue | dict[date, ParameterValue]] = {}
    arises: ConditionText | None = Field(default=None, description="the day the duty arises")
    when: ConditionText | None = Field(default=None, description="else not applicable")
    due: ConditionText | None = Field(default=None, description="to be done by this day, inclusive")
    until: ConditionText | None = Field(default=None, description="to be kept until this day, inclusive")
    undecided: UndecidedPart | None = None
    require: ConditionText | dict[str, ConditionText]
    readings: dict[str, ReadingPart] = {}
    message: WordsPart
    remedy: WordsPart
    examples: list[ExamplePart]


class TermReadingPart(_Part):
    """Another defensible reading of a legal term."""

    basis: WordsPart
    means: ConditionText


class TermPart(_Part):
    """A legal term, defined once and called like a function."""

    takes: dict[str, str] = Field(
        description="argument → table (a row of it), or day, text, number, truth, moment"
    )
    clause: str
    note: WordsPart
    means: ConditionText
    readings: dict[str, TermReadingPart] = {}


class SubjectPart(_Part):
    """What holds for every rule about rows of a table unless the rule says otherwise."""

    arises: ConditionText | None = Field(default=None, description="the day a duty on such a row arises")
    city: ConditionText | None = Field(default=None, description="the city it belongs to")
    site: ConditionText | None = Field(default=None, description="the id of the site it belongs to")
    everywhere: ConditionText | None = Field(default=None, description="rows to which no city limit applies")


class ClausePart(_Part):
    """A clause of the notice: what it is called, and a fingerprint against which quotes are checked."""

    title: WordsPart
    fingerprint: str


class ClausesFile(_Part):
    """The notice: since when it is in force, and its clauses."""

    source: WordsPart
    in_force_from: date
    clauses: dict[str, ClausePart]
