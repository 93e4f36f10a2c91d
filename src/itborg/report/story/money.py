"""Detectors of what strategies cost and earn: their starts, the most expensive month, and the payback."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...analysis.statistics import Floats
from ..formatting import number
from .events import Event, StoryRuns, last_day, monthly, net


def start(runs: StoryRuns) -> Iterator[Event]:
    """Report the start of the strategy and its costs, and of each strategy that replaces it during the run."""
    starts = runs.starts or ((0, "" if runs.is_baseline else runs.name),)
    before = ""
    for n, (day, name) in enumerate(starts):
        cost = runs.history["strategy_cost"][day : starts[n + 1][0] if n + 1 < len(starts) else runs.days]
        if not len(cost):
            continue
        if name:
            news = f"{name} replaces {before}" if before not in ("", name) else f"{name} starts"
            yield Event(day + 1, f"{news}.{_money(cost)}")
        elif before:
            yield Event(day + 1, f"{before} ends; no intervention from now on.")
        elif day == 0:
            yield Event(1, "No intervention; business and IT continue as before.")
        before = name


def _money(cost: Floats) -> str:
    """Return the costs of a strategy in a sentence: one-off in kEUR, and running in kEUR per day; "" without costs.

    cost  by day, from the start of the strategy to its end, kEUR

    The running cost is the median of the later days; the one-off cost is what the first day costs beyond it.
    """
    running = float(np.median(cost[1:])) if len(cost) > 1 else 0.0
    one_off = float(cost[0]) - running
    if one_off + running <= 0.05:
        return ""
    return f" One-off cost {number(one_off, 0)} kEUR, running cost {number(running, 1)} kEUR/day."


def most_expensive_month(runs: StoryRuns) -> Iterator[Event]:
    """Report the month in which the strategy was furthest behind the baseline, by mean net value in kEUR per day.

    Nothing is reported of the baseline itself, or if the strategy is ahead in every month.
    """
    if runs.is_baseline:
        return
    ahead = monthly(net(runs.history) - net(runs.baseline))
    month = int(np.argmin(ahead))
    if ahead[month] < 0:
        text = f"The most expensive month: {number(-ahead[month], 1)} kEUR per day behind the baseline."
        yield Event(last_day(month, runs.days), text)


def payback(runs: StoryRuns) -> Iterator[Event]:
    """Report the day from which on the sum of all effects remains positive.

    The sum is that of daily differences in net value, kEUR, since the start. If it is negative at the end, that is
    reported on the last day; if it never was negative, that it is ahead from the first day.
    """
    if runs.is_baseline:
        return
    total = np.cumsum(net(runs.history) - net(runs.baseline))
    behind = np.flatnonzero(total < 0)
    end = number(abs(total[-1]), 0)
    if total[-1] < 0:
        yield Event(runs.days, f"The strategy has not paid back: {end} kEUR less than the baseline in total.")
    elif len(behind):
        text = f"The strategy has paid back; at the end it is {end} kEUR ahead of the baseline in total."
        yield Event(int(behind[-1]) + 2, text)
    elif total[-1] > 0:
        yield Event(runs.days, f"Ahead of the baseline from the first day; by {end} kEUR at the end.")
