"""Steps 1 and 9. The calendar turns and businesses change; people forget, ties decay.

Step 1 sets what today is like before anybody acts: calendar factors, prepared peaks, who works on problems.
Step 9 is the opposite of learning: without contact and practice, understanding, language, expertise, ties and
trust go back towards their base. Both steps read yesterday's means; step 9 writes the means that tomorrow reads.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import MONTH, WEEK
from ...mechanisms import attention, business_calendar, expertise, learning, requests, rhythms, talk
from ..state import BUSINESS, COMPONENTS, OPERATIONS, PROBLEM, SIDES
from ..tables.relations import update_person_means
from ..tables.summaries import update_organisation_means
from ..tables.ties import drop_tie
from .choosing import TRIES
from .voices import reach_services

if TYPE_CHECKING:
    from ..state import World


@rule
def turn_calendar(w: World, day: int) -> None:
    """Start a day: fresh people, who works on problems, today's calendar, business drift, readiness for peaks.

    Sets `taken` and `works_problems` of all people, and `today`, `log_today`, `released` and `prepared` of all services.
    The lever `moved_to_problems` moves that share of operations to problem work, by rank.

    A service whose business changes (stream SERVICE_DRIFT, by service and day) loses part of what every IT person
    understands of it. A peak is prepared with the probability that its dates are known (stream PREPARED, by service
    and day): an owner who is heard announced them, or there is a shared calendar. This is where ties across first
    pay: who knows when a service matters can prepare for it. Assumption.
    """
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
        if random_numbers.uniform_of(w.streams[S.SERVICE_DRIFT], x.key, day) < p.business_drift:
            for i in range(o.it):
                w.understanding[i, s] *= p.drift_keeps
        x.released = 0.0
        x.prepared = 0
        if rhythms.is_peak(x.today, x.mean_rhythm, p):
            known = business_calendar.known(x.announced, lv.calendar, p)
            if random_numbers.uniform_of(w.streams[S.PREPARED], x.key, day) < known:
                x.prepared = 1
                _send_preparer(w, day, x.key)


@rule
def _send_preparer(w: World, day: int, key: int) -> None:
    """Take time from somebody in operations, each equally likely, for preparing a peak.

    Adds `preparation_time` person-days to `taken` of that person. Draws up to TRIES IT people (stream PREPARER, by
    service and day) until one is in operations; where operations is small, the preparation may cost nobody's time.

    key  key of the service
    """
    o = w.organisation[0]
    errand = random_numbers.key_of(S.PREPARER, key, day)
    for attempt in range(TRIES):
        person = w.people[random_numbers.below(o.it, random_numbers.uniform_of(w.streams[S.PREPARER], errand, attempt))]
        if person.role == OPERATIONS:
            person.taken += w.parameters[0].preparation_time
            return


@rule
def apply_decay(w: World, day: int) -> None:
    """End a day: knowledge, ties and trust decay; benefits age.

    `benefit` loses 1/`benefit_life` of its value: needs change, so what was delivered once is worth less each year.
    The capacities as remembered (person-days a day) move towards what was worked today; promises and labels read
    them. Managers tell IT of the peaks of the next month on the first day of each month of 20 days.
    """
    o, p = w.organisation[0], w.parameters[0]
    o.benefit *= 1.0 - 1.0 / p.benefit_life
    h = w.history[day]
    o.change_capacity = requests.remembered_capacity(o.change_capacity, h.change_work, p.least_change_capacity, p)
    o.incident_capacity = requests.remembered_capacity(
        o.incident_capacity, h.incident_work, p.least_incident_capacity, p
    )
    forget(w)
    drift_trust(w)
    decay_ties(w, day, p.tie_decay, p.tie_drift)
    update_organisation_means(w)
    if day % MONTH == 0:
        reach_services(w)


@rule
def forget(w: World) -> None:
    """Let people forget understanding, language and expertise.

    Changes `language` of all people, `it_understanding` of managers, `w.understanding` (IT people x services) and
    `w.expertise` (IT people x needs; towards `w.expertise_base`). A result of a single training therefore does not
    last: what counts is whether contact goes on. Source of the rate: Saks & Belcourt 2006.
    """
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
    """Let trust in a side as such decay to its prior.

    Moves `w.stereotype` (people x sides x components) by `trust_drift` a day towards `own_side_prior` for the own
    side and `trust_prior` for the other. Good and bad experience both fade without new events. Assumption.

    What a tie adds decays at a lower rate, once a week; see `look_back`.
    """
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        side = w.people[i].side
        for other in range(SIDES):
            prior = p.own_side_prior if other == side else p.trust_prior
            for c in range(COMPONENTS):
                w.stereotype[i, other, c] += p.trust_drift * (prior - w.stereotype[i, other, c])


@rule
def decay_ties(w: World, day: int, decay: float, drift: float) -> None:
    """Let every fifth person, each on a weekday of its own, lose a week's worth of its ties.

    decay  share of contact above its lasting base lost per day, 0 to 1
    drift  share of the deviation of trust from the stereotype lost per day, 0 to 1

    The weekday of a person is its key modulo 5. Doing a fifth of the people a day, with the compound rate of five days,
    gives nearly the result of a daily decay at a fifth of the time.
    """
    week_decay = 1.0 - (1.0 - decay) ** WEEK
    week_drift = 1.0 - (1.0 - drift) ** WEEK
    for i in range(w.organisation[0].people):
        if w.people[i].key % WEEK == day % WEEK:
            look_back(w, i, week_decay, week_drift)


@rule
def look_back(w: World, i: int, decay: float, drift: float) -> None:
    """Let ties of i decay, and share i's attention; forget the weakest; update means.

    i             row of the person
    decay, drift  shares for one week, 0 to 1; see `decay_ties`

    What a tie adds to trust in the side decays. A tie is forgotten when contact is below `forgotten_contact` in both
    directions; the means of the person at its other end are updated as well.
    """
    person, least = w.people[i], w.parameters[0].forgotten_contact
    share_attention(w, i, decay)
    n = 0
    while n < person.ties:
        row = person.first_tie + n
        tie = w.ties[row]
        if tie.contact < least and w.ties[tie.mate].contact < least:
            j = tie.target
            drop_tie(w, i, row)
            update_person_means(w, j)
        else:
            for c in range(COMPONENTS):
                w.deviation[row, c] *= 1.0 - drift
            n += 1
    update_person_means(w, i)


@rule
def share_attention(w: World, i: int, decay: float) -> None:
    """Let contact of i decay to its lasting part, then cut it to what attention allows, on each side by itself.

    i      row of the person
    decay  share for one week, 0 to 1

    Ties of a side that together take more than the budget of attention lose the same share of contact; the budget for
    the other side goes with openness as of the last update. Ties inside a team and a side have a lasting part of
    contact, ties across the sides have none: bridges decay unless people keep meeting (Burt 2002).
    """
    person = w.people[i]
    spent, spent_across = 0.0, 0.0
    for row in range(person.first_tie, person.first_tie + person.ties):
        tie = w.ties[row]
        tie.contact -= decay * (tie.contact - tie.lasting)
        if tie.across == 1:
            spent_across += tie.contact
        else:
            spent += tie.contact
    own = attention.kept(person.own_budget, spent)
    across = attention.kept(person.openness * person.cross_budget, spent_across)
    for row in range(person.first_tie, person.first_tie + person.ties):
        w.ties[row].contact *= across if w.ties[row].across == 1 else own
