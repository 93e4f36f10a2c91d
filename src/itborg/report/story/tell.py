"""Telling: all events of a run in the order of days, with dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ...spans import MONTH
from . import money, people, work
from .dates import date_of
from .event import Told

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
