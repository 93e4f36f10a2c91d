"""The ranked table in the terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .output import console

if TYPE_CHECKING:
    from rich.table import Table

    from ..analysis.comparison.result import Comparison

#: From this width on the parts of the money are shown as well.
WIDE = 104
PARTS = ("benefit", "loss", "cost")


def show(found: Comparison) -> None:
    """Print the ranking by net value, what it says, and how to read it."""
    from ..report.comparison_text import leaders

    screen = console()
    screen.print(_title(found), markup=False)
    screen.print(_table(found, wide=screen.width >= WIDE))
    if len(found.strategies) > 1:
        screen.print(f"\n{leaders(found)}", markup=False)
    for line in reading(found):
        screen.print(line, markup=False, style="dim", soft_wrap=False)


def number(value: float, signed: bool = False, digits: int = 2) -> str:
    """Return a number for a table; a dash where there is none.

    >>> number(1.234), number(1.234, signed=True), number(float("nan"))
    ('1.23', '+1.23', '-')
    """
    if not math.isfinite(value):
        return "-"
    return f"{value:+.{digits}f}" if signed else f"{value:.{digits}f}"


def pm(mean: float, low: float, high: float, signed: bool = False, digits: int = 2) -> str:
    """Return "mean ± half-width".

    >>> pm(1.5, 1.0, 2.0, signed=True)
    '+1.50 ± 0.50'
    """
    half = (high - low) / 2
    return number(mean, signed, digits) + (f" ± {number(half, digits=digits)}" if math.isfinite(half) else "")


def _title(found: Comparison) -> str:
    from ..report.formatting import counted

    study = found.provenance
    changed = "".join(f", {name} = {value:g}" for name, value in study.parameters.items())
    changed += "".join(f", without {name}" for name in study.without)
    changed += f", load {study.demand:g}" if study.demand != 1.0 else ""
    runs = f"{counted(found.replications, 'paired replication')}, {study.days} days"
    return f"\n{study.organisation}: {runs}, seed {study.seed}{changed}\n"


def _table(found: Comparison, wide: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("strategy", overflow="fold")
    heads = ["net value\nkEUR/day", f"minus {found.baseline}\nkEUR/day", "better\nin pairs"]
    equal = found.provenance.equal_resources
    heads += ["dose", f"takes\n{equal['unit']}"] if equal else []
    for head in heads + ([f"{part}\nminus {found.baseline}" for part in PARTS] if wide else []):
        table.add_column(head, justify="right", no_wrap=True)
    for row in found.ranking().to_dict("records"):
        table.add_row(*_cells(found, row, wide), style="dim" if row["strategy"] == found.baseline else "")
    return table


def _cells(found: Comparison, row: Mapping[Any, Any], wide: bool) -> list[str]:
    name = str(row["strategy"])
    mark = "≈" if row["tied_with_next"] else " "
    level = pm(row["mean"], row["low"], row["high"])
    if name == found.baseline:
        blank = (len(PARTS) if wide else 0) + (2 if found.provenance.equal_resources else 0)
        return [f"{row['rank']}{mark}", name, level, "baseline", "", *([""] * blank)]
    step = pm(row["difference_mean"], row["difference_low"], row["difference_high"], signed=True)
    cells = [f"{row['rank']}{mark}", name, level, step, f"{row['probability_better']:.0%}"]
    if found.provenance.equal_resources:
        taken = found.provenance.equal_resources["used"][name]
        cells += [f"{taken['dose']:.2f}", pm(*taken["used"]) + (" " if taken["matched"] else "!")]
    for part in PARTS if wide else ():
        change = found.difference(name, measure=part)
        cells.append(number(change.mean, signed=True))
    return cells


def reading(found: Comparison) -> list[str]:
    """Return how to read the table, one sentence a line."""
    from ..report.comparison_text import bad_months, equal_resources, saved_runs

    lines = [
        "Net value: benefit less losses and cost, kEUR per working day. ±: half of a 95 % interval.",
        "Each pair of runs has the same luck; 'better' is the share of pairs that beat the baseline.",
        "What the names mean: itborg list strategies.",
    ]
    lines += bad_months(found) + saved_runs(found) + equal_resources(found)
    tied = found.ranking()["tied_with_next"]
    if tied.any():
        lines.append(f"≈: the order against the next line is not clear ({int(tied.sum())} of {len(tied) - 1} orders).")
    elif len(tied) > 1:
        lines.append("Every order is clear (95 % for all of them at once).")
    if found.provenance.auto and tied.any():
        lines.append(
            f"Stopped after {found.replications} pairs with ties left: a difference this small needs more runs."
        )
    return ["", *lines]
