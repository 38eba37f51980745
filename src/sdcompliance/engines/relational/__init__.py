"""Judging by SQL, where the data is: in process, inside PostgreSQL, on Spark (docs/decisions/0009)."""

from sdcompliance.engines.relational.embedded import Embedded, connect
from sdcompliance.engines.relational.engine import Database, JudgedRule, RelationalEngine, Tally
from sdcompliance.engines.relational.statement import Shape

__all__ = ["Database", "Embedded", "JudgedRule", "RelationalEngine", "Shape", "Tally", "connect"]
