"""The two tables of a validation in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..report.validation_page import in_short
from .output import console

MARKS = {"emerges": "green", "within": "green", "does not": "red", "outside": "red", "assumption": "yellow"}


def show(table: Mapping[str, Any]) -> None:
    """Print what `document` returned: patterns, targets, how to read them."""
    screen = console()
    screen.print(_title(table), markup=False)
    if table["patterns"]:
        screen.print(_patterns(table["patterns"]))
        for line in [*missing(table["patterns"]), ""]:
            screen.print(line, markup=False)
    screen.print(_targets(table["targets"]))
    for line in reading(table):
        screen.print(line, markup=False, style="dim")
    screen.print(f"\n{in_short(table['patterns'], table['targets'])}", markup=False)


def number(value: float | None, signed: bool = False) -> str:
    """Return a number with three digits that matter; a dash for nothing.

    >>> number(0.012345), number(146.2), number(0.5, signed=True), number(None)
    ('0.0123', '146', '+0.5', '-')
    """
    if value is None:
        return "-"
    return f"{value:+.3g}" if signed else f"{value:.3g}"


def spread(row: Mapping[str, Any], value: str = "estimate") -> str:
    """Return "estimate [low, high]"."""
    if row["low"] is None:
        return number(row[value])
    return f"{number(row[value])} [{number(row['low'])}, {number(row['high'])}]"


def _title(table: Mapping[str, Any]) -> str:
    points = table["points"]
    where = f", {points['plausible']} plausible points of {points['tried']}" if points["tried"] else ""
    stopped = "" if table["complete"] else ", interrupted"
    return f"\n{table['organisation']}: {table['lucks']} lucks{where}, seed {table['seed']}{stopped}\n"


def _patterns(rows: Sequence[Mapping[str, Any]]) -> Any:
    found = _table("", "pattern", "estimate [95 %]", "verdict", "sign holds")
    for row in rows:
        share = "-" if row["robustness"] is None else f"{row['robustness']:.0%}"
        found.add_row(row["id"], row["name"], spread(row), _verdict(row["verdict"]), share)
    return found


def missing(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what keeps patterns from emerging, one line a check or organisation."""
    lines = [line for row in rows for line in (*_checks(row), *_places(row))]
    return ["", "What keeps patterns from emerging:", *lines] if lines else []


def _checks(row: Mapping[str, Any]) -> Iterator[str]:
    for one in row.get("checks", ()):
        if one["decides"] and one["standing"] != "holds" and row["verdict"] == "does not":
            yield f"{row['id']}: {one['says']}: {spread(one)}, wanted {one['wanted']} ({one['standing']})"


def _places(row: Mapping[str, Any]) -> Iterator[str]:
    for place in row.get("organisations", ()):
        named = [name for name, said in place.items() if said == "does not"]
        if named:
            yield f"{row['id']}: {place['organisation']}: not {', '.join(named)}"


def _targets(rows: Sequence[Mapping[str, Any]]) -> Any:
    found = _table("figure", "estimate [95 %]", "real", "verdict", "fitted")
    for row in rows:
        band = f"{row['band'][0]:g} to {row['band'][1]:g}"
        fitted = "yes" if row["fitted"] else "no"
        found.add_row(row["statistic"], spread(row, "value"), band, _verdict(row["verdict"]), fitted)
    return found


def _table(*heads: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head in ("", "verdict", "fitted", "real"))
    return table


def _verdict(name: str) -> Any:
    from rich.text import Text

    return Text(name, style=MARKS[name])


def reading(table: Mapping[str, Any]) -> list[str]:
    """Return how to read the tables, one sentence a line."""
    lines = [
        "A pattern emerges if each of its checks holds with its whole 95 % interval; the estimate is of the first.",
    ]
    if table["size"] == "quick":
        lines.append("Quick: small effects need more runs than these; what is not clear does not count as emerging.")
    if table["points"]["tried"]:
        lines.append("Sign holds: share of plausible points of a Latin hypercube over all parameters.")
    return ["", *lines]
