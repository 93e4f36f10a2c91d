"""Step 10. Resistance: managers escalate or calm down, IT notices, and the board of managers may vote IT out.

A manager looks back once a week at trust, satisfaction, the mandate and colleagues who resist. What a stage of
resistance does is in other steps: protest in `talking`, workarounds in `demand`; a coalition votes here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import QUARTER, WEEK
from ...mechanisms import resistance
from ..state import NONE

if TYPE_CHECKING:
    from ..state import World


#: States of a decision to outsource that is carried out: it waits for the next day, it holds.
DUE, HOLDS = 1, 2


@rule
def resist(w: World, day: int) -> None:
    """Let managers reconsider their resistance, each on a weekday of its own, and let IT notice how many resist.

    The weekday is the manager's key modulo 5. On the last day of each quarter of 60 days the managers with a seat vote.
    Own incidents are forgotten at a rate of 1/`exposure_days` a day.
    """
    o, p = w.organisation[0], w.parameters[0]
    resisting = 0.0
    for m in range(o.it, o.people):
        manager = w.people[m]
        manager.exposure *= 1.0 - 1.0 / p.exposure_days
        if manager.key % WEEK == day % WEEK:
            reconsider(w, m)
        if manager.stage > resistance.CONTENT:
            resisting += 1.0
    o.heard = resistance.heard(o.heard, resisting / (o.people - o.it), p)
    if day % QUARTER == QUARTER - 1:
        vote(w, day)


@rule
def reconsider(w: World, m: int) -> None:
    """Move a manager up or down by at most one stage of resistance.

    m  row of the manager

    A manager in a coalition resists IT itself, and so is threatened with or without a mandate; one who is content
    again resists nothing.
    """
    o, p = w.organisation[0], w.parameters[0]
    manager = w.people[m]
    threatened = 1.0 if manager.against_it == 1 else o.mandate
    force = resistance.force(manager.trust, manager.satisfaction, threatened, colleagues_pull(w, m), p)
    manager.stage = resistance.next_stage(manager.stage, force, manager.threshold, p)
    if manager.stage == resistance.COALITION:
        manager.against_it = 1
    elif manager.stage == resistance.CONTENT:
        manager.against_it = 0


@rule
def colleagues_pull(w: World, m: int) -> float:
    """Return the mean stage of resistance of a manager's colleagues over the highest stage, 0 to 1; 0 without any.

    m  row of the manager; colleagues count by contact x trust along the tie, as of the manager's last update
    """
    pull, total = 0.0, 0.0
    first = w.people[m].first_tie
    for row in range(first, first + w.people[m].ties):
        tie = w.ties[row]
        if tie.across == 0:
            weight = tie.contact * tie.trust
            pull += weight * w.people[tie.target].stage
            total += weight
    return pull / (resistance.COALITION * total) if total > 0.0 else 0.0


@rule
def police(w: World, m: int) -> None:
    """Turn a manager whose shadow IT was closed down against IT itself, at a lower threshold for good.

    m  row of the manager

    Once while resistance to IT itself lasts; again if it ended in between.
    """
    manager = w.people[m]
    if manager.against_it == 0:
        manager.against_it = 1
        manager.threshold -= w.parameters[0].backfire


@rule
def vote(w: World, day: int) -> None:
    """Let the managers with a seat vote on outsourcing; the day of the first majority is kept.

    Not in the burn-in. Whether a decision is carried out is one draw (stream EXIT, by day): then the levers of the
    strategy `outsource` hold from the next day on, the first of the next quarter.
    """
    o, p = w.organisation[0], w.parameters[0]
    if o.voting == 0 or o.exit_day != NONE or votes_for_exit(w) <= p.exit_majority:
        return
    o.exit_day = day
    if random_numbers.uniform_of(w.streams[S.EXIT], day, 0) < p.exit_carried_out:
        o.outsourcing = DUE


@rule
def votes_for_exit(w: World) -> float:
    """Return the share of managers with a seat on the board who are in a coalition, 0 to 1; 0 without any seat."""
    o = w.organisation[0]
    seats, votes = 0, 0
    for m in range(o.it, o.people):
        if w.people[m].seat == 1:
            seats += 1
            if w.people[m].stage == resistance.COALITION:
                votes += 1
    return votes / seats if seats > 0 else 0.0
