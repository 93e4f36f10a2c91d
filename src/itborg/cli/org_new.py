"""itborg org new, itborg org generate: organisations to start from."""

from __future__ import annotations

import click

from . import options


@click.command(epilog=options.examples("itborg org new my-company"))
@click.argument("path", metavar="PATH")
def new(path: str) -> None:
    """Write a small valid organisation, to be changed into yours."""
    from ..organisation import new as write_template

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
    from ..organisation import generate as invent
    from ..organisation import write

    click.echo(str(write(invent(people, seed=seed), out)))
