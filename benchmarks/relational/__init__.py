"""Judging by SQL at full size: the data, the SQL of an expert, other tools, and the work that is timed."""
