"""The durable engine gives the findings of the native one, field for field."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.agreement.test_relational import drawn_dossiers

from sdcompliance.engines import EngineName, Show, evaluate
from sdcompliance.engines.durable import DurableEngine
from sdcompliance.engines.registry import native_engine
from sdcompliance.rulebook import Rule, default_rulebook
from sdcompliance.testing import Story, records_of, stories
from sdcompliance.testing.examples import calendar_of
from sdcompliance.testing.strategies import COMMONLY_ABSENT, story_text

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")

DURABLE = DurableEngine(default_rulebook())
FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("rule", default_rulebook().values(), ids=lambda rule: rule.id)
def test_every_example(rule: Rule) -> None:
    book = default_rulebook()
    for example in rule.examples:
        records = records_of(example)
        rows = list((records.table(rule.subject) or {}).values())
        judged = {rule.subject: [row for row in rows if example.subject_id in (None, row.id)]}
        given = (records, example.as_of, calendar_of(example), judged, lambda _: True)
        assert native_engine(book).judge_some(*given) == DURABLE.judge_some(*given), example.name


@pytest.mark.parametrize("story", stories(FIXTURES), ids=lambda story: story.name)
def test_every_story(story: Story) -> None:
    native, durable = (
        evaluate(story.records, story.expected.as_of, calendar=story.calendar, show=Show.ALL, engine=engine)
        for engine in (EngineName.NATIVE, EngineName.DURABLE)
    )
    assert native == durable
    assert native.to_json_text() == durable.to_json_text()


@pytest.mark.parametrize("absent", COMMONLY_ABSENT, ids=lambda tables: "+".join(sorted(tables)) or "none")
def test_generated_dossiers(absent: frozenset[str], dossier_count: int) -> None:
    for dossier in drawn_dossiers(absent, dossier_count // len(COMMONLY_ABSENT) + 1):
        native = evaluate(dossier, dossier.as_of)
        durable = evaluate(dossier, dossier.as_of, engine=EngineName.DURABLE)
        assert native == durable, story_text(dossier, dossier.as_of)
