"""The story of a run in the terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..common.periods import MONTH
from ..report.story.narrative import number, pm
from .output import cell, console
from .practices import show_practices

#: Measures that are printed unless all are asked for.
FEW = (
    "net_value", "benefit", "loss", "cost", "business_rating", "sla_met", "trust_business_to_it",
    "trust_it_to_business", "firefighting_share", "root_causes", "lead_time", "requirement_fit",
)  # fmt: skip
#: Most worst practices that are named in a line.
MOST = 3


def show_story(data: dict[str, Any], full: bool = False) -> None:
    """Print the timeline, then some measures of this run beside those of many.

    full  worst practices, the account of changes and every measure too
    """
    from rich import box

    screen = console()
    title = f"\n{data['organisation']} under {data['strategy']}, {data['days']} days, seed {data['seed']}\n"
    screen.print(title, markup=False, style="bold")
    screen.print(_timeline(data["story"]))
    measures = data["measures"]
    if full:
        screen.print(show_practices(data))
        screen.print(_measures(data, data["vocr"], "changes (VOCR)", box.SIMPLE_HEAD))
        screen.print()
    else:
        screen.print(_seen_longest(data), markup=False)
        measures = {name: measures[name] for name in FEW if name in measures}
    screen.print(_measures(data, measures, "measure", box.SIMPLE_HEAD))
    for line in _reading(data, full):
        screen.print(line, style="dim", markup=False)


def _timeline(events: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    story = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    story.add_column(justify="right", no_wrap=True, style="dim")
    story.add_column(no_wrap=True, style="dim")
    story.add_column(overflow="fold")
    for event in events:
        story.add_row(f"month {event['month']}", when(event), cell(event["text"]))
    return story


def _seen_longest(data: dict[str, Any]) -> str:
    """Return in a sentence which worst practices this run showed in most months."""
    seen = sorted((one for one in data["practices"] if one["months"]), key=lambda one: -len(one["months"]))
    if not seen:
        return "\nNo worst practice (ABC of ICT) showed."
    named = "; ".join(f"{one['card']} ({len(one['months'])})" for one in seen[:MOST])
    months = max(1, data["days"] // MONTH)
    return f"\nWorst practices (ABC of ICT) that showed longest, in months of {months}: {named}."


def when(event: dict[str, Any]) -> str:
    """Return day and date of an event.

    >>> when({"day": 47, "date": "2026-09-03"})
    'day 47, 3 Sep 2026'
    """
    day = date.fromisoformat(event["date"])
    return f"day {event['day']}, {day.day} {day:%b %Y}"


def _measures(data: dict[str, Any], rows: dict[str, Any], head: str, box: Any) -> Any:
    from rich.table import Table

    from ..analysis.comparison.provenance import measure_rows

    table = Table(box=box, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(f"\n{head}", no_wrap=True)
    for head in ("\nthis run", f"mean of\n{data['replications']} runs", f"mean minus\n{data['baseline']}"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("\nunit")
    for name, row in rows.items():
        level, step = pm(row), pm(row["difference"], signed=True)
        unit = str(row.get("unit") or measure_rows().get(name, {}).get("unit", ""))
        table.add_row(row.get("meaning", name), number(row["value"]), level, step, unit)
    return table


def _reading(data: dict[str, Any], full: bool) -> list[str]:
    more = (
        "Profit is revenue + benefit - cost: above revenue where changes yield more than IT costs."
        if full
        else f"All {len(data['measures'])} measures, worst practices and delivered changes: --details, or story.md."
    )
    return [
        "",
        "One run is one throw of the dice and has no interval. ±: half of a 95 % interval of the mean",
        f"over {data['replications']} runs; differences are paired with {data['baseline']} on the same luck.",
        "Net value is benefit - loss - cost. Money counts all days, the rest the last quarter of the run.",
        more,
        "What a measure means: itborg list measures. What a strategy does: itborg list strategies.",
    ]
