"""The first evening: everything that the data do not say is drawn, keyed by person, tie and thing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import by_reference, compiled, rule
from ..mechanisms.arithmetic import clip
from .initial_beliefs import assign_needs, start_beliefs, start_expertise, start_trust
from .state import BUSINESS, CEO, CHANGE_MANAGER, CIO, DELIVERY_MANAGER, DIRECTOR, NONE, World
from .tables.relations import update_person_means
from .tables.root_cause_rows import component_for, new_cause
from .tables.summaries import announce_peaks, update_organisation_means
from .working_calendar import fill_rhythm

if TYPE_CHECKING:
    from .records import Person


BOARD_SEATS = 6
REFERENCE_USERS = 14.0 / 8.0  # business people per service where one disturbance reaches as many as `impact` says
TRAINED_FOR_YEARS = 5  # generations of root causes that shaped the components before the first day


@compiled
def start(w: World) -> None:
    """Draw the first evening of a world from its seed."""
    draw_first_evening(by_reference(w))


@rule
def draw_first_evening(w: World) -> None:
    """Draw everything in the order in which it depends on each other."""
    o, p = w.organisation[0], w.parameters[0]
    o.reach = min(1.0, len(w.services) / (o.people - o.it) * REFERENCE_USERS)
    o.free_incident = o.free_change = o.free_cause = NONE
    o.change_capacity = 4.5 * o.scale
    o.incident_capacity = 9.0 * o.scale
    o.sla = 0.9
    o.benefit = (
        0.3
        * p.request_rate
        * o.scale
        * p.change_value
        * p.benefit_life
        * math.exp(0.5 * p.change_value_sigma**2)
        * 0.45
    )
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
            x.value = (
                p.service_value
                / o.reach
                * math.exp(0.6 * random_numbers.normal(o.seed, S.SERVICE_TRAIT, x.key, 0) - 0.18)
            )
        x.today = w.rhythm[s, 0]
        x.first_component = NONE


@rule
def drawn(w: World, i: int, n: int, mean: float, sd: float, low: float, high: float) -> float:
    """Return trait number n of a person, a clipped normal keyed by the person."""
    z = random_numbers.normal(w.organisation[0].seed, S.PERSON_TRAIT, w.people[i].key, n)
    return clip(mean + sd * z, low, high)


@rule
def start_people(w: World) -> None:
    """Draw traits; what was supplied is kept as supplied."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        x = w.people[i]
        supplied = w.supplied[i]
        x.rank = place_in_team(w, i)
        x.listening = drawn(w, i, 0, 0.6, 0.12, 0.1, 0.95) if np.isnan(supplied[4]) else supplied[4]
        x.language = drawn(w, i, 1, p.language_start, 0.1, 0.05, 0.95) if np.isnan(supplied[3]) else supplied[3]
        if not np.isnan(supplied[1]):
            set_communication(x, supplied[1], np.isnan(supplied[3]), np.isnan(supplied[4]))
        x.satisfaction = 0.5
        x.expected_lead = 60.0
        if x.side == BUSINESS:
            x.it_understanding = drawn(w, i, 2, p.business_understanding_start, 0.1, 0.02, 0.95)
            if not np.isnan(supplied[5]):
                x.it_understanding = supplied[5]
            x.honesty = p.honesty
            if not np.isnan(supplied[2]):
                x.honesty = honesty_of(supplied[2])
        else:
            x.home = home_of(w, i)
            _start_understanding(w, i, supplied[5] if np.isnan(supplied[2]) else supplied[2])


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
    factor = communication / max(now, 1e-6)
    if free_language and free_listening:
        x.language = clip(x.language * factor, 0.0, 1.0)
        x.listening = clip(communication * communication / max(x.language, 1e-6), 0.0, 1.0)
        x.language = clip(communication * communication / max(x.listening, 1e-6), 0.0, 1.0)
    elif free_language:
        x.language = clip(communication * communication / max(x.listening, 1e-6), 0.0, 1.0)
    elif free_listening:
        x.listening = clip(communication * communication / max(x.language, 1e-6), 0.0, 1.0)


@rule
def honesty_of(priority: float) -> float:
    """Return the private cost of exaggeration for a priority trait: priority = honesty / (honesty + .16)."""
    q = clip(priority, 0.0, 0.99)
    return 0.16 * q / (1.0 - q)


@rule
def _start_understanding(w: World, i: int, mean: float) -> None:
    o, p = w.organisation[0], w.parameters[0]
    total = 0.0
    services = w.understanding.shape[1]
    for s in range(services):
        z = random_numbers.normal(o.seed, S.PERSON_TRAIT, w.people[i].key ^ w.services[s].key, 3)
        w.understanding[i, s] = clip(p.understanding_start + 0.1 * z, 0.02, 0.9)
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
    """Invite the most senior people of each side to the board, up to six each."""
    o = w.organisation[0]
    for side in range(2):
        for _seat in range(BOARD_SEATS):
            best, winner = -2.0, NONE
            for i in range(o.people):
                if w.people[i].side == side and w.people[i].seat == 0:
                    level = seniority(w, i)
                    if level > best:
                        best, winner = level, i
            if winner != NONE:
                w.people[winner].seat = 1


@rule
def seniority(w: World, i: int) -> float:
    """Return a number that orders people by role, then by keyed rank."""
    role = w.people[i].role
    level = 0.0
    if role == CEO or role == CIO:
        level = 3.0
    elif role == DIRECTOR or CHANGE_MANAGER <= role <= DELIVERY_MANAGER:
        level = 2.0
    return level - w.people[i].rank


@rule
def start_causes(w: World) -> None:
    """Let earlier root causes shape the components, then put today's debt in place."""
    o, p = w.organisation[0], w.parameters[0]
    count = int(p.initial_causes * o.scale + 0.5)
    for n in range(TRAINED_FOR_YEARS * count):
        component_for(w, random_numbers.key_of(S.CAUSE_KEY, n, 2), NONE)
    for n in range(count):
        key = random_numbers.key_of(S.CAUSE_KEY, n, 3)
        row = new_cause(w, key, NONE, 0, 0)
        w.causes[row].count = w.causes[row].hazard
