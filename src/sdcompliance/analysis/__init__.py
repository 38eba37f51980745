"""Looking at the rules themselves: are their examples enough to hold them where they are?"""

from sdcompliance.analysis.mutation import MutationReport, mutate

__all__ = ["MutationReport", "mutate"]
