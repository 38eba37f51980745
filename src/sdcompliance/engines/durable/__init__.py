"""The engine on durable-rules: comparisons are flags, a ruleset holds how they combine and what follows."""

from sdcompliance.engines.durable.engine import DurableEngine

__all__ = ["DurableEngine"]
