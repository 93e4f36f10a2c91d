"""itborg list: everything that can be named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import click

from . import options

Rows = list[dict[str, Any]]


@click.command(
    name="list",
    epilog=options.examples("itborg list strategies", "itborg list parameters --format csv > parameters.csv"),
)
@click.argument(
    "kind",
    metavar="KIND",
    type=options.Word(
        "strategies", "parameters", "measures", "mechanisms", "organisations", "practices", "observables"
    ),
)
@options.shape()
def list_(kind: str, shape: str) -> None:
    """List everything that can be named, with unit, range and source.

    KIND is strategies, parameters, measures, mechanisms, organisations, practices (worst
    practices of the ABC deck) or observables (what a strategy may react to).
    """
    from .output import print_csv, print_json, show_rows

    found = rows_of(kind)
    if shape == "json":
        print_json(found)
    elif shape == "csv":
        print_csv(found)
    else:
        show_rows(found, COLUMNS[kind])


#: Columns of the table of each kind; json and csv have all.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "strategies": ("name", "meaning"),
    "parameters": ("name", "default", "low", "high", "unit", "meaning"),
    "measures": ("name", "unit", "better", "meaning"),
    "mechanisms": ("name", "meaning"),
    "organisations": ("name", "people", "meaning"),
    "practices": ("name", "side", "card"),
    "observables": ("name", "meaning"),
}


def rows_of(kind: str) -> Rows:
    """Return the rows of one kind, each with at least name and meaning."""
    return _READERS[kind]()


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


def _sights() -> Rows:
    from ..strategies.reactive import OBSERVABLES

    return [{"name": one.name, "meaning": one.meaning} for one in OBSERVABLES.values()]


_READERS: Mapping[str, Callable[[], Rows]] = {
    "strategies": _strategies,
    "parameters": _parameters,
    "measures": _measures,
    "mechanisms": _mechanisms,
    "organisations": _organisations,
    "practices": _practices,
    "observables": _sights,
}
