"""What follows a sitting: results, certificates, subsidies and the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sdcompliance.testing.strategies.making import Making
from sdcompliance.testing.strategies.people import EXAMINERS


@dataclass(frozen=True, slots=True)
class Sat:
    """A sitting that took place: its days, and when its results were received."""

    session: str
    project: str
    started_on: date
    ended_on: date
    received_on: date


def add_outcome(making: Making, sat: Sat, candidates: range) -> None:
    """Results of the candidates, a certificate for each who passed, a subsidy for some, and the archive."""
    confirmed_on = making.from_(sat.received_on)
    for number in candidates:
        passed = making.one_of((True, True, False))
        making.add(
            "results", f"RS{number}", session_id=sat.session, candidate_id=f"C{number}", passed=passed,
            scored_by_id=EXAMINERS[0], used_rubric=True, confirmed_on=confirmed_on, confirmed_by_id="CENTRE",
        )  # fmt: skip
        if passed:
            _add_certificate(making, sat, number, confirmed_on)
    _add_archive(making, sat)


def _add_certificate(making: Making, sat: Sat, number: int, confirmed_on: date) -> None:
    until_coded, until_issued, before, after = making.gaps(4)
    coded = confirmed_on + until_coded
    issued = coded + until_issued
    making.add(
        "certificates", f"CE{number}", number=f"25370100{number:08}", candidate_id=f"C{number}",
        session_id=sat.session, project_id=sat.project, coded_on=coded, printed_on=coded, issued_on=issued,
        issued_by_id="CENTRE", blank_printed_by_id="PROVINCIAL", queryable_online=True, query_fee=0,
    )  # fmt: skip
    if making.one_of((True, False)):
        making.add(
            "subsidies", f"SU{number}", candidate_id=f"C{number}", certificate_id=f"CE{number}",
            eligible=True, trained_on=sat.started_on - before, granted_on=issued + after,
            amount=800,
        )  # fmt: skip


def _add_archive(making: Making, sat: Sat) -> None:
    archived_on = making.from_(sat.ended_on)
    for kind in ("process", "candidate", "video"):
        making.add("archives", f"{sat.session}-{kind}", session_id=sat.session, kind=kind,
                   archived_on=archived_on, complete=True)  # fmt: skip
