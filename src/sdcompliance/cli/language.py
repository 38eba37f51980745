"""In which language the command line speaks."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

#: As the C library reads them: the first that is set decides.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_KEY = "sdcompliance.language"


def language_of(environment: Mapping[str, str]) -> str:
    """``en`` where the environment asks for English, else ``zh`` (C, POSIX and nothing included)."""
    setting = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    return "en" if setting.lower().startswith("en") else "zh"


def remember_language(context: click.Context, _: click.Parameter, chosen: str | None) -> str:
    """The language asked for, here or of the command around, kept where an error message can find it."""
    language = chosen or remembered_language(context)
    context.meta[_KEY] = language
    return language


def remembered_language(context: click.Context) -> str:
    """The language of the command that was called, or of the environment before one is known."""
    language: str = context.meta.get(_KEY) or language_of(os.environ)
    return language
