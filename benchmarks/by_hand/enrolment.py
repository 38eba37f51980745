"""The rules about registrations and candidates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from stdnum.cn import ric

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import IN_FORCE_FROM, day_of, in_force_there
from benchmarks.by_hand.terms import own_centre
from benchmarks.by_hand.truths import (
    COMPLIANT,
    NOT_APPLICABLE,
    PAST,
    SOFT,
    UNDETERMINED,
    VIOLATION,
    Truth,
    Verdicts,
    where,
)
from sdcompliance.records import (
    Candidate,
    Project,
    RefusalGround,
    Registration,
    Session,
    Sex,
    Tariff,
)
from sdcompliance.workdays import years_after

REGISTRATION_COLUMNS = (
    "FEE001", "REG001", "REG001.attained-on-birthday", "REG001.tested-at-first-sitting", "REG002", "REG003",
    "REG004", "REG004.county-centre",
)  # fmt: skip
CANDIDATE_COLUMNS = ("REG005",)

WORKING_AGE = 16
ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")


def registration_judge(case: Case) -> Callable[[Registration], Verdicts]:
    """The rules about registrations."""
    body_of, project_of = case.rows("bodies"), case.rows("projects")
    candidate_of, session_of = case.rows("candidates"), case.rows("sessions")
    tariffs_of = case.with_value("tariffs", "project_id")

    def judge(row: Registration) -> Verdicts:
        day, city, accepted = row.registered_on, row.city, row.accepted
        covered = in_force_there(day, city)
        if covered is False:
            return (NOT_APPLICABLE,) * len(REGISTRATION_COLUMNS)
        if covered is None or day is None:
            aged = NOT_APPLICABLE if accepted is False else UNDETERMINED
            refused = NOT_APPLICABLE if accepted is True else UNDETERMINED
            unknown = UNDETERMINED
            return unknown, aged, aged, aged, unknown, refused, unknown, unknown
        if accepted is False:
            ages: Verdicts = (NOT_APPLICABLE,) * 3
        else:
            ages = of_age(candidate_of(row.candidate_id), day, session_of(row.session_id))
        own, own_or_county = own_centre(body_of(row.received_by_id), city)
        project: Project | None = project_of(row.project_id)
        of_project = tariffs_of(project.id, ()) if project is not None else None
        return (
            within_tariff(of_project, tariffs_of(None, ()), row.fee_charged, day),
            *ages,
            PAST[row.voluntary],
            refusal(accepted, row.refusal_ground),
            SOFT[own],
            SOFT[own_or_county],
        )

    return judge


def of_age(candidate: Candidate | None, day: date, session: Session | None) -> Verdicts:
    """REG001: past the birthday on the day (on it; past it on the first sitting day)."""
    born = candidate.birth_on if candidate is not None else None
    birthday = years_after(born, WORKING_AGE) if born is not None else None
    if birthday is None:
        return UNDETERMINED, UNDETERMINED, UNDETERMINED
    started = day_of(session.started_at) if session is not None else None
    at_sitting = None if started is None else birthday < started
    return PAST[birthday < day], PAST[birthday <= day], PAST[at_sitting]


def refusal(accepted: bool | None, ground: RefusalGround | None) -> int:
    """REG003: refused for age, skill or scope."""
    if accepted is not False:
        return where(None if accepted is None else False, UNDETERMINED)
    return PAST[None if ground is None else ground is not RefusalGround.OTHER]


def within_tariff(
    own: Sequence[Tariff] | None, common: Sequence[Tariff] | None, fee: Decimal | None, day: date
) -> int:
    """FEE001: no more than the project's latest tariff, else the latest for all; without one, who can say."""
    if own is None or common is None:
        return UNDETERMINED
    amounts, undated = latest_by(own, day)
    if not amounts:
        amounts, undated_too = latest_by(common, day)
        undated += undated_too
    if undated:  # one without a day may be in force, and may have put an end to any other
        return VIOLATION if at_most_one_of(fee, amounts + undated) is False else UNDETERMINED
    return PAST[at_most_one_of(fee, amounts)] if amounts else UNDETERMINED


def latest_by(tariffs: Sequence[Tariff], day: date) -> tuple[list[Decimal | None], list[Decimal | None]]:
    """The amounts that took effect last by a day, and those of which it is not recorded when they did."""
    latest = None
    amounts: list[Decimal | None] = []
    undated: list[Decimal | None] = []
    for tariff in tariffs:
        start = tariff.effective_on
        if start is None:
            undated.append(tariff.amount)
        elif start <= day:
            if latest is None or start > latest:
                latest, amounts = start, [tariff.amount]
            elif start == latest:
                amounts.append(tariff.amount)
    return amounts, undated


def at_most_one_of(fee: Decimal | None, amounts: Sequence[Decimal | None]) -> Truth:
    """Whether a fee is within one of some amounts."""
    found: Truth = False
    for amount in amounts:
        if fee is None or amount is None:
            found = None
        elif fee <= amount:
            return True
    return found


def candidate_judge(case: Case) -> Callable[[Candidate], Verdicts]:
    """The rule about candidates."""
    today = case.today

    def judge(row: Candidate) -> Verdicts:
        if today < IN_FORCE_FROM:
            return (NOT_APPLICABLE,)
        number = row.id_number
        return (UNDETERMINED if number is None else identity(number, row.birth_on, row.sex),)

    return judge


def identity(number: str, birth_on: date | None, sex: Sex | None) -> int:
    """REG005: a number that can be, of this birth date and this sex."""
    digits = number.strip().upper()
    if not ID_NUMBER.fullmatch(digits) or ric.calc_check_digit(digits) != digits[-1]:
        return VIOLATION
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return VIOLATION
    if birth_on is not None and born != birth_on:
        return VIOLATION
    if sex is not None and (int(digits[16]) % 2 == 1) is not (sex is Sex.MALE):
        return VIOLATION
    return UNDETERMINED if birth_on is None or sex is None else COMPLIANT
