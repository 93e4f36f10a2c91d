"""Options that several commands share, and the types behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..errors import InputError, did_you_mean
from ..whole import whole

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:  # not generic in older versions of click
    _Type = click.ParamType

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def examples(*lines: str) -> str:
    """Return the end of a help text: examples, one a line, not refilled."""
    return "\n".join(["\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)])


class Whole(_Type):
    """A whole number in a range, or one of a few words."""

    name = "n"

    def __init__(self, low: int, high: int, *words: str) -> None:
        """Take whole numbers from `low` to `high`, and these words."""
        self.low, self.high, self.words = low, high, words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """Return the number or the word, or raise InputError."""
        del ctx
        option = _named(param)
        if value in self.words:
            return str(value)
        try:
            return whole(option, value, self.low, self.high)
        except InputError as error:
            also = "".join(f" or {word}" for word in self.words)
            raise InputError(f"{error}{also}") from None


def _named(param: click.Parameter | None) -> str:
    """Return what the user typed it as: --runs, or PEOPLE."""
    if param is None:
        return "number"
    return param.opts[0] if param.opts[0].startswith("-") else param.human_readable_name


class Word(_Type):
    """One of a few words; a near miss is told what was probably meant."""

    name = "word"

    def __init__(self, *words: str) -> None:
        """Take these words."""
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or raise InputError."""
        del ctx
        if value in self.words:
            return str(value)
        option = f"{param.opts[0]} " if param and param.opts[0].startswith("-") else ""
        raise InputError(f"{option}'{value}' is not known; {did_you_mean(str(value), self.words)}")


def settings(pairs: Sequence[str]) -> dict[str, str]:
    """Return NAME=VALUE pairs as a dictionary, or raise InputError.

    >>> settings(["honesty=0.2"])
    {'honesty': '0.2'}
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"--set {pair}: expected NAME=VALUE, such as honesty=0.2")
        found[name.strip()] = value.strip()
    return found


def organisation() -> Decorator:
    """--org: a bundled name or a folder."""
    text = "Organisation: a name of `itborg list organisations` or the path of a folder."
    return click.option(
        "--org", "organisation", default="grab_at_pizza", show_default=True, metavar="NAME|PATH", help=text
    )


def days() -> Decorator:
    """--days: length of a run after the strategy's start."""
    text = "Working days after the strategy's start (20 a month, 240 a year)."
    return click.option("--days", type=Whole(1, 100_000), default=480, show_default=True, metavar="N", help=text)


def seed() -> Decorator:
    """--seed: root of all luck."""
    text = "Root of all luck: the same seed gives the same numbers."
    return click.option("--seed", type=Whole(0, 2**62), default=1, show_default=True, metavar="N", help=text)


def threads() -> Decorator:
    """--threads: all cores unless named."""
    text = "Threads to use. [default: all cores]"
    return click.option("--threads", type=Whole(1, 1024), default=None, metavar="N", help=text)


def changes() -> Decorator:
    """--set NAME=VALUE, repeatable."""
    text = "Change a parameter (see `itborg list parameters`); repeatable."
    return click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help=text)


def without() -> Decorator:
    """--without MECHANISM, repeatable."""
    text = "Switch a mechanism off (see `itborg list mechanisms`); repeatable."
    return click.option("--without", multiple=True, metavar="MECHANISM", help=text)


def shape() -> Decorator:
    """--format table, json or csv."""
    text = "What is printed; json and csv go to stdout alone."
    return click.option(
        "--format",
        "shape",
        type=Word("table", "json", "csv"),
        default="table",
        show_default=True,
        metavar="table|json|csv",
        help=text,
    )


def out(what: str = "Folder to write to") -> Decorator:
    """--out: where results go."""
    return click.option("--out", default=None, metavar="DIR", help=f"{what}; a new numbered one if it is taken.")


def check_place(folder: str | None) -> None:
    """Raise InputError now rather than after the runs if --out cannot be written."""
    if folder is not None:
        from pathlib import Path

        from ..report.atomic import refuse_unwritable

        refuse_unwritable(Path(folder))


def quiet() -> Decorator:
    """--quiet: nothing but the result and errors."""
    return click.option("--quiet", is_flag=True, help="Print the result only.")
