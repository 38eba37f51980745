"""A rule file → a Rule: what is needed at once is read at once, the rest when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sdcompliance.conditions.tree import Scalar
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.compilation import Compilation
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.format import ExamplePart, ParameterValue, RuleFile, by_name
from sdcompliance.rulebook.rule import Choice, Compiled, Norm, Rule
from sdcompliance.rulebook.surroundings import Surroundings

# The examples are most of a rule file, and only tests and documents need them: they are cut out
# (their lines stay blank, so that line numbers hold) and parsed when first asked for.
# They end where the next key of the file stands; list items and closing brackets may stand as far left.
_EXAMPLES = re.compile(r"^examples:.*?(?=^[\w\"'?]|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class SourceFile:
    """One rule file. It travels as text: what is parsed from it is parsed again where it arrives."""

    name: str
    contents: str = field(repr=False)
    surroundings: Surroundings = field(repr=False)
    choice: Choice = field(default_factory=Choice)

    @cached_property
    def document(self) -> Document:
        """The file as data, its examples left out. Raises RuleError."""
        head = _EXAMPLES.sub(
            lambda match: "examples: []\n" + "\n" * (match.group().count("\n") - 1), self.contents, 1
        )
        return read_yaml(head, self.name)

    @cached_property
    def part(self) -> RuleFile:
        """The file as the format has it, with the parameters that a host chose. Raises RuleError."""
        part = check_part(RuleFile, self.document.data, self.document)
        return part.model_copy(update={"parameters": {**part.parameters, **self.choice.parameters}})

    def __getstate__(self) -> dict[str, Any]:
        kept = ("name", "contents", "surroundings", "choice")
        return {name: value for name, value in self.__dict__.items() if name in kept}

    def bind(self) -> Compiled:
        """The rule's readings, message and paths. Raises RuleError."""
        return Compilation(self.part, self.document, self.surroundings, self.choice).compile()

    def examples(self) -> tuple[ExamplePart, ...]:
        """The rule's examples. Raises RuleError."""
        document = read_yaml(self.contents, self.name)
        return tuple(check_part(RuleFile, document.data, document).examples)

    def chosen(self, choice: Choice) -> Rule:
        """The same rule as a host wants it read."""
        return assemble(replace(self, choice=choice))


def assemble(source: SourceFile) -> Rule:
    """The rule of a file. Its conditions are bound when first needed; RuleError then names the key."""
    file = source.part
    return Rule(
        id=file.id,
        name=file.name,
        title=file.title.words,
        subject=file.subject,
        clause=file.clause,
        quote=file.quote,
        norm=Norm(file.norm),
        addressee=file.addressee,
        remedy=file.remedy.words,
        undecided_reason=file.undecided.reason.words if file.undecided else None,
        labels={name: part.words for name, part in file.labels.items()},
        file=source.name,
        text=_texts(file),
        parameters=_parameter_table(file.parameters),
        source=source,
    )


def _texts(file: RuleFile) -> dict[str, str]:
    given = {key: getattr(file, key) for key in ("arises", "when", "due", "until")}
    texts = {key: text for key, text in given.items() if text is not None}
    if file.undecided is not None:
        texts["undecided"] = file.undecided.condition
    for name, text in by_name(file.require):
        texts[f"require.{name}" if name else "require"] = text
    return texts


def _parameter_table(
    parameters: Mapping[str, ParameterValue | dict[date, ParameterValue]],
) -> dict[str, dict[date | None, Scalar]]:
    return {
        name: dict(sorted(value.items())) if isinstance(value, dict) else {None: value}
        for name, value in parameters.items()
    }
