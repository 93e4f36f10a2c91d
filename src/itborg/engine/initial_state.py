"""The initial state: everything that the data leave open is drawn, by random numbers of each person, tie and thing.

Values of the organisation's files come first; where a file leaves a value out, it is drawn around a mean of
`mechanisms`. The state is synthetic and far from any steady state, therefore every run begins with a burn-in.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import by_reference, compiled, rule
from ..mechanisms import labels, money, requests
from ..mechanisms.arithmetic import clip
from .day.voices import reach_services
from .initial_beliefs import (
    assign_needs,
    assign_users,
    start_attention,
    start_expertise,
    start_pairs,
    start_trust,
)
from .state import BUSINESS, CEO, CHANGE_MANAGER, CIO, DELIVERY_MANAGER, DIRECTOR, NONE, SIDES, World
from .tables.relations import update_person_means
from .tables.root_cause_rows import component_for, new_cause
from .tables.summaries import update_organisation_means
from .working_calendar import fill_rhythm

if TYPE_CHECKING:
    from .records import Person


#: Numbers of traits of a person, as keys of random numbers.
LISTENING, LANGUAGE, IT_UNDERSTANDING, UNDERSTANDING = range(4)
#: Columns of the traits that the data may supply, in the order of organisation.types.TRAITS.
TRUSTS, COMMUNICATES, PRIORITISES, SPEAKS, LISTENS, UNDERSTANDS = range(6)
#: Orders of seniority.
OTHERS, SENIOR, TOP = range(3)
#: Keeps a divisor away from 0.
SMALLEST = 1e-6


@compiled
def start(w: World) -> None:
    """Draw the initial state of a world from its seed. This is the compiled kernel; see `draw_initial_state`.

    w  a world from `layout.empty_world` with `seed` set; changed in place
    """
    draw_initial_state(by_reference(w))


@rule
def draw_initial_state(w: World) -> None:
    """Draw everything in the order in which it depends on each other.

    Writes the memories of the organisation (capacities, service level, benefit), then calendar, services, people,
    board, needs, expertise, trust, root causes, and the means that the first day reads. Beliefs need no memory yet.

    Capacities and benefit are per IT of 21 resolvers and multiplied by `scale`. Rows of free incidents, changes and
    root causes are set to NONE: nothing is open on the first day, and queues fill during the burn-in.
    """
    o, p = w.organisation[0], w.parameters[0]
    o.reach = money.reach(float(len(w.services)), float(o.people - o.it), p)
    o.free_incident = o.free_change = o.free_cause = o.exit_day = NONE
    o.change_capacity = p.change_capacity_start * o.scale
    o.incident_capacity = p.incident_capacity_start * o.scale
    o.sla = p.sla_start
    o.benefit = requests.benefit_at_start(o.scale, p)
    fill_rhythm(w)
    start_services(w)
    assign_users(w)
    start_people(w)
    seat_board(w)
    assign_needs(w)
    start_expertise(w)
    start_pairs(w)
    start_trust(w)
    start_causes(w)
    for i in range(o.people):
        update_person_means(w, i)
    start_attention(w)
    update_organisation_means(w)
    reach_services(w)


@rule
def start_services(w: World) -> None:
    """Give services without a value one, the greater the more people use it.

    Writes `value`, kEUR on a mean day, log-normal (stream SERVICE_TRAIT, by service), and today's calendar factor.
    Values of services.csv stay. Few services carry most of the value, so knowing which they are pays.
    """
    o, p = w.organisation[0], w.parameters[0]
    for s in range(len(w.services)):
        x = w.services[s]
        if np.isnan(x.value):
            x.value = money.service_value(random_numbers.normal_of(w.streams[S.SERVICE_TRAIT], x.key, 0), o.reach, p)
        x.today = w.rhythm[s, 0]
        x.first_component = NONE


@rule
def drawn(w: World, i: int, n: int, mean: float, sd: float, low: float, high: float) -> float:
    """Return trait number n of a person, a clipped normal keyed by the person.

    n          number of the trait: LISTENING, LANGUAGE or IT_UNDERSTANDING
    mean, sd   of the normal, 0 to 1, before it is cut to [low, high]

    Stream PERSON_TRAIT, by person and n.
    """
    z = random_numbers.normal_of(w.streams[S.PERSON_TRAIT], w.people[i].key, n)
    return clip(mean + sd * z, low, high)


@rule
def start_people(w: World) -> None:
    """Draw traits; those that the data supply are kept.

    Writes rank, listening, language, satisfaction and expected lead time of everybody; understanding of IT, honesty
    and threshold of resistance (stream THRESHOLD, by person) of managers; home and understanding of services of IT people. `w.supplied` (people x traits) holds what
    the data give, NaN where nothing. The trait `prioritises` means honesty of labels for managers and understanding
    of the business for IT people: both make priorities right. Assumption.
    """
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        x = w.people[i]
        supplied = w.supplied[i]
        x.rank = place_in_team(w, i)
        high = p.trait_highest
        x.listening = drawn(w, i, LISTENING, p.listening_start, p.listening_sd, p.listening_lowest, high)
        x.language = drawn(w, i, LANGUAGE, p.language_start, p.language_sd, p.language_lowest, high)
        if not np.isnan(supplied[LISTENS]):
            x.listening = supplied[LISTENS]
        if not np.isnan(supplied[SPEAKS]):
            x.language = supplied[SPEAKS]
        if not np.isnan(supplied[COMMUNICATES]):
            set_communication(x, supplied[COMMUNICATES], np.isnan(supplied[SPEAKS]), np.isnan(supplied[LISTENS]))
        x.satisfaction = p.satisfaction_start
        x.expected_lead = p.expected_lead_start
        if x.side == BUSINESS:
            mean, low = p.business_understanding_start, p.understanding_lowest
            x.it_understanding = drawn(w, i, IT_UNDERSTANDING, mean, p.understanding_sd, low, high)
            if not np.isnan(supplied[UNDERSTANDS]):
                x.it_understanding = supplied[UNDERSTANDS]
            x.honesty = p.honesty
            x.threshold = p.resist_threshold + p.resist_spread * random_numbers.normal_of(
                w.streams[S.THRESHOLD], x.key, 0
            )
            if not np.isnan(supplied[PRIORITISES]):
                x.honesty = labels.honesty_of(supplied[PRIORITISES], p)
        else:
            x.home = home_of(w, i)
            priority = supplied[PRIORITISES]
            _start_understanding(w, i, supplied[UNDERSTANDS] if np.isnan(priority) else priority)


@rule
def place_in_team(w: World, i: int) -> float:
    """Return the place of a person among those of its team and role, in a keyed order, 0 to 1.

    The order is that of a uniform number by person (stream SENIORITY). A lever that takes a share of a role so takes
    about that share of every team, and the same people in every run.
    """
    me = w.people[i]
    mine = random_numbers.uniform_of(w.streams[S.SENIORITY], me.key, 0)
    t = w.teams[me.team]
    ahead, count = 0, 0
    for j in range(t.first, t.first + t.members):
        if w.people[j].role == me.role:
            count += 1
            if random_numbers.uniform_of(w.streams[S.SENIORITY], w.people[j].key, 0) < mine:
                ahead += 1
    return (ahead + 0.5) / count


@rule
def set_communication(x: Person, communication: float, free_language: bool, free_listening: bool) -> None:
    """Scale language and listening so that their geometric mean is the supplied communication.

    communication                  0 to 1
    free_language, free_listening  whether the trait may be changed; with neither nothing happens

    Where one of the two reaches 1 the other takes the rest. Communication is what surveys measure; the model needs
    language and listening apart, since only language is learned by contact.
    """
    now = math.sqrt(x.language * x.listening)
    factor = communication / max(now, SMALLEST)
    if free_language and free_listening:
        x.language = clip(x.language * factor, 0.0, 1.0)
        x.listening = clip(communication * communication / max(x.language, SMALLEST), 0.0, 1.0)
        x.language = clip(communication * communication / max(x.listening, SMALLEST), 0.0, 1.0)
    elif free_language:
        x.language = clip(communication * communication / max(x.listening, SMALLEST), 0.0, 1.0)
    elif free_listening:
        x.listening = clip(communication * communication / max(x.language, SMALLEST), 0.0, 1.0)


@rule
def _start_understanding(w: World, i: int, mean: float) -> None:
    """Draw what an IT person understands of each service, 0 to 1, around `understanding_start`.

    i     row of the IT person
    mean  supplied mean over services, to which all are shifted; NaN for none

    Writes `w.understanding[i]`. Stream PERSON_TRAIT, by person and service together: who understands one service
    well need not understand another.
    """
    p = w.parameters[0]
    total = 0.0
    services = w.understanding.shape[1]
    for s in range(services):
        z = random_numbers.normal_of(w.streams[S.PERSON_TRAIT], w.people[i].key ^ w.services[s].key, UNDERSTANDING)
        start = p.understanding_start + p.understanding_sd * z
        w.understanding[i, s] = clip(start, p.understanding_lowest, p.understanding_highest)
        total += w.understanding[i, s]
    if not np.isnan(mean):
        shift_understanding(w, i, mean - total / services)


@rule
def shift_understanding(w: World, i: int, shift: float) -> None:
    """Shift the understanding of all services of IT person i by `shift`, kept inside 0 to 1."""
    for s in range(w.understanding.shape[1]):
        w.understanding[i, s] = clip(w.understanding[i, s] + shift, 0.0, 1.0)


@rule
def home_of(w: World, i: int) -> int:
    """Return the department an IT person would belong to under federation: that of a random manager.

    i  row of the IT person

    Large departments so get more of IT. Stream HOME, by person; returns a row of `w.teams`. It has no effect until a
    strategy sets the lever `federation`.
    """
    o = w.organisation[0]
    m = o.it + random_numbers.below(o.people - o.it, random_numbers.uniform_of(w.streams[S.HOME], w.people[i].key, 0))
    return w.people[m].team


@rule
def seat_board(w: World) -> None:
    """Invite the most senior people of each side to the board, as many as there are seats.

    Sets `seat` of `board_seats` people a side, or of all if a side is smaller. Seats do nothing until a strategy has
    a board. Because rank is drawn by person, the same people sit on the board in every run of a replication.
    """
    o, p = w.organisation[0], w.parameters[0]
    for side in range(SIDES):
        for _seat in range(int(p.board_seats)):
            best, winner = -np.inf, NONE
            for i in range(o.people):
                if w.people[i].side == side and w.people[i].seat == 0:
                    level = seniority(w, i)
                    if level > best:
                        best, winner = level, i
            if winner != NONE:
                w.people[winner].seat = 1


@rule
def seniority(w: World, i: int) -> float:
    """Return a number that orders people by role, then by their place in the team.

    Highest: CEO and CIO; then directors and IT's managers (change, process and delivery); then everybody else. It
    ranges from -1 to 2, and is compared within a side only.
    """
    role = w.people[i].role
    if role == CEO or role == CIO:
        level = TOP
    elif role == DIRECTOR or CHANGE_MANAGER <= role <= DELIVERY_MANAGER:
        level = SENIOR
    else:
        level = OTHERS
    return level - w.people[i].rank


@rule
def start_causes(w: World) -> None:
    """Let earlier root causes shape the components, then put today's debt in place.

    Earlier generations only add to the counts that the Yule-Simon process reads, so the concentration on components
    is there from the first day. Today's root causes, `initial_causes` x `scale`, are remembered at their mean
    frequency.
    """
    o, p = w.organisation[0], w.parameters[0]
    count = int(p.initial_causes * o.scale + 0.5)
    for n in range(int(p.earlier_generations) * count):
        component_for(w, random_numbers.key_of(S.CAUSE_KEY, n, 2), NONE)
    for n in range(count):
        key = random_numbers.key_of(S.CAUSE_KEY, n, 3)
        row = new_cause(w, key, NONE, 0, 0)
        w.causes[row].count = w.causes[row].hazard
