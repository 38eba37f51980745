"""The command line: ``sdcompliance check | scan | report | explain | due | …``, one command a file.

Results go to standard output, messages to standard error. Exit status: 0 nothing violated,
1 violations, 2 the input or the call is wrong.

Nothing here imports the rest of the library before a command runs: ``--help`` costs nothing.
"""

from __future__ import annotations

import click

from sdcompliance.cli.check import check
from sdcompliance.cli.due import due
from sdcompliance.cli.explain import explain
from sdcompliance.cli.generate import generate
from sdcompliance.cli.group import Cli
from sdcompliance.cli.map import map_
from sdcompliance.cli.mutate import mutate
from sdcompliance.cli.report import report
from sdcompliance.cli.rules import rules
from sdcompliance.cli.scan import scan
from sdcompliance.cli.sql import sql
from sdcompliance.cli.template import template
from sdcompliance.cli.waivers import waivers
from sdcompliance.cli.watch import watch
from sdcompliance.cli.workdays import workdays

__all__ = ["main"]


@click.group(cls=Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sdcompliance", message="%(prog)s %(version)s")
def main() -> None:
    """山东省专项职业能力考核（鲁人社字〔2020〕100号）合规检查。

    Checks records against the Shandong rules for assessing one specialised vocational skill.

    \b
    sdcompliance check dossier.json --as-of 2026-11-23
    sdcompliance scan records/ --out result
    sdcompliance report result --out report.html
    sdcompliance due dossier.json --until 2026-12-31
    sdcompliance watch dossiers/
    sdcompliance explain RPT001
    sdcompliance explain RPT001:S2 dossier.json --as-of 2026-11-23
    sdcompliance rules
    sdcompliance workdays 2026-09-30 +3

    \b
    退出状态：0 没有违规，1 有违规，2 输入或用法有误。
    Exit status: 0 nothing violated, 1 violations, 2 the input or the call is wrong.
    """


for _command in (
    check,
    scan,
    report,
    explain,
    due,
    watch,
    rules,
    sql,
    workdays,
    waivers,
    template,
    map_,
    generate,
    mutate,
):
    main.add_command(_command)
