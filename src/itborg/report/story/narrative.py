"""The story of a run: its events in the order of days, with dates; and the page story.md with all measures.

Relies on the detectors, and for the page on the content of run.json (docs/json.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...analysis.measures.window import spans
from ...common.periods import MONTH
from ..formatting import number, plus_minus
from ..tables import markdown_table
from .detectors import DETECTORS
from .events import StoryRuns, date_of


def narrate(runs: StoryRuns, start: str) -> list[dict[str, Any]]:
    """Return the events of a run in order, each with day, month, ISO date and text.

    Events of one day are in the order of DETECTORS.

    start  ISO date of the first day, such as "2026-07-01"
    """
    events = sorted((event for detect in DETECTORS for event in detect(runs)), key=lambda event: event.day)
    return [dated(int(event.day), event.text, start) for event in events]


def dated(day: int, text: str, start: str) -> dict[str, Any]:
    """Return one event as a dictionary with `day`, `month` (1 is the first), `date` (ISO) and `text`.

    day    working day, 1 is the first
    text   one or two sentences
    start  ISO date of the first day

    Raises ValueError if `start` is no ISO date.
    """
    date = date_of(day - 1, dt.date.fromisoformat(start))
    return {"day": day, "month": (day - 1) // MONTH + 1, "date": date.isoformat(), "text": text}


def story_page(data: Mapping[str, Any]) -> str:
    """Return the story of a run, its worst practices, its delivered changes and all measures, as Markdown.

    Values of the run have no interval; means over replications and paired differences from the baseline have half of
    their 95 % interval.

    data  the content of run.json
    """
    lines = [f"# {data['organisation']} under {data['strategy']}, seed {data['seed']}", ""]
    lines += [f"- **day {e['day']}** (month {e['month']}, {e['date']}): {e['text']}" for e in data["story"]]
    means = f"mean of {data['replications']} runs", f"mean minus {data['baseline']}"
    lines += _section("Worst practices (ABC of ICT)", ("card", "months", "share of months", means[1]), _practices(data))
    lines += _section("Delivered changes (VOCR)", ("value", "this run", *means, "unit"), _values(data["vocr"]))
    lines += _section("All measures", ("measure", "this run", *means), _values(data["measures"]))
    lines += [
        "",
        "± is half of a 95 % interval of the mean; differences are paired (common random numbers). `itborg list "
        "measures` and `itborg list practices` explain the names.",
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, heads: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    """Return the lines of a section that is one table."""
    return ["", f"## {title}", "", *markdown_table(heads, rows)[:-1]]


def _practices(data: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """Yield one row for each worst practice: card, months, share of months, difference from the baseline."""
    for one in data["practices"]:
        yield one["card"], spans(one["months"]), _estimate(one["share"]), _estimate(one["difference"], signed=True)


def _values(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    """Yield one row for each measure or indicator: this run, mean, difference, and unit where known."""
    for name, row in rows.items():
        unit = (str(row["unit"]),) if "unit" in row else ()
        step = _estimate(row["difference"], signed=True)
        yield str(row.get("meaning", name)), number(row["value"]), _estimate(row), step, *unit


def _estimate(row: Mapping[str, Any], signed: bool = False) -> str:
    """Return the mean of a record with half of its 95 % interval."""
    return plus_minus(row["mean"], row["low"], row["high"], signed=signed)
