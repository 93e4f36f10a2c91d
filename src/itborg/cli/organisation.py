"""itborg org: organisations listed, shown, generated and created.

The commands `check` and `import` have files of their own. `itborg.organisation` reads, writes and generates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from . import options
from .lazy_group import LazyGroup
from .parameter_types import Integer

if TYPE_CHECKING:
    from ..organisation.types import Organisation, Person

COMMANDS = {
    "list": "itborg.cli.organisation:list_",
    "show": "itborg.cli.organisation:show",
    "check": "itborg.cli.organisation_check:check",
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
    """List, show, check, create and import organisations.

    An organisation is a folder with organisation.toml, people.csv and ties.csv.
    """


@click.command(name="list", epilog=options.examples("itborg org list"))
@options.output_format()
@click.pass_context
def list_(context: click.Context, output_format: str) -> None:
    """List the organisations that have a name."""
    from .list_command import list_ as list_command

    context.invoke(list_command, kind="organisations", output_format=output_format)


@click.command(epilog=options.examples("itborg org new my-company"))
@click.argument("path", metavar="PATH")
def new(path: str) -> None:
    """Write a small valid organisation as a template for yours."""
    from ..organisation.write import new as write_template

    written = write_template(path)
    click.echo(f"{written} is written: replace its contents by yours, then `itborg org check {path}`")


@click.command(epilog=options.examples("itborg org generate 300 --seed 7 --out big-company"))
@click.argument("people", metavar="PEOPLE", type=Integer(6, 1_000_000))
@options.seed()
@click.option("--out", required=True, metavar="DIR", help="New or empty folder to write.")
def generate(people: int, seed: int, out: str) -> None:
    """Generate a synthetic organisation of any size.

    It has the structure of Grab@Pizza: teams, roles and ties.
    """
    from ..organisation.synthetic.generate import generate as synthesise
    from ..organisation.write import write

    click.echo(str(write(synthesise(people, seed=seed), out)))


@click.command(epilog=options.examples("itborg org show", "itborg org show ./my-company --format json"))
@click.argument("organisation", metavar="[NAME|PATH]", default="grab_at_pizza")
@options.output_format()
def show(organisation: str, output_format: str) -> None:
    """Show teams, services and ties of an organisation."""
    from ..organisation.load import load
    from .output import print_csv, print_json, print_rows

    found = _document(load(organisation))
    if output_format == "json":
        print_json(found)
    elif output_format == "csv":
        print_csv(found["teams"])
    else:
        click.echo(_heading(found))
        print_rows(found["teams"], ("team", "side", "people", "roles"))
        click.echo()
        print_rows(found["services"], ("service", "owner", "keur_per_day", "rhythm"))


def _document(found: Organisation) -> dict[str, Any]:
    """Return a summary of an organisation as JSON data.

    Ties are directed; `ties_across_sides` counts those between business and IT. `keur_per_day` of a service is the loss
    of an ordinary day without it, in kEUR, or None if that is not known.
    """
    people, ties = len(found.people), found.ties
    sides = [person.side for person in found.people]
    across = sum(sides[a] != sides[b] for a, b in zip(ties.source.tolist(), ties.target.tolist(), strict=True))
    return {
        "name": found.name,
        "people": people,
        "it": len(found.it),
        "business": len(found.business),
        "ties": len(ties),
        "ties_per_person": round(len(ties) / people, 1),
        "ties_across_sides": across,
        "currency": found.currency,
        "start": found.calendar.start,
        "months": found.calendar.months,
        "teams": _teams(found.people),
        "services": [
            {"service": s.name, "owner": s.owner, "keur_per_day": s.value_per_day, "rhythm": s.rhythm}
            for s in found.services
        ],
    }


def _teams(people: Sequence[Person]) -> list[dict[str, Any]]:
    """Return one row for each team, in the order of its first member: team, side, people, roles."""
    members: dict[tuple[str, str], list[str]] = {}
    for person in people:
        members.setdefault((person.side, person.team), []).append(person.role)
    return [
        {"team": team, "side": side, "people": len(roles), "roles": _roles(roles)}
        for (side, team), roles in members.items()
    ]


def _roles(roles: Sequence[str]) -> str:
    """Return roles with their numbers as text, the most frequent first."""
    return ", ".join(f"{count} {role}" if count > 1 else role for role, count in Counter(roles).most_common())


def _heading(found: dict[str, Any]) -> str:
    """Return two lines about an organisation: its size, and its ties.

    found  from `_document`
    """
    return (
        f"{found['name']}: {found['people']} people ({found['it']} IT, {found['business']} business), "
        f"{len(found['services'])} services\n"
        f"{found['ties']} directed ties, {found['ties_per_person']} per person, {found['ties_across_sides']} "
        f"across the sides; day 1 is {found['start']}\n"
    )
