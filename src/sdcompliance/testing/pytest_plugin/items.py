"""Stories and rule examples as items of a test run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sdcompliance.findings import Finding, Report
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook
from sdcompliance.testing.examples import run_example
from sdcompliance.testing.stories import Story, differences, judge_story, stories


class _UnexpectedError(AssertionError):
    """What was found differs from what was expected; each argument is a difference."""


class Group(pytest.Collector):
    """What the items of one option stand under. They are made, not looked for."""

    def collect(self) -> list[pytest.Item]:
        """Nothing: the items are added where they are made."""
        return []


class _Case(pytest.Item):
    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The differences, without a traceback into this library."""
        if isinstance(excinfo.value, _UnexpectedError):
            return "\n".join(excinfo.value.args)
        return super().repr_failure(excinfo, style)


class StoryItem(_Case):
    """One story: exactly its findings, no more and no less."""

    def __init__(
        self, *, story: Story, rulebook: Rulebook, seen: Callable[[Report], None], **given: Any
    ) -> None:
        super().__init__(**given)
        self._story, self._rulebook, self._seen = story, rulebook, seen

    def runtest(self) -> None:
        """Judges the story."""
        report = judge_story(self._story, self._rulebook)
        self._seen(report)
        if found := differences(self._story, report):
            raise _UnexpectedError(*found)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The story's folder."""
        return self._story.folder, None, f"story {self.name}"


class ExampleItem(_Case):
    """One example of a rule."""

    def __init__(
        self,
        *,
        rule: Rule,
        example: ExamplePart,
        rulebook: Rulebook,
        seen: Callable[[Finding], None],
        **given: Any,
    ) -> None:
        super().__init__(**given)
        self._rule, self._example, self._rulebook, self._seen = rule, example, rulebook, seen

    def runtest(self) -> None:
        """Judges the example."""
        outcome = run_example(self._rule, self._example, self._rulebook)
        self._seen(outcome.finding)
        if outcome.differences:
            raise _UnexpectedError(*outcome.differences, f"message: {outcome.finding.message('en')}")

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The rule's file."""
        return Path(self._rule.file), None, f"example of {self.name}"


def story_items(
    session: pytest.Session, folder: Path, rulebook: Rulebook, seen: Callable[[Report], None]
) -> Iterator[pytest.Item]:
    """A test for every story below a folder. Raises UsageError where there is none."""
    found = stories(folder)
    if not found:
        raise pytest.UsageError(f"--sdcompliance-stories: no */expected.yaml in {folder}")
    group = Group.from_parent(session, name="stories", nodeid="stories")
    for story in found:
        yield StoryItem.from_parent(group, name=story.name, story=story, rulebook=rulebook, seen=seen)


def example_items(
    session: pytest.Session, rulebook: Rulebook, seen: Callable[[Finding], None]
) -> Iterator[pytest.Item]:
    """A test for every example of the host's own rules."""
    group = Group.from_parent(session, name="examples", nodeid="examples")
    for id_ in rulebook.settings.own_rules:
        rule = rulebook[id_]
        for example in rule.examples:
            yield ExampleItem.from_parent(
                group, name=f"{id_}: {example.name}", rule=rule, example=example, rulebook=rulebook, seen=seen
            )
