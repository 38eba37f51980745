"""Three of the rules in other tools: pandas over whole columns, and a loop over durable_rules.

SES001 (who organised), SES002 (preparation) and RPT001 (results in time), under their default readings: what
follows from the session's own columns, from a row it refers to, and from rows that refer to it. Verdicts are
numbers as in by_hand/macros.sql. All are given the tables with an index for every look-up, and the last days by
day. durable_rules compares no days, so the loop over it makes every comparison itself and posts what is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import duckdb
    import pandas as pd  # type: ignore[import-untyped]

    from sdcompliance.records import Records

RULES = ("SES001", "SES002", "RPT001")
#: How many sessions got each verdict, by rule.
Counts: TypeAlias = dict[str, dict[int, int]]
_IN_FORCE = date(2020, 8, 25)
#: What durable_rules is told of a session: each thing no (0), yes (1) or not known (2).
Fact: TypeAlias = dict[str, Any]

_PROVINCE = (
    "370100", "370200", "370300", "370400", "370500", "370600", "370700", "370800",
    "370900", "371000", "371100", "371300", "371400", "371500", "371600", "371700",
)  # fmt: skip
_DUE = """
SELECT w.day, p.if_possible AS due, c.if_certain AS latest FROM sdc_workdays w
JOIN sdc_nth_workday p ON p.n = w.possible + 3 JOIN sdc_nth_workday c ON c.n = w.certain + 3
WHERE c.if_certain IS NOT NULL
"""
#: What each rule asks for.
_ASKED = {"SES001": ("centre", "city"), "SES002": ("notice", "list"), "RPT001": ("received",)}


class Tables(NamedTuple):
    """What the loops look up: bodies by id, the days on which results were received by session, last days by day."""

    sessions: list[tuple[Any, ...]]  # id, city, organiser, notice, list, start and end
    bodies: dict[str, tuple[str | None, str | None]]
    received: dict[str, list[date | None]]
    due: dict[date, tuple[date, date]]


def tables(connection: duckdb.DuckDBPyConnection, as_of: date, many: int) -> Tables:
    """The first sessions of which everything was due long ago, and all that they lead to."""
    chosen = f"(FROM sessions WHERE CAST(ended_at AS DATE) < DATE '{as_of}' - 30 ORDER BY id LIMIT {many})"

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    received: dict[str, list[date | None]] = {}
    for session, day in rows(
        f"SELECT session_id, CAST(results_received_at AS DATE) FROM reports SEMI JOIN {chosen} s ON s.id = session_id"
    ):
        received.setdefault(session, []).append(day)
    return Tables(
        rows(
            "SELECT id, city, organised_by_id, preparation_notice_on, preparation_met, CAST(started_at AS DATE),"
            f" CAST(ended_at AS DATE) FROM {chosen}"
        ),
        {id_: (kind, city) for id_, kind, city in rows("SELECT id, kind, city FROM bodies")},
        received,
        {day: (first, last) for day, first, last in rows(_DUE)},
    )


def fact_of(session: tuple[Any, ...], known: Tables) -> Fact:
    """What is so of a session."""
    id_, city, organiser, notice, listed, started, ended = session
    kind, body_city = known.bodies.get(organiser, (None, None))
    due, latest = known.due.get(ended, (None, None))
    covered = _all(
        None if started is None else started >= _IN_FORCE, None if city is None else city in _PROVINCE
    )
    same = None if body_city is None or city is None else body_city == city
    return {
        "id": 1, "sid": "1", "covered": _number(covered),
        "centre": _number(None if kind is None else kind == "city_centre"), "city": _number(same),
        "notice": _number(None if notice is None or started is None else notice <= started),
        "list": _number(listed), "received": _number(_received(known.received.get(id_, ()), due, latest)),
    }  # fmt: skip


def _received(days: Iterable[date | None], due: date | None, latest: date | None) -> bool | None:
    blank = due is None or latest is None
    for day in days:
        if day is None:
            blank = True
        elif due is not None and day <= due:
            return True
        elif latest is not None and day <= latest:
            blank = True
    return None if blank else False


def _all(*conditions: bool | None) -> bool | None:
    return False if False in conditions else None if None in conditions else True


def _number(truth: bool | None) -> int:
    return 2 if truth is None else int(truth)


def durable_loop() -> Callable[[Tables], Counts]:
    """One session after the other through a ruleset: a rule for each way to a verdict."""
    from durable.engine import MessageNotHandledException, Ruleset

    found: Counts = {rule: {} for rule in RULES}

    def concluding(rule: str, verdict: int) -> Callable[[Any], None]:
        def run(_: Any) -> None:
            found[rule][verdict] = found[rule].get(verdict, 0) + 1

        return run

    definition = {}
    for rule, asked in _ASKED.items():
        for number, (verdict, conditions) in enumerate(_ways(asked)):
            parts = [
                {"$neq": {name: -value - 1}} if value < 0 else {name: value}
                for name, value in conditions.items()
            ]
            pattern = parts[0] if len(parts) == 1 else {"$and": parts}
            definition[f"{rule}_{number}"] = {"all": [{"m": pattern}], "run": concluding(rule, verdict)}
    ruleset = Ruleset("sessions", None, definition)

    def judge(known: Tables) -> Counts:
        for counts in found.values():
            counts.clear()
        for session in known.sessions:
            fact = fact_of(session, known)
            try:
                handle = ruleset.assert_fact(fact)
            except MessageNotHandledException:
                continue  # no rule has anything to say: everything is in order
            ruleset.do_actions(handle, lambda error, state: None)
            ruleset.delete_state("1")
        return found

    return judge


def _ways(asked: tuple[str, ...]) -> list[tuple[int, Mapping[str, int]]]:
    """The ways to each verdict but compliant, no two of which a session goes. ``-n - 1`` says: anything but n."""
    ways: list[tuple[int, Mapping[str, int]]] = [(0, {"covered": 0}), (3, {"covered": 2})]
    for place, name in enumerate(asked):
        earlier = dict.fromkeys(asked[:place], -1)  # not 0
        ways.append((5, {"covered": 1, **earlier, name: 0}))
    for place, name in enumerate(asked):
        ways.append(
            (
                3,
                {
                    "covered": 1,
                    **dict.fromkeys(asked[:place], 1),
                    name: 2,
                    **dict.fromkeys(asked[place + 1 :], -1),
                },
            )
        )
    return ways


def by_pandas_rows(known: Tables) -> Counts:
    """A DataFrame gone through row by row, as a rule is written down most readily."""
    import pandas as pd

    names = ["id", "city", "organiser", "notice", "listed", "started", "ended"]
    sessions = pd.DataFrame(known.sessions, columns=names, dtype=object)
    found: Counts = {rule: {} for rule in RULES}

    def judge(row: Any) -> None:
        fact = fact_of(tuple(row), known)
        for rule, asked in _ASKED.items():
            verdict = _verdict(fact["covered"], [fact[name] for name in asked])
            found[rule][verdict] = found[rule].get(verdict, 0) + 1

    sessions.apply(judge, axis=1)
    return found


def _verdict(covered: int, asked: list[int]) -> int:
    """Of a session of which everything was due long ago."""
    if covered != 1:
        return 0 if covered == 0 else 3
    return 5 if 0 in asked else 3 if 2 in asked else 1


def records_of(connection: duckdb.DuckDBPyConnection) -> Records:
    """Everything that a database has, in memory."""
    from sdcompliance.records import SHANGHAI, TABLES, ColumnKind, Records

    def cell(row: dict[str, Any], name: str, kind: ColumnKind) -> Any:
        value = row[name]
        if kind is ColumnKind.DAY:
            return value and value.isoformat()
        if value is None or kind is not ColumnKind.MOMENT:
            return value
        return (value.date() if row[f"{name}_is_day"] else value.replace(tzinfo=SHANGHAI)).isoformat()

    found = {}
    for table in (name for (name,) in connection.execute("SHOW TABLES").fetchall() if name in TABLES):
        answer = connection.execute(f"FROM {table}")
        names = [column[0] for column in answer.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        kinds = {name: column.kind for name, column in TABLES[table].columns.items()}
        found[table] = [{name: cell(row, name, kind) for name, kind in kinds.items()} for row in rows]
    return Records.parse(found)


def frames(connection: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The tables that the three rules read, in memory."""
    columns = {
        "sessions": "id, city, organised_by_id, preparation_notice_on, preparation_met, started_at, ended_at",
        "bodies": "id, kind, city",
        "reports": "session_id, results_received_at",
    }
    found = {
        name: connection.execute(f"SELECT {listed} FROM {name}").df() for name, listed in columns.items()
    }
    return {**found, "due": connection.execute(_DUE).df()}


def by_pandas(tables: Mapping[str, pd.DataFrame], as_of: date) -> Counts:
    """Whole columns at a time: merges, masks and one grouping."""
    import numpy as np
    import pandas as pd

    today = pd.Timestamp(as_of)
    sessions = tables["sessions"].merge(
        tables["bodies"].rename(columns={"id": "organised_by_id", "kind": "kind", "city": "body_city"}),
        on="organised_by_id", how="left",
    )  # fmt: skip
    started, ended = sessions.started_at.dt.normalize(), sessions.ended_at.dt.normalize()
    outside = (started < pd.Timestamp("2020-08-25")) | (
        sessions.city.notna() & ~sessions.city.isin(_PROVINCE)
    )
    unsure = ~outside & (started.isna() | sessions.city.isna())

    def judged(met: Any, broken: Any, ahead: Any, late: Any) -> Any:
        conditions = [outside, unsure, met, ahead, late, broken]
        return np.select(conditions, [0, 3, 1, 2, 3, 5], default=3)

    kind_known = sessions.kind.notna()
    city_known = sessions.body_city.notna() & sessions.city.notna()
    centre, same = sessions.kind.eq("city_centre"), city_known & sessions.body_city.eq(sessions.city)
    ahead, never = started >= today, pd.Series(False, index=sessions.index)
    ses001 = judged(centre & same, (kind_known & ~centre) | (city_known & ~same), ahead, never)

    notice, listed = sessions.preparation_notice_on, sessions.preparation_met
    noticed, unnoticed = notice <= started, notice > started
    right, wrong = listed.eq(True).fillna(False), listed.eq(False).fillna(False)
    ses002 = judged(noticed & right, unnoticed | wrong, ahead, never)

    days = tables["reports"].results_received_at.dt.normalize()
    grouped = pd.DataFrame({"id": tables["reports"].session_id, "day": days, "blank": days.isna()}).groupby(
        "id"
    )
    received = sessions[["id"]].merge(
        grouped.agg({"day": "min", "blank": "max"}).reset_index(), on="id", how="left"
    )
    limits = ended.to_frame("day").merge(tables["due"], on="day", how="left")
    blank = received.blank.eq(True).fillna(False)
    late = limits.due.isna() | (today <= limits.latest) | blank | (received.day <= limits.latest)
    rpt001 = judged(received.day <= limits.due, ~late, today <= limits.due, late)
    return {
        rule: {
            int(verdict): int(count)
            for verdict, count in zip(*np.unique(found, return_counts=True), strict=True)
        }
        for rule, found in zip(RULES, (ses001, ses002, rpt001), strict=True)
    }
