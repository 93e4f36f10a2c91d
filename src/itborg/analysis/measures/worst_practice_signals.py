"""What each worst practice leaves behind in the history: one value a month.

These are readings of what happened. No rule of the model knows them, and no strategy can turn them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ...common.periods import MONTH
from ...engine.state import BUSINESS, IT, World
from ...engine.table import array_of, column
from .window import Floats, Months, over

LEAST_GAIN = 0.05  # a rise in understanding below this is none, and cannot be lost


def exaggeration(m: Months) -> Floats:
    """Stated minus true level of everything labelled, mean."""
    return over(m.total("label_sum") - m.total("level_sum"), m.total("labels"))


def understanding_of_business(m: Months) -> Floats:
    """IT's understanding of the business, mean."""
    return m.mean("it_understanding")


def contact_across(m: Months) -> Floats:
    """Part of all contact that crosses sides, mean."""
    return m.mean("cross_contact_share")


def process_ahead_of_purpose(m: Months) -> Floats:
    """Adoption of the framework minus IT's understanding of the business, mean."""
    return m.mean("framework") - m.mean("it_understanding")


def promises_broken(m: Months) -> Floats:
    """Promises not kept over all delivered or lapsed."""
    return 1.0 - m.share("promises_kept", "delivered", "lapsed")


def solutions_missed(m: Months) -> Floats:
    """1 - fit x (1 - failed): what was delivered and does not fit, or does not hold."""
    return 1.0 - m.share("fit", "delivered") * (1.0 - m.share("failed_changes", "delivered"))


def wrong_hands(m: Months) -> Floats:
    """Hand-offs to a team that does not own the true need over all hand-offs."""
    return 1.0 - m.share("right_hops", "hops")


def managers_hours(m: Months) -> Floats:
    """Managers' time for IT matters, person-days per manager and month."""
    return m.mean("manager_time") * MONTH / m.business


def gain_lost(m: Months) -> Floats:
    """Part of the best gain in IT's understanding so far that is lost again; 0 without a gain of .05."""
    now = m.mean("it_understanding")
    start = m.before("it_understanding")
    best = np.maximum.accumulate(now) - start
    gained = best >= LEAST_GAIN
    return np.where(gained, 1.0 - np.divide(now - start, best, out=np.ones(len(m)), where=gained), 0.0)


def trust_in_it(m: Months) -> Floats:
    """Trust of the business in IT, mean."""
    return m.mean("trust_business_to_it")


def needs_round_it(m: Months) -> Floats:
    """Needs met without IT over all needs."""
    return m.share("shadow_it", "shadow_it", "requests")


def talks_across(m: Months) -> Floats:
    """Talks across sides per person and month."""
    return m.mean("cross_contacts") * MONTH / m.people


def said_by_labels(m: Months) -> Floats:
    """Part of the variation of true levels that stated ones tell: their squared correlation."""
    n, x, y = m.total("labels"), m.total("label_sum"), m.total("level_sum")
    spread = (n * m.total("label_squares") - x * x) * (n * m.total("level_squares") - y * y)
    return over((n * m.total("label_level") - x * y) ** 2, np.maximum(spread, 0.0))


FEWEST = 3  # incidents that somebody must have labelled before their labels say anything


class Who(NamedTuple):
    """Rows of the tables; nobody named means the whole side.

    people  rows of people
    teams   rows of teams
    """

    people: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()


def whole_side(w: World, limit: float) -> Who:
    """Nobody in particular: the trace is not kept per person."""
    del w, limit
    return Who()


def exaggerating_managers(w: World, limit: float) -> Who:
    """Managers whose incidents closed over the last three months were labelled this much too high."""
    closed = array_of(w.closed)[: w.organisation[0].closed]
    recent = closed[closed["closed"] >= w.organisation[0].day - 3 * MONTH]
    size = len(w.people)
    count = np.bincount(recent["owner"], minlength=size)
    extra = np.bincount(recent["owner"], weights=recent["label"] - recent["level"], minlength=size)
    return _rows((count >= FEWEST) & (extra >= limit * count))


def it_who_understand_less(w: World, limit: float) -> Who:
    """IT people whose mean understanding of the services is below the limit."""
    it = int(w.organisation[0].it)
    return _rows(w.understanding[:it].mean(axis=1) < limit)


def it_who_keep_to_themselves(w: World, limit: float) -> Who:
    """IT people with less than this share of their contact across sides."""
    people = array_of(w.people)
    return _rows((people["side"] == IT) & (people["cross_contact"] < limit * people["contact"]))


def managers_without_trust(w: World, limit: float) -> Who:
    """Managers whose mean trust in IT is below the limit."""
    return _rows((column(w.people, "side") == BUSINESS) & (column(w.people, "trust") < limit))


def people_without_contact(w: World, limit: float) -> Who:
    """People of both sides who have hardly any contact across."""
    del limit
    return _rows(column(w.people, "cross_contact") < 0.05 * column(w.people, "contact"))


def teams_that_pass_on_most(w: World, limit: float) -> Who:
    """The two teams between which most incidents are passed, either way."""
    del limit
    between = w.handoffs + w.handoffs.T
    np.fill_diagonal(between, 0)
    if not between.any():
        return Who()
    pair = np.unravel_index(int(between.argmax()), between.shape)
    return Who(teams=tuple(sorted(int(row) for row in pair)))


def _rows(yes: Any) -> Who:
    return Who(people=tuple(int(row) for row in np.flatnonzero(yes)))
