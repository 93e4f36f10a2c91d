"""What each worst practice leaves behind in the history: one value a month.

These are readings of what happened. No rule of the model knows them, and no strategy can turn them.
"""

from __future__ import annotations

import numpy as np

from itborg.measures.months import Floats, Months, over
from itborg.spans import MONTH

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
    return m.share("shadow", "shadow", "requests")


def talks_across(m: Months) -> Floats:
    """Talks across sides per person and month."""
    return m.mean("cross_contacts") * MONTH / m.people


def said_by_labels(m: Months) -> Floats:
    """Part of the variation of true levels that stated ones tell: their squared correlation."""
    n, x, y = m.total("labels"), m.total("label_sum"), m.total("level_sum")
    spread = (n * m.total("label_squares") - x * x) * (n * m.total("level_squares") - y * y)
    return over((n * m.total("label_level") - x * y) ** 2, np.maximum(spread, 0.0))
