"""The group of commands: errors become messages and exit statuses, never tracebacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sdcompliance.cli.language import remembered_language
from sdcompliance.cli.output import discard_stdout
from sdcompliance.errors import (
    ArrangementError,
    DateError,
    DurableError,
    ExtraMissingError,
    InputError,
    SdcomplianceError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from sdcompliance.rulebook import Words

#: As shells report a program that a signal ended: 128 and its number.
INTERRUPTED = 130
NOBODY_READS = 141


class WrongInput(click.ClickException):
    """The input or the call is wrong: a message on standard error, status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Writes the message, already in its language, to standard error."""
        click.echo(self.message, file=file, err=file is None)


class Cli(click.Group):
    """A group whose commands may raise any error of the library."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except SdcomplianceError as error:
            raise WrongInput(message_of(error, remembered_language(ctx))) from error
        except BrokenPipeError:
            discard_stdout()
            ctx.exit(NOBODY_READS)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except OSError as error:
            discard_stdout()
            raise WrongInput(_failed(error, remembered_language(ctx))) from error
        except MemoryError as error:
            raise WrongInput(_too_much(error, remembered_language(ctx))) from error


def message_of(error: SdcomplianceError, language: str) -> str:
    """What went wrong, every fault in its own line, numbers that identify a person masked."""
    from sdcompliance.findings import mask_numbers
    from sdcompliance.reports import words as w

    heading = _heading(error).in_(language)
    lines = [f"  {line}" for line in mask_numbers(str(error)).splitlines()]
    return "\n".join([w.ERROR.in_(language).format(message=heading), *lines])


def _heading(error: SdcomplianceError) -> Words:
    from sdcompliance.findings.waivers import WaiverError
    from sdcompliance.records import RecordsError
    from sdcompliance.reports import words as w
    from sdcompliance.rulebook import ConfigurationError, Words
    from sdcompliance.scanning.errors import ResultExistsError
    from sdcompliance.sources.errors import SourceError

    match error:
        case RecordsError(total=total):
            return Words(w.BAD_RECORDS.zh.format(n=total), w.BAD_RECORDS.en.format(n=total))
        case ArrangementError():
            return w.BAD_ARRANGEMENT
        case ConfigurationError():
            return w.BAD_CONFIGURATION
        case DateError():
            return w.BAD_DATE
        case UnknownNameError():
            return w.BAD_NAME
        case SourceError() | ResultExistsError():
            return w.BAD_SOURCE
        case WaiverError():
            return w.BAD_WAIVERS
        case ExtraMissingError():
            return w.EXTRA_MISSING
        case DurableError():
            return w.ENGINE_FAILED
        case InputError():
            return w.BAD_INPUT
        case _:
            return w.BAD_RULES


def _too_much(error: MemoryError, language: str) -> str:
    from sdcompliance.reports import words as w

    reason = str(error).partition("\n")[0]
    return w.ERROR.in_(language).format(message=w.MEMORY_FULL.in_(language).format(reason=reason))


def _failed(error: OSError, language: str) -> str:
    from sdcompliance.reports import words as w

    reason = w.BAD_SYSTEM.in_(language).format(reason=error.strerror or error)
    return w.ERROR.in_(language).format(message=reason)
