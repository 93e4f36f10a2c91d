"""Steps 1 and 9. The calendar turns and businesses change; people forget, ties decay."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import MONTH, WEEK
from ...mechanisms import business_calendar, expertise, learning, requests, rhythms, talk
from ..state import BUSINESS, COMPONENTS, OPERATIONS, PROBLEM, SIDES
from ..tables.relations import drop_tie, update_person_means
from ..tables.summaries import announce_peaks, update_organisation_means
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
                w.understanding[i, s] *= p.drift_keeps
        x.prepared = 0
        if rhythms.is_peak(x.today, x.mean_rhythm, p):
            known = business_calendar.known(x.understood, x.announced, lv.calendar, p)
            if random_numbers.uniform(o.seed, S.PREPARED, x.key, day) < known:
                x.prepared = 1
                _send_preparer(w, day, x.key)


@rule
def _send_preparer(w: World, day: int, key: int) -> None:
    """Take time from somebody in operations, each equally likely, for preparing a peak."""
    o = w.organisation[0]
    errand = random_numbers.key_of(S.PREPARER, key, day)
    for attempt in range(TRIES):
        person = w.people[random_numbers.below(o.it, random_numbers.uniform(o.seed, S.PREPARER, errand, attempt))]
        if person.role == OPERATIONS:
            person.taken += w.parameters[0].preparation_time
            return


@rule
def apply_decay(w: World, day: int) -> None:
    """End a day: knowledge, ties and trust decay; benefits age."""
    o, p = w.organisation[0], w.parameters[0]
    o.benefit *= 1.0 - 1.0 / p.benefit_life
    h = w.history[day]
    o.change_capacity = requests.remembered_capacity(o.change_capacity, h.change_work, p.least_change_capacity, p)
    o.incident_capacity = requests.remembered_capacity(
        o.incident_capacity, h.incident_work, p.least_incident_capacity, p
    )
    forget(w)
    drift_trust(w)
    decay_ties(w, day, p.tie_decay, p.trust_drift)
    update_organisation_means(w)
    if day % MONTH == 0:
        announce_peaks(w)


@rule
def forget(w: World) -> None:
    """Let people forget understanding, language and expertise."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        person = w.people[i]
        person.language = talk.forgotten_language(person.language, p)
        if person.side == BUSINESS:
            person.it_understanding = learning.manager_forgotten(person.it_understanding, p)
    for i in range(o.it):
        for s in range(w.understanding.shape[1]):
            w.understanding[i, s] = learning.forgotten(w.understanding[i, s], p)
        for k in range(w.expertise.shape[1]):
            w.expertise[i, k] = expertise.decayed(w.expertise[i, k], w.expertise_base[i, k], p)


@rule
def drift_trust(w: World) -> None:
    """Let trust in a side as such decay to its prior."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        side = w.people[i].side
        for other in range(SIDES):
            prior = p.own_side_prior if other == side else p.trust_prior
            for c in range(COMPONENTS):
                w.stereotype[i, other, c] += p.trust_drift * (prior - w.stereotype[i, other, c])


@rule
def decay_ties(w: World, day: int, decay: float, drift: float) -> None:
    """Let every fifth person, each on a weekday of its own, lose a week's worth of its ties."""
    week_decay = 1.0 - (1.0 - decay) ** WEEK
    week_drift = 1.0 - (1.0 - drift) ** WEEK
    for i in range(w.organisation[0].people):
        if w.people[i].key % WEEK == day % WEEK:
            look_back(w, i, week_decay, week_drift)


@rule
def look_back(w: World, i: int, decay: float, drift: float) -> None:
    """Let contact of i decay to its structural base and trust of a tie to the stereotype; forget the weakest; update means.

    The means of whoever is forgotten are updated as well.
    """
    person, least = w.people[i], w.parameters[0].forgotten_contact
    n = 0
    while n < person.ties:
        row = person.first_tie + n
        tie = w.ties[row]
        tie.contact -= decay * (tie.contact - tie.lasting)
        if tie.contact < least and w.ties[tie.mate].contact < least:
            j = tie.target
            drop_tie(w, i, row)
            update_person_means(w, j)
        else:
            for c in range(COMPONENTS):
                w.deviation[row, c] *= 1.0 - drift
            n += 1
    update_person_means(w, i)
