"""Commands that are imported when they are called, and usage errors in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from ..common.errors import did_you_mean

#: Letters of a help sentence that is never cut, and commands of a list that is never cut.
WHOLE = 300
#: What people type for a command that has another name.
OTHERWISE = {
    "study": "sweep",
    "studies": "sweep",
    "experiment": "sweep",
    "strategies": "list strategies",
    "play": "app",
}


class LazyGroup(click.Group):
    """A group of commands, each imported from "module:name" only when it is asked for."""

    def __init__(self, *args: Any, commands_at: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """Take a table command -> "module:name"."""
        super().__init__(*args, **kwargs)
        self._at = commands_at or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table."""
        return [*self._at, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its file, or None."""
        if cmd_name not in self._at:
            return super().get_command(ctx, cmd_name)
        module, name = self._at[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say of each command in a whole sentence what it is for."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(WHOLE)) for name, command in found if command and not command.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            hint = self._elsewhere(ctx, args[0]) or did_you_mean(args[0], self.list_commands(ctx), show=WHOLE)
            raise click.UsageError(f"no command '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def _elsewhere(self, ctx: click.Context, word: str) -> str:
        """Return where a word is a command, if it is one of a group of this group or is called otherwise here."""
        if word in OTHERWISE:
            return f"did you mean '{OTHERWISE[word]}'?" if OTHERWISE[word].split()[0] in self.list_commands(ctx) else ""
        groups = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        near = [name for name, one in groups if isinstance(one, LazyGroup) and word in one.list_commands(ctx)]
        return f"did you mean '{near[0]} {word}'?" if near else ""


def plain(error: click.ClickException) -> str:
    """Return a usage error as one plain line: which command, what is wrong, what was meant."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "itborg"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"{where}: no option '{error.option_name}'; {_options(error, context)}"
    if isinstance(error, click.BadParameter):
        return f"{where}: {_parameter(error)}"
    message = error.format_message().rstrip(".")
    return f"{where}: {message[:1].lower()}{message[1:]}"


def _options(error: click.NoSuchOption, context: click.Context | None) -> str:
    known = [name for p in (context.command.params if context else []) for name in p.opts if name.startswith("--")]
    return did_you_mean(error.option_name, known)


def _parameter(error: click.BadParameter) -> str:
    name = error.param.opts[0] if error.param and error.param.opts else "argument"
    if error.param and error.param.param_type_name == "argument":
        name = error.param.make_metavar(error.ctx) if error.ctx else name
    if isinstance(error, click.MissingParameter):
        words = getattr(error.param and error.param.type, "words", ())
        return f"{name} is missing; {'known: ' + ', '.join(words) if words else 'see --help'}"
    message = (
        error.message.rstrip(".").replace("a valid float", "a number").replace("a valid integer", "a whole number")
    )
    return f"{name}: {message[:1].lower()}{message[1:]}"
