"""The faults that a data set can carry: a module a family, a table of plants each.

Every function spoils one unit so that nothing fails but what its plant names, and gives the ids of the
subjects that then fail; none, and the unit untouched, where the unit cannot carry the fault.
"""

from sdcompliance.testing.generation.plants.applications import APPLICATIONS
from sdcompliance.testing.generation.plants.enrolment import ENROLMENTS
from sdcompliance.testing.generation.plants.organisation import ANNOUNCEMENTS, BODIES
from sdcompliance.testing.generation.plants.projects import PROJECTS
from sdcompliance.testing.generation.plants.sessions import HABITUAL, on_sessions, on_whole_sessions
from sdcompliance.testing.generation.plants.sites import INCIDENTS, TERMS

__all__ = [
    "ANNOUNCEMENTS",
    "APPLICATIONS",
    "BODIES",
    "ENROLMENTS",
    "HABITUAL",
    "INCIDENTS",
    "PROJECTS",
    "TERMS",
    "on_sessions",
    "on_whole_sessions",
]
