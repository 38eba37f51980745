"""``python -m sdcompliance.cli``."""

from __future__ import annotations

from sdcompliance.cli import main

main(prog_name="sdcompliance")
