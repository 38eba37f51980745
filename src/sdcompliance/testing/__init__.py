"""For those who test rules: run the examples of a rule, and the stories of a folder."""

from sdcompliance.testing.examples import ExampleOutcome, records_of, run_example
from sdcompliance.testing.stories import Story, differences, judge_story, read_story, stories

__all__ = [
    "ExampleOutcome",
    "Story",
    "differences",
    "judge_story",
    "read_story",
    "records_of",
    "run_example",
    "stories",
]
