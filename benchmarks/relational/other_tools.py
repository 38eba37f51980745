"""Three of the rules in other tools: pandas over whole columns, and a loop over durable_rules.

SES001 (who organised), SES002 (preparation) and RPT001 (results in time), under their default readings: what
follows from the session's own columns, from a row it refers to, and from rows that refer to it. Verdicts are
numbers as in by_hand/macros.sql. Both are given what they can use best: pandas whole columns, durable_rules
facts with every comparison already made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import duckdb
    import pandas as pd  # type: ignore[import-untyped]

RULES = ("SES001", "SES002", "RPT001")
#: How many sessions got each verdict, by rule.
Counts: TypeAlias = dict[str, dict[int, int]]
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
_FACTS = f"""
WITH due AS ({_DUE}), received AS (
  SELECT session_id, CAST(min(results_received_at) AS DATE) AS earliest, bool_or(results_received_at IS NULL) AS blank
  FROM reports GROUP BY session_id
)
SELECT s.id, {{flag_covered}} AS covered, {{flag_centre}} AS centre, {{flag_city}} AS city, {{flag_notice}} AS notice,
       {{flag_list}} AS list, {{flag_received}} AS received
FROM sessions s LEFT JOIN bodies b ON b.id = s.organised_by_id LEFT JOIN received r ON r.session_id = s.id
LEFT JOIN due d ON d.day = CAST(s.ended_at AS DATE)
WHERE CAST(s.ended_at AS DATE) < $as_of - 30 ORDER BY s.id LIMIT $many
"""
_FLAGS = {
    "covered": f"CAST(s.started_at AS DATE) >= DATE '2020-08-25' AND s.city IN {_PROVINCE}",
    "centre": "b.kind = 'city_centre'",
    "city": "b.city = s.city",
    "notice": "s.preparation_notice_on <= CAST(s.started_at AS DATE)",
    "list": "s.preparation_met",
    "received": "CASE WHEN r.earliest <= d.due THEN TRUE WHEN r.blank OR r.earliest <= d.latest THEN NULL ELSE FALSE END",
}
#: What each rule asks for.
_ASKED = {"SES001": ("centre", "city"), "SES002": ("notice", "list"), "RPT001": ("received",)}


def facts(connection: duckdb.DuckDBPyConnection, as_of: date, many: int) -> list[Fact]:
    """Sessions of which everything was due long ago."""
    flags = {
        f"flag_{name}": f"CASE WHEN {sql} THEN 1 WHEN NOT ({sql}) THEN 0 ELSE 2 END"
        for name, sql in _FLAGS.items()
    }
    query = _FACTS.format(**flags).replace("$as_of", f"DATE '{as_of}'").replace("$many", str(many))
    rows = connection.execute(query).fetchall()
    return [{"id": 1, "sid": "1", **dict(zip(_FLAGS, row[1:], strict=True))} for row in rows]


def durable_loop() -> Callable[[list[Fact]], Counts]:
    """One fact after the other through a ruleset: a rule for each way to a verdict."""
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

    def judge(sessions: list[Fact]) -> Counts:
        for counts in found.values():
            counts.clear()
        for fact in sessions:
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
