"""itborg decompose: the mediators through which a strategy has its effect.

`itborg.analysis.decomposition` does the work; `compare --decompose` prints its results by `show_contributions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.decomposition.decompose import Contribution, Decomposition


@click.command(
    epilog=options.examples(
        "itborg decompose brm_style",
        "itborg decompose itil problem_management --days 240 --format json",
    )
)
@click.argument("strategies", nargs=-1, required=True, metavar="STRATEGY...")
@options.organisation()
@options.replications(2, 20, "Number of paired replications; each needs 14 extra runs.")
@options.run_inputs
@options.output_format()
@options.quiet()
def decompose(
    strategies: tuple[str, ...], replications: int, changes: tuple[str, ...], output_format: str, quiet: bool,
    **arguments: Any,
) -> None:  # fmt: skip
    """Decompose a strategy's effect on net value by mediator.

    Trust, understanding, labels, root causes, capacity and shadow IT are fixed, one at a time, at their trajectory in
    the baseline run with the same random numbers. The effect that is then missing is the one that they mediate.
    """
    from ..analysis.comparison.document import SCHEMA_VERSION
    from ..analysis.comparison.plan import plan
    from ..analysis.decomposition.decompose import decompose_plan, require_effects
    from .output import print_csv, print_json, warn_implausible
    from .progress import announce_compiling, progress

    what = plan(
        options.strategy_words(strategies), replications=replications, parameters=options.settings(changes), **arguments
    )
    warn_implausible(what.parameters, quiet)
    options.refuse_reactive(what.strategies, "decompose")
    require_effects(what)
    announce_compiling(quiet)
    with progress(f"decomposing {', '.join(what.names[1:])}, replications", quiet) as advance:
        found = decompose_plan(what, replications, advance)
    if output_format == "json":
        print_json({"schema_version": SCHEMA_VERSION, "decompositions": [one.plain() for one in found]})
    elif output_format == "csv":
        print_csv(row for one in found for row in _rows(one))
    else:
        for one in found:
            _show(one)


def _rows(found: Decomposition) -> list[dict[str, Any]]:
    """Return one flat row per contribution: strategy, name, mean, low, high (kEUR per working day, 95 %), meaning."""
    return [
        {"strategy": found.strategy, "name": one.name, **one.contribution._asdict(), "meaning": one.meaning}
        for one in found.contributions
    ]


def _show(found: Decomposition) -> None:
    """Print the decomposition of one strategy: contributions, total and pure indirect effects, and their sum.

    Values are in kEUR per working day with half of their 95 % interval over paired replications. Contributions that are
    not mediators, such as the interaction, have no indirect effects.
    """
    from ..report.formatting import plus_minus
    from .output import blank_table, console

    screen = console()
    title = f"\n{found.strategy}: {found.replications} replications, {found.days} days\n"
    screen.print(title, markup=False, style="bold")
    table = blank_table()
    table.add_column("\nmediator", no_wrap=True)
    for head in ("contribution\nkEUR/day", "total indirect\nkEUR/day", "pure indirect\nkEUR/day"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("\nmeaning", overflow="fold")
    for one in found.contributions:
        ends = [plus_minus(*end, 2, signed=True) if end else "" for end in (one.total_indirect, one.pure_indirect)]
        table.add_row(one.name, plus_minus(*one.contribution, 2, signed=True), *ends, one.meaning, style=_style(one))
    table.add_section()
    table.add_row("effect", plus_minus(*found.effect, 2, signed=True), "", "", "net value minus that of the baseline")
    screen.print(table)
    for line in (
        "Total indirect: effect lost if this mediator alone is fixed at its baseline trajectory.",
        "Pure indirect: effect left if all other mediators are fixed. Contribution: the mean of the two.",
        "The contributions sum to the effect; interaction is joint. ±: half of a 95 % interval.",
    ):
        screen.print(line, style="dim", markup=False)


def show_contributions(decompositions: Sequence[Mapping[str, Any]]) -> None:
    """Print the decompositions of a comparison side by side: one row per mediator, one column per strategy.

    Cells are contributions in kEUR per working day with half of their 95 % interval; the last row is the effect.

    decompositions  from `Decomposition.plain()`, all with the same mediators
    """
    from ..report.formatting import plus_minus
    from .output import blank_table, console

    table = blank_table()
    table.add_column("contribution, kEUR/day", no_wrap=True)
    for one in decompositions:
        table.add_column(str(one["strategy"]), justify="right")
    for rows in zip(*(one["contributions"] for one in decompositions), strict=True):
        table.add_row(rows[0]["name"], *(plus_minus(**row["contribution"], places=2, signed=True) for row in rows))
    table.add_section()
    table.add_row("effect", *(plus_minus(**one["effect"], places=2, signed=True) for one in decompositions))
    console().print(table)


def _style(one: Contribution) -> str:
    """Return the style of a row: dim if its interval includes 0; money is exact and never dim."""
    return "" if one.contribution.excludes_zero or one.name == "money" else "dim"
