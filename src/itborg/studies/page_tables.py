"""The tables of a study's report."""

from __future__ import annotations

from html import escape

from ..comparison.study import measure_rows
from ..statistics import Interval, band
from .answer import verdicts
from .results import Results
from .summary import paired
from .words import digits, plain

#: Cells and failed runs that are listed; the files have all.
MOST_ROWS = 200


def verdicts_table(found: Results) -> str:
    """Return every strategy over all cells, best first."""
    study = found.study
    many = len(study.cells) > 1
    unit = measure_rows()[study.measures[0]]["unit"]
    heads = ["strategy", f"{plain(study.measures[0])}<br>{unit}", f"minus {escape(study.baseline)}<br>{unit}"]
    heads += ["smallest<br>cell", "largest<br>cell", "cells better,<br>unclear, worse"] if many else []
    rows, places = [], digits(study.measures[0])
    for row in verdicts(found):
        base = row.strategy == study.baseline
        unclear = len(study.cells) - row.better - row.worse
        spread = (
            [f"{row.low:+.{places}f}", f"{row.high:+.{places}f}", f"{row.better}, {unclear}, {row.worse}"]
            if many
            else []
        )
        step = (
            ["baseline", *[""] * (len(spread) + 1)]
            if base
            else [_pm(row.difference, "+", places), *spread, f"&#215;{row.pairing:.1f}"]
        )
        rows.append([escape(row.strategy), _pm(row.level, "", places), *step])
    return _table([*heads, "pairing<br>worth"], rows)


def cells_table(found: Results) -> str:
    """Return the difference of each strategy in each cell, the best in bold."""
    study = found.study
    values = paired(found, study.measures[0])
    steps = band(values - values[:, :, :1])
    shown = study.cells[:MOST_ROWS]
    several = len(study.organisations) > 1
    heads = [*(name.replace("_", " ") for name in study.design.names), *(["organisation"] if several else [])]
    heads += [f"{escape(name)}<br>minus {escape(study.baseline)}" for name in study.names[1:]]
    rows = []
    for cell in shown:
        lead = [f"{study.points[cell.point][name]:g}" for name in study.design.names]
        lead += [escape(cell.organisation)] if several else []
        cells = [Interval(*(float(side[cell.number, at]) for side in steps)) for at in range(1, len(study.names))]
        rows.append([*lead, *(_clear(one, digits(study.measures[0])) for one in cells)])
    more = len(study.cells) - len(shown)
    note = f" {more} more are in summary.parquet." if more else ""
    return (
        f"<details><summary>Every cell</summary>\n{_table(heads, rows)}\n"
        f'<p class="small">Bold: its 95 % interval does not include 0.{note}</p></details>'
    )


def failures_table(found: Results) -> str:
    """Return the runs that failed, with their parameters and error."""
    rows = [
        [
            str(row["point"]),
            escape(str(row["organisation"])),
            escape(str(row["strategy"])),
            str(row["replicate"]),
            _values(found, row["point"]),
            escape(str(row["error"])),
        ]
        for row in found.failures.head(MOST_ROWS).to_dict("records")
    ]
    return _table(["point", "organisation", "strategy", "replicate", "parameters", "error"], rows)


def _values(found: Results, point: int) -> str:
    return escape(", ".join(f"{name} = {value:g}" for name, value in found.study.points[point].items()))


def _clear(one: Interval, places: int) -> str:
    return f"<strong>{_pm(one, '+', places)}</strong>" if one.excludes_zero else _pm(one, "+", places)


def _pm(one: Interval, sign: str, places: int) -> str:
    return f"{one.mean:{sign}.{places}f} &#177; {one.half:.{places}f}"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{text}</th>" for text in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'
