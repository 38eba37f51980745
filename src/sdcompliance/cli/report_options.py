"""Options of the commands that report findings, and the exit status they ask for."""

from __future__ import annotations

from collections.abc import Iterable
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


def exit_status(report: Report, fail_on: str) -> int:
    """1 where the report has a finding of the kind named, or of one named before it; else 0."""
    from sdcompliance.findings import Verdict

    if fail_on == "none":
        return 0
    failed = bool(report.violations)
    if fail_on in ("sensitive", "undetermined"):
        failed = failed or any(finding.sensitive for finding in report.findings)
    if fail_on == "undetermined":
        failed = failed or bool(report.of(Verdict.UNDETERMINED))
    return FAILED if failed else 0


def waived(report: Report, path: str | None, book: Rulebook, language: str) -> Report:
    """The report with the waivers of a file applied; what is doubtful in them goes to standard error.

    Raises WaiverError where a waiver cannot stand.
    """
    if path is None:
        return report
    from sdcompliance.findings.waivers import apply_waivers, load_waivers

    waivers = load_waivers(path)
    for line in doubts(waivers, book, report.as_of, report, language):
        click.echo(line, err=True)
    return apply_waivers(report, waivers)


def doubts(
    waivers: Waivers, book: Rulebook, as_of: date, report: Report | None, language: str
) -> Iterable[str]:
    """The warnings about waivers, a line each. Raises WaiverError where there are errors."""
    from sdcompliance.findings.waivers import Severity, WaiverError, lint_waivers
    from sdcompliance.reports.waiver_text import lint_line
    from sdcompliance.rulebook import RuleFault

    lints = lint_waivers(waivers, book, as_of, report)
    wrong = [lint for lint in lints if lint.severity is Severity.ERROR]
    if wrong:
        raise WaiverError(
            RuleFault(waivers.file, lint.waiver.line, lint.waiver.rule, lint.words.in_(language))
            for lint in wrong
        )
    return [lint_line(lint, waivers.file, language) for lint in lints]
