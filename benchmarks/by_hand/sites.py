"""The rules about the terms of sites and about incidents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import by, first_of, in_force_there
from benchmarks.by_hand.terms import own_bureau, own_centre
from benchmarks.by_hand.truths import (
    AHEAD,
    COMPLIANT,
    NOT_APPLICABLE,
    PAST,
    UNDETERMINED,
    Truth,
    Truths,
    Two,
    Verdicts,
    both,
    either,
    negated,
    where,
)
from sdcompliance.records import Incident, RevocationGround, Site, SiteTerm

SITE_TERM_COLUMNS = ("REV006", "REV007", "REV007.city-centre-too", "SIT003", "SIT004")
INCIDENT_COLUMNS = (
    "REV001", "REV001.valid-from-decision", "REV002", "REV002.valid-from-decision", "REV003",
    "REV003.valid-from-decision",
)  # fmt: skip

LISTED = (
    RevocationGround.BREACH_OF_TRUST,
    RevocationGround.MALICIOUS_COMPETITION,
    RevocationGround.MISMANAGEMENT,
)


def site_term_judge(case: Case) -> Callable[[SiteTerm], Verdicts]:
    """The rules about terms."""
    site_of, body_of = case.rows("sites"), case.rows("bodies")

    def judge(term: SiteTerm) -> Verdicts:
        site: Site | None = site_of(term.site_id)
        city = site.city if site is not None else None
        revoked, decided, announced = term.revoked_on, term.decided_on, term.announced_on
        ground = by_bureau = by_bureau_or_centre = NOT_APPLICABLE
        if revoked is not None:
            revoking = in_force_there(revoked, city)
            revoker = body_of(term.revoked_by_id)
            bureau = own_bureau(revoker, city)
            listed = COMPLIANT if term.revocation_ground in LISTED else UNDETERMINED
            ground = where(revoking, listed)
            by_bureau = where(revoking, PAST[bureau])
            by_bureau_or_centre = where(revoking, PAST[either(bureau, own_centre(revoker, city)[0])])
        announcer = NOT_APPLICABLE
        if announced is not None or term.announced_by_id is not None:
            announcing = in_force_there(first_of(announced, decided), city)
            announcer = where(announcing, PAST[own_bureau(body_of(term.announced_by_id), city)])
        return (
            ground,
            by_bureau,
            by_bureau_or_centre,
            announcer,
            where(in_force_there(decided, city), PAST[by(decided, announced)]),
        )

    return judge


def incident_judge(case: Case) -> Callable[[Incident], Verdicts]:
    """The rules about incidents."""
    today, site_of = case.today, case.rows("sites")
    terms_of = case.with_value("site_terms", "site_id")
    none = (NOT_APPLICABLE,) * len(INCIDENT_COLUMNS)

    def judge(incident: Incident) -> Verdicts:
        kind, confirmed, day = incident.kind, incident.confirmed, incident.confirmed_on
        if confirmed is False or kind is RevocationGround.OTHER:
            return none
        site: Site | None = site_of(incident.site_id)
        covered = in_force_there(day, site.city if site is not None else None)
        if covered is False:
            return none
        if kind is None:
            return (UNDETERMINED,) * len(INCIDENT_COLUMNS)
        found: Two = UNDETERMINED, UNDETERMINED
        if covered and confirmed and site is not None and day is not None:
            verdict = AHEAD if today <= day else PAST
            revoked, revoked_decided = all_revoked(terms_of(site.id, ()), day)
            found = verdict[revoked], verdict[revoked_decided]
        place = 2 * LISTED.index(kind)
        return (*none[:place], *found, *none[place + 2 :])

    return judge


def all_revoked(terms: Sequence[SiteTerm] | None, day: date) -> Truths:
    """REV001 to REV003: no term that was valid on the day stands unrevoked."""
    if terms is None:
        return None, None
    revoked: Truth = True
    revoked_decided: Truth = True
    for term in terms:
        if term.revoked_on is None:
            revoked = both(revoked, negated(by(term.announced_on, day)))
            revoked_decided = both(revoked_decided, negated(by(term.decided_on, day)))
    return revoked, revoked_decided
