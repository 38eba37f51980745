"""Engines: each judges the same typed trees and must reach the same verdicts."""

from sdcompliance.engines.evaluation import Show, as_of_day, check, evaluate

__all__ = ["Show", "as_of_day", "check", "evaluate"]
