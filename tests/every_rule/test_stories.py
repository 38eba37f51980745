"""Every story has exactly the findings it tells of."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdcompliance.testing import Story, differences, judge_story, stories

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
STORIES = stories(FIXTURES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story_has_exactly_its_findings(story: Story) -> None:
    assert not (found := differences(story, judge_story(story))), "\n".join(found)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story_is_told(story: Story) -> None:
    assert (story.folder / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_the_stories_that_were_asked_for_are_there() -> None:
    assert {story.name for story in STORIES} >= {
        "spring-festival",
        "national-day",
        "make-up-saturday",
        "two-day-sitting",
        "unpublished-2027",
        "revoked-and-re-approved",
        "filed-not-published",
        "burnt-a-day-early",
    }
