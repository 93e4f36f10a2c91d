"""The command line: one small file a command. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from ..common.errors import InputError
from . import options
from .lazy_group import LazyGroup, plain

#: Command -> where it lives. A new command is one file and one line here.
COMMANDS = {
    "compare": "itborg.cli.compare:compare",
    "run": "itborg.cli.run:run",
    "decompose": "itborg.cli.decompose:decompose",
    "knockouts": "itborg.cli.knockouts:knockouts",
    "sweep": "itborg.cli.sweep:sweep",
    "merge": "itborg.cli.sweep:merge",
    "sensitivity": "itborg.cli.sensitivity:sensitivity",
    "discover": "itborg.cli.discover:discover",
    "calibrate": "itborg.cli.calibrate:calibrate",
    "optimise": "itborg.cli.optimise:optimise",
    "report": "itborg.cli.report:report",
    "validate": "itborg.cli.validate:validate",
    "replay": "itborg.cli.replay:replay",
    "org": "itborg.cli.organisation:org",
    "list": "itborg.cli.list_command:list_",
    "app": "itborg.cli.app:app",
    "doctor": "itborg.cli.doctor:doctor",
}
MISTAKE = 2
INTERRUPTED = 130


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ..common.version import itborg_version

        click.echo(f"itborg {itborg_version()}")
        context.exit()


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=options.examples(
        "itborg compare                            which strategy helps, how surely?",
        "itborg list strategies                    what their names mean",
        "itborg run brm_style                      what happens under one, and when",
        "itborg compare itil brm_style --demand 0.8  and if IT were less busy?",
        "itborg org new my-company                 a folder to describe your own",
        "itborg compare --org my-company           the same question for yours",
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and leave."
)
def itborg() -> None:
    """How business and IT people of one organisation come to work together, or fail to."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(execute(arguments))


def execute(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 success, 2 a user's mistake (told in a plain line on stderr), 130 interrupted. Errors of the
    program itself are not caught: they are for us to mend.
    """
    _prepare_streams()
    try:
        result = itborg.main(arguments, prog_name="itborg", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _mistake(plain(error))
    except InputError as error:
        return _mistake(f"itborg: {error}")
    except (KeyboardInterrupt, click.Abort):
        click.echo("itborg: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _mistake(message: str) -> int:
    click.echo(message, err=True)
    return MISTAKE


def _prepare_streams() -> None:
    """Let no letter stop the program, and let a polite kill clean up as an error would."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
