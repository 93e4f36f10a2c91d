"""Traits of people, to be read and set between two days.

Setting a trait also corrects the means kept from the end of the last day, so that the next day begins as if
the trait had had its new value then. The Mesa view and decompositions of effects use it. Values are 0 to 1; `i` is the
row of the person in `w.people`. Not compiled.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..mechanisms import framework, labels
from .initial_beliefs import set_mean_trust
from .initial_state import set_communication, shift_understanding
from .state import BUSINESS, IT, World
from .table import column
from .tables.relations import mean_trust, update_person_means

PASSES = 60  # over services at most, so that a shift meets its goal although some are clipped


def remember_trust(w: World, i: int) -> None:
    """Update a person's means of trust from its stereotypes and ties."""
    update_person_means(w, i)


def other_side(w: World, i: int) -> int:
    """Return the side a person does not belong to."""
    return BUSINESS if w.people[i].side == IT else IT


def read_trust(w: World, i: int) -> float:
    """Return the opinion that a person has of the other side, as of now."""
    other = other_side(w, i)
    return float(mean_trust(w, i, other))


def write_trust(w: World, i: int, value: float) -> None:
    """Shift the trust of a person in the whole other side until its opinion of that side has a value.

    value  opinion of the other side; components stay within `lowest_trust` and `highest_trust`, so extremes are missed
    """
    set_mean_trust(w, i, other_side(w, i), value)
    remember_trust(w, i)


def read_communication(w: World, i: int) -> float:
    """Return the geometric mean of language and listening, 0 to 1: how well a person makes and gets a point."""
    return math.sqrt(w.people[i].language * w.people[i].listening)


def write_communication(w: World, i: int, value: float) -> None:
    """Scale language and listening so that their geometric mean is `value`; out of nothing, both become it.

    value  0 to 1; the ratio of the two is kept as far as neither exceeds 1
    """
    x = w.people[i]
    if read_communication(w, i) > 0.0:
        set_communication(x, value, True, True)
        if x.listening == 1.0:  # listening can give no more: language gives the rest
            set_communication(x, value, True, False)
    else:
        x.language = x.listening = value


def read_priority(w: World, i: int) -> float:
    """Return the priority trait of a manager, 0 to 1: 0 exaggerates at no cost, 1 never exaggerates."""
    return labels.priority_of(w.people[i].honesty, w.parameters[0])


def write_honesty(w: World, i: int, priority: float) -> None:
    """Set the honesty of a manager by its priority trait; from `most_truthful` on, honesty is as good as perfect."""
    w.people[i].honesty = labels.honesty_of(priority, w.parameters[0])


def write_mean_understanding(w: World, i: int, value: float) -> None:
    """Shift what an IT person understands of all services to a mean.

    value  mean over services, 0 to 1; met exactly by repeated shifts, although single services stop at 0 or 1
    """
    before = w.understanding[i].copy()
    for _ in range(PASSES):
        shift = value - float(w.understanding[i].mean())
        if abs(shift) < 1e-12:
            break
        shift_understanding(w, i, shift)
    remember_understanding(w, w.understanding[i] - before)


def write_understanding(w: World, i: int, services: Iterable[int], values: NDArray[np.float64]) -> None:
    """Set what an IT person understands of some services.

    services  rows of `w.services`
    values    understanding of each of them, 0 to 1, in the same order
    """
    before = w.understanding[i].copy()
    w.understanding[i, list(services)] = values
    remember_understanding(w, w.understanding[i] - before)


def write_it_understanding(w: World, i: int, value: float) -> None:
    """Set what a manager understands of IT, and correct the organisation's mean and the working of the framework by it."""
    o = w.organisation[0]
    o.business_understanding += (value - w.people[i].it_understanding) / (o.people - o.it)
    w.people[i].it_understanding = value
    _remember_records(w)


def remember_understanding(w: World, gains: NDArray[np.float64]) -> None:
    """Correct the means kept from the last day by what one IT person gained, service by service.

    gains  change of understanding, shape (services,); negative for a loss
    """
    o = w.organisation[0]
    column(w.services, "understood")[:] += gains / o.it
    o.understanding += gains.mean() / o.it
    _remember_records(w)


def _remember_records(w: World) -> None:
    """Update how far a framework works, from the corrected means of understanding on both sides."""
    o = w.organisation[0]
    o.records = framework.records(o.understanding, o.business_understanding, w.parameters[0])
