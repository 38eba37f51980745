"""``sdcompliance watch``: follows a folder and prints alerts as its files change, until Ctrl-C."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.inputs import calendar_with, configuration_at, privacy_of, rulebook_with
from sdcompliance.cli.options import (
    ExistingPath,
    arrangement_option,
    as_of_option,
    config_option,
    format_option,
    language_option,
    personal_option,
    rules_option,
)
from sdcompliance.cli.output import voice_of, write

if TYPE_CHECKING:
    from sdcompliance.monitor import Alert
    from sdcompliance.monitor.folder import News
    from sdcompliance.reports import Voice


@click.command(short_help="监看文件夹并提示变化 / follow a folder and tell what turns")
@click.argument("folder", type=ExistingPath(exists=True, file_okay=False, readable=True))
@as_of_option
@click.option(
    "--due-soon",
    type=click.IntRange(0, 3650),
    default=3,
    show_default=True,
    metavar="DAYS",
    help="提前几天提示到期。 / How many days before its due day a duty is told.",
)
@format_option
@config_option
@rules_option
@arrangement_option
@personal_option
@language_option
def watch(
    *,
    folder: str,
    as_of: str | None,
    due_soon: int,
    format_: str,
    config_path: str | None,
    rules_path: str | None,
    arrangements: tuple[str, ...],
    show_personal: bool,
    language: str,
) -> None:
    """监看文件夹：每个 JSON 文件是一份材料，以表名命名的 CSV 文件合为一份材料；文件一变即重新判定并提示。

    Follows a folder: every JSON file is a dossier, CSV files named after tables are one together. What turns
    is told as files change, and as days pass unless --as-of holds the day. Ctrl-C ends it.

    \b
    sdcompliance watch dossiers/
    sdcompliance watch dossiers/ --format json
    """
    from sdcompliance.engines import as_of_day
    from sdcompliance.monitor.folder import Folder

    configuration = configuration_at(config_path)
    book, days = rulebook_with(configuration, rules_path), calendar_with(configuration, arrangements)
    voice = voice_of(language, privacy_of(show_personal))
    followed = Folder(Path(folder), as_of_day(as_of), due_soon, book, days)
    try:
        while True:
            _tell(followed.look(), format_, voice)
            time.sleep(_PAUSE)
            if as_of is None and (today := as_of_day(None)) > followed.day:
                _tell(followed.advance(today), format_, voice)
    except KeyboardInterrupt:
        return  # this is how it ends: nothing is open, and nothing was left half-way


#: Seconds between two looks. A clerk who saves a file sees what follows before looking up.
_PAUSE = 1.0


def _tell(news: Iterable[News], format_: str, voice: Voice) -> None:
    for one in news:
        if one.error is not None:
            from sdcompliance.cli.group import message_of

            click.echo(f"{one.dossier}: {message_of(one.error, voice.language)}", err=True)
        for alert in one.alerts:
            write(_json(one.dossier, alert, voice) if format_ == "json" else _line(one.dossier, alert, voice))
        sys.stdout.flush()


def _json(dossier: str, alert: Alert, voice: Voice) -> str:
    data = {"dossier": dossier, **alert.to_json(voice.privacy)}
    return json.dumps(data, ensure_ascii=False) + "\n"


def _line(dossier: str, alert: Alert, voice: Voice) -> str:
    from sdcompliance.reports.labels import subject_label

    kind = alert.kind.label.in_(voice.language)
    subject = subject_label(alert.subject, alert.subject_id, voice)
    message = voice.guard(alert.message(voice.language))
    return f"{alert.day} {dossier}　[{kind}] {alert.rule} {subject}：{message}\n"
