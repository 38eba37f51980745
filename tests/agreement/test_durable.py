"""The durable engine gives the findings of the native one on generated dossiers, field for field.

Examples and stories are in tests/engines/durable.
"""

from __future__ import annotations

import pytest
from tests.agreement.test_relational import drawn_dossiers

from sdcompliance import EngineName, evaluate
from sdcompliance.testing.strategies import COMMONLY_ABSENT, story_text

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")


@pytest.mark.parametrize("absent", COMMONLY_ABSENT, ids=lambda tables: "+".join(sorted(tables)) or "none")
def test_generated_dossiers(absent: frozenset[str], dossier_count: int) -> None:
    for dossier in drawn_dossiers(absent, dossier_count // len(COMMONLY_ABSENT) + 1):
        native = evaluate(dossier, dossier.as_of)
        durable = evaluate(dossier, dossier.as_of, engine=EngineName.DURABLE)
        assert native == durable, story_text(dossier, dossier.as_of)
