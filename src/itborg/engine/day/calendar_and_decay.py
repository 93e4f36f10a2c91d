"""Phases 1 and 9. Drift: the calendar turns, businesses change, people forget, ties fade."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import MONTH, WEEK
from ...mechanisms import business_calendar
from ..state import BUSINESS, OPERATIONS, PROBLEM
from ..tables.relations import FADED, drop_tie, update_person_means
from ..tables.summaries import announce_peaks, update_organisation_means
from ..working_calendar import PEAK
from .demand import TRIES

if TYPE_CHECKING:
    from ..state import World


@rule
def turn_calendar(w: World, day: int) -> None:
    """Start a day: fresh people, who works on problems, today's calendar, business drift, readiness for peaks."""
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    for i in range(o.people):
        person = w.people[i]
        person.taken = 0.0
        moved = person.role == OPERATIONS and person.rank < lv.moved_to_problems
        person.works_problems = 1 if person.role == PROBLEM or moved else 0
    for s in range(len(w.services)):
        x = w.services[s]
        x.today = w.rhythm[s, day]
        x.log_today = math.log(x.today)
        x.up = 1.0
        if random_numbers.uniform(o.seed, S.SERVICE_DRIFT, x.key, day) < p.business_drift:
            for i in range(o.it):
                w.understanding[i, s] *= 0.6
        x.prepared = 0
        if x.today / x.mean_rhythm > PEAK:
            known = business_calendar.known(x.understood, x.announced, lv.calendar, p)
            if random_numbers.uniform(o.seed, S.PREPARED, x.key, day) < known:
                x.prepared = 1
                _send_preparer(w, day, x.key)


@rule
def _send_preparer(w: World, day: int, key: int) -> None:
    """Take .3 person-day of somebody in operations, each equally likely, for preparing a peak."""
    o = w.organisation[0]
    errand = random_numbers.key_of(S.PREPARER, key, day)
    for attempt in range(TRIES):
        person = w.people[random_numbers.below(o.it, random_numbers.uniform(o.seed, S.PREPARER, errand, attempt))]
        if person.role == OPERATIONS:
            person.taken += 0.3
            return


@rule
def apply_decay(w: World, day: int) -> None:
    """End a day: knowledge, ties and trust drift; benefits age."""
    o, p = w.organisation[0], w.parameters[0]
    o.benefit *= 1.0 - 1.0 / p.benefit_life
    done = w.history[day].change_work
    o.change_capacity = max(0.5, o.change_capacity + 0.02 * (done - o.change_capacity))
    done = w.history[day].incident_work
    o.incident_capacity = max(2.0, o.incident_capacity + 0.02 * (done - o.incident_capacity))
    forget(w)
    drift_trust(w)
    fade_ties(w, day, p.tie_decay, p.trust_drift)
    update_organisation_means(w)
    if day % MONTH == 0:
        announce_peaks(w)


@rule
def forget(w: World) -> None:
    """Let understanding, language and expertise fade."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        person = w.people[i]
        person.language -= 0.0008 * max(0.0, person.language - 0.2)
        if person.side == BUSINESS:
            person.it_understanding -= 0.6 * p.forgetting * max(0.0, person.it_understanding - 0.05)
    for i in range(o.it):
        for s in range(w.understanding.shape[1]):
            w.understanding[i, s] -= p.forgetting * max(0.0, w.understanding[i, s] - 0.03)
        for k in range(w.expertise.shape[1]):
            w.expertise[i, k] += p.expertise_forgetting * (w.expertise_base[i, k] - w.expertise[i, k])


@rule
def drift_trust(w: World) -> None:
    """Let stereotypes drift to their priors."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        side = w.people[i].side
        for other in range(2):
            prior = p.own_side_prior if other == side else p.trust_prior
            for c in range(3):
                w.stereotype[i, other, c] += p.trust_drift * (prior - w.stereotype[i, other, c])


@rule
def fade_ties(w: World, day: int, decay: float, drift: float) -> None:
    """Let every fifth person, each on a weekday of its own, see a week's worth of its ties fade."""
    week_decay = 1.0 - (1.0 - decay) ** WEEK
    week_drift = 1.0 - (1.0 - drift) ** WEEK
    for i in range(w.organisation[0].people):
        if w.people[i].key % WEEK == day % WEEK:
            look_back(w, i, week_decay, week_drift)


@rule
def look_back(w: World, i: int, decay: float, drift: float) -> None:
    """Let contact of i decay to its structural base and trust of a tie to the stereotype; forget faded ties; take stock.

    Who is forgotten takes stock as well.
    """
    person = w.people[i]
    n = 0
    while n < person.ties:
        row = person.first_tie + n
        tie = w.ties[row]
        tie.contact -= decay * (tie.contact - tie.lasting)
        if tie.contact < FADED and w.ties[tie.mate].contact < FADED:
            j = tie.target
            drop_tie(w, i, row)
            update_person_means(w, j)
        else:
            for c in range(3):
                w.deviation[row, c] *= 1.0 - drift
            n += 1
    update_person_means(w, i)
