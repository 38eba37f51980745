"""A ruleset that durable-rules holds: facts go in, what fired comes out."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

from sdcompliance.engines.durable.loading import LOCK, durable_engine
from sdcompliance.errors import DurableError

_CONTEXT = "1"

#: A fact of prepared integers.
Fact: TypeAlias = Mapping[str, int]
#: What a rule does when it fires: it may give a further fact to assert.
Action: TypeAlias = Callable[[Any], Fact | None]


class RunningRuleset:
    """One ruleset in the only form that is safe: no host, no threads of its own, one context a row.

    Thread-safe: rows go in one after the other, under one lock for all rulesets of the process.
    ``rules`` are plain data; ``actions`` has one for each of them.
    """

    def __init__(self, rules: Mapping[str, Mapping[str, Any]], actions: Mapping[str, Action]) -> None:
        self._engine = durable_engine()
        self._errors: list[BaseException] = []
        self._completed = False
        self._kept = False  # whether durable-rules holds a context that has to be deleted
        self._rules = rules
        self._runs = {name: self._guarded(actions[name]) for name in rules}
        self._ruleset: Any = None
        self._freeing: Any = None

    @contextmanager
    def context(self) -> Iterator[Callable[[Fact], None]]:
        """A context of its own for one row; gives what asserts a fact in it, and runs what follows.

        Raises DurableError where durable-rules fails, and what an action raised.
        """
        with LOCK:
            try:
                self._start()
                yield self._assert
                if self._kept:
                    self._ruleset.delete_state(_CONTEXT)
            except BaseException:
                self._discard()
                raise

    def _start(self) -> None:
        self._errors.clear()
        self._kept = False
        if self._ruleset is None:
            runnable = {name: {**rule, "run": self._runs[name]} for name, rule in self._rules.items()}
            self._ruleset = self._engine.Ruleset("r", None, runnable)
            self._freeing = weakref.finalize(self, _delete, self._ruleset)
            self._freeing.atexit = False  # at the end of the process nothing is worth waiting for the lock

    def _discard(self) -> None:
        """Gives up a ruleset that was interrupted: nobody knows what it holds, or what freeing it does."""
        if self._freeing is not None:
            self._freeing.detach()
        self._ruleset = self._freeing = None

    def _assert(self, fact: Fact) -> None:
        self._completed = False
        try:
            handle = self._ruleset.assert_fact({"id": 1, **fact, "sid": _CONTEXT})
        except self._engine.MessageNotHandledException:
            return  # its way to say that no rule fires; what was never kept must not be deleted
        self._kept = True
        self._ruleset.do_actions(handle, self._done)
        if self._errors:
            raise self._errors[0]
        if not self._completed:  # it gives up where an action takes ten seconds of the clock on the wall
            raise DurableError("durable-rules did not finish; the machine was halted meanwhile: judge again")

    def _done(self, error: BaseException | None, state: Mapping[str, Any] | None) -> None:
        self._completed = True
        if state and state.get("exception"):  # outside our actions, such as Ctrl-C: one may not have run
            self._errors.append(DurableError(f"durable-rules was interrupted: {state['exception']}"))
        if error is not None:
            failed = DurableError(f"durable-rules stopped: {error!r}")
            failed.__cause__ = error
            self._errors.append(failed)

    def _guarded(self, action: Action) -> Callable[[Any], None]:
        """The action with what it raises kept: durable-rules would swallow it."""

        # It holds on to the list alone: a cycle through the ruleset would keep its memory for ever.
        errors = self._errors

        def run(c: Any) -> None:
            try:
                further = action(c)
                if further is not None:
                    c.assert_fact(dict(further))
            except BaseException as error:
                errors.append(error)

        return run


def _delete(ruleset: Any) -> None:
    import durable_rules_engine

    with LOCK:
        durable_rules_engine.delete_ruleset(ruleset._handle)
