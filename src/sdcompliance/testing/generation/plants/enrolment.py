"""Registrations, results, certificates and subsidies that were not given as the notice has it."""

from __future__ import annotations

from typing import Final

from sdcompliance.testing.generation.enrolment import Enrolment
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.plants.certificates import CERTIFICATES
from sdcompliance.testing.generation.plants.registrations import REGISTRATIONS
from sdcompliance.testing.generation.plants.results import RESULTS

ENROLMENTS: Final[tuple[Plant[Enrolment], ...]] = (*REGISTRATIONS, *RESULTS, *CERTIFICATES)
