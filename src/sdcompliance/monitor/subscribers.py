"""Who is given the alerts besides the caller: plain functions, and coroutine functions in their loop."""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Future
from typing import TypeAlias

from sdcompliance.monitor.alerts import Alert

Subscriber: TypeAlias = Callable[[Alert], object] | Callable[[Alert], Awaitable[object]]


class Subscribers:
    """Gives every alert to every subscriber, in order of the alerts. Guarded by the monitor's lock."""

    def __init__(self) -> None:
        self._calls: list[Callable[[Alert], object]] = []
        self._waiting: deque[Alert] = deque()
        self.giving = False  # whether a subscriber is being called

    def add(self, subscriber: Subscriber) -> Callable[[], None]:
        """Adds a subscriber; the function returned takes it away again.

        A coroutine function is run in the event loop that runs now, and what it raises goes to the loop's
        exception handler. Raises RuntimeError where no loop runs.
        """
        call = _in_loop(subscriber) if _is_async(subscriber) else subscriber
        self._calls.append(call)

        def leave() -> None:
            if call in self._calls:
                self._calls.remove(call)

        return leave

    def give(self, alerts: Iterable[Alert]) -> list[Exception]:
        """Gives the alerts to all; what failed is returned, and keeps nobody else from the alerts.

        Of alerts that follow from something a subscriber did, the outer call gives them, after its own.
        """
        self._waiting.extend(alerts)
        if self.giving:
            return []
        failures: list[Exception] = []
        self.giving = True
        try:
            while self._waiting:
                alert = self._waiting.popleft()
                for call in tuple(self._calls):
                    try:
                        call(alert)
                    except Exception as error:
                        failures.append(error)
        finally:
            self.giving = False
        return failures


def _is_async(subscriber: Subscriber) -> bool:
    return inspect.iscoroutinefunction(subscriber) or inspect.iscoroutinefunction(
        getattr(subscriber, "__call__", None)  # noqa: B004 - an object whose call is a coroutine function
    )


def _in_loop(subscriber: Callable[[Alert], object]) -> Callable[[Alert], object]:
    loop = asyncio.get_running_loop()
    running: set[Future[None]] = set()  # a loop alone does not keep what it runs

    async def run(alert: Alert) -> None:
        try:
            await subscriber(alert)  # type: ignore[misc]
        except Exception as error:  # the call that gave the alert has returned
            told = {"message": f"a subscriber failed on alert {alert.number}", "exception": error}
            loop.call_exception_handler(told)

    def call(alert: Alert) -> None:
        if loop.is_closed():
            raise RuntimeError("the event loop of an asynchronous subscriber is closed")
        scheduled = asyncio.run_coroutine_threadsafe(run(alert), loop)
        running.add(scheduled)
        scheduled.add_done_callback(running.discard)

    return call
