"""itborg org: bring your own organisation."""

from __future__ import annotations

import click

from . import options
from .group import LazyGroup

COMMANDS = {
    "list": "itborg.cli.org_list:list_",
    "show": "itborg.cli.org_show:show",
    "check": "itborg.cli.org_check:check",
    "new": "itborg.cli.org_new:new",
    "generate": "itborg.cli.org_new:generate",
    "import": "itborg.cli.org_import:import_",
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
