"""itborg org: bring your own organisation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from . import options
from .lazy_group import LazyGroup

if TYPE_CHECKING:
    from ..common.errors import Problem
    from ..organisation.types import Organisation, Person

COMMANDS = {
    "list": "itborg.cli.organisation:list_",
    "show": "itborg.cli.organisation:show",
    "check": "itborg.cli.organisation:check",
    "new": "itborg.cli.organisation:new",
    "generate": "itborg.cli.organisation:generate",
    "import": "itborg.cli.organisation_import:import_",
}


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    epilog=options.examples(
        "itborg org new my-company",
        "itborg org import people.csv ties.csv --it 'Service Desk' --out my-company",
        "itborg org check my-company",
        "itborg compare --org my-company",
    ),
)
def org() -> None:
    """List, show, check, make and import organisations.

    An organisation is a folder of organisation.toml, people.csv and ties.csv.
    """


@click.command(name="list", epilog=options.examples("itborg org list"))
@options.shape()
@click.pass_context
def list_(context: click.Context, shape: str) -> None:
    """List the organisations that can be named."""
    from .list_command import list_ as everything

    context.invoke(everything, kind="organisations", shape=shape)


@click.command(epilog=options.examples("itborg org new my-company"))
@click.argument("path", metavar="PATH")
def new(path: str) -> None:
    """Write a small valid organisation, to be changed into yours."""
    from ..organisation.write import new as write_template

    written = write_template(path)
    click.echo(f"{written} is written: change its files to yours, then `itborg org check {path}`")


@click.command(epilog=options.examples("itborg org generate 300 --seed 7 --out big-company"))
@click.argument("people", metavar="PEOPLE", type=options.Whole(6, 1_000_000))
@options.seed()
@click.option("--out", required=True, metavar="DIR", help="Folder to write, which must be new or empty.")
def generate(people: int, seed: int, out: str) -> None:
    """Write an invented organisation of any size.

    It has the structure of Grab@Pizza: teams, roles, who is tied to whom.
    """
    from ..organisation.synthetic.generate import generate as invent
    from ..organisation.write import write

    click.echo(str(write(invent(people, seed=seed), out)))


@click.command(epilog=options.examples("itborg org show", "itborg org show ./my-company --format json"))
@click.argument("organisation", metavar="[NAME|PATH]", default="grab_at_pizza")
@options.shape()
def show(organisation: str, shape: str) -> None:
    """Show teams, services and ties of an organisation."""
    from ..organisation.load import load
    from .output import print_csv, print_json, show_rows

    found = summary(load(organisation))
    if shape == "json":
        print_json(found)
    elif shape == "csv":
        print_csv(found["teams"])
    else:
        click.echo(_heading(found))
        show_rows(found["teams"], ("team", "side", "people", "roles"))
        click.echo()
        show_rows(found["services"], ("service", "owner", "keur_per_day", "rhythm"))


def summary(found: Organisation) -> dict[str, Any]:
    """Return what an organisation is, as plain data."""
    people, ties = len(found.people), found.ties
    sides = [person.side for person in found.people]
    cross = sum(sides[a] != sides[b] for a, b in zip(ties.source.tolist(), ties.target.tolist(), strict=True))
    return {
        "name": found.name,
        "people": people,
        "it": len(found.it),
        "business": len(found.business),
        "ties": len(ties),
        "ties_per_person": round(len(ties) / people, 1),
        "ties_across_sides": cross,
        "currency": found.currency,
        "start": found.calendar.start,
        "months": found.calendar.months,
        "teams": _teams(found.people),
        "services": [
            {"service": s.name, "owner": s.owner, "keur_per_day": s.value_per_day, "rhythm": s.rhythm}
            for s in found.services
        ],
    }


def _teams(people: tuple[Person, ...]) -> list[dict[str, Any]]:
    members: dict[tuple[str, str], list[str]] = {}
    for person in people:
        members.setdefault((person.side, person.team), []).append(person.role)
    return [
        {"team": team, "side": side, "people": len(roles), "roles": _roles(roles)}
        for (side, team), roles in members.items()
    ]


def _roles(roles: list[str]) -> str:
    return ", ".join(f"{count} {role}" if count > 1 else role for role, count in Counter(roles).most_common())


def _heading(found: dict[str, Any]) -> str:
    return (
        f"{found['name']}: {found['people']} people ({found['it']} IT, {found['business']} business), "
        f"{len(found['services'])} services\n"
        f"{found['ties']} directed ties, {found['ties_per_person']} a person, {found['ties_across_sides']} "
        f"across the sides; day 1 is {found['start']}\n"
    )


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
    from ..analysis.comparison.paired_runs import blank_accumulator, collect
    from ..analysis.comparison.plan import plan
    from .progress import announce_compiling

    announce_compiling()
    what = plan(["none"], organisation=organisation, replications=PAIRS, days=DAYS)
    tally = blank_accumulator(what)
    collect(what, tally)
    return float(tally.values[:, 0, tally.measures.index("utilisation")].mean())


def _show(problems: list[Problem], utilisation: float | None, shape: str) -> None:
    from .output import print_csv, print_json

    rows = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message, "warning": p.warning}
        for p in problems
    ]
    if shape == "json":
        print_json({"problems": rows, "utilisation": utilisation})
    elif shape == "csv":
        print_csv(rows)
    else:
        for problem in problems:
            click.echo(f"{'warning: ' if problem.warning else ''}{problem}")
        if utilisation is not None:
            click.echo(_verdict(utilisation))


def _verdict(utilisation: float) -> str:
    low, high = BUSY
    told = (
        "busy, not drowned"
        if low <= utilisation <= high
        else ("hardly busy" if utilisation < low else "drowned in work")
    )
    return f"valid; untreated, IT outside the desk is busy {utilisation:.0%} of its time: {told}"
