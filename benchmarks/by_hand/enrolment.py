"""The rules about registrations and candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import IN_FORCE_FROM, day_of, in_force_there
from benchmarks.by_hand.terms import own_centre
from benchmarks.by_hand.truths import (
    NOT_APPLICABLE,
    PAST,
    SOFT,
    UNDETERMINED,
    Verdicts,
    any_of,
    both,
    same,
    where,
)
from sdcompliance.records import (
    Candidate,
    Project,
    RefusalGround,
    Registration,
    Session,
    Tariff,
    id_birth_on,
    id_sex,
    id_valid,
)
from sdcompliance.workdays import years_after

REGISTRATION_COLUMNS = (
    "FEE001", "REG001", "REG001.attained-on-birthday", "REG001.tested-at-first-sitting", "REG002", "REG003",
    "REG004", "REG004.county-centre",
)  # fmt: skip
CANDIDATE_COLUMNS = ("REG005",)

WORKING_AGE = 16


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
    """FEE001: no more than the latest of the tariffs in force; without one there is nothing to compare."""
    if own is None or common is None:
        return UNDETERMINED
    tariffs = [*own, *common]
    days = [tariff.effective_on for tariff in tariffs]
    latest = max((start for start in days if start is not None and start <= day), default=None)
    if None not in days:
        if latest is None:
            return UNDETERMINED
        return PAST[any_of(at_most(fee, tariff) for tariff in tariffs if tariff.effective_on == latest)]
    # A tariff without a day may be in force, and may have put an end to any other.
    perhaps = [tariff for tariff in tariffs if tariff.effective_on is None or tariff.effective_on == latest]
    return PAST[both(None, any_of(at_most(fee, tariff) for tariff in perhaps))]


def at_most(fee: Decimal | None, tariff: Tariff) -> bool | None:
    """Whether a fee is within a tariff."""
    amount = tariff.amount
    return None if fee is None or amount is None else fee <= amount


def candidate_judge(case: Case) -> Callable[[Candidate], Verdicts]:
    """The rule about candidates."""
    today = case.today

    def judge(row: Candidate) -> Verdicts:
        if today < IN_FORCE_FROM:
            return (NOT_APPLICABLE,)
        number = row.id_number
        if number is None:
            return (UNDETERMINED,)
        agree = both(same(id_birth_on(number), row.birth_on), same(id_sex(number), row.sex))
        return (PAST[both(id_valid(number), agree)],)

    return judge
