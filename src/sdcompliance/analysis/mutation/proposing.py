"""The example that is missing: one on which a rule and a mutant that survived differ."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from sdcompliance.analysis.mutation.candidates import candidates
from sdcompliance.analysis.mutation.mutants import Mutant
from sdcompliance.analysis.mutation.trial import said
from sdcompliance.findings import Finding
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook

MOST_TRIED: Final = 500
"""Examples that are tried for the survivors of one rule before the search is given up."""


def proposals(rule: Rule, survivors: Mapping[Mutant, Rule], rulebook: Rulebook) -> dict[Mutant, ExamplePart]:
    """For each survivor an example that the rule as it is would pass and the mutant would not, if found."""
    own = rulebook.alone(rule)
    waiting = {mutant: (other, rulebook.alone(other)) for mutant, other in survivors.items()}
    found: dict[Mutant, ExamplePart] = {}
    for example in islice(candidates(rule, rulebook), MOST_TRIED):
        if not waiting:
            break
        finding = said(rule, example, own)
        if finding is None:
            continue
        for mutant, (other, book) in list(waiting.items()):
            if _outcome(said(other, example, book)) != _outcome(finding):
                found[mutant] = expecting(example, finding, mutant)
                del waiting[mutant]
    return found


def _outcome(finding: Finding | None) -> Any:
    return None if finding is None else (finding.verdict, dict(finding.readings), finding.due)


def expecting(example: ExamplePart, finding: Finding, mutant: Mutant) -> ExamplePart:
    """The example with what the rule says of it now; whoever adds it holds that against the law."""
    return example.model_copy(
        update={
            "name": f"{mutant.place}: {mutant.before}, not {mutant.after}",
            "expect": finding.verdict.value,
            "sensitive": finding.sensitive,
            "readings": {
                name: verdict.value
                for name, verdict in finding.readings.items()
                if verdict is not finding.verdict
            },
            "due": finding.due,
            "due_latest": None,
            "missing": None,
            "reason": None,
        }
    )


def example_text(example: ExamplePart) -> str:
    """The example as a line of a rule file."""
    import yaml

    given = example.model_dump(exclude_defaults=True, exclude_none=True)
    line: str = yaml.safe_dump(
        given, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1_000_000
    )
    return f"  - {line.strip()}"
