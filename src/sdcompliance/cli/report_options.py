"""Options of the commands that report findings, and the exit status they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.options import ExistingPath

if TYPE_CHECKING:
    from datetime import date

    from sdcompliance.findings import Report
    from sdcompliance.findings.waivers import Waivers
    from sdcompliance.rulebook import Rulebook

FAILED = 1

report_format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "junit", "sarif", "github"]),
    default="text",
    show_default=True,
    help="输出格式。 / Output format.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["violation", "sensitive", "undetermined", "none"]),
    default="violation",
    show_default=True,
    help=(
        "何时以状态1退出：有违规；另加取决于条文解释的；再加无法判定的；从不。"
        " / When to exit with status 1: a violation; also a verdict that depends on the reading; also an "
        "undetermined one; never."
    ),
)
waivers_option = click.option(
    "--waivers",
    "waivers_path",
    type=ExistingPath(exists=True, dir_okay=False, readable=True),
    metavar="FILE",
    help="豁免文件（YAML）。 / Waivers (YAML).",
)


fail_on_expired_option = click.option(
    "--fail-on-expired",
    is_flag=True,
    help="有豁免到期时以状态1退出。 / Exit with status 1 where a waiver has expired.",
)


def exit_status(report: Report, fail_on: str) -> int:
    """1 where the report has a finding of the kind named, or of one named before it; else 0."""
    from sdcompliance.findings import Verdict

    sensitive = sum(finding.sensitive for finding in report.findings)
    undetermined = len(report.of(Verdict.UNDETERMINED))
    return FAILED if fails(fail_on, len(report.violations), sensitive, undetermined) else 0


def fails(fail_on: str, violations: int, sensitive: int, undetermined: int) -> bool:
    """Whether so many findings fail a call with this ``--fail-on``."""
    counted = {
        "none": 0,
        "violation": violations,
        "sensitive": violations + sensitive,
        "undetermined": violations + sensitive + undetermined,
    }
    return counted[fail_on] > 0


def waivers_at(path: str, book: Rulebook, as_of: date, language: str) -> Waivers:
    """The waivers of a file. Raises WaiverError where one cannot stand."""
    from sdcompliance.findings.waivers import load_waivers, refuse_wrong

    waivers = load_waivers(path)
    refuse_wrong(waivers, book, as_of, language)
    return waivers


def waived(report: Report, waivers: Waivers | None, book: Rulebook, language: str) -> Report:
    """The report with the waivers applied; what is doubtful in them goes to standard error."""
    if waivers is None:
        return report
    from sdcompliance.findings.waivers import apply_waivers, excused_by

    for line in doubt_lines(waivers, book, report.as_of, excused_by(waivers, report), language):
        click.echo(line, err=True)
    return apply_waivers(report, waivers)


def doubt_lines(
    waivers: Waivers, book: Rulebook, as_of: date, excused: Sequence[int] | None, language: str
) -> list[str]:
    """What is doubtful in waivers, a line each; ``excused`` counts what each excuses, None: not judged."""
    from sdcompliance.findings.waivers import lint_excusing
    from sdcompliance.reports.waiver_text import lint_line

    lints = lint_excusing(waivers, book, as_of, excused)
    return [lint_line(lint, waivers.file, language) for lint in lints]
