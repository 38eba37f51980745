"""Engines: each judges the same typed trees and must reach the same verdicts."""

from sdcompliance.engines.evaluation import Show, as_of_day, check, evaluate
from sdcompliance.engines.explanation import (
    DayCount,
    ExplainedPart,
    ExplainedReading,
    Explanation,
    explain,
)
from sdcompliance.engines.native.steps import Step
from sdcompliance.engines.registry import EngineName, to_durable

__all__ = [
    "DayCount",
    "EngineName",
    "ExplainedPart",
    "ExplainedReading",
    "Explanation",
    "Show",
    "Step",
    "as_of_day",
    "check",
    "evaluate",
    "explain",
    "to_durable",
]
