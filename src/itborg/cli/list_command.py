"""itborg list: the names that options and files can use.

Rows come from the registries of the package. A new kind of name is one function here and one line in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import click

from . import options
from .parameter_types import Word

Rows = list[dict[str, Any]]


def _strategies() -> Rows:
    """Return name, meaning and properties of all strategies, reactive ones included."""
    from ..strategies.registry import listing

    return [dict(row) for row in listing(reactive=True)]


def _parameters() -> Rows:
    """Return all parameters with default, range, unit, source and mechanism."""
    from ..mechanisms.registry import MECHANISMS

    return [
        {**asdict(one), "mechanism": name} for name, mechanism in MECHANISMS.items() for one in mechanism.PARAMETERS
    ]


def _measures() -> Rows:
    """Return all measures with meaning, unit and better direction."""
    from ..analysis.measures.registry import listing

    return [dict(row) for row in listing()]


def _mechanisms() -> Rows:
    """Return all knock-outs with the parameter values that they set."""
    from ..mechanisms.registry import KNOCKOUTS

    return [
        {"name": one.name, "meaning": one.meaning, "purpose": one.purpose, "off": dict(one.values)}
        for one in KNOCKOUTS.values()
    ]


def _organisations() -> Rows:
    """Return the organisations that have a name, with their number of people."""
    from ..organisation.load import names

    return [dict(row) for row in names()]


def _practices() -> Rows:
    """Return the worst practices of the ABC cards with side, signal and limit."""
    from ..analysis.measures.worst_practices import listing

    return [dict(row) for row in listing()]


def _observables() -> Rows:
    """Return what a reactive strategy can observe."""
    from ..strategies.reactive import OBSERVABLES

    return [{"name": one.name, "meaning": one.meaning} for one in OBSERVABLES.values()]


def _studies() -> Rows:
    """Return the ready studies with their questions."""
    from ..analysis.study.ready_studies import question_of, ready_studies

    return [{"name": name, "question": question_of(path)} for name, path in ready_studies().items()]


#: Rows and table columns of each kind; JSON and CSV have all keys of the rows.
KINDS: Mapping[str, tuple[Callable[[], Rows], tuple[str, ...]]] = {
    "strategies": (_strategies, ("name", "meaning")),
    "parameters": (_parameters, ("name", "default", "low", "high", "unit", "meaning")),
    "measures": (_measures, ("name", "unit", "better", "meaning")),
    "mechanisms": (_mechanisms, ("name", "meaning")),
    "organisations": (_organisations, ("name", "people", "meaning")),
    "practices": (_practices, ("name", "side", "card")),
    "observables": (_observables, ("name", "meaning")),
    "studies": (_studies, ("name", "question")),
}


@click.command(
    name="list",
    epilog=options.examples("itborg list strategies", "itborg list parameters --format csv > parameters.csv"),
)
@click.argument("kind", metavar="KIND", type=Word(*KINDS))
@options.output_format()
def list_(kind: str, output_format: str) -> None:
    """List what can be named, with meaning, unit, range and source.

    KIND is strategies, parameters, measures, mechanisms, organisations, practices (worst practices of the ABC cards),
    observables (what a reactive strategy can observe) or studies (files that are ready for `itborg sweep`).
    """
    from .output import print_rows

    rows, columns = KINDS[kind]
    print_rows(rows(), columns, output_format)
