"""An Explanation as plain JSON data."""

from __future__ import annotations

from typing import Any

from sdcompliance.engines import DayCount, ExplainedReading, Explanation, Step
from sdcompliance.findings import Privacy
from sdcompliance.reports.day_text import day_json
from sdcompliance.reports.rule_json import both, rule_json
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rulebook


def explanation_json(
    explanation: Explanation, book: Rulebook, privacy: Privacy = Privacy.MASKED
) -> dict[str, Any]:
    """The rule, the finding, and under every reading the steps and the days counted."""
    voice = Voice(privacy=privacy)
    return {
        "as_of": explanation.as_of.isoformat(),
        "rule": rule_json(explanation.rule, book),
        "finding": explanation.finding.to_json(privacy),
        "readings": [_reading(reading, voice) for reading in explanation.readings],
    }


def _reading(reading: ExplainedReading, voice: Voice) -> dict[str, Any]:
    return {
        "name": reading.name,
        "basis": both(reading.basis) if reading.basis else None,
        "verdict": reading.verdict.value,
        "parts": [
            {"key": part.key, "steps": [_step(step, voice) for step in part.steps]} for part in reading.parts
        ],
        "counts": [_count(count) for count in reading.counts],
    }


def _step(step: Step, voice: Voice) -> dict[str, Any]:
    return {
        "depth": step.depth,
        "text": step.text,
        "filled": voice.guard(step.filled),
        "outcome": {"zh": voice.guard(step.outcome.zh), "en": voice.guard(step.outcome.en)},
    }


def _count(count: DayCount) -> dict[str, Any]:
    return {"call": count.call, "days": [day_json(day) for day in count.days]}
