"""The tables of a validation in the terminal.

Prints from the JSON document, so that the terminal and the file agree. Estimates have 95 % intervals in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..report.formatting import number, percent
from ..report.validation_page import summary
from .output import blank_table, console

#: Colour of each result.
COLOURS = {
    "reproduced": "green", "within": "green", "not reproduced": "red", "outside": "red", "assumed": "yellow",
    "not judged": "dim",
}  # fmt: skip


def show(table: Mapping[str, Any]) -> None:
    """Print the patterns, what prevents the missing ones, the targets, and how to read them.

    The tables of patterns and reasons are left out if only targets were assessed.

    table  the JSON document of a validation
    """
    screen = console()
    screen.print(_title(table), markup=False)
    if table["patterns"]:
        screen.print(_patterns(table["patterns"]))
        for line in [*missing(table["patterns"]), ""]:
            screen.print(line, markup=False)
    screen.print(_targets(table["targets"]))
    for line in _notes(table):
        screen.print(line, markup=False, style="dim")
    screen.print(f"\n{summary(table['patterns'], table['targets'])}", markup=False)


def _interval(row: Mapping[str, Any], value: str = "estimate") -> str:
    """Return "estimate [low, high]", or the estimate alone without an interval.

    value  key of the estimate
    """
    if row["low"] is None:
        return number(row[value])
    return f"{number(row[value])} [{number(row['low'])}, {number(row['high'])}]"


def _title(table: Mapping[str, Any]) -> str:
    """Return organisation, number of replications, parameter points and seed."""
    points = table["parameter_points"]
    where = f", {points['plausible']} plausible of {points['sampled']} parameter points" if points["sampled"] else ""
    stopped = "" if table["complete"] else ", interrupted"
    return f"\n{table['organisation']}: {table['replications']} replications{where}, seed {table['seed']}{stopped}\n"


def _patterns(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return the table of patterns; the estimate is that of the first check."""
    found = _table("", "pattern", "estimate [95 %]", "result", "same sign")
    for row in rows:
        found.add_row(row["id"], row["name"], _interval(row), _result(row["result"]), percent(row["robustness"]))
    return found


def missing(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return why patterns are not reproduced: one line per failed check or organisation.

    Only decisive checks that do not pass are listed, with estimate and expected range. The list is empty if all
    patterns are reproduced or assumed.

    rows  the patterns of the JSON document
    """
    lines = [line for row in rows for line in (*_failed_checks(row), *_failed_organisations(row))]
    return ["", "Why patterns are not reproduced:", *lines] if lines else []


def _failed_checks(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each decisive check of a pattern that does not pass."""
    for one in row.get("checks", ()):
        if one["decisive"] and one["status"] != "passes" and row["result"] == "not reproduced":
            yield f"{row['id']}: {one['statement']}: {_interval(one)}, expected {one['expected']} ({one['status']})"


def _failed_organisations(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each other organisation in which a pattern is not reproduced."""
    for one in row.get("organisations", ()):
        named = [name for name, result in one.items() if result == "not reproduced"]
        if named:
            yield f"{row['id']}: {one['organisation']}: {', '.join(named)} not reproduced"


def _targets(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return the table of targets: estimate, band, result, and whether the target was fitted."""
    found = _table("target", "estimate [95 %]", "band", "result", "fitted")
    for row in rows:
        band = f"{row['band'][0]:g} to {row['band'][1]:g}"
        fitted = "yes" if row["fitted"] else "no"
        found.add_row(row["statistic"], _interval(row, "value"), band, _result(row["result"]), fitted)
    return found


def _table(*heads: str) -> Any:
    """Return an empty table with these heads."""
    table = blank_table()
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head in ("", "result", "fitted", "band"))
    return table


def _result(name: str) -> Any:
    """Return a result in its colour."""
    from rich.text import Text

    return Text(name, style=COLOURS[name])


def _notes(table: Mapping[str, Any]) -> list[str]:
    """Return how to read the tables, one sentence per line."""
    lines = [
        "A pattern is reproduced if the 95 % interval of every check lies in its range; the estimate is of the first.",
    ]
    if table["size"] == "quick":
        lines.append("Quick: small effects need more runs; an inconclusive check counts as not passed.")
    if table["parameter_points"]["sampled"]:
        lines.append(
            "Same sign: share of plausible points of a Latin hypercube over "
            f"{table['parameter_points']['varied']} parameters."
        )
    return ["", *lines]
