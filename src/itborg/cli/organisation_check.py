"""itborg org check: errors in the files of an organisation, and how busy its IT would be.

Problems come from `itborg.organisation.load.check`. Utilisation is estimated by REPLICATIONS short runs of DAYS days
without intervention; the range called plausible (BUSY) is our assumption.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from . import options

if TYPE_CHECKING:
    from ..common.errors import Problem
    from ..organisation.types import Organisation

#: Utilisation of IT, without intervention, in a plausible organisation.
BUSY = (0.85, 1.0)
#: Replications and days of the run that estimates utilisation.
REPLICATIONS, DAYS = 8, 60
#: Number of people without ties that the message names.
MOST_NAMED = 4


@click.command(epilog=options.examples("itborg org check ./my-company"))
@click.argument("organisation", metavar="NAME|PATH")
@click.option("--run/--no-run", "simulate", default=True, help="Whether to run it to estimate how busy IT is.")
@options.output_format()
def check(organisation: str, simulate: bool, output_format: str) -> int:
    """Check an organisation and estimate how busy its IT would be.

    Each error is printed with file, line and column; the exit code is then 2.
    """
    from ..organisation.load import check as problems_of
    from ..organisation.load import load

    problems = problems_of(organisation)
    errors = [problem for problem in problems if not problem.warning]
    utilisation = _utilisation(organisation) if simulate and not errors else None
    _print(problems, utilisation, output_format)
    if output_format == "table" and not errors and (isolated := _isolated(load(organisation))):
        click.echo(isolated)
    if errors:
        click.echo(f"itborg: {len(errors)} error{'s' if len(errors) > 1 else ''} in {organisation}", err=True)
    return 2 if errors else 0


def _isolated(organisation: Organisation) -> str:
    """Return a sentence that names the people without any tie; "" if there are none.

    At most MOST_NAMED are named, the others counted.
    """
    tied = {*organisation.ties.source.tolist(), *organisation.ties.target.tolist()}
    alone = [one.id for row, one in enumerate(organisation.people) if row not in tied]
    if not alone:
        return ""
    more = f" and {len(alone) - MOST_NAMED} more" if len(alone) > MOST_NAMED else ""
    return f"without any tie, so that nobody knows them: {', '.join(alone[:MOST_NAMED])}{more}"


def _utilisation(organisation: str) -> float:
    """Return the mean utilisation of IT people outside the service desk without intervention, 0 to 1 and above.

    organisation  a name or path without errors; it is loaded and run
    """
    from ..analysis.comparison.paired_runs import blank_accumulator, collect
    from ..analysis.comparison.plan import plan
    from .progress import announce_compiling

    announce_compiling()
    what = plan(["none"], organisation=organisation, replications=REPLICATIONS, days=DAYS)
    accumulator = blank_accumulator(what)
    collect(what, accumulator)
    return float(accumulator.values[:, 0, accumulator.measures.index("utilisation")].mean())


def _print(problems: Sequence[Problem], utilisation: float | None, output_format: str) -> None:
    """Print problems and utilisation to stdout; CSV has the problems only.

    utilisation  None: it was not estimated
    """
    from .output import print_csv, print_json

    rows = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message, "warning": p.warning}
        for p in problems
    ]
    if output_format == "json":
        print_json({"problems": rows, "utilisation": utilisation})
    elif output_format == "csv":
        print_csv(rows)
    else:
        for problem in problems:
            click.echo(f"{'warning: ' if problem.warning else ''}{problem}")
        if utilisation is not None:
            click.echo(_utilisation_sentence(utilisation))


def _utilisation_sentence(utilisation: float) -> str:
    """Return a sentence on utilisation, called low, plausible or overloaded.

    utilisation  0 to 1 and above; BUSY is the plausible range
    """
    from ..report.formatting import percent

    low, high = BUSY
    level = "plausible" if low <= utilisation <= high else "low" if utilisation < low else "overloaded"
    return (
        f"valid; without intervention, IT outside the service desk is busy {percent(utilisation)} of its time ({level})"
    )
