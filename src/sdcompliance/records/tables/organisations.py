"""Bodies, and the rules, mechanisms and registers they have issued or set up."""

from sdcompliance.records.codes import BodyKind, PolicyKind
from sdcompliance.records.declaration import City, Coded, Day, Reference, Text, column, reference
from sdcompliance.records.row import Row


class Body(Row):
    """An authority, a skills-appraisal centre, or another organisation that acts under the notice."""

    table_name = "bodies"
    table_label = "机构"

    name: Text = column("名称", "what the body is called")
    kind: Coded[BodyKind] = column("类别", "which part it plays in the notice")
    city: City = column("所在市", "the city it belongs to")


class Policy(Row):
    """A set of rules, a mechanism or a register that a body has."""

    table_name = "policies"
    table_label = "制度与机制"

    body_id: Reference = reference("bodies", "制定机构", "whose it is")
    kind: Coded[PolicyKind] = column("类别", "what it is")
    issued_on: Day = column("印发日期", "the day it was issued or set up")
