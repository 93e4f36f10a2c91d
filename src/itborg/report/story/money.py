"""Events of money: what it cost, when it paid back, the worst days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...spans import MONTH
from .event import Event, Told, last_day, losses, monthly, net

WORST_DAYS = 3


def beginning(told: Told) -> Iterator[Event]:
    """Tell that it starts and what it costs."""
    if told.is_baseline:
        yield Event(1, "Nothing is done; business and IT go on as they are.")
        return
    cost = told.here["strategy_cost"]
    later = float(np.median(cost[1:])) if told.days > 1 else 0.0
    at_once = float(cost[0]) - later
    money = f" It costs {at_once:.0f} kEUR at once and {later:.1f} kEUR a day." if at_once + later > 0.05 else ""
    yield Event(1, f"{told.name} starts.{money}")


def hole(told: Told) -> Iterator[Event]:
    """Tell the month in which it was furthest behind doing nothing."""
    if told.is_baseline:
        return
    ahead = monthly(net(told.here) - net(told.there))
    worst = int(np.argmin(ahead))
    if ahead[worst] < 0:
        yield Event(
            last_day(worst, told.days), f"The dearest month: {-ahead[worst]:.1f} kEUR a day behind doing nothing."
        )


def payback(told: Told) -> Iterator[Event]:
    """Tell when all that was gained made up for all that was spent, for good."""
    if told.is_baseline:
        return
    total = np.cumsum(net(told.here) - net(told.there))
    behind = np.flatnonzero(total < 0)
    if total[-1] < 0:
        yield Event(told.days, f"It has not paid back: {-total[-1]:.0f} kEUR less than doing nothing, all in all.")
    elif len(behind):
        day = int(behind[-1]) + 2
        yield Event(day, f"It has paid back. At the end it is {total[-1]:.0f} kEUR ahead of doing nothing, all in all.")
    elif total[-1] > 0:
        yield Event(told.days, f"Ahead of doing nothing from the first day; in the end by {total[-1]:.0f} kEUR.")


def worst_days(told: Told) -> Iterator[Event]:
    """Tell the days that lost most, at least a month apart."""
    lost, other = losses(told.here), losses(told.there)
    for rank, day in enumerate(_apart(lost)):
        start = "The worst day" if rank == 0 else "A bad day"
        text = f"{start}: {lost[day]:.0f} kEUR lost{_why(told, day)}."
        if not told.is_baseline and abs(lost[day] - other[day]) > 0.1 * lost[day]:
            text += f" With the same luck doing nothing would have lost {other[day]:.0f}."
        yield Event(day + 1, text)


def _apart(lost: np.ndarray) -> list[int]:
    """Return the days of the largest losses, each at least a month from the others."""
    found: list[int] = []
    for day in np.argsort(-lost, kind="stable").tolist():
        if lost[day] > 0 and all(abs(day - other) >= MONTH for other in found):
            found.append(day)
        if len(found) == WORST_DAYS:
            break
    return found


def _why(told: Told, day: int) -> str:
    row = told.here[day]
    if row["release_loss"] > 0.5 * (row["incident_loss"] + row["release_loss"]):
        return ", most of it through a release"
    if row["peak_loss"] > 0.5 * row["incident_loss"]:
        return ", most of it because services failed at a peak"
    return f", with {row['open_incidents']:.0f} incidents still open in the evening"
