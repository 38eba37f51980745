"""Scans: everything that a source holds, judged where it is, with a folder of findings as the result."""

from sdcompliance.scanning.errors import ResultExistsError
from sdcompliance.scanning.progress import Progress, Step
from sdcompliance.scanning.result import ScanResult
from sdcompliance.scanning.running import scan

__all__ = ["Progress", "ResultExistsError", "ScanResult", "Step", "scan"]
