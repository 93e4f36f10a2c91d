"""Commands that are imported when they are called, and usage errors in one plain line.

Relies on click. Starting `itborg --help` must not import numpy, pandas or numba, so a group knows its commands as
texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from ..common.errors import did_you_mean

#: Length up to which help sentences and lists of commands are never cut, in characters and commands.
UNCUT = 300
#: Words that people type for a command that has another name.
SYNONYMS = {
    "study": "sweep",
    "studies": "sweep",
    "experiment": "sweep",
    "strategies": "list strategies",
    "play": "app",
    "why": "explain",
    "diff": "explain",
    "mediators": "decompose",
}
#: What to do instead of options that people type and that do not exist.
OPTION_HINTS = {
    "--dose": "--equal-budget scales strategies to the same spend, and a strategy file may have a `dose`",
    "--runs": "did you mean '--replications'?",
    "--budget": "did you mean '--equal-budget' with '--amount'?",
    "--robustness": "it is on by default; '--no-robustness' switches it off",
    "--explain": "itborg explain A B is a command of its own",
}


class LazyGroup(click.Group):
    """A group of commands, each imported from "module:name" when it is needed.

    A usage error suggests the nearest command, also one of a group inside this group.
    """

    def __init__(self, *args: Any, commands_at: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """Create a group.

        commands_at  "module:name" of each command
        """
        super().__init__(*args, **kwargs)
        self._at = commands_at or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table; those added in another way come last."""
        return [*self._at, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and return it, or None if there is none of this name.

        Commands that were added to the group in another way are found too.
        """
        if cmd_name not in self._at:
            return super().get_command(ctx, cmd_name)
        module, name = self._at[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands with the complete first sentence of each; hidden commands are left out."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(UNCUT)) for name, command in found if command and not command.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name of the command, the command, and the remaining words.

        args  words after the name of the group, at least one

        Raises click.UsageError for an unknown name, with a synonym, the nearest command or all commands as a hint.
        """
        if args[0] == "help" and "help" not in self.list_commands(ctx):
            args = [*args[1:], "--help"]
            if len(args) == 1:
                click.echo(ctx.get_help())
                ctx.exit()
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            hint = self._synonym(ctx, args[0]) or did_you_mean(args[0], self.list_commands(ctx), show=UNCUT)
            raise click.UsageError(f"no command '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def _synonym(self, ctx: click.Context, word: str) -> str:
        """Return a hint if a word is a synonym of a command, or a command of a group in this group; else ""."""
        if word in SYNONYMS:
            return f"did you mean '{SYNONYMS[word]}'?" if SYNONYMS[word].split()[0] in self.list_commands(ctx) else ""
        groups = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        near = [name for name, one in groups if isinstance(one, LazyGroup) and word in one.list_commands(ctx)]
        return f"did you mean '{near[0]} {word}'?" if near else ""


def plain_message(error: click.ClickException) -> str:
    """Return a usage error as one line: the command, what is wrong, and what was probably meant.

    A group that was called without a command gives its complete help text instead.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "itborg"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"{command}: no option '{error.option_name}'; {_nearest_option(error, context)}"
    if isinstance(error, click.BadParameter):
        return f"{command}: {_bad_parameter(error)}"
    message = error.format_message().rstrip(".")
    return f"{command}: {message[:1].lower()}{message[1:]}"


def _nearest_option(error: click.NoSuchOption, context: click.Context | None) -> str:
    """Return a hint at the option of a command that is nearest to an unknown one.

    context  of the command; None if the error has none
    """
    if error.option_name in OPTION_HINTS:
        return OPTION_HINTS[error.option_name]
    known = [name for p in (context.command.params if context else []) for name in p.opts if name.startswith("--")]
    return did_you_mean(error.option_name, known)


def _bad_parameter(error: click.BadParameter) -> str:
    """Return what is wrong with an option or argument; of a missing word also the known words."""
    name = error.param.opts[0] if error.param and error.param.opts else "argument"
    if error.param and error.param.param_type_name == "argument":
        name = error.param.make_metavar(error.ctx) if error.ctx else name
    if isinstance(error, click.MissingParameter):
        words = getattr(error.param and error.param.type, "words", ())
        return f"{name} is missing; {'known: ' + ', '.join(words) if words else 'see --help'}"
    message = error.message.rstrip(".").replace("a valid float", "a number").replace("a valid integer", "an integer")
    return f"{name}: {message[:1].lower()}{message[1:]}"
