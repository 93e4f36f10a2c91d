"""itborg decompose: through what a strategy gains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.decomposition.decompose import Contribution, Decomposition


@click.command(
    epilog=options.examples(
        "itborg decompose brm_style", "itborg decompose itil problem_management --days 240 --format json"
    )
)
@click.argument("strategies", nargs=-1, required=True, metavar="STRATEGY...")
@options.organisation()
@click.option(
    "--replications",
    type=options.Whole(2, 100_000),
    default=20,
    show_default=True,
    metavar="N",
    help="Pairs of runs with the same luck; each is lived through fourteen times more.",
)
@options.days()
@options.seed()
@options.threads()
@options.changes()
@options.without()
@options.load()
@options.shape()
@options.quiet()
def decompose(strategies: tuple[str, ...], replications: int, shape: str, quiet: bool, **asked: Any) -> None:
    """Split a strategy's gain over doing nothing by what it goes through.

    Trust, understanding, labels, root causes, capacity and shadow IT are held, one at a time, at the path they
    take in the untreated twin of the same luck; what is then missing of the gain went through them.
    """
    from ..analysis.comparison.plan import plan
    from ..analysis.decomposition.decompose import decompose_plan
    from .output import print_csv, print_json, warn_unusual
    from .progress import announce_compiling, progress

    asked["parameters"] = options.settings(asked.pop("changes"))
    what = plan(strategies, replications=replications, **asked)
    warn_unusual(what.parameters, quiet)
    options.refuse_reactive(what.strategies, "decompose")
    announce_compiling(quiet)
    with progress(f"splitting the gain of {', '.join(what.names[1:])}, pairs", quiet) as advance:
        found = decompose_plan(what, replications, advance)
    if shape == "json":
        print_json({"decompositions": [one.plain() for one in found]})
    elif shape == "csv":
        print_csv(row for one in found for row in rows(one))
    else:
        for one in found:
            _show(one)


def rows(found: Decomposition) -> list[dict[str, Any]]:
    """Return one flat row per entry."""
    return [
        {"strategy": found.strategy, "contribution_of": one.name, **one.contribution._asdict(), "meaning": one.meaning}
        for one in found.contributions
    ]


def _show(found: Decomposition) -> None:
    from rich import box
    from rich.table import Table

    from .output import console
    from .terminal_table import pm

    screen = console()
    screen.print(f"\n{found.strategy}: {found.replications} pairs, {found.days} days\n", markup=False, style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("\nthrough", no_wrap=True)
    for head in ("gain\nkEUR/day", "last in\nkEUR/day", "first in\nkEUR/day"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("\nwhat it is", overflow="fold")
    for one in found.contributions:
        ends = [pm(*end, signed=True) if end else "" for end in (one.total_indirect, one.pure_indirect)]
        table.add_row(one.name, pm(*one.contribution, signed=True), *ends, one.meaning, style=_style(one))
    table.add_section()
    table.add_row("all of it", pm(*found.effect, signed=True), "", "", "net value minus that of doing nothing")
    screen.print(table)
    for line in (
        "Gain of a channel: mean of what is lost without it (last in) and of what it gives alone (first in).",
        "±: half of a 95 % interval. The lines add up; interplay is what none of them can claim alone.",
    ):
        screen.print(line, style="dim", markup=False)


def show_parts(decompositions: Sequence[Mapping[str, Any]]) -> None:
    """Print the ledgers of a comparison side by side: one row per line, one column per strategy."""
    from rich import box
    from rich.table import Table

    from .output import console
    from .terminal_table import pm

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("gain through, kEUR/day", no_wrap=True)
    for one in decompositions:
        table.add_column(str(one["strategy"]), justify="right")
    for at, entry in enumerate(decompositions[0]["contributions"]):
        table.add_row(
            entry["name"], *(pm(**one["contributions"][at]["contribution"], signed=True) for one in decompositions)
        )
    table.add_section()
    table.add_row("all of it", *(pm(**one["effect"], signed=True) for one in decompositions))
    console().print(table)


def _style(one: Contribution) -> str:
    return "" if one.contribution.excludes_zero or one.name == "money" else "dim"
