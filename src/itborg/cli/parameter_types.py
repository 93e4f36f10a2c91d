"""Types of option values: integers, numbers and words, each with an error that names what is expected.

They take the place of click's own types, whose messages name neither the range nor the nearest word.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from ..common.errors import InputError, did_you_mean, integer

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:  # not generic in older versions of click
    _Type = click.ParamType


class Integer(_Type):
    """An integer in a range, or one of a few words such as `auto`.

    The command gets an int, or the word as a str.
    """

    name = "n"

    def __init__(self, low: int, high: int, *words: str) -> None:
        """Accept integers from `low` to `high`, both included, and the words.

        words  as the user types them; they are returned as they are
        """
        self.low, self.high, self.words = low, high, words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """Return the integer or the word.

        Texts such as "1e3" or "2.5" are no integers.

        Raises InputError with the range if the value is neither.
        """
        del ctx
        if value in self.words:
            return str(value)
        try:
            return integer(_typed_name(param), value, self.low, self.high)
        except InputError as error:
            alternatives = "".join(f" or {word}" for word in self.words)
            raise InputError(f"{error}{alternatives}") from None


class Number(_Type):
    """A number in a range, as a float."""

    name = "number"

    def __init__(self, low: float, high: float) -> None:
        """Accept numbers from `low` to `high`, both included."""
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number; raise InputError with the range otherwise, also for NaN."""
        del ctx
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not self.low <= number <= self.high:
            raise InputError(f"{_typed_name(param)} {value} is not a number from {self.low:g} to {self.high:g}")
        return number


class Word(_Type):
    """One of a few words; the error for any other word suggests the nearest."""

    name = "word"

    def __init__(self, *words: str) -> None:
        """Accept these words, in the order in which a message lists them."""
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; raise InputError with the nearest word, or all words, otherwise."""
        del ctx
        if value in self.words:
            return str(value)
        option = f"{param.opts[0]} " if param and param.opts[0].startswith("-") else ""
        raise InputError(f"{option}'{value}' is not known; {did_you_mean(str(value), self.words)}")


def _typed_name(param: click.Parameter | None) -> str:
    """Return the name as the user types it, such as --days or PEOPLE.

    param  None outside a command
    """
    if param is None:
        return "number"
    return param.opts[0] if param.opts[0].startswith("-") else param.human_readable_name
