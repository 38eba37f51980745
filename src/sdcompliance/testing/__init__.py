"""For those who test rules: run the examples of a rule, and the stories of a folder."""

from sdcompliance.testing.examples import ExampleOutcome, records_of, run_example

__all__ = ["ExampleOutcome", "records_of", "run_example"]
