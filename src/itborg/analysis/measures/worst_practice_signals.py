"""Signals of worst practices in the history of a run, one value for each month, and who shows each practice.

They are computed from results only: no rule of the model reads them, and no strategy can set them. A signal is a
function of `Months` and returns an array (months,), NaN in a month in which it is undefined. A selection of people is a
function of the world at the end of a day and the limit of the practice.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ...common.periods import MONTH
from ...engine.state import BUSINESS, IT, World
from ...engine.table import array_of, column
from .window import Floats, Months, over

MIN_GAIN = 0.05  # smaller gains in understanding are ignored


def exaggeration(m: Months) -> Floats:
    """Return mean stated minus true level of all labelled work, -3 to 3; above 0 labels are too high."""
    return over(m.total("label_sum") - m.total("level_sum"), m.total("labels"))


def understanding_of_business(m: Months) -> Floats:
    """Return mean understanding of the business among IT people, 0 to 1, mean over the days of the month."""
    return m.mean("it_understanding")


def contact_across(m: Months) -> Floats:
    """Return the mean share of contact weight between sides, 0 to 1."""
    return m.mean("cross_contact_share")


def process_ahead_of_purpose(m: Months) -> Floats:
    """Return mean adoption of the framework minus understanding of the business among IT people, -1 to 1."""
    return m.mean("framework") - m.mean("it_understanding")


def promises_broken(m: Months) -> Floats:
    """Return promises not kept relative to changes delivered or lapsed, 0 to 1."""
    return 1.0 - m.share("promises_kept", "delivered", "lapsed")


def solutions_missed(m: Months) -> Floats:
    """Return 1 - fit x (1 - share of failed changes), 0 to 1, over the changes delivered in the month."""
    return 1.0 - m.share("fit", "delivered") * (1.0 - m.share("failed_changes", "delivered"))


def wrong_hands(m: Months) -> Floats:
    """Return the share of hand-offs to a team that does not own the true need, 0 to 1."""
    return 1.0 - m.share("right_hops", "hops")


def managers_hours(m: Months) -> Floats:
    """Return managers' time for IT matters, person-days for each manager and month."""
    return m.mean("manager_time") * MONTH / m.business


def gain_lost(m: Months) -> Floats:
    """Return the share of the largest gain in IT's understanding so far that is lost.

    The gain is measured from the end of the burn-in; 0 while the largest gain is below 0.05 (`MIN_GAIN`).
    """
    now = m.mean("it_understanding")
    start = m.before("it_understanding")
    best = np.maximum.accumulate(now) - start
    gained = best >= MIN_GAIN
    return np.where(gained, 1.0 - np.divide(now - start, best, out=np.ones(len(m)), where=gained), 0.0)


def trust_in_it(m: Months) -> Floats:
    """Return mean trust of the business in IT, 0 to 1."""
    return m.mean("trust_business_to_it")


def needs_bypassing_it(m: Months) -> Floats:
    """Return the share of needs met by shadow IT, 0 to 1."""
    return m.share("shadow_it", "shadow_it", "requests")


def talks_across(m: Months) -> Floats:
    """Return talks between sides for each person and month."""
    return m.mean("cross_contacts") * MONTH / m.people


def information_in_labels(m: Months) -> Floats:
    """Return the squared correlation of stated and true levels, 0 to 1: the share of variance that labels explain."""
    n, x, y = m.total("labels"), m.total("label_sum"), m.total("level_sum")
    spread = (n * m.total("label_squares") - x * x) * (n * m.total("level_squares") - y * y)
    return over((n * m.total("label_level") - x * y) ** 2, np.maximum(spread, 0.0))


MIN_INCIDENTS = 3  # of a manager, for a mean exaggeration


class Who(NamedTuple):
    """People or teams that show a practice; empty: the whole side.

    people  rows of people
    teams   rows of teams
    """

    people: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()


def entire_side(w: World, limit: float) -> Who:
    """Return an empty selection, which stands for the entire side: this practice is not recorded by person."""
    del w, limit
    return Who()


def exaggerating_managers(w: World, limit: float) -> Who:
    """Return managers whose incidents, closed in the last three months, were labelled too high by the limit.

    Managers with fewer than 3 such incidents (`MIN_INCIDENTS`) are left out.

    limit  mean of stated minus true level
    """
    closed = array_of(w.closed)[: w.organisation[0].closed]
    recent = closed[closed["closed"] >= w.organisation[0].day - 3 * MONTH]
    size = len(w.people)
    count = np.bincount(recent["owner"], minlength=size)
    extra = np.bincount(recent["owner"], weights=recent["label"] - recent["level"], minlength=size)
    return _rows((count >= MIN_INCIDENTS) & (extra >= limit * count))


def it_who_understand_less(w: World, limit: float) -> Who:
    """Return IT people whose mean understanding over all services is below the limit (0 to 1)."""
    it = int(w.organisation[0].it)
    return _rows(w.understanding[:it].mean(axis=1) < limit)


def it_without_cross_contact(w: World, limit: float) -> Who:
    """Return IT people with a share of contact weight between sides below the limit (0 to 1)."""
    people = array_of(w.people)
    return _rows((people["side"] == IT) & (people["cross_contact"] < limit * people["contact"]))


def managers_without_trust(w: World, limit: float) -> Who:
    """Return managers whose mean trust in IT people is below the limit (0 to 1)."""
    return _rows((column(w.people, "side") == BUSINESS) & (column(w.people, "trust") < limit))


def people_without_contact(w: World, limit: float) -> Who:
    """Return people of both sides with less than 5 % of their contact weight between sides.

    The limit of the practice counts talks per month and is not used; 5 % is our assumption.
    """
    del limit
    return _rows(column(w.people, "cross_contact") < 0.05 * column(w.people, "contact"))


def teams_with_most_handoffs(w: World, limit: float) -> Who:
    """Return the two teams with most hand-offs between them, in both directions, since the strategy's start.

    Empty if there was no hand-off. The limit of the practice is not used.
    """
    del limit
    between = w.handoffs + w.handoffs.T
    np.fill_diagonal(between, 0)
    if not between.any():
        return Who()
    pair = np.unravel_index(int(between.argmax()), between.shape)
    return Who(teams=tuple(sorted(int(row) for row in pair)))


def _rows(yes: Any) -> Who:
    return Who(people=tuple(int(row) for row in np.flatnonzero(yes)))
