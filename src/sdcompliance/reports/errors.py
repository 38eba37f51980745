"""What can go wrong when results are read again, or written into a workbook."""

from __future__ import annotations

from sdcompliance.errors import InputError


class ResultFolderError(InputError):
    """A folder is not the result of a scan, or only part of one: file, what was expected, what to do."""

    code = "SDC106"


class BaselineError(InputError):
    """An earlier report cannot be read: file, what was expected, what to do."""

    code = "SDC108"


class WorkbookError(InputError):
    """A value that no cell of a workbook can hold: table, row, column, what is expected."""

    code = "SDC107"
