"""Consequences: rules whose facts are the findings of other rules (docs/decisions/0010-consequences.md)."""

from sdcompliance.engines.consequences.concerned import rows_concerned
from sdcompliance.engines.consequences.facts import Facts, Source, WithFindings, earlier_finding

__all__ = ["Facts", "Source", "WithFindings", "earlier_finding", "rows_concerned"]
