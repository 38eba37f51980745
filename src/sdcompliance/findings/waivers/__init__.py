"""Waivers: violations that somebody competent has excused, on record; shown and counted, never hidden.

::

    waivers.yaml ──reading──▶ Waivers ──applying──▶ the report, its violations waived where recorded
                                 └────linting────▶ what is wrong with the waivers themselves
"""

from sdcompliance.findings.waivers.applying import apply_waivers
from sdcompliance.findings.waivers.linting import (
    Severity,
    WaiverLint,
    excused_by,
    lint_excusing,
    lint_waivers,
    refuse_wrong,
)
from sdcompliance.findings.waivers.model import Waiver, Waivers
from sdcompliance.findings.waivers.reading import WaiverError, load_waivers, parse_waivers

__all__ = [
    "Severity",
    "Waiver",
    "WaiverError",
    "WaiverLint",
    "Waivers",
    "apply_waivers",
    "excused_by",
    "lint_excusing",
    "lint_waivers",
    "load_waivers",
    "parse_waivers",
    "refuse_wrong",
]
