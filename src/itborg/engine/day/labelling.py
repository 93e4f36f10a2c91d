"""Labels of incidents and changes: choosing one in view of the queue, and recording it against the truth.

A label is cheap talk: it costs nothing to state a high one but honesty, and it moves work forward only as far as
others do not do the same. `work` is a tuple of the person-days that wait with label 1, 2, 3 and 4, which all see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import labels, trust_events, voice
from ..state import INTEGRITY, NONE
from ..tables.relations import trust_event
from .voices import trust_through

if TYPE_CHECKING:
    from ..state import World


@rule
def work_ahead(w: World, work: tuple[float, float, float, float], label: int) -> float:
    """Return the person-days that come before a new item with a label.

    work   person-days waiting with label 1 to 4, as all managers see them
    label  of the new item, 1 to 4

    Also the queue that a promise of a delivery date reckons with.
    """
    a, b, c, d = work
    return labels.work_ahead(a, b, c, d, label, w.parameters[0])


@rule
def choose_label(
    w: World,
    u: float,
    level: int,
    work: tuple[float, float, float, float],
    capacity: float,
    patience: float,
    pays: float,
    honesty: float,
) -> int:
    """Return the label, 1 to 4, chosen for work of a true level: utilities of all four, then a noisy choice.

    u         uniform random number of the incident or change, 0 to 1
    level     true level, 1 to 4
    work      person-days waiting by label
    capacity  person-days a day that they are worked off with, as remembered
    patience  working days over which waiting hurts
    pays      how far labels move work forward, 0 to 1
    honesty   cost of one step of exaggeration, utility

    One draw for one choice, so a strategy that makes labels pay less changes a label only where the choice was close
    (common random numbers). Source: see `mechanisms.labels`.
    """
    p = w.parameters[0]
    a = labels.utility(1, level, work_ahead(w, work, 1), capacity, patience, pays, honesty, p)
    b = labels.utility(2, level, work_ahead(w, work, 2), capacity, patience, pays, honesty, p)
    c = labels.utility(3, level, work_ahead(w, work, 3), capacity, patience, pays, honesty, p)
    d = labels.utility(4, level, work_ahead(w, work, 4), capacity, patience, pays, honesty, p)
    return labels.choose(u, a, b, c, d, p)


@rule
def note_label(w: World, day: int, label: int, level: int) -> None:
    """Record a label against the truth.

    label, level  stated and true, 1 to 4

    Adds to counts, sums, squares and products in the history, from which the mean exaggeration and the correlation of
    labels with true levels follow: how much information labels still carry.
    """
    h = w.history[day]
    x, y = float(label), float(level)
    h.labels += 1.0
    h.label_sum += x
    h.level_sum += y
    h.label_squares += x * x
    h.level_squares += y * y
    h.label_level += x * y


@rule
def stated_label(
    w: World,
    day: int,
    key: int,
    m: int,
    level: int,
    work: tuple[float, float, float, float],
    heard: float,
    counterpart: int,
) -> int:
    """Return the label a manager states for a change: quantal response in the visible queue.

    level        true level, 1 to 4
    work         queue of the morning, person-days by label
    heard        voice of the manager in the team that builds, 0 to 1
    counterpart  who speaks for the manager, NONE for nobody

    What exaggeration costs depends on the manager's honesty, on trust in IT or in the counterpart, and on levers; what
    it yields depends on what IT sees by itself: mean understanding, and what it heeds. Stream LABEL_CHOICE, by need.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    trust = trust_through(w, m, heard, counterpart)
    honesty = labels.cost_of_exaggeration(w.people[m].honesty, trust, lv.board, lv.audit, lv.business_training, p)
    pays = labels.payoff(voice.heeded(o.understanding, heard, p), o.mandate, p)
    u = random_numbers.uniform_of(w.streams[S.LABEL_CHOICE], key, 0)
    return choose_label(w, u, level, work, o.change_capacity, p.opportunity_window, pays, honesty)


@rule
def label_noticed(w: World, key: int, m: int, label: int, level: int, counterpart: int) -> None:
    """Let IT perhaps notice a strong exaggeration: integrity falls (NOTICE_LABEL, NOTICED_BY, by need).

    counterpart  who speaks for the manager and so finds out, NONE: anybody in IT
    """
    o, p = w.organisation[0], w.parameters[0]
    if label - level < p.noticed_from:
        return
    if random_numbers.uniform_of(w.streams[S.NOTICE_LABEL], key, 0) < labels.noticing(o.understanding, p):
        i = counterpart
        if i == NONE:
            i = random_numbers.below(o.it, random_numbers.uniform_of(w.streams[S.NOTICED_BY], key, 0))
        trust_event(w, i, m, INTEGRITY, trust_events.of_exaggeration(label - level, labels.LEVELS - 1, p))
