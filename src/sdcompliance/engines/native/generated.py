"""The generated functions of a rulebook: one for each table, and one for each consequence."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from sdcompliance import prepared
from sdcompliance.engines.consequences.facts import Source
from sdcompliance.engines.native.compiler import GeneratedCode, Judge, compile_subject
from sdcompliance.engines.native.functions import Functions
from sdcompliance.rulebook import Rule, Rulebook

_KEPT_AS = "native"  # the name under which generated code is kept prepared


class GeneratedJudges:
    """Generates the functions of one rulebook when they are first needed. Thread-safe."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._compiled: dict[str, GeneratedCode] = {}
        self._lock = threading.Lock()

    def compiled(self, unit: str) -> GeneratedCode | None:
        """The function of a table's rules that read the records alone, or of a consequence by its id.

        None where there is none.
        """
        if unit not in self._units:
            return None
        with self._lock:
            if unit not in self._compiled:
                self._compiled |= self._generated(unit)
            return self._compiled[unit]

    @cached_property
    def _units(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that one function judges: those about a table, and each consequence by itself."""
        consequences = [rule for stratum in self._rulebook.consequences for rule in stratum]
        return {**self._rulebook.direct, **{rule.id: (rule,) for rule in consequences}}

    def _generated(self, unit: str) -> Mapping[str, GeneratedCode]:
        """Code for one unit; of a rulebook that is kept prepared, for all of them at once."""
        key = self._rulebook.prepared_as
        if key is None:
            return {unit: _compile(self._units[unit])}
        kept: Mapping[str, GeneratedCode] | None = prepared.load(_KEPT_AS, key)
        if kept is None:
            kept = {name: _compile(rules) for name, rules in self._units.items()}
            prepared.keep(_KEPT_AS, key, kept)
        return kept

    def judge_of(self, rules: tuple[Rule, ...], source: Source, as_of: date, functions: Functions) -> Judge:
        """The generated function for the rules of one unit, linked to where they read."""
        code = self.compiled(rules[0].id if rules[0].reads else rules[0].subject)
        assert code is not None  # the rules are a unit of this rulebook
        return code.link(source, as_of, functions)


def _compile(rules: tuple[Rule, ...]) -> GeneratedCode:
    return compile_subject(rules[0].subject, rules)
