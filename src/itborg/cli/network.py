"""itborg network: what the ties between people do.

`itborg.evidence.validation.network_effects` does the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from . import options
from .evidence_command import run_until_interrupted, save
from .parameter_types import Integer


@click.command(
    epilog=options.examples(
        "itborg network                            shocks, structures, statistics",
        "itborg network --org my-company           in your own organisation",
        "itborg network --only cut_cross --only silo --replications 8",
        "itborg network --held                     ties cut again every week",
        "itborg network --paper                    effects over a parameter",
        "itborg network --strategy brm_style       does it work by its ties?",
        "itborg run --org grab_at_pizza@silo       a structure in any command",
    )
)
@options.organisation()
@click.option(
    "--only", multiple=True, metavar="NAME", help="Shock or structure to run; repeatable. [default: all of them]"
)
@click.option("--held", is_flag=True, help="Also apply each shock again every week, so that ties cannot form again.")
@click.option("--paper", is_flag=True, help="Also show the main effects over the range of the parameter `paper`.")
@click.option(
    "--strategy",
    "strategies",
    multiple=True,
    metavar="NAME",
    help="Strategy whose effect is shown with ties, and with ties across cut every week; repeatable.",
)
@options.replications(2, 24, "Number of paired replications.")
@click.option(
    "--first",
    type=Integer(0, options.MOST_REPLICATIONS),
    default=0,
    show_default=True,
    metavar="N",
    help="Number of the first replication: others than those of earlier runs.",
)
@options.days(240)
@options.seed()
@options.threads()
@options.changes()
@options.output_format()
@options.out()
@options.quiet()
def network(
    organisation: str, only: tuple[str, ...], held: bool, paper: bool, strategies: tuple[str, ...],
    replications: int, first: int, days: int, seed: int, threads: int | None, changes: tuple[str, ...],
    output_format: str, out: str | None, quiet: bool,
) -> int:  # fmt: skip
    """Show what the ties between people do to outcomes.

    A shock changes ties on the day after the burn-in: it cuts all ties between business and IT, or those of the five
    people on whom most ways between the sides depend. A structure changes them before the burn-in: a silo has no tie
    between the sides and a bridged organisation twice as many, with as many ties in all. People, services and
    random numbers stay the same, so a difference is that of the ties alone.

    Delivered value is what the changes of a day add to the benefit of later days; benefit follows it over a year.
    Effects are changes against the unchanged run, with 95 % intervals. Statistics of the network follow: how sparse it
    is, whether ties are mutual and last, and how trust lies on them.
    """
    from ..common.errors import unknown
    from ..evidence.validation.network_effects import (
        PAPER,
        NetworkEffects,
        network_changes,
        network_tasks,
    )
    from ..evidence.validation.network_json import document
    from ..mechanisms.registry import checked
    from ..organisation.load import load
    from ..strategies.specification import strategy
    from .output import warn_implausible

    options.check_writable(out)
    loaded, wanted = load(organisation), network_changes(held)
    for name in only:
        if name not in {one.name for one in wanted}:
            raise unknown("shock or structure", name, [one.name for one in wanted])
    chosen = [one for one in wanted if not only or one.name in only]
    parameters = dict(checked(name, value) for name, value in options.settings(changes).items())
    warn_implausible(parameters, quiet)
    options.refuse_reactive([strategy(name) for name in strategies], "--strategy")
    if paper:
        checked("paper", PAPER[0])
    numbers = range(first, first + replications)
    papers = PAPER if paper else ()
    tasks = network_tasks(loaded, numbers, seed, days, chosen, parameters, papers, strategies)
    size = 1 + len(papers)
    finished, complete = run_until_interrupted(tasks, "changing the network", "replications", size, threads, quiet)
    name = loaded.source or loaded.name
    table = document(NetworkEffects(name, seed, days, first, chosen, parameters, finished, complete))
    save("network", name, table, "", out, quiet)
    _print(table, output_format)
    return 0 if complete else 130


def _print(table: Mapping[str, Any], output_format: str) -> None:
    """Print a document to stdout: as JSON, as CSV, or as tables."""
    from ..evidence.validation.network_json import csv_rows
    from .output import console, print_csv, print_json

    if output_format == "json":
        print_json(table)
    elif output_format == "csv":
        print_csv(csv_rows(table))
    else:
        screen = console()
        last = table["first_replication"] + table["replications"] - 1
        head = f"{table['organisation']}: replications {table['first_replication']} to {last}, {table['days']} days"
        screen.print(f"\n{head}, seed {table['seed']}; change against the unchanged run ± half of a 95 % interval\n")
        screen.print(_effects(table["changes"]))
        for one in table["changes"]:
            screen.print(f"{one['name']}: {one['meaning']}", style="dim")
        for one in table["paper"]:
            screen.print(f"\npaper = {one['paper']:g}\n")
            screen.print(_effects(one["changes"]))
        if table["strategies"]:
            screen.print("\nEffect of strategies on net value, kEUR/day\n")
            screen.print(_strategies(table["strategies"]))
        screen.print("\nThe network of the unchanged run\n")
        screen.print(_statistics(table["statistics"]))
        screen.print("\nTies last from the end of the burn-in. See docs/network.md for how ties act.", style="dim")


def _effects(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return the table of effects, one row a change of the network."""
    from ..evidence.validation.network_effects import EFFECTS
    from .output import blank_table

    table = blank_table()
    table.add_column("change", no_wrap=True)
    for one in EFFECTS.values():
        table.add_column(f"{one.meaning}, {'%' if one.relative else one.unit}", justify="right")
    for row in rows:
        numbers = row["effects"].items()
        table.add_row(
            row["name"], *(_cell(one, 1, 100.0) if EFFECTS[name].relative else _cell(one, 2) for name, one in numbers)
        )
    return table


def _strategies(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return the table of strategies: their effect on net value with ties, and with ties across cut every week."""
    from .output import blank_table

    table = blank_table()
    for head in ("strategy", "as it is", "ties across cut every week"):
        table.add_column(head, justify="left" if head == "strategy" else "right")
    for row in rows:
        table.add_row(row["name"], _cell(row["effect"], 2), _cell(row["effect_without_ties"], 2))
    return table


def _statistics(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return the table of statistics, one column a day."""
    from .output import blank_table

    table = blank_table()
    table.add_column("statistic", overflow="fold")
    days = [day for day in (rows[0] if rows else ()) if day != "name"]
    for day in days:
        table.add_column(day, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(row["name"], *(_cell(row[day], 2) for day in days))
    return table


def _cell(numbers: Mapping[str, float | None], places: int, factor: float = 1.0) -> str:
    """Return an estimate with half of its interval, both multiplied by a factor; a dash where it is undefined."""
    from ..report.formatting import plus_minus

    estimate, low, high = (None if one is None else factor * one for one in numbers.values())
    return plus_minus(estimate, low, high, places)
