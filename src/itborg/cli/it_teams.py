"""The teams of a table of people that are IT, requested from the user where the table does not say.

Used when an organisation is imported from tables, a network file or a survey.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..common.errors import InputError

if TYPE_CHECKING:
    from ..organisation.importing.tables_and_graphs import Stated

#: Number of teams that a message lists.
MOST_LISTED = 30


def prompt_for_it_teams(people: Path, stated: Stated | None = None) -> tuple[str, ...]:
    """Return the teams that the user names as IT; () if the table has a column of sides.

    The question, with at most MOST_LISTED teams and the number of people in each, goes to stderr. The answer is not
    checked against the table here.

    people  a table of people; () is returned too if it cannot be read
    stated  what the user states about its columns and form

    Raises InputError if nobody can be asked because stdin is no terminal.
    """
    from ..organisation.importing.tables_and_graphs import read_people_table

    table = read_people_table(people, str(people), [], stated)
    if table is None or any(table.column("side")):
        return ()
    teams = Counter(table.column("team"))
    listed = ", ".join(f"{team} ({count})" for team, count in teams.most_common(MOST_LISTED))
    if not sys.stdin.isatty():
        raise InputError(f"which teams are IT? Name each with --it TEAM; the teams are {listed}")
    click.echo(f"Teams: {listed}", err=True)
    typed: str = click.prompt("IT teams, separated by commas", err=True)
    return tuple(team.strip() for team in typed.split(",") if team.strip())
