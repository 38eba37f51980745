"""The format of the files in a rule folder. The JSON Schema for editors is made from these models."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from sdcompliance.rulebook.words import Words

ParameterValue: TypeAlias = bool | int | Decimal | date | str
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ConditionText: TypeAlias = Text
Requirements: TypeAlias = ConditionText | Annotated[dict[str, ConditionText], Field(min_length=1)]
Dated: TypeAlias = Annotated[dict[date, ParameterValue], Field(min_length=1)]
ParameterTable: TypeAlias = dict[str, ParameterValue | Dated]
VerdictName: TypeAlias = Literal[
    "not_applicable", "compliant", "pending", "undetermined", "advisory", "violation", "waived"
]


def by_name(require: str | dict[str, str]) -> list[tuple[str | None, str]]:
    """Every requirement with its name; None for the one that has none."""
    return [(None, require)] if isinstance(require, str) else list(require.items())


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _has_value(cls, value: Any) -> Any:
        """``when:`` with nothing after it would read as no condition at all."""
        if value is None:
            raise PydanticCustomError("no_value", "the key has no value; give one, or leave the key out")
        return value


class WordsPart(_Part):
    """The same words in Chinese and in English."""

    zh: Text = Field(description="in Chinese")
    en: Text = Field(description="in English")

    @property
    def words(self) -> Words:
        """The words by themselves."""
        return Words(self.zh, self.en)


class UndecidedPart(_Part):
    """Definitely not met, yet the text sets no limit a program may apply."""

    condition: ConditionText = Field(
        alias="if", description="the condition under which the matter stays open"
    )
    reason: WordsPart = Field(description="why the text settles nothing: the finding says so")


class ReadingPart(_Part):
    """Another defensible reading of the text: it replaces what it names."""

    basis: WordsPart = Field(description="the legal basis of this reading")
    combines: list[str] = Field(
        default=[], description="readings of the rule or of its terms that it includes, in this order"
    )
    arises: ConditionText | None = Field(default=None, description="replaces the rule's arises")
    when: ConditionText | None = Field(default=None, description="replaces the rule's when")
    due: ConditionText | None = Field(default=None, description="replaces the rule's due")
    until: ConditionText | None = Field(default=None, description="replaces the rule's until")
    undecided: UndecidedPart | None = Field(default=None, description="replaces the rule's undecided")
    require: Requirements | None = Field(default=None, description="replaces the rule's require, all of it")
    parameters: ParameterTable = Field(default={}, description="replaces or adds single parameters")


class ExamplePart(_Part):
    """A change to fixtures/compliant and the verdict it must get."""

    name: Text = Field(description="what is special about it, unique within the rule")
    as_of: date = Field(description="the day as of which the row is judged")
    change: dict[str, dict[str, dict[str, Any]]] = Field(
        default={}, description="table → id → column → value"
    )
    add: dict[str, list[dict[str, Any]]] = Field(default={}, description="table → rows to append")
    remove: dict[str, list[str]] = Field(default={}, description="table → ids of rows to take away")
    drop: list[str] = Field(default=[], description="tables to take away whole")
    subject_id: str | None = Field(default=None, description="the row judged; else the first of the table")
    expect: VerdictName = Field(description="the verdict")
    sensitive: bool | None = Field(default=None, description="whether a reading's verdict differs")
    readings: dict[str, VerdictName] = Field(default={}, description="reading → its verdict")
    due: date | None = Field(default=None, description="the last day, or the earliest it may be")
    due_latest: date | None = Field(default=None, description="the latest that the last day may be")
    missing: list[str] | None = Field(default=None, description="what is missing: paths or requirements")
    reason: str | None = Field(default=None, description="why undetermined, in English")
    calendar_known_to: int | None = Field(
        default=None, description="the last year whose published arrangement is known"
    )
    arrangements: list[dict[str, Any]] = Field(default=[], description="holiday arrangements that are given")


class RuleFile(_Part):
    """One rule of the law as data: rules/<chapter>/<ID>_<fault>.yaml."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,11}\d{3}$")] = Field(
        description="stable identifier, never reused"
    )
    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")] = Field(
        description="the fault, in lower case with hyphens"
    )
    title: WordsPart = Field(description="the fault in a few words")
    subject: str = Field(description="the table: one finding per row of it")
    clause: str = Field(description="anchor of the clause in clauses.yaml")
    quote: Text = Field(description="verbatim from the clause; … stands for words left out")
    norm: Literal["must", "may", "encouraged"] = Field(
        description="how the text binds: must → violation; may, encouraged → advisory"
    )
    addressee: str | None = Field(default=None, description="whose duty it is: a kind of body")
    parameters: ParameterTable = Field(
        default={}, description="name → value, or → date → value: the one in force when the duty arose"
    )
    arises: ConditionText | None = Field(
        default=None, description="the day the duty arises; the subject's own where left out"
    )
    when: ConditionText | None = Field(default=None, description="else not applicable")
    due: ConditionText | None = Field(default=None, description="to be done by this day, inclusive")
    until: ConditionText | None = Field(default=None, description="to be kept until this day, inclusive")
    undecided: UndecidedPart | None = Field(
        default=None, description="not met, yet the text sets no limit a program may apply"
    )
    require: Requirements = Field(description="what must hold; or names with conditions")
    labels: dict[str, WordsPart] = Field(
        default={}, description="what the named requirements are called in reports"
    )
    readings: dict[str, ReadingPart] = Field(default={}, description="other defensible readings by name")
    message: WordsPart = Field(description="what a violation says; {…} holds a value")
    remedy: WordsPart = Field(description="what to do")
    examples: list[ExamplePart] = Field(description="pairs on either side of every limit")


class TermReadingPart(_Part):
    """Another defensible reading of a legal term."""

    basis: WordsPart = Field(description="the legal basis of this reading")
    means: ConditionText = Field(description="what the term means under it")


class TermPart(_Part):
    """A legal term, defined once and called like a function."""

    takes: dict[str, str] = Field(
        description="argument → table (a row of it), or day, text, number, truth, moment"
    )
    clause: str = Field(description="anchor of the clause in clauses.yaml")
    note: WordsPart = Field(description="the term in plain words")
    means: ConditionText = Field(description="what it means, in its arguments")
    readings: dict[str, TermReadingPart] = Field(default={}, description="other defensible readings by name")


class SubjectPart(_Part):
    """What holds for every rule about rows of a table unless the rule says otherwise."""

    arises: ConditionText | None = Field(default=None, description="the day a duty on such a row arises")
    city: ConditionText | None = Field(default=None, description="the city it belongs to")
    site: ConditionText | None = Field(default=None, description="the id of the site it belongs to")
    session: ConditionText | None = Field(default=None, description="the id of the session it belongs to")
    everywhere: ConditionText | None = Field(default=None, description="rows to which no city limit applies")


class ClausePart(_Part):
    """A clause of the notice: what it is called, and a fingerprint against which quotes are checked."""

    title: WordsPart = Field(description="what the clause is called")
    fingerprint: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{4})*$")] = Field(
        description="four hexadecimal digits per run of four characters"
    )


class ClausesFile(_Part):
    """The notice: since when it is in force, and its clauses."""

    source: WordsPart = Field(description="what the text is called")
    in_force_from: date = Field(description="the day from which its duties arise")
    clauses: dict[str, ClausePart] = Field(description="its clauses by anchor")
