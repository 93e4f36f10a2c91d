"""The initial state: everything that the data leave open is drawn, by random numbers of each person, tie and thing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import by_reference, compiled, rule
from ..mechanisms import labels, money, requests
from ..mechanisms.arithmetic import clip
from .initial_beliefs import assign_needs, start_beliefs, start_expertise, start_trust
from .state import BUSINESS, CEO, CHANGE_MANAGER, CIO, DELIVERY_MANAGER, DIRECTOR, NONE, SIDES, World
from .tables.relations import update_person_means
from .tables.root_cause_rows import component_for, new_cause
from .tables.summaries import announce_peaks, update_organisation_means
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
    """Draw the initial state of a world from its seed."""
    draw_initial_state(by_reference(w))


@rule
def draw_initial_state(w: World) -> None:
    """Draw everything in the order in which it depends on each other."""
    o, p = w.organisation[0], w.parameters[0]
    o.reach = money.reach(float(len(w.services)), float(o.people - o.it), p)
    o.free_incident = o.free_change = o.free_cause = NONE
    o.change_capacity = p.change_capacity_start * o.scale
    o.incident_capacity = p.incident_capacity_start * o.scale
    o.sla = p.sla_start
    o.benefit = requests.benefit_at_start(o.scale, p)
    fill_rhythm(w)
    start_services(w)
    start_people(w)
    seat_board(w)
    assign_needs(w)
    start_expertise(w)
    start_trust(w)
    start_beliefs(w)
    start_causes(w)
    for i in range(o.people):
        update_person_means(w, i)
    update_organisation_means(w)
    announce_peaks(w)


@rule
def start_services(w: World) -> None:
    """Give services without a value one, the greater the more people use it."""
    o, p = w.organisation[0], w.parameters[0]
    for s in range(len(w.services)):
        x = w.services[s]
        if np.isnan(x.value):
            x.value = money.service_value(random_numbers.normal(o.seed, S.SERVICE_TRAIT, x.key, 0), o.reach, p)
        x.today = w.rhythm[s, 0]
        x.first_component = NONE


@rule
def drawn(w: World, i: int, n: int, mean: float, sd: float, low: float, high: float) -> float:
    """Return trait number n of a person, a clipped normal keyed by the person."""
    z = random_numbers.normal(w.organisation[0].seed, S.PERSON_TRAIT, w.people[i].key, n)
    return clip(mean + sd * z, low, high)


@rule
def start_people(w: World) -> None:
    """Draw traits; those that the data supply are kept."""
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
            if not np.isnan(supplied[PRIORITISES]):
                x.honesty = labels.honesty_of(supplied[PRIORITISES], p)
        else:
            x.home = home_of(w, i)
            priority = supplied[PRIORITISES]
            _start_understanding(w, i, supplied[UNDERSTANDS] if np.isnan(priority) else priority)


@rule
def place_in_team(w: World, i: int) -> float:
    """Return the place of a person among those of its team and role, in a keyed order, 0 to 1.

    A lever that takes a share of a role so takes about that share of every team.
    """
    seed, me = w.organisation[0].seed, w.people[i]
    mine = random_numbers.uniform(seed, S.SENIORITY, me.key, 0)
    t = w.teams[me.team]
    ahead, count = 0, 0
    for j in range(t.first, t.first + t.members):
        if w.people[j].role == me.role:
            count += 1
            if random_numbers.uniform(seed, S.SENIORITY, w.people[j].key, 0) < mine:
                ahead += 1
    return (ahead + 0.5) / count


@rule
def set_communication(x: Person, communication: float, free_language: bool, free_listening: bool) -> None:
    """Scale language and listening so that their geometric mean is the supplied communication."""
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
    o, p = w.organisation[0], w.parameters[0]
    total = 0.0
    services = w.understanding.shape[1]
    for s in range(services):
        z = random_numbers.normal(o.seed, S.PERSON_TRAIT, w.people[i].key ^ w.services[s].key, UNDERSTANDING)
        start = p.understanding_start + p.understanding_sd * z
        w.understanding[i, s] = clip(start, p.understanding_lowest, p.understanding_highest)
        total += w.understanding[i, s]
    if not np.isnan(mean):
        shift_understanding(w, i, mean - total / services)


@rule
def shift_understanding(w: World, i: int, shift: float) -> None:
    """Shift the understanding of all services, kept inside 0 to 1."""
    for s in range(w.understanding.shape[1]):
        w.understanding[i, s] = clip(w.understanding[i, s] + shift, 0.0, 1.0)


@rule
def home_of(w: World, i: int) -> int:
    """Return the department an IT person would belong to under federation: that of a random manager."""
    o = w.organisation[0]
    m = o.it + random_numbers.below(o.people - o.it, random_numbers.uniform(o.seed, S.HOME, w.people[i].key, 0))
    return w.people[m].team


@rule
def seat_board(w: World) -> None:
    """Invite the most senior people of each side to the board, as many as there are seats."""
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
    """Return a number that orders people by role, then by their place in the team."""
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
    """Let earlier root causes shape the components, then put today's debt in place."""
    o, p = w.organisation[0], w.parameters[0]
    count = int(p.initial_causes * o.scale + 0.5)
    for n in range(int(p.earlier_generations) * count):
        component_for(w, random_numbers.key_of(S.CAUSE_KEY, n, 2), NONE)
    for n in range(count):
        key = random_numbers.key_of(S.CAUSE_KEY, n, 3)
        row = new_cause(w, key, NONE, 0, 0)
        w.causes[row].count = w.causes[row].hazard
