"""The teams of a table of people that are IT, asked of the user where the table does not say."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from ..common.errors import InputError

#: Number of teams that a message lists.
MOST_LISTED = 30


def prompt_for_it_teams(people: Path) -> tuple[str, ...]:
    """Return the teams that the user names as IT; () if the table has a column of sides.

    people  a CSV table with the columns id and team

    Raises InputError if nobody can be asked because stdin is no terminal.
    """
    from ..organisation.reading.csv_table import read_table

    table = read_table(people, str(people), ("id", "team"), ("side", "name", "role"), [])
    if table is None or any(table.column("side")):
        return ()
    teams = Counter(table.column("team"))
    listed = ", ".join(f"{team} ({count})" for team, count in teams.most_common(MOST_LISTED))
    if not sys.stdin.isatty():
        raise InputError(f"which teams are IT? Name each with --it TEAM; the teams are {listed}")
    click.echo(f"Teams: {listed}", err=True)
    typed: str = click.prompt("IT teams, separated by commas", err=True)
    return tuple(team.strip() for team in typed.split(",") if team.strip())
