"""Whatever differs from the default configuration, a line each: it is printed in every report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdcompliance.reports import words as w
from sdcompliance.reports.voice import Voice


def setting_lines(configuration: Mapping[str, Any], voice: Voice) -> list[str]:
    """Readings, parameters, rules switched off, the host's own rules and arrangements."""
    return list(_lines(configuration, voice))


def _lines(found: Mapping[str, Any], voice: Voice) -> Iterator[str]:
    for rule, reading in found["readings"].items():
        yield voice.say(w.SETTING_READING, rule=rule, reading=reading)
    for rule, values in found["parameters"].items():
        for name, value in values.items():
            yield voice.say(w.SETTING_PARAMETER, rule=rule, name=name, value=value)
    for rule, reason in found["off"].items():
        yield voice.say(w.SETTING_OFF, rule=rule, reason=reason)
    if found["own_rules"]:
        yield voice.say(w.SETTING_OWN_RULES, rules=voice.listed(found["own_rules"]))
    if found["arrangements"]:
        years = [str(year) for year in found["arrangements"]]
        yield voice.say(w.SETTING_ARRANGEMENTS, years=voice.listed(years))
