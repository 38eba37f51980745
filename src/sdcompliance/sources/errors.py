"""What may be wrong with a source as a whole. What is wrong with single values is a ``Reject``.

::

    InputError
    └── SourceError                SDC110  base of these
        ├── SourceNotFoundError    SDC111  there is nothing at the location, or it is no kind of source
        ├── NoTableError           SDC112  none of the 28 tables is in it
        ├── SourceConflictError    SDC113  two places for one table, or for one column
        ├── UnreadableError        SDC114  a file or a table cannot be read
        ├── EncodingError          SDC115  text in no encoding known, or not in the one named
        └── MappingError           SDC116  a column map names what does not exist
"""

from __future__ import annotations

from sdcompliance.errors import InputError


class SourceError(InputError):
    """A source cannot be used; nothing of it is."""

    code = "SDC110"


class SourceNotFoundError(SourceError):
    """There is nothing at the location, or nothing that is a kind of source."""

    code = "SDC111"


class NoTableError(SourceError):
    """None of the 28 tables is in the source."""

    code = "SDC112"


class SourceConflictError(SourceError):
    """Two places of the source claim one table, or two titles one column."""

    code = "SDC113"


class UnreadableError(SourceError):
    """A file or a table of the source cannot be read."""

    code = "SDC114"


class EncodingError(SourceError):
    """A text file is in no encoding that is recognised, or not in the one that was named."""

    code = "SDC115"


class MappingError(SourceError):
    """A column map names what does not exist. ``faults`` lists everything found."""

    code = "SDC116"

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        self.file = file
        self.faults = faults
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))
