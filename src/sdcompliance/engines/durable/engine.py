"""Records → Report by durable-rules; what a finding says is the native engine's explanation."""

from __future__ import annotations

from sdcompliance.engines.durable.judges import DurableJudges
from sdcompliance.engines.durable.loading import durable_engine
from sdcompliance.engines.native.judging import Engine
from sdcompliance.rulebook import Rulebook


class DurableEngine(Engine):
    """Judges by rulesets of durable-rules, stratum by stratum. Thread-safe.

    Raises ExtraMissingError where durable-rules is not installed.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        durable_engine()  # missing is said at once, not at the first row
        super().__init__(rulebook, DurableJudges())
