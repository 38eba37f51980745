"""The records as a workbook to fill in: a sheet a table, which ``open_source`` reads back unchanged."""

from sdcompliance.reports.errors import WorkbookError
from sdcompliance.reports.template.writing import blank_workbook, dossier_workbook

__all__ = ["WorkbookError", "blank_workbook", "dossier_workbook"]
