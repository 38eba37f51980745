"""Live use: records that change, verdicts kept up to date, alerts, and a journal that survives anything."""

from sdcompliance.monitor.alerts import Alert, AlertKind
from sdcompliance.monitor.duties import Obligation, ObligationKind, obligations
from sdcompliance.monitor.errors import (
    EventError,
    JournalBusyError,
    JournalError,
    MonitorError,
    SubscriberError,
)
from sdcompliance.monitor.monitor import Monitor

__all__ = [
    "Alert",
    "AlertKind",
    "EventError",
    "JournalBusyError",
    "JournalError",
    "Monitor",
    "MonitorError",
    "Obligation",
    "ObligationKind",
    "SubscriberError",
    "obligations",
]
