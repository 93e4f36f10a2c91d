"""The events and measures of a run in the terminal.

Prints from the content of run.json, so that the terminal and the file agree.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ..common.periods import MONTH
from ..report.formatting import number, plus_minus
from .output import blank_table, cell, console
from .run_details import practices_table

#: Measures that are printed without --details.
FEW = (
    "net_value", "benefit", "loss", "cost", "business_rating", "sla_met", "sla_met_user_clock",
    "trust_business_to_it", "trust_it_to_business", "firefighting_share", "root_causes", "lead_time", "requirement_fit",
)  # fmt: skip
#: Number of worst practices that the summary names.
MOST_PRACTICES = 3


def show_run(data: dict[str, Any], details: bool = False) -> None:
    """Print the events, then measures of this run beside the means of all replications.

    Without details the measures are those of FEW.

    data     what run.json holds
    details  whether to print worst practices, indicators of delivered changes and all measures too
    """
    screen = console()
    title = f"\n{data['organisation']} under {data['strategy']}, {data['days']} days, seed {data['seed']}\n"
    screen.print(title, markup=False, style="bold")
    screen.print(_events(data["story"]))
    measures = data["measures"]
    if details:
        screen.print(practices_table(data))
        screen.print(_measures(data, data["vocr"], "delivered changes (VOCR)"))
        screen.print()
    else:
        screen.print(_practices_sentence(data), markup=False)
        measures = {name: measures[name] for name in FEW if name in measures}
    screen.print(_measures(data, measures, "measure"))
    for line in _notes(data, details):
        screen.print(line, style="dim", markup=False)


def _events(events: list[dict[str, Any]]) -> Any:
    """Return the events as a table without heads: month, day and date, text."""
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True, style="dim")
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for event in events:
        table.add_row(f"month {event['month']}", _when(event), cell(event["text"]))
    return table


def _practices_sentence(data: dict[str, Any]) -> str:
    """Return the worst practices of this run that occurred in most months, as a sentence.

    At most MOST_PRACTICES are named, each with its number of months.
    """
    observed = sorted((one for one in data["practices"] if one["months"]), key=lambda one: -len(one["months"]))
    if not observed:
        return "\nNo worst practice (ABC of ICT) occurred."
    named = "; ".join(f"{one['card']} ({len(one['months'])})" for one in observed[:MOST_PRACTICES])
    months = max(1, data["days"] // MONTH)
    return f"\nMost frequent worst practices (ABC of ICT), in months out of {months}: {named}."


def _when(event: dict[str, Any]) -> str:
    """Return day and date of an event.

    >>> _when({"day": 47, "date": "2026-09-03"})
    'day 47, 3 Sep 2026'
    """
    day = date.fromisoformat(event["date"])
    return f"day {event['day']}, {day.day} {day:%b %Y}"


def _measures(data: dict[str, Any], rows: dict[str, Any], head: str) -> Any:
    """Return a table with one row for each measure: this run, mean with half of its 95 % interval, difference, unit.

    rows  `value`, `mean`, `low`, `high`, `difference` and perhaps `meaning` and `unit` of each, by name
    head  of the first column
    """
    from ..analysis.measures.registry import measure_rows

    table = blank_table()
    table.add_column(f"\n{head}", no_wrap=True)
    for column in ("\nthis run", f"mean of\n{data['replications']} runs", f"mean minus\n{data['baseline']}"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("\nunit")
    for name, row in rows.items():
        unit = str(row.get("unit") or measure_rows().get(name, {}).get("unit", ""))
        difference = _estimate(row["difference"], signed=True)
        table.add_row(row.get("meaning", name), number(row["value"]), _estimate(row), difference, unit)
    return table


def _estimate(row: dict[str, Any], signed: bool = False) -> str:
    """Return the mean of a record with half of its 95 % interval."""
    return plus_minus(row["mean"], row["low"], row["high"], signed=signed)


def _notes(data: dict[str, Any], details: bool) -> list[str]:
    """Return how to read the tables, one sentence per line."""
    more = (
        "Profit is revenue + benefit - cost: above revenue where changes yield more than IT costs."
        if details
        else f"--details and story.md have all {len(data['measures'])} measures, worst practices and delivered changes."
    )
    return [
        "",
        "One run is one random sample and has no interval. ±: half of a 95 % interval of the mean over",
        f"{data['replications']} replications; differences from {data['baseline']} use common random numbers.",
        "Net value is benefit - loss - cost. Money counts all days, other measures the last quarter of the run.",
        more,
        "What a measure means: itborg list measures. What a strategy does: itborg list strategies.",
    ]
