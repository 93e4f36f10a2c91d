"""The ranked table of a comparison in the terminal.

Sentences are those of the HTML report (`comparison_text`). ± is half of a 95 % interval over replications (Student's
t); differences are paired.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..report.formatting import counted, number, percent, plus_minus
from .output import blank_table, console

if TYPE_CHECKING:
    from rich.table import Table

    from ..analysis.comparison.result import Comparison

#: Terminals of at least this width also get the level of net value and its components.
WIDE = 132
COMPONENTS = ("benefit", "loss", "cost")


def show(found: Comparison) -> None:
    """Print the ranking by net value, its summary in a sentence, and how to read it.

    Terminals of WIDE columns or more also get the components of net value, without intervals.
    """
    from ..report.comparison_text import headline

    screen = console()
    screen.print(_title(found), markup=False)
    screen.print(_table(found, wide=screen.width >= WIDE))
    if len(found.strategies) > 1:
        screen.print()
        for line in headline(found):
            screen.print(line, markup=False)
    for line in _notes(found):
        screen.print(line, markup=False, style="dim", soft_wrap=False)


def show_measure(found: Comparison, measure: str) -> None:
    """Print the ranking by another measure than net value, with its paired difference from the baseline and the spend.

    measure  its name; InputError for one that is not registered
    """
    from ..analysis.measures.registry import measure_rows
    from ..report.comparison_terms import marked
    from ..report.formatting import decimals, words

    ranked = found.ranking(measure).to_dict("records")
    unit = str(measure_rows()[measure]["unit"])
    table = blank_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("strategy", overflow="fold")
    for head in (f"{words(measure)}\n{unit}", f"minus\n{found.baseline}", "better\nin runs", "spend\nkEUR"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in ranked:
        name = str(row["strategy"])
        rank = f"{row['rank']}{'≈' if row['tied_with_next'] else ' '}"
        level = plus_minus(row["mean"], row["low"], row["high"], decimals(unit))
        ends = row["difference_mean"], row["difference_low"], row["difference_high"]
        step = "baseline" if name == found.baseline else plus_minus(*ends, decimals(unit), signed=True)
        better = "" if name == found.baseline else percent(row["probability_better"])
        table.add_row(rank, marked(found, name), level, step, better, number(found.spend_of(name).total.mean, 0))
    screen = console()
    screen.print(f"\nRanked by {words(measure)}: {measure_rows()[measure]['meaning']}\n", markup=False)
    screen.print(table)


def _title(found: Comparison) -> str:
    """Return organisation, number of replications, days, seed, and every input that differs from its default."""
    known = found.provenance
    changed = "".join(f", {name} = {value:g}" for name, value in known.parameters.items())
    changed += "".join(f", without {name}" for name in known.without)
    changed += f", demand {known.demand:g}" if known.demand != 1.0 else ""
    replications = counted(found.replications, "paired replication")
    return f"\n{known.organisation}: {replications}, {known.days} days, seed {known.seed}{changed}\n"


def _table(found: Comparison, wide: bool) -> Table:
    """Return the ranking as a table, best strategy first; the row of the baseline is dim.

    Columns are the gain, the paired difference in net value from the baseline; the spend over all days; the gain over
    all days per kEUR; and the share of replications in which the strategy is better. A rank with ≈ is not significantly
    different from the next row (95 %).

    wide  whether net value and its components are shown too
    """
    table = blank_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("strategy", overflow="fold")
    equal = found.provenance.equal_resources
    heads = ["gain\nkEUR/day", "spend\nkEUR", "gain per\nkEUR", "better\nin runs"]
    sets = found.parameter_sets
    heads += [f"same sign\nof {len(sets)}"] if sets else []
    heads += ["dose"] if equal else []
    heads += [f"used\n{equal['unit']}"] if equal.get("resource") == "hours" else []
    heads += ["net value\nkEUR/day", *(f"{part}\nminus {found.baseline}" for part in COMPONENTS)] if wide else []
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for row in found.ranking().to_dict("records"):
        table.add_row(*_cells(found, row, wide), style="dim" if row["strategy"] == found.baseline else "")
    return table


def _cells(found: Comparison, row: Mapping[Any, Any], wide: bool) -> list[str]:
    """Return the cells of one strategy.

    With equal resources these include the dose, and the hours used. The baseline has no difference.

    row   of the ranking
    wide  whether net value and its components are shown too
    """
    from ..report.comparison_terms import marked

    name = str(row["strategy"])
    rank = f"{row['rank']}{'≈' if row['tied_with_next'] else ' '}"
    cells = [rank, marked(found, name), *_terms(found, row)]
    resources = found.provenance.equal_resources
    if resources:
        used = resources["used"].get(name, {})
        cells.append(number(used["dose"], 2) if used else "")
        if resources["resource"] == "hours":
            cells.append(number(used["used"][0], 0) if used else "")
    if wide:
        cells.append(plus_minus(row["mean"], row["low"], row["high"], 2))
        cells += [number(found.difference(name, measure=part).mean, 2, signed=True) for part in COMPONENTS]
    return cells


def _terms(found: Comparison, row: Mapping[Any, Any]) -> list[str]:
    """Return gain, spend, gain per kEUR and the share of replications in which a strategy is better."""
    name = str(row["strategy"])
    took = number(found.spend_of(name).total.mean, 0)
    if name == found.baseline:
        return ["baseline", took, "", "", *([""] if found.parameter_sets else [])]
    gain = plus_minus(row["difference_mean"], row["difference_low"], row["difference_high"], 2, signed=True)
    terms = [gain, took, number(found.gain_per_keur(name).mean, 1), percent(row["probability_better"])]
    return [*terms, str(found.same_sign(name)[0])] if found.parameter_sets else terms


def _uncertain_spend(found: Comparison) -> str:
    """Return how uncertain spends are at most, and where the intervals stand."""
    from ..report.comparison_terms import SMALLEST_HALF

    half = max(found.spend_of(name).total.half for name in found.strategies)
    if not math.isfinite(half):
        return "Intervals need more replications."
    if half < SMALLEST_HALF:
        return f"Spends are known to less than ± {SMALLEST_HALF:g} kEUR; intervals of both are in the report."
    return f"Spends are known to ± {number(half, 0)} kEUR or better; intervals of both are in the report."


def _sets(found: Comparison) -> list[str]:
    """Return what the parameter sets are, in one sentence; [] if none were run."""
    known = found.parameter_sets
    if known is None:
        return []
    return [
        f"Same sign: at how many of {len(known)} plausible parameter sets ({known.drawn} drawn, "
        f"{counted(known.replications, 'replication')} each) the gain has the same sign."
    ]


def _notes(found: Comparison) -> list[str]:
    """Return how to read the table, one sentence per line."""
    from ..report.comparison_terms import equal_resources, put_in
    from ..report.comparison_text import bad_months, saved_runs

    lines = [
        f"Gain: net value (benefit less losses and cost) minus that of {found.baseline}, paired; ±: half of a 95 % "
        "interval over replications.",
        f"Spend: money and working time at its price, kEUR over {found.provenance.days} days. Gain per kEUR: gain over "
        f"all days divided by it. {_uncertain_spend(found)}",
        *_sets(found),
        "What the names mean: itborg list strategies. Why one beats another: itborg explain A B.",
    ]
    lines += put_in(found) + bad_months(found) + saved_runs(found) + equal_resources(found)
    tied = found.ranking()["tied_with_next"]
    if tied.any():
        lines.append(
            f"≈: not statistically distinguishable from the next row ({int(tied.sum())} of {len(tied) - 1} neighbours)."
        )
    elif len(tied) > 1:
        lines.append("All neighbours differ significantly (95 %, simultaneously).")
    if found.provenance.auto and tied.any():
        lines.append(
            f"Stopped after {found.replications} replications with ties left: so small a difference needs more."
        )
    return ["", *lines]
