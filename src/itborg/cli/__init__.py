"""The command line: one file per command. Nothing heavy is imported before a command needs it.

Each command reads its options, calls functions of the package, and prints the result; numbers are computed elsewhere.
Results go to stdout, progress and notes to stderr. `main` is the entry point of the script `itborg`; `execute` runs the
same commands in a process that goes on, such as a test.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from ..common.errors import InputError
from . import options
from .lazy_group import LazyGroup, plain_message

#: Module and name of each command. A new command is one file and one line here.
COMMANDS = {
    "compare": "itborg.cli.compare:compare",
    "explain": "itborg.cli.explain:explain",
    "run": "itborg.cli.run:run",
    "decompose": "itborg.cli.decompose:decompose",
    "sweep": "itborg.cli.sweep:sweep",
    "merge": "itborg.cli.merge:merge",
    "sensitivity": "itborg.cli.sensitivity:sensitivity",
    "discover": "itborg.cli.discover:discover",
    "calibrate": "itborg.cli.calibrate:calibrate",
    "optimise": "itborg.cli.optimise:optimise",
    "validate": "itborg.cli.validate:validate",
    "network": "itborg.cli.network:network",
    "knockouts": "itborg.cli.knockouts:knockouts",
    "report": "itborg.cli.report:report",
    "contrast": "itborg.cli.contrast:contrast",
    "verify": "itborg.cli.verify:verify",
    "rerun": "itborg.cli.rerun:rerun",
    "replay": "itborg.cli.replay:replay",
    "org": "itborg.cli.organisation:org",
    "odd": "itborg.cli.odd:odd",
    "list": "itborg.cli.list_command:list_",
    "app": "itborg.cli.app:app",
    "kit": "itborg.cli.kit:kit",
    "learn": "itborg.cli.learn:learn",
    "doctor": "itborg.cli.doctor:doctor",
}
#: Exit codes.
USER_ERROR = 2
INTERRUPTED = 130


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version and exit, before any other option is read."""
    if wanted:
        from ..common.version import itborg_version

        click.echo(f"itborg {itborg_version()}")
        context.exit()


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=options.examples(
        "itborg compare                              which strategies help?",
        "itborg explain csi_programme itil           why, how sure, when not",
        "itborg list strategies                      what their names mean",
        "itborg run brm_style                        events under one strategy",
        "itborg compare itil brm_style --demand 0.8  what if IT were less busy?",
        "itborg org new my-company                   a folder for your own data",
        "itborg compare --org my-company             the same comparison for it",
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def itborg() -> None:
    """Simulate how business people and IT people of an organisation work together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its exit code, see `execute`.

    arguments  words after `itborg`; None for those of the process
    """
    sys.exit(execute(arguments))


def execute(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 success, 1 partial failure, 2 a user's error (one plain line on stderr), 130 interrupted. Errors of the program
    itself are not caught: they are bugs. A reader that closes the pipe early, such as `head`, gives 1 without a
    message.

    arguments  words after `itborg`; None for those of the process
    """
    _prepare_streams()
    try:
        result = itborg.main(arguments, prog_name="itborg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _user_error(plain_message(error))
    except InputError as error:
        return _user_error(f"itborg: {error}")
    except (KeyboardInterrupt, click.Abort):
        click.echo("itborg: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _user_error(message: str) -> int:
    """Print one line to stderr and return the exit code of a user's error."""
    click.echo(message, err=True)
    return USER_ERROR


def _prepare_streams() -> None:
    """Replace characters that a terminal cannot show, and let SIGTERM clean up as an error would."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
