"""itborg org show: who is in an organisation, and what it lives on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..organisation import Organisation, Person


@click.command(epilog=options.examples("itborg org show", "itborg org show ./my-company --format json"))
@click.argument("organisation", metavar="[NAME|PATH]", default="grab_at_pizza")
@options.shape()
def show(organisation: str, shape: str) -> None:
    """Show teams, services and ties of an organisation."""
    from ..organisation import load
    from .output import print_csv, print_json
    from .rows import show_rows

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
