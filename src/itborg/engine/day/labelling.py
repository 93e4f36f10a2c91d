"""Labels of incidents and changes: choosing one in view of the queue, and recording it against the truth.

A label is cheap talk: it costs nothing to state a high one but honesty, and it moves work forward only as far as
others do not do the same. `work` is a tuple of the person-days that wait with label 1, 2, 3 and 4, which all see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import labels

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
