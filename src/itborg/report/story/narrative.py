"""Telling: all events of a run in the order of days, with dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ...analysis.measures.window import spans
from ...common.periods import MONTH
from . import detectors as money
from . import detectors as people
from . import detectors as work
from .events import Told, date_of

#: Everything that may be told. A new kind of event is one function here.
KINDS = (
    money.beginning,
    money.hole,
    money.payback,
    money.worst_days,
    people.trust,
    people.lowest_trust,
    people.understanding,
    people.labels,
    work.firefighting,
    work.root_causes,
    work.backlog,
    work.shadow,
    work.escalations,
)


def tell(told: Told, start: str) -> list[dict[str, Any]]:
    """Return the story: day, month, ISO date and text of each event, in order.

    start  ISO date of the first day
    """
    events = sorted((event for kind in KINDS for event in kind(told)), key=lambda event: event.day)
    return [dated(int(event.day), event.text, start) for event in events]


def dated(day: int, text: str, start: str) -> dict[str, Any]:
    """Return one event with its month and date."""
    date = date_of(day - 1, dt.date.fromisoformat(start))
    return {"day": day, "month": (day - 1) // MONTH + 1, "date": date.isoformat(), "text": text}


def story_page(data: Mapping[str, Any]) -> str:
    """Return the story of a run with its worst practices, the account of its changes and all measures, as Markdown.

    data  what run.json holds
    """
    lines = [f"# {data['organisation']} under {data['strategy']}, seed {data['seed']}", ""]
    lines += [f"- **day {e['day']}** (month {e['month']}, {e['date']}): {e['text']}" for e in data["story"]]
    over = f"mean of {data['replications']} runs", f"mean minus {data['baseline']}"
    lines += _table("Worst practices (ABC of ICT)", ("card", "months", "share of months", over[1]), _practices(data))
    lines += _table("The account of changes (VOCR)", ("figure", "this run", *over, "unit"), _figures(data["vocr"]))
    lines += _table("All measures", ("measure", "this run", *over), _figures(data["measures"]))
    lines += [
        "",
        "± is half of a 95 % interval of the mean; differences are paired on the same luck. `itborg list measures` and "
        "`itborg list practices` say what is meant.",
    ]
    return "\n".join(lines) + "\n"


def _table(title: str, heads: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    head = ["", f"## {title}", "", "| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    return head + ["| " + " | ".join(row) + " |" for row in rows]


def _practices(data: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for one in data["practices"]:
        yield one["card"], spans(one["months"]), pm(one["share"]), pm(one["difference"], signed=True)


def _figures(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    for name, row in rows.items():
        unit = (str(row["unit"]),) if "unit" in row else ()
        step = pm(row["difference"], signed=True)
        yield str(row.get("meaning", name)), number(row["value"]), pm(row), step, *unit


def pm(row: Mapping[str, Any], signed: bool = False) -> str:
    """Return "mean ± half of the interval".

    >>> pm({"mean": 1.5, "low": 1.0, "high": 2.0}), pm({"mean": None, "low": None, "high": None})
    ('1.5 ± 0.5', '-')
    """
    known = row["low"] is not None and row["high"] is not None
    return number(row["mean"], signed) + (f" ± {number((row['high'] - row['low']) / 2)}" if known else "")


def number(value: float | None, signed: bool = False) -> str:
    """Return a number with three digits that matter and no power of ten.

    >>> number(1234.5), number(0.0123456, signed=True), number(None)
    ('1234', '+0.0123', '-')
    >>> number(999.6), number(-0.00001234)
    ('1000', '-0.0000123')
    """
    if value is None:
        return "-"
    small = np.format_float_positional(value, precision=3, unique=False, fractional=False, trim="-")
    shown = f"{value:.0f}" if abs(value) >= 1000 else small
    return f"+{shown}" if signed and value >= 0 else shown
