"""The reference engine: one generated Python function per table, and an interpreter that explains."""

from sdcompliance.engines.native.functions import functions_for
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.judged import RuleVerdicts
from sdcompliance.engines.native.judging import NativeEngine
from sdcompliance.engines.native.outcomes import Outcome

__all__ = ["Interpreter", "NativeEngine", "Outcome", "RuleVerdicts", "functions_for"]
