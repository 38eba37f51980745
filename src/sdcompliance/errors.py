"""Every error this library raises on purpose, one base, each with a stable code.

::

    SdcomplianceError              SDC000  base of all
    ├── InputError                 SDC100  what was handed in cannot be read
    │   ├── RecordsError           SDC101  records: table, row, column, value, what was expected
    │   ├── DateError              SDC102  a date or period no calendar has
    │   ├── ArrangementError       SDC103  a holiday arrangement file is not well formed
    │   ├── ConfigurationError     SDC104  a configuration names what does not exist
    │   ├── WaiverError            SDC105  a file of waivers is wrong: file, line, key
    │   ├── ResultFolderError      SDC106  a folder is not the result of a scan
    │   ├── WorkbookError          SDC107  a value that no cell of a workbook can hold
    │   ├── BaselineError          SDC108  an earlier report cannot be read
    │   ├── ResultExistsError      SDC109  the folder for a result holds something else
    │   └── SourceError            SDC110  a source cannot be used as a whole
    │       ├── SourceNotFoundError  SDC111  nothing at the location, or no kind of source
    │       ├── NoTableError         SDC112  none of the 28 tables is in it
    │       ├── SourceConflictError  SDC113  two places for one table or column
    │       ├── UnreadableError      SDC114  a file or table cannot be read
    │       ├── EncodingError        SDC115  text in no known encoding, or not the one named
    │       └── MappingError         SDC116  a column map names what does not exist
    ├── RuleError                  SDC200  a rule folder is wrong: file, line, key, nearest name
    ├── ConditionError             SDC201  a condition does not parse or does not type
    ├── UnknownNameError           SDC301  no rule, table, row or reading of that name
    ├── NonCompliantError          SDC401  raised by Report.raise_for_violations()
    ├── MonitorError               SDC500  something went wrong with a monitor
    │   ├── JournalError           SDC501  the journal is damaged or cannot be used; says where
    │   ├── JournalBusyError       SDC502  another monitor writes this journal
    │   ├── EventError             SDC503  an event id used before, a clock set back
    │   └── SubscriberError        SDC504  a subscriber failed; the event is recorded
    ├── ExtraMissingError          SDC402  an optional package is not installed; says how to get it
    └── DurableError               SDC404  durable-rules did not do what it was asked to
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SdcomplianceError(Exception):
    """Base of every error of this library. ``code`` is stable; the words are not."""

    code = "SDC000"


class InputError(SdcomplianceError):
    """What was handed in cannot be read."""

    code = "SDC100"


class DateError(InputError):
    """A date or a period that no calendar has (30 February, a negative count of working days)."""

    code = "SDC102"


class ArrangementError(InputError):
    """A holiday arrangement file is not well formed."""

    code = "SDC103"


class UnknownNameError(SdcomplianceError):
    """No rule, table, row or reading has the name asked for."""

    code = "SDC301"


class ExtraMissingError(SdcomplianceError):
    """Something was asked for that needs an optional package, which is not installed."""

    code = "SDC402"

    def __init__(self, extra: str, needed_for: str) -> None:
        self.extra = extra
        super().__init__(f'{needed_for} needs optional packages: pip install "sdcompliance[{extra}]"')


class DurableError(SdcomplianceError):
    """durable-rules did not do what it was asked to."""

    code = "SDC404"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name most like ``name``, or None where none is alike."""
    folded = {known.casefold(): known for known in names}
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    return folded[close[0]] if close else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """`` (nearest: 'x')`` for an error message, or nothing where no valid name is alike."""
    found = nearest(name, names)
    return f" (nearest: {found!r})" if found else ""
