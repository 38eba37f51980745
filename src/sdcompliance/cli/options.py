"""Arguments and options that several commands share. Help in Chinese, then in English."""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem

from sdcompliance.cli.language import remember_language


class ExistingPath(click.Path):
    """A path that can be read, refused in both languages."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path as it is. Raises BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            self.fail(f"无法读取“{os.fspath(value)}”。 / {error.message}", param, ctx)


class SourcePath(ExistingPath):
    """Whatever can be scanned: a path that can be read, or the address of a server."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path or address as it is. Raises BadParameter."""
        if isinstance(value, str) and value.startswith(("postgresql://", "postgres://")):
            return value
        return super().convert(value, param, ctx)


class RuleName(click.types.StringParamType):
    """The id of a rule, which a shell can complete; whether there is such a rule is asked by the command."""

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 — click calls it so
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """The rules of the notice whose ids begin so."""
        from sdcompliance.rulebook import default_rulebook

        return [
            CompletionItem(rule.id, help=f"{rule.title.zh} / {rule.title.en}")
            for rule in default_rulebook().values()
            if rule.id.startswith(incomplete.upper())
        ]


DOSSIER = ExistingPath(exists=True, dir_okay=False, readable=True, allow_dash=True)
RULE = RuleName()
SOURCE = SourcePath(exists=True, readable=True, allow_dash=True)

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    callback=remember_language,
    help="语言，默认按 LC_ALL、LC_MESSAGES、LANG。 / Language; default from the environment.",
)
format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出格式。 / Output format.",
)
as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    help="截至日期，如 2026-11-23，默认今天（北京时间）。 / Judge as of this day; default today in Shanghai.",
)
rules_option = click.option(
    "--rules",
    "rules_path",
    type=ExistingPath(exists=True, readable=True),
    metavar="PATH",
    help="另加本单位的规则文件或文件夹。 / A rule file or folder of your own, added to the notice's.",
)
config_option = click.option(
    "--config",
    "config_path",
    type=ExistingPath(exists=True, dir_okay=False, readable=True),
    metavar="FILE",
    help=(
        "配置文件，默认为当前目录的 sdcompliance.toml 或 pyproject.toml。"
        " / Configuration; default sdcompliance.toml or pyproject.toml here."
    ),
)
arrangement_option = click.option(
    "--arrangement",
    "arrangements",
    type=ExistingPath(exists=True, dir_okay=False, readable=True),
    metavar="FILE",
    multiple=True,
    help="年度放假安排文件（JSON 或 YAML），可多次给出。 / A year's holiday arrangement; repeatable.",
)
personal_option = click.option(
    "--show-personal",
    is_flag=True,
    help="显示姓名、证件号码和电话，默认遮盖。 / Show names, identity and telephone numbers.",
)
