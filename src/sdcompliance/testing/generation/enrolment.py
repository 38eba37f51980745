"""Candidates: their registration for a session, and the result, certificate and subsidy that follow."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.consequences import Consequences
from sdcompliance.testing.generation.days import ISO, TODAY, Workdays
from sdcompliance.testing.generation.planting import Schedule
from sdcompliance.testing.generation.sittings import Sitting
from sdcompliance.testing.generation.tables import Row, TableFiles, empty_row

MEAN: Final = 40  # candidates of a session: 20 to 60
_REFUSED: Final = 0.04  # parts of the registrations
_ABSENT: Final = 0.02
_RETURNING: Final = 0.1
_PASSED: Final = 0.87  # part of the results
_SUBSIDISED: Final = 0.35  # part of the certificates
_KEPT: Final = 200  # candidates of a city that may come again

_GROUPS: Final = (
    "rural_transfer",
    "unenrolled_graduate",
    "laid_off",
    "veteran",
    "hard_to_employ",
    "other",
)
_REFUSALS: Final = ("skill", "skill", "scope", "age")

#: Of the mean session's registrations, those that have one of these; for the rates of faults.
ACCEPTED: Final = MEAN * (1 - _REFUSED)
REFUSED: Final = MEAN * _REFUSED
SCORED: Final = MEAN * (1 - _REFUSED - _ABSENT)
CERTIFIED: Final = SCORED * _PASSED
SUBSIDISED: Final = CERTIFIED * _SUBSIDISED


@dataclass(slots=True)
class Enrolment:
    """One registration with all that follows from it; ``known`` where the candidate is recorded already."""

    sitting: Sitting
    workdays: Workdays
    registered: int
    known: bool
    candidate: Row
    registration: Row
    charge: int
    result: Row | None = None
    confirmed: int = 0
    certificate: Row | None = None
    issued: int = 0
    subsidy: Row | None = None
    previous: Row | None = None  # the certificate of the candidate before, where that one is not spoilt


@dataclass(frozen=True, slots=True)
class EnrolmentFaults:
    """What is spoilt of registrations, and what follows for certificates from faults of their session."""

    schedule: Schedule[Enrolment]
    consequences: Consequences


class EnrolmentWriter:
    """Writes the candidates of a session after another."""

    def __init__(
        self,
        files: TableFiles,
        faults: EnrolmentFaults,
        charges: dict[str, tuple[tuple[str, int], ...]],
        workdays: Workdays,
        rng: Random,
    ) -> None:
        self._files = files
        self._faults = faults.schedule
        self._consequences = faults.consequences
        self._charges = charges
        self._workdays = workdays
        self._rng = rng
        self._seen: dict[str, deque[Row]] = {city: deque(maxlen=_KEPT) for city in names.SHARES}

    def write(self, sitting: Sitting) -> None:
        """Writes the candidates of a session, spoilt where a fault is due."""
        met: list[Row] = []
        previous: Row | None = None
        for n in range(MEAN // 2 + int(self._rng.random() * (MEAN + 1))):
            enrolment = self._enrolled(sitting, n + 1)
            if sitting.late == enrolment.registration["id"]:
                self._postpone(enrolment)
            enrolment.previous = previous
            spoilt = self._faults.spoil(enrolment)
            if not spoilt:
                met.append(enrolment.candidate)
            self._write(enrolment)
            previous = None if spoilt else enrolment.certificate
        self._seen[sitting.city.code].extend(met)

    def _enrolled(self, sitting: Sitting, n: int) -> Enrolment:
        random = self._rng.random
        registered = sitting.start - 7 - int(random() * 24)
        candidate, known = self._candidate(sitting, n, registered)
        project = sitting.session["project_id"]
        charge = self._charge(project, ISO[registered])
        trained = ISO[sitting.start - 1 - int(random() * 6)]
        registration = {
            "id": f"RG{sitting.id}-{n}",
            "candidate_id": candidate["id"],
            "project_id": project,
            "session_id": sitting.session["id"],
            "city": sitting.city.code,
            "registered_on": ISO[registered],
            "registered_by": "individual" if random() < 0.4 else "unit",
            "channel": "provincial_system",
            "received_by_id": names.centre(sitting.city.code),
            "voluntary": "true",
            "accepted": "true",
            "refusal_ground": "",
            "trained_on": trained if random() < 0.7 else "",
            "fee_charged": str(charge) if random() < 0.8 else "0",
        }
        enrolment = Enrolment(sitting, self._workdays, registered, known, candidate, registration, charge)
        fate = random()
        if fate < _REFUSED and sitting.late != registration["id"]:
            ground = _REFUSALS[int(random() * 4)]
            registration.update(accepted="false", refusal_ground=ground, fee_charged="0")
        elif fate < 1 - _ABSENT and sitting.examined:
            self._score(enrolment, n, trained)
        return enrolment

    def _candidate(self, sitting: Sitting, n: int, registered: int) -> tuple[Row, bool]:
        random = self._rng.random
        seen = self._seen[sitting.city.code]
        if seen and random() < _RETURNING:
            return seen.popleft(), True
        male = random() < 0.5
        # From 17 to about 57 years old on the day of registration.
        birth = earlier(ISO[registered], 17 + int(random() * 40), 1 + int(random() * 360))
        order = 2 * int(random() * 450) + male
        row = {
            "id": f"C{sitting.id}-{n}",
            "name": names.person_name(self._rng),
            "id_number": names.identity_number(sitting.city.code, birth, order),
            "birth_on": birth,
            "sex": "male" if male else "female",
            "group": _GROUPS[int(random() * 6)],
        }
        return row, False

    def _score(self, enrolment: Enrolment, n: int, trained: str) -> None:
        random = self._rng.random
        sitting, workdays = enrolment.sitting, self._workdays
        examiners = [row["person_id"] for row in sitting.assignments if row["role"] == "examiner"]
        enrolment.confirmed = workdays.after(sitting.received, 1 + sitting.start % 3)
        passed = random() < _PASSED
        enrolment.result = {
            "id": f"RS{sitting.id}-{n}",
            "session_id": sitting.session["id"],
            "candidate_id": enrolment.candidate["id"],
            "passed": "true" if passed else "false",
            "scored_by_id": examiners[n % len(examiners)],
            "used_rubric": "true",
            "confirmed_on": ISO[enrolment.confirmed],
            "confirmed_by_id": names.centre(sitting.city.code),
        }
        if passed:
            certify(enrolment, n)
            if random() < _SUBSIDISED:
                self._subsidise(enrolment, n, trained)

    def _subsidise(self, enrolment: Enrolment, n: int, trained: str) -> None:
        granted = self._workdays.after(enrolment.issued, 5 + int(self._rng.random() * 20))
        if enrolment.certificate is not None and granted <= TODAY:
            enrolment.subsidy = {
                "id": f"SU{enrolment.sitting.id}-{n}",
                "candidate_id": enrolment.candidate["id"],
                "certificate_id": enrolment.certificate["id"],
                "eligible": "true",
                "trained_on": trained,
                "granted_on": ISO[granted],
                "amount": "800",
            }

    def _postpone(self, enrolment: Enrolment) -> None:
        """Registers the candidate on the day after the session began."""
        enrolment.registered = enrolment.sitting.start + 1
        registered_on = ISO[enrolment.registered]
        enrolment.charge = self._charge(enrolment.registration["project_id"], registered_on)
        enrolment.registration.update(registered_on=registered_on, fee_charged=str(enrolment.charge))

    def _charge(self, project: str, day: str) -> int:
        """The last amount in force on a day: the project's own, else that for every project."""
        own = [amount for since, amount in self._charges.get(project, ()) if since <= day]
        common = [amount for since, amount in self._charges[""] if since <= day]
        return (own or common)[-1]

    def _write(self, enrolment: Enrolment) -> None:
        if not enrolment.known:
            self._files["candidates"].write(enrolment.candidate)
        self._files["registrations"].write(enrolment.registration)
        for table, row in (
            ("results", enrolment.result),
            ("certificates", enrolment.certificate),
            ("subsidies", enrolment.subsidy),
        ):
            if row is not None:
                self._files[table].write(row)
        if enrolment.certificate is not None:
            self._consequences.certified(enrolment.sitting, enrolment.certificate["id"])


def certify(enrolment: Enrolment, n: int) -> None:
    """Gives the candidate a certificate: coded, printed, issued on the days after confirmation."""
    sitting, workdays = enrolment.sitting, enrolment.workdays
    coded = workdays.after(enrolment.confirmed, 1)
    printed = workdays.after(coded, 1)
    enrolment.issued = workdays.after(printed, 1 + n % 2)
    row = empty_row("certificates")
    row.update(
        id=f"CE{sitting.id}-{n}",
        number=f"{ISO[coded][2:4]}{sitting.city.code}{sitting.id}{n:03d}",
        candidate_id=enrolment.candidate["id"], session_id=sitting.session["id"],
        project_id=sitting.session["project_id"],
        coded_on=ISO[coded], printed_on=ISO[printed], issued_on=ISO[enrolment.issued],
        issued_by_id=names.centre(sitting.city.code), blank_printed_by_id=names.PROVINCIAL,
        queryable_online="true", query_fee="0",
    )  # fmt: skip
    enrolment.certificate = row


def earlier(day: str, years: int, days: int) -> str:
    """About so many years before a day, and so many days more (a month being 30); never a 29 February."""
    months, rest = divmod(days, 30)
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - years * 12 - months, 12)
    return f"{year}-{month + 1:02d}-{min(28, max(1, int(day[8:]) - rest)):02d}"
