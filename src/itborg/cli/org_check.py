"""itborg org check: everything that is wrong or odd with an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import options

if TYPE_CHECKING:
    from ..errors import Problem
    from ..organisation import Organisation

#: Untreated organisations are busy, not drowned, in this range of utilisation.
BUSY = (0.85, 1.0)
PAIRS, DAYS = 8, 60
#: People that are named where more have no tie.
SHOWN = 4


@click.command(epilog=options.examples("itborg org check ./my-company"))
@click.argument("organisation", metavar="NAME|PATH")
@click.option("--run/--no-run", "alive", default=True, help="Also run it for a while to see how busy IT is.")
@options.shape()
def check(organisation: str, alive: bool, shape: str) -> int:
    """Check an organisation and say how busy its IT would be.

    Errors are named by file, line and column; the exit code is then 2.
    """
    from .. import organisation as organisations

    problems = organisations.check(organisation)
    errors = [problem for problem in problems if not problem.warning]
    load = utilisation(organisation) if alive and not errors else None
    _show(problems, load, shape)
    if shape == "table" and not errors and (alone := lonely(organisations.load(organisation))):
        click.echo(alone)
    if errors:
        click.echo(f"itborg: {len(errors)} error{'s' if len(errors) > 1 else ''} in {organisation}", err=True)
    return 2 if errors else 0


def lonely(organisation: Organisation) -> str:
    """Return in a sentence who has no tie at all; nothing where everybody has one."""
    met = {*organisation.ties.source.tolist(), *organisation.ties.target.tolist()}
    alone = [one.id for row, one in enumerate(organisation.people) if row not in met]
    if not alone:
        return ""
    more = f" and {len(alone) - SHOWN} more" if len(alone) > SHOWN else ""
    return f"without any tie, so that nobody knows them: {', '.join(alone[:SHOWN])}{more}"


def utilisation(organisation: str) -> float:
    """Return how busy people outside the desk are when nothing is done, as a share."""
    from ..comparison import plan
    from ..comparison.paired import blank_tally, collect
    from .progress import announce_compiling

    announce_compiling()
    what = plan(["none"], organisation=organisation, runs=PAIRS, days=DAYS)
    tally = blank_tally(what)
    collect(what, tally)
    return float(tally.values[:, 0, tally.measures.index("utilisation")].mean())


def _show(problems: list[Problem], load: float | None, shape: str) -> None:
    from .output import print_csv, print_json

    rows = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message, "warning": p.warning}
        for p in problems
    ]
    if shape == "json":
        print_json({"problems": rows, "utilisation": load})
    elif shape == "csv":
        print_csv(rows)
    else:
        for problem in problems:
            click.echo(f"{'warning: ' if problem.warning else ''}{problem}")
        if load is not None:
            click.echo(_verdict(load))


def _verdict(load: float) -> str:
    low, high = BUSY
    told = "busy, not drowned" if low <= load <= high else ("hardly busy" if load < low else "drowned in work")
    return f"valid; untreated, IT outside the desk is busy {load:.0%} of its time: {told}"
