"""itborg list: the names that options and files can use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import click

from . import options
from .parameter_types import Word

Rows = list[dict[str, Any]]


def _strategies() -> Rows:
    from ..strategies.registry import listing

    return [dict(row) for row in listing(reactive=True)]


def _parameters() -> Rows:
    from ..mechanisms.registry import MECHANISMS

    return [
        {**asdict(one), "mechanism": name} for name, mechanism in MECHANISMS.items() for one in mechanism.PARAMETERS
    ]


def _measures() -> Rows:
    from ..analysis.measures.registry import listing

    return [dict(row) for row in listing()]


def _mechanisms() -> Rows:
    from ..mechanisms.registry import KNOCKOUTS

    return [{"name": one.name, "meaning": one.meaning, "off": dict(one.values)} for one in KNOCKOUTS.values()]


def _organisations() -> Rows:
    from ..organisation.load import names

    return [dict(row) for row in names()]


def _practices() -> Rows:
    from ..analysis.measures.worst_practices import listing

    return [dict(row) for row in listing()]


def _observables() -> Rows:
    from ..strategies.reactive import OBSERVABLES

    return [{"name": one.name, "meaning": one.meaning} for one in OBSERVABLES.values()]


#: Rows and table columns of each kind; JSON and CSV have all keys of the rows.
KINDS: Mapping[str, tuple[Callable[[], Rows], tuple[str, ...]]] = {
    "strategies": (_strategies, ("name", "meaning")),
    "parameters": (_parameters, ("name", "default", "low", "high", "unit", "meaning")),
    "measures": (_measures, ("name", "unit", "better", "meaning")),
    "mechanisms": (_mechanisms, ("name", "meaning")),
    "organisations": (_organisations, ("name", "people", "meaning")),
    "practices": (_practices, ("name", "side", "card")),
    "observables": (_observables, ("name", "meaning")),
}


@click.command(
    name="list",
    epilog=options.examples("itborg list strategies", "itborg list parameters --format csv > parameters.csv"),
)
@click.argument("kind", metavar="KIND", type=Word(*KINDS))
@options.output_format()
def list_(kind: str, output_format: str) -> None:
    """List what can be named, with meaning, unit, range and source.

    KIND is strategies, parameters, measures, mechanisms, organisations, practices (worst practices of the ABC cards)
    or observables (what a reactive strategy can observe).
    """
    from .output import print_rows

    rows, columns = KINDS[kind]
    print_rows(rows(), columns, output_format)
