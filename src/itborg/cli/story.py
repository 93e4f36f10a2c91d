"""The story of a run in the terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

from .output import console
from .practices import show_practices
from .rows import cell


def show_story(data: dict[str, Any]) -> None:
    """Print the timeline, then the measures of this run beside those of many."""
    from rich import box
    from rich.table import Table

    screen = console()
    screen.print(
        f"\n{data['organisation']} under {data['strategy']}, {data['days']} days, seed {data['seed']}\n",
        markup=False,
        style="bold",
    )
    story = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    story.add_column(justify="right", no_wrap=True, style="dim")
    story.add_column(no_wrap=True, style="dim")
    story.add_column(overflow="fold")
    for event in data["story"]:
        story.add_row(f"month {event['month']}", when(event), cell(event["text"]))
    screen.print(story)
    screen.print(show_practices(data))
    screen.print(_measures(data, data["vocr"], "changes (VOCR)", box.SIMPLE_HEAD))
    screen.print()
    screen.print(_measures(data, data["measures"], "measure", box.SIMPLE_HEAD))
    for line in _reading(data):
        screen.print(line, style="dim", markup=False)


def when(event: dict[str, Any]) -> str:
    """Return day and date of an event.

    >>> when({"day": 47, "date": "2026-09-03"})
    'day 47, 3 Sep 2026'
    """
    day = date.fromisoformat(event["date"])
    return f"day {event['day']}, {day.day} {day:%b %Y}"


def _measures(data: dict[str, Any], rows: dict[str, Any], head: str, box: Any) -> Any:
    from rich.table import Table

    from ..comparison.study import measure_rows

    table = Table(box=box, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(f"\n{head}", no_wrap=True)
    for head in ("\nthis run", f"mean of\n{data['runs']} runs", f"mean minus\n{data['baseline']}"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("\nunit")
    for name, row in rows.items():
        level, step = _pm(row), _pm(row["difference"], signed=True)
        unit = str(row.get("unit") or measure_rows().get(name, {}).get("unit", ""))
        table.add_row(row.get("meaning", name), _number(row["value"]), level, step, unit)
    return table


def _reading(data: dict[str, Any]) -> list[str]:
    return [
        "",
        "One run is one throw of the dice and has no interval. ±: half of a 95 % interval of the mean",
        f"over {data['runs']} runs; differences are paired with {data['baseline']} on the same luck.",
    ]


def _number(value: float | None, signed: bool = False) -> str:
    from .table import number

    return "-" if value is None else number(value, signed, 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 3)


def _pm(row: dict[str, float | None], signed: bool = False) -> str:
    mean, low, high = row["mean"], row["low"], row["high"]
    if mean is None or low is None or high is None:
        return _number(mean, signed)
    return f"{_number(mean, signed)} ± {_number((high - low) / 2)}"
