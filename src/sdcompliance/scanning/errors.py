"""What can go wrong with a scan besides its source."""

from __future__ import annotations

from sdcompliance.errors import InputError


class ResultExistsError(InputError):
    """The folder for the result holds something that is not the result of an earlier scan."""

    code = "SDC109"
