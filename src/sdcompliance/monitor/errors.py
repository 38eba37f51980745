"""What can go wrong with a monitor.

::

    MonitorError               SDC500  base of these
    ├── JournalError           SDC501  the journal is damaged, or cannot be read or written; says where
    ├── JournalBusyError       SDC502  another monitor writes this journal
    ├── EventError             SDC503  an event that cannot be: an id used before, a clock set back
    └── SubscriberError        SDC504  a subscriber failed; the event itself is recorded
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdcompliance.errors import SdcomplianceError

if TYPE_CHECKING:
    from sdcompliance.monitor.alerts import Alert


class MonitorError(SdcomplianceError):
    """Something went wrong with a monitor."""

    code = "SDC500"


class JournalError(MonitorError):
    """The journal is damaged, or cannot be read or written. Nothing of it is used."""

    code = "SDC501"


class JournalBusyError(MonitorError):
    """Another monitor writes this journal."""

    code = "SDC502"


class EventError(MonitorError):
    """An event that cannot be: its id was used for another one, or it sets the clock back."""

    code = "SDC503"


class SubscriberError(MonitorError):
    """A subscriber failed. The event is recorded, and every other subscriber has its alerts.

    ``alerts`` are those that the call would have returned; the cause is the first failure.
    """

    code = "SDC504"

    def __init__(self, failures: int, alerts: tuple[Alert, ...]) -> None:
        self.alerts = alerts
        super().__init__(
            f"recorded, but subscribers failed {failures} time(s); the cause is the first failure"
        )
