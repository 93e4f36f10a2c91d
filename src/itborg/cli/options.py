"""Options that several commands share.

Each function returns a decorator, so that an option has one name, one type and one help text everywhere. Values out of
range give InputError with the option and the range, see `parameter_types`. The command gets the value under the
option's name unless another name is stated here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import click

from ..common.errors import InputError
from .parameter_types import Integer, Number, Word

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
MOST_REPLICATIONS = 1_000_000


def examples(*lines: str) -> str:
    """Return the end of a help text: one example a line, in the lines given.

    lines  command lines, each with a comment behind it if needed; click keeps their line breaks
    """
    return "\n".join(["\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)])


def organisation(default: str | None = "grab_at_pizza") -> Decorator:
    """Return --org, a text that the command gets as `organisation`; it is not checked yet.

    default  None if a study file may name the organisation instead
    """
    text = "Organisation: a name from `itborg list organisations`, a folder, or PEOPLE.csv,TIES.csv."
    if default is None:
        text += " [default: grab_at_pizza]"
    return click.option(
        "--org", "organisation", default=default, show_default=default is not None, metavar="NAME|PATH", help=text
    )


def replications(low: int, default: int | None, text: str, auto: bool = False) -> Decorator:
    """Return --replications, which is called so in every command: an integer, or the text "auto".

    low      smallest number that the command can use
    default  None if a study file or the analysis decides
    text     help text
    auto     whether the word `auto` is accepted
    """
    return click.option(
        "--replications",
        type=Integer(low, MOST_REPLICATIONS, *(("auto",) if auto else ())),
        default=default,
        show_default=default is not None,
        metavar="N|auto" if auto else "N",
        help=text,
    )


def days(default: int | None = 480, unless_set: int | None = None) -> Decorator:
    """Return --days, 1 to 100 000 working days after the strategy starts.

    default     number of days, or None if a study file may set it
    unless_set  the default to name in the help text if `default` is None
    """
    text = "Working days of each run after the strategy starts (20 a month, 240 a year)."
    if unless_set is not None:
        text += f" [default: {unless_set}]"
    return click.option(
        "--days", type=Integer(1, 100_000), default=default, show_default=default is not None, metavar="N", help=text
    )


def seed(default: int | None = 1) -> Decorator:
    """Return --seed, an integer from 0 to 2**62.

    default  None if a study file may set it
    """
    text = "Random seed. The same seed gives the same numbers."
    if default is None:
        text += " [default: 1]"
    return click.option(
        "--seed", type=Integer(0, 2**62), default=default, show_default=default is not None, metavar="N", help=text
    )


def threads() -> Decorator:
    """Return --threads, 1 to 1024; None, the default, for one per core."""
    text = "Number of threads. [default: all cores]"
    return click.option("--threads", type=Integer(1, 1024), default=None, metavar="N", help=text)


def cluster() -> Decorator:
    """Return --cluster, the address of a Dask scheduler or "local"; None, the default, for threads of this process."""
    text = "Dask cluster that runs the study, such as tcp://host:8786; `local` for processes of this machine."
    return click.option("--cluster", default=None, metavar="ADDRESS|local", help=text)


def changes() -> Decorator:
    """Return --set NAME=VALUE, repeatable; the command gets a tuple of texts as `changes`, see `settings`."""
    text = "New value of a parameter (see `itborg list parameters`); repeatable."
    return click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help=text)


def without() -> Decorator:
    """Return --without MECHANISM, repeatable; the command gets a tuple of names, which are not checked yet."""
    text = "Mechanism to knock out (see `itborg list mechanisms`); repeatable."
    return click.option("--without", multiple=True, metavar="MECHANISM", help=text)


def demand() -> Decorator:
    """Return --demand, 0.1 to 3; 1 leaves demand as it is."""
    text = "Demand relative to the capacity of IT: multiplies requests and incidents."
    return click.option("--demand", type=Number(0.1, 3.0), default=1.0, show_default=True, metavar="X", help=text)


def behaviour() -> Decorator:
    """Return --behaviour, also --mechanism, the name of an itborg.Behaviour; None, the default, for none."""
    text = "Rules, mechanisms and agents of your own (docs/own_behaviour.md), such as mine.py:behaviour."
    return click.option("--behaviour", "--mechanism", "behaviour", default=None, metavar="FILE.py:NAME", help=text)


def own_code(behaviour: str | None, measures: Sequence[str]) -> list[str]:
    """Return the words of a command that name code of a user, files without their folders."""
    named = [*([("--behaviour", behaviour)] if behaviour else []), *(("--measure", one) for one in measures)]
    return [word for option, text in named for word in (option, text.rpartition("/")[2])]


def run_inputs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --days, --seed, --threads, --set, --without, --demand and --behaviour.

    The command gets `days`, `seed`, `threads`, `changes`, `without`, `demand` and `behaviour`; all but the threads
    change the result.
    """
    for option in (behaviour(), demand(), without(), changes(), threads(), seed(), days()):
        command = option(command)
    return command


def measure(text: str = "Outcome measure (see `itborg list measures`).") -> Decorator:
    """Return --measure, the name of an outcome measure; None, the default, stands for net_value.

    text  help text, to which the default is appended
    """
    return click.option("--measure", default=None, metavar="NAME", help=f"{text} [default: net_value]")


def equal_resources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --equal-budget, --equal-hours and --amount.

    The command gets `equal_budget`, `equal_hours` and `amount`; `resource_kind` checks how they go together.
    """
    budget = "Compare strategies at doses that use the same money; working time counts at the cost of staff."
    hours = "Compare strategies at doses that use the same working hours in talks, visits, meetings and training."
    amount = "Most that each strategy uses: kEUR or person-days. [default: where most strategies are themselves]"
    for option in (
        click.option("--amount", type=Number(0.01, 1e9), default=None, metavar="X", help=amount),
        click.option("--equal-hours", is_flag=True, help=hours),
        click.option("--equal-budget", is_flag=True, help=budget),
    ):
        command = option(command)
    return command


def output_format() -> Decorator:
    """Return --format: table, json or csv; the command gets it as `output_format`."""
    text = "Format of the output. json and csv print nothing else to stdout."
    return click.option(
        "--format",
        "output_format",
        type=Word("table", "json", "csv"),
        default="table",
        show_default=True,
        metavar="table|json|csv",
        help=text,
    )


def out(content: str = "Folder for the results") -> Decorator:
    """Return --out; an existing folder is never overwritten.

    content  what the folder is for, the beginning of the help text
    """
    return click.option("--out", default=None, metavar="DIR", help=f"{content}; numbered if it exists already.")


def markdown() -> Decorator:
    """Return --markdown, a file; None, the default, for no page. An existing file is replaced."""
    text = "File for the results as a Markdown page."
    return click.option("--markdown", default=None, metavar="FILE", help=text)


def quiet() -> Decorator:
    """Return --quiet, a flag: without progress, notes and warnings on stderr."""
    return click.option("--quiet", is_flag=True, help="Print the results only.")


def settings(pairs: Sequence[str]) -> dict[str, str]:
    """Return the values of --set as a dictionary; of a name that is set twice the last value counts.

    Names and values are checked when the plan is made.

    pairs  texts NAME=VALUE

    Raises InputError for a text without "=".

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


def strategy_words(words: Sequence[str]) -> list[str]:
    """Return strategies as people type them: "vs", "and" and commas between them, and spaces around "+", are accepted.

    >>> strategy_words(["itil", "vs", "brm_style"]), strategy_words(["itil", "+", "calendar,", "borg"])
    (['itil', 'brm_style'], ['itil+calendar', 'borg'])
    """
    found: list[str] = []
    for word in (one.rstrip(",") for one in words):
        if found and (found[-1].endswith("+") or word.startswith("+")):
            found[-1] += word
        elif word and word.lower().rstrip(".") not in ("vs", "versus", "and"):
            found.append(word)
    return found


def resource_kind(budget: bool, hours: bool, amount: float | None) -> Literal["budget", "hours"] | None:
    """Return the resource that --equal-budget or --equal-hours makes equal, or None.

    amount  of --amount: kEUR or person-days

    Raises InputError for both, or for an --amount without either.
    """
    if budget and hours:
        raise InputError("--equal-budget and --equal-hours exclude each other: name one")
    if amount is not None and not (budget or hours):
        raise InputError("--amount needs --equal-budget (kEUR) or --equal-hours (person-days)")
    return "budget" if budget else "hours" if hours else None


def refuse_reactive(strategies: Sequence[Any], option: str) -> None:
    """Raise InputError for a reactive strategy: `option` needs a schedule of levers that is known in advance.

    strategies  of a plan; the first reactive one is named
    option      the option or command, for the message
    """
    for one in strategies:
        if getattr(one, "reacts", False):
            raise InputError(f"{option}: strategy '{one.name}' is reactive and has no fixed schedule; leave it out")


def check_writable(path: str | None) -> None:
    """Raise InputError before anything is run if a file or folder cannot be written; None is accepted.

    The folder that holds it is created if it is missing; the file or folder itself is not.

    path  of a file or folder, existing or not
    """
    if path is not None:
        from pathlib import Path

        from ..common.files import refuse_unwritable

        refuse_unwritable(Path(path))
