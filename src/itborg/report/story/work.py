"""Events of work: firefighting, root causes, queues, shadow IT."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .event import Event, Told, last_day, month_sums


def firefighting(told: Told) -> Iterator[Event]:
    """Tell the month in which most work outside the desk was firefighting."""
    share = month_sums(told.here, "incident_work_not_desk") / np.maximum(
        month_sums(told.here, "not_desk_capacity"), 1e-9
    )
    worst = int(np.argmax(share))
    if share[worst] > 0:
        yield Event(
            last_day(worst, told.days),
            f"Firefighting peaks: {share[worst]:.0%} of working time outside the service desk in this month.",
        )


def root_causes(told: Told) -> Iterator[Event]:
    """Tell when root causes were halved, or else how they ended."""
    level = told.here["root_causes"]
    below = np.flatnonzero(level <= level[0] / 2)
    if level[0] > 0 and len(below):
        yield Event(
            int(below[0]) + 1,
            f"Half of the root causes of incidents are gone ({level[0]:.0f} to {level[below[0]]:.0f}).",
        )
    elif level[-1] > 1.25 * level[0]:
        yield Event(told.days, f"Root causes have piled up: {level[0]:.0f} at the start, {level[-1]:.0f} now.")


def backlog(told: Told) -> Iterator[Event]:
    """Tell the day with most changes waiting, if it is no edge of the story."""
    waiting = told.here["open_changes"]
    day = int(np.argmax(waiting))
    if 0 < day < told.days - 1:
        yield Event(day + 1, f"The longest queue of changes: {waiting[day]:.0f} wait.")


def shadow(told: Told) -> Iterator[Event]:
    """Tell the month in which most needs went round IT."""
    built, asked = month_sums(told.here, "shadow"), month_sums(told.here, "requests")
    worst = int(np.argmax(built))
    if built[worst] >= 2:
        yield Event(
            last_day(worst, told.days),
            f"Most shadow IT: {built[worst]:.0f} needs are met behind IT's back this month, "
            f"{asked[worst]:.0f} go to it.",
        )


def escalations(told: Told) -> Iterator[Event]:
    """Tell the month with most escalation calls."""
    calls = month_sums(told.here, "escalations")
    worst = int(np.argmax(calls))
    if calls[worst] >= 5:
        yield Event(last_day(worst, told.days), f"The loudest month: {calls[worst]:.0f} escalation calls.")
