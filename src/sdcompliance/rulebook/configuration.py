"""Interpretation is configuration: which readings decide, which parameters, which rules are off.

A host writes ``sdcompliance.toml``, or ``[tool.sdcompliance]`` in its pyproject.toml::

    rules = ["our-rules"]                    # files or folders beside this file
    arrangements = ["2027.yaml"]             # holiday arrangements beside it

    [readings]
    RPT001 = "first-sitting"                 # a rule's reading
    own_centre = "county-centre"             # a legal term's, for every rule that uses the term

    [parameters.RPT001]
    limit = 5                                # or {2020-08-25 = 3, 2030-01-01 = 5}

    [off]
    ARC001 = "kept by the archive office, which reports by itself"

Whatever differs from the default is printed in every report.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sdcompliance.conditions.tree import Scalar
from sdcompliance.errors import InputError, did_you_mean
from sdcompliance.rulebook.faults import RuleError
from sdcompliance.rulebook.folder import load_rules
from sdcompliance.rulebook.rule import Choice, Rule
from sdcompliance.rulebook.rulebook import Rulebook, Settings
from sdcompliance.rulebook.strata import faults_of_reads

#: Where a configuration is looked for, in this order.
FILE_NAME = "sdcompliance.toml"
PROJECT_FILE_NAME = "pyproject.toml"

_KEYS = ("rules", "arrangements", "readings", "parameters", "off")

ParameterSetting = Scalar | Mapping[date, Scalar]


class ConfigurationError(InputError):
    """A configuration is wrong. ``faults`` lists everything found: key and what was expected."""

    code = "SDC104"

    def __init__(self, file: str, faults: Iterable[str]) -> None:
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{file}: {fault}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a host wants otherwise than the default. Paths are absolute or relative to the process."""

    rules: tuple[Path, ...] = ()
    arrangements: tuple[Path, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, ParameterSetting]] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)
    file: str = "configuration"


def find_configuration(folder: str | os.PathLike[str] = ".") -> Configuration | None:
    """The configuration of a folder: its sdcompliance.toml, else its pyproject.toml where that has one."""
    for name in (FILE_NAME, PROJECT_FILE_NAME):
        path = Path(folder) / name
        if path.is_file() and (name == FILE_NAME or _table(path) is not None):
            return load_configuration(path)
    return None


def load_configuration(path: str | os.PathLike[str]) -> Configuration:
    """A configuration file. Raises ConfigurationError with every fault of its form."""
    file = Path(path)
    table = _table(file)
    if table is None:
        raise ConfigurationError(str(file), [f"there is no [tool.sdcompliance]; write it, or a {FILE_NAME}"])
    faults = [
        f"{key}: there is no such key{did_you_mean(key, _KEYS)}; known: {', '.join(_KEYS)}"
        for key in table
        if key not in _KEYS
    ]
    for key in ("rules", "arrangements"):
        faults += _list_faults(key, table.get(key, []))
    for key in ("readings", "off"):
        faults += _text_faults(key, table.get(key, {}))
    parameters, wrong = _parameters(table.get("parameters", {}))
    if faults or wrong:
        raise ConfigurationError(str(file), [*faults, *wrong])
    return Configuration(
        rules=tuple(file.parent / name for name in table.get("rules", [])),
        arrangements=tuple(file.parent / name for name in table.get("arrangements", [])),
        readings=table.get("readings", {}),
        parameters=parameters,
        off=table.get("off", {}),
        file=str(file),
    )


def configure(rulebook: Rulebook, configuration: Configuration) -> Rulebook:
    """The rulebook as a host wants it: its own rules added, readings and parameters chosen, rules off.

    Raises ConfigurationError with every rule, term, reading or parameter that does not exist, and
    RuleError where the host's own rules are wrong.
    """
    for path in configuration.rules:
        rulebook = load_rules(path, rulebook)
    faults = _name_faults(rulebook, configuration)
    if faults:
        raise ConfigurationError(configuration.file, faults)
    rules: list[Rule] = []
    readings: dict[str, str] = {}
    for rule in rulebook.values():
        if rule.id in configuration.off:
            continue
        choice = _choice(rule, rulebook, configuration)
        try:
            chosen = rule if choice == Choice() else rule.source.chosen(choice)
            _ = chosen.variants
        except RuleError as error:
            faults += [f"{rule.id}: {fault.message}" for fault in error.faults]
            continue
        if choice.readings:
            readings[rule.id] = "+".join(choice.readings)
        rules.append(chosen)
    if faults:
        raise ConfigurationError(configuration.file, faults)
    settings = Settings(
        readings=readings,
        parameters={id_: dict(values) for id_, values in configuration.parameters.items()},
        off=dict(configuration.off),
        own_rules=rulebook.settings.own_rules,
    )
    configured = Rulebook(rules, rulebook.surroundings, rulebook.texts, settings=settings)
    faults = [fault.message for fault in faults_of_reads(configured, off=configuration.off)]
    if faults:
        raise ConfigurationError(configuration.file, faults)
    return configured


def _choice(rule: Rule, rulebook: Rulebook, configuration: Configuration) -> Choice:
    own = configuration.readings.get(rule.id)
    of_terms = [
        reading
        for name, reading in configuration.readings.items()
        if name in rulebook.surroundings.terms and reading in rule.readings_of_term(name)
    ]
    readings = (own,) if own is not None else tuple(dict.fromkeys(of_terms))
    return Choice(readings, configuration.parameters.get(rule.id, {}))


# ── faults ──────────────────────────────────────────────────────────────────────────────


def _name_faults(rulebook: Rulebook, configuration: Configuration) -> list[str]:
    terms = rulebook.surroundings.terms
    faults = []
    for name, reading in configuration.readings.items():
        place = f"readings.{name}"
        if name in rulebook:
            known: Iterable[str] = rulebook[name].readings
        elif name in terms:
            known = terms[name].readings
        else:
            faults.append(f"{place}: no rule or legal term {name!r}{did_you_mean(name, [*rulebook, *terms])}")
            continue
        if reading not in known:
            listed = ", ".join(known) or "none"
            hint = did_you_mean(reading, known)
            faults.append(f"{place}: {name} has no reading {reading!r}{hint}; it has: {listed}")
    for name, values in configuration.parameters.items():
        if name not in rulebook:
            faults.append(f"parameters.{name}: no rule {name!r}{did_you_mean(name, rulebook)}")
            continue
        faults += [
            f"parameters.{name}.{parameter}: {name} has no parameter {parameter!r}"
            + did_you_mean(parameter, rulebook[name].parameters)
            for parameter in values
            if parameter not in rulebook[name].parameters
        ]
    for name, reason in configuration.off.items():
        if name not in rulebook:
            faults.append(f"off.{name}: no rule {name!r}{did_you_mean(name, rulebook)}")
        if not reason.strip():
            faults.append(f"off.{name}: say why the rule is off")
    return faults


def _list_faults(key: str, value: Any) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return []
    return [f"{key}: a list of paths is expected"]


def _text_faults(key: str, value: Any) -> list[str]:
    if not isinstance(value, dict):
        return [f"{key}: a table [{key}] is expected"]
    return [f"{key}.{name}: a text is expected" for name, text in value.items() if not isinstance(text, str)]


def _parameters(value: Any) -> tuple[dict[str, dict[str, ParameterSetting]], list[str]]:
    """The parameters by rule and name, dated ones by day; and what is wrong with them."""
    found: dict[str, dict[str, ParameterSetting]] = {}
    faults: list[str] = []
    if not isinstance(value, dict) or not all(isinstance(values, dict) for values in value.values()):
        return found, ["parameters: tables by rule are expected, such as [parameters.RPT001]"]
    for rule, values in value.items():
        for name, setting in values.items():
            try:
                found.setdefault(rule, {})[name] = _setting(setting)
            except ValueError as error:
                faults.append(f"parameters.{rule}.{name}: {error}")
    return found, faults


def _setting(value: Any) -> ParameterSetting:
    if isinstance(value, dict):
        return {_day(day): _scalar(one) for day, one in value.items()}
    return _scalar(value)


def _scalar(value: Any) -> Scalar:
    if isinstance(value, bool | int | str | Decimal) or type(value) is date:
        return value
    raise ValueError("a number, a text, true or false, or a date is expected")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date; dated values are written {{2020-08-25 = 3}}") from None


def _table(file: Path) -> dict[str, Any] | None:
    try:
        with file.open("rb") as stream:
            content = tomllib.load(stream, parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(str(file), [f"cannot be read as TOML: {error}"]) from None
    if file.name != PROJECT_FILE_NAME:
        return content
    found = content.get("tool", {}).get("sdcompliance")
    return found if isinstance(found, dict) else None
