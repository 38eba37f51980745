"""Turns of standings → alerts with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sdcompliance.findings import Verdict
from sdcompliance.monitor.alerts import Alert, AlertKind, Cause, kind_of
from sdcompliance.monitor.judging import Judging, Turn
from sdcompliance.monitor.unit import Standing, Unit
from sdcompliance.rulebook import Rule, Words


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a rule on a row: its verdict, and the due day that is told to be near."""

    verdict: Verdict | None
    soon: date | None


_NOTHING = Told(None, None)
_WAITING = (Verdict.PENDING, Verdict.UNDETERMINED)
_SETTLED = (AlertKind.CURED, AlertKind.DUE_SOON)
_NOT_JUDGED = Words("该规则不再检查。", "This rule is judged no longer.")


def alerts_of(
    turns: Iterable[Turn], cause: Cause, judging: Judging, event: int, last_alert: int
) -> tuple[Alert, ...]:
    """The alerts of an event, in order of rule and row."""
    changes = [
        (turn.unit.rules[index], turn, old, new)
        for turn in turns
        for index in _turned(turn)
        if (old := _told(turn.unit, index, turn.old)) != (new := _told(turn.unit, index, turn.new))
    ]
    changes.sort(key=lambda change: (change[0].id, change[1].id))
    return _numbered(changes, cause, judging, event, last_alert)


def alerts_since(
    told: dict[tuple[str, str], Alert], judging: Judging, event: int, last_alert: int
) -> tuple[Alert, ...]:
    """The alerts where the standings, judged anew, differ from what the last alerts by rule and row told."""
    changes = []
    known = {id_ for _, id_ in told}
    news = cache(_news)  # a million rows have few answers
    for unit, id_, standing in judging.standings():
        for index in range(len(unit.rules)) if id_ in known else news(unit, standing):
            rule = unit.rules[index]
            alert = told.pop((rule.id, id_), None)
            changes.append((rule, Turn(unit, id_, None, standing), _by(alert), _told(unit, index, standing)))
    changes.sort(key=lambda change: (change[0].id, change[1].id))
    found = _numbered(changes, Cause.RECORDS, judging, event, last_alert)
    # What is left was told by rules that are judged no longer.
    left = [alert for _, alert in sorted(told.items()) if alert.kind not in _SETTLED]
    start = last_alert + len(found) + 1
    return found + tuple(
        replace(
            alert,
            number=number,
            event=event,
            kind=AlertKind.CURED,
            verdict=None,
            previous=alert.verdict,
            day=judging.today,
            due=None,
            words=_NOT_JUDGED,
        )
        for number, alert in enumerate(left, start)
    )


def _news(unit: Unit, standing: Standing) -> tuple[int, ...]:
    """The places of the rules of which something is told where nothing was told before."""
    said = enumerate(_told(unit, index, standing) for index in range(len(unit.rules)))
    return tuple(index for index, new in said if any(_kinds(_NOTHING, new, AlertKind.VIOLATION)))


def told_by(alerts: Iterable[Alert]) -> dict[tuple[str, str], Alert]:
    """The last alert by rule and row."""
    return {(alert.rule, alert.subject_id): alert for alert in alerts}


def _by(alert: Alert | None) -> Told:
    """What an alert told."""
    if alert is None:
        return _NOTHING
    return Told(alert.verdict, alert.due if alert.kind is AlertKind.DUE_SOON else None)


def _turned(turn: Turn) -> Iterable[int]:
    """The places of the rules that may say something else than before."""
    old, new, columns = turn.old, turn.new, turn.unit.columns
    if old is None or new is None:
        return range(len(columns))
    turned = {index for index, column in enumerate(columns) if old.answer[column] != new.answer[column]}
    return turned | {index for index, _ in {*old.soon} ^ {*new.soon}}


def _told(unit: Unit, index: int, standing: Standing | None) -> Told:
    if standing is None:
        return _NOTHING
    soon = next((due for place, due in standing.soon if place == index), None)
    return Told(unit.verdicts(standing.answer)[index].verdicts[0], soon)


def _numbered(
    changes: Iterable[tuple[Rule, Turn, Told, Told]],
    cause: Cause,
    judging: Judging,
    event: int,
    last_alert: int,
) -> tuple[Alert, ...]:
    alerts: list[Alert] = []
    for rule, turn, old, new in changes:
        for kind in _kinds(old, new, _violation(rule, old, cause)):
            due, words = _said(kind, rule, turn, judging)
            alerts.append(
                Alert(
                    number=last_alert + len(alerts) + 1,
                    event=event,
                    kind=kind,
                    rule=rule.id,
                    subject=rule.subject,
                    subject_id=turn.id,
                    verdict=new.verdict,
                    previous=old.verdict,
                    day=judging.today,
                    due=due,
                    words=words,
                )
            )
    return tuple(alerts)


def _kinds(old: Told, new: Told, violation: AlertKind) -> Iterator[AlertKind]:
    if (kind := kind_of(old.verdict, new.verdict)) is not None:
        yield violation if kind is AlertKind.VIOLATION else kind
    if new.soon is not None and new.soon != old.soon:
        yield AlertKind.DUE_SOON


def _violation(rule: Rule, old: Told, cause: Cause) -> AlertKind:
    """What a violation is told as: overdue where nothing but the due day has passed.

    Where arrangements are not published, there may be days in between on which nobody could tell.
    """
    passed = cause is Cause.CLOCK and rule.default.due is not None and old.verdict in _WAITING
    return AlertKind.OVERDUE if passed else AlertKind.VIOLATION


def _said(kind: AlertKind, rule: Rule, turn: Turn, judging: Judging) -> tuple[date | None, Words]:
    """The due day and the words of an alert."""
    if turn.new is None:
        return None, Words(
            f"记录已删除，“{rule.title.zh}”不再存在。", f"The record was removed: no longer {rule.title.en}."
        )
    found = next(each for each in turn.unit.verdicts(turn.new.answer) if each.rule is rule)
    finding = judging.finding(turn.unit, turn.id, found)
    if kind is AlertKind.CURED:
        return finding.due, Words(f"“{rule.title.zh}”已不存在。", f"No longer found: {rule.title.en}.")
    return finding.due, finding.words
