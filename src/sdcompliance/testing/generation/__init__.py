"""Data sets of any size, with a known rate of each violation and a key of all that must be found.

::

    outline ──▶ building: organisation · projects · terms · people · sittings · enrolment ──▶ tables (CSV)
                   ▲                                                                     └──▶ Parquet
                 planting: plants/ spoils one unit after another ──▶ key (planted.csv)

Everything is invented. The same outline gives the same bytes.
"""

from sdcompliance.testing.generation.days import AS_OF
from sdcompliance.testing.generation.outline import Extent, Format, GenerationError, Outline
from sdcompliance.testing.generation.planting import Planted
from sdcompliance.testing.generation.writing import DataSet, generate, read_key

__all__ = [
    "AS_OF",
    "DataSet",
    "Extent",
    "Format",
    "GenerationError",
    "Outline",
    "Planted",
    "generate",
    "read_key",
]
