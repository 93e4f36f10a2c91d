"""Options that several commands share, and the types behind them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import click

from ..common.errors import InputError, did_you_mean, integer

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
            return integer(option, value, self.low, self.high)
        except InputError as error:
            also = "".join(f" or {word}" for word in self.words)
            raise InputError(f"{error}{also}") from None


class Number(_Type):
    """A number in a range."""

    name = "number"

    def __init__(self, low: float, high: float) -> None:
        """Take numbers from `low` to `high`."""
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number, or raise InputError."""
        del ctx
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not self.low <= number <= self.high:
            raise InputError(f"{_named(param)} {value} is not a number from {self.low:g} to {self.high:g}")
        return number


def _named(param: click.Parameter | None) -> str:
    """Return what the user typed it as: --replications, or PEOPLE."""
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
    text = "Organisation: a name of `itborg list organisations`, a folder, or PEOPLE.csv,TIES.csv."
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


def load() -> Decorator:
    """--demand: the load slider."""
    text = "Demand relative to what IT is staffed for: needs and incidents times N."
    return click.option("--demand", type=Number(0.1, 3.0), default=1.0, show_default=True, metavar="N", help=text)


def equal_budget() -> Decorator:
    """--equal-budget: doses that take the same money and time."""
    text = "Scale each strategy to the same spend: money, and working time priced as staff."
    return click.option("--equal-budget", is_flag=True, help=text)


def equal_hours() -> Decorator:
    """--equal-hours: doses that take the same time."""
    text = "Scale each strategy to the same hours of both sides in talks, visits, meetings and training."
    return click.option("--equal-hours", is_flag=True, help=text)


def amount() -> Decorator:
    """--amount: of --equal-budget or --equal-hours."""
    text = "What each takes then: kEUR, or person-days. [default: as much as the one that takes least]"
    return click.option("--amount", type=Number(0.01, 1e9), default=None, metavar="N", help=text)


def terms(asked: dict[str, Any]) -> Literal["budget", "hours"] | None:
    """Return the terms asked for, taken out of the options, or raise InputError."""
    budget, hours = asked.pop("equal_budget"), asked.pop("equal_hours")
    if budget and hours:
        raise InputError("--equal-budget and --equal-hours exclude each other: name one")
    if asked["amount"] is not None and not (budget or hours):
        raise InputError("--amount needs --equal-budget (kEUR) or --equal-hours (person-days)")
    return "budget" if budget else "hours" if hours else None


def refuse_reactive(strategies: Sequence[Any], option: str) -> None:
    """Raise InputError for an option that needs to know beforehand what a strategy will do."""
    for one in strategies:
        if getattr(one, "reacts", False):
            raise InputError(f"{option}: '{one.name}' reacts to what it sees; leave it out of this comparison")


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

        from ..common.files import refuse_unwritable

        refuse_unwritable(Path(folder))


def quiet() -> Decorator:
    """--quiet: nothing but the result and errors."""
    return click.option("--quiet", is_flag=True, help="Print the result only.")
