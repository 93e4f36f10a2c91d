"""How a model advances: in one call of the kernel where nothing happens in Python, day by day where it may stop.

Mesa's clock makes an event of every step. Where no agent acts, no other event is due, nobody watches the clock and all
that is collected is in the tables, the result is the same without them. What is read here of Mesa's clock is private;
where a release has changed it, every day is a step as before.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..engine.kernels import BUILT_IN
from ..engine.simulation import run_until
from .collector import HistoryCollector

#: A function of the model, called at the end of each day.
Condition = Callable[[Any], bool]


def quiet_days(model: Any, until: float, step: Any) -> int:
    """Return how many of the next days nothing happens in Python, before the last step up to a time.

    model  a Model
    until  time to which the model is to advance
    step   the method of the class whose steps may be left out
    """
    clock: Any = model
    try:
        schedule, pending = clock._default_schedule, clock._event_list.peek_ahead(2)
        following = schedule.next_scheduled_time
        watched = any(clock.subscribers.values())
        user_step = clock._user_step.__func__
        tables = not (model._act_before or model._act_after or model._record_when)
    except (AttributeError, IndexError):
        return 0
    collector = model.datacollector
    tables = tables and isinstance(collector, HistoryCollector) and collector.reads_tables
    if following is None or watched or user_step is not step or not tables:
        return 0
    others = [event.time for event in pending if event is not schedule._current_event]
    return max(0, math.floor(min(float(until), *map(float, others), math.inf) - float(following)))


def simulate_quietly(model: Any, days: int) -> None:
    """Simulate days in which nothing happens in Python, collect them, and move the clock of a Model on."""
    clock: Any = model
    collector: Any = model.datacollector
    schedule = clock._default_schedule
    first = schedule.next_scheduled_time
    times = [first + n for n in range(days)]
    kernels = model.behaviour.kernels if model.behaviour else BUILT_IN
    start = model.ensure_next_day(days)
    each = 1 if collector.agent_reporters else days
    for done in range(each, days + 1, each):
        model.world = run_until(model.world, start + done, kernels)
        if collector.agent_reporters:
            collector._agent_records[times[done - 1]] = collector.records(model, times[done - 1])
    collector.collect_days(model, days, times)
    model.steps += days
    model.time = times[-1]
    schedule._current_event.cancel()
    schedule._execution_count += days
    schedule._schedule_next(model.time + 1)


def advance_while_running(model: Any, until: float, advance: Callable[[float], None]) -> None:
    """Advance a model day by day up to a time, as long as it runs.

    model    a Model
    until    time in working days
    advance  Mesa's way to advance to a time
    """
    while model.running and model.time < until:
        advance(min(float(until), math.floor(model.time) + 1.0))
