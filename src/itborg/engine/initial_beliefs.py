"""The first evening: who owns which need, who can do what, and what people believe of each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import rule
from ..mechanisms.arithmetic import clip
from .state import BUSINESS, DESK, IT, NONE, PROBLEM, SKILLS
from .tables.relations import mean_trust, trust_in_side

if TYPE_CHECKING:
    from .state import World


@rule
def assign_needs(w: World) -> None:
    """Deal needs to resolver teams in proportion to size, a little out of balance: staff follows demand, badly.

    The first skill of a service (its application) goes to developers, the second (its platform) to
    operations, the third to either, wherever such teams exist.
    """
    o = w.organisation[0]
    for t in range(len(w.teams)):
        w.scratch[t] = 0.0
    for k in range(len(w.needs)):
        x = w.needs[k]
        x.service = k // SKILLS
        x.key = random_numbers.key_of(S.NEED_TEAM, w.services[x.service].key, k % SKILLS)
        best, winner = np.inf, NONE
        for wish in range(3):
            for t in range(len(w.teams)):
                if may_own(w, t, k % SKILLS, wish):
                    size = w.teams[t].resolvers * math.exp(
                        0.25 * random_numbers.normal(o.seed, S.NEED_TEAM, w.teams[t].key, 0)
                    )
                    full = (w.scratch[t] + random_numbers.uniform(o.seed, S.NEED_TEAM, x.key, w.teams[t].key)) / size
                    if full < best:
                        best, winner = full, t
            if winner != NONE:
                break
        x.team = winner
        w.scratch[winner] += 1.0
    for s in range(len(w.services)):
        team = w.needs[s * SKILLS].team
        w.services[s].change_team = w.teams[team].helps


@rule
def may_own(w: World, t: int, skill: int, wish: int) -> bool:
    """Return whether a team may own a need: by profession first (wish 0), then any specialists, then anyone."""
    x = w.teams[t]
    if x.side != IT or x.resolvers == 0:
        return False
    if wish == 2:
        return True
    if x.is_desk == 1 or w.people[x.first].role == PROBLEM:
        return False
    if wish == 1 or skill == 2:
        return True
    return (x.developers > 0) == (skill == 0)


@rule
def start_expertise(w: World) -> None:
    """Draw who can do what: specialists, team mates, neighbours, strangers, a few hidden experts."""
    o, p = w.organisation[0], w.parameters[0]
    for k in range(len(w.needs)):
        trained = random_numbers.uniform(o.seed, S.DESK_TRAINED, w.needs[k].key, 0) < p.desk_trained
        first_choice = most_expert(w, k)
        for i in range(o.it):
            x = w.people[i]
            u = random_numbers.uniform(o.seed, S.EXPERTISE_DRAW, x.key, w.needs[k].key)
            if x.role == DESK and w.needs[k].team != x.team:
                level = p.desk_expertise if trained else p.desk_other
            elif w.needs[k].team == x.team:
                level = p.specialist if u < 0.4 or i == first_choice else p.team_mate
            elif random_numbers.uniform(o.seed, S.HIDDEN, x.key, w.needs[k].key) < p.hidden_expert:
                level = 0.6
            elif x.role == PROBLEM or works_on(w, x.team, w.needs[k].service):
                level = p.near_expertise
            else:
                level = p.far_expertise
            if x.resolver == 0:
                level = p.far_expertise
            w.expertise_base[i, k] = level
            w.expertise[i, k] = level


@rule
def most_expert(w: World, k: int) -> int:
    """Return the member of the owning team who is its specialist in any case: no need is left without one."""
    o, t = w.organisation[0], w.teams[w.needs[k].team]
    best, winner = 2.0, NONE
    for i in range(t.first, t.first + t.members):
        if w.people[i].resolver == 1:
            u = random_numbers.uniform(o.seed, S.EXPERTISE_DRAW, w.people[i].key, w.needs[k].key)
            if u < best:
                best, winner = u, i
    return winner


@rule
def works_on(w: World, team: int, service: int) -> bool:
    """Return whether a team owns any need of a service."""
    for k in range(service * SKILLS, service * SKILLS + SKILLS):
        if w.needs[k].team == team:
            return True
    return False


@rule
def start_beliefs(w: World) -> None:
    """Draw what each IT person believes about those it has a tie to; contact knows, the rest guesses by team."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.it):
        x = w.people[i]
        for row in range(x.first_tie, x.first_tie + x.ties):
            j = w.ties[row].target
            if w.people[j].side != IT:
                continue
            contact = w.ties[row].contact
            known = contact / (contact + p.knowing_contact)
            for k in range(len(w.needs)):
                by_team = 0.6 if w.needs[k].team == w.people[j].team else 0.12
                noise = 0.15 * random_numbers.normal(o.seed, S.BELIEF_NOISE, x.key ^ w.needs[k].key, w.people[j].key)
                guess = 0.5 * by_team + 0.125 + noise
                w.belief[row, k] = clip(known * w.expertise[j, k] + (1.0 - known) * guess, 0.01, 0.99)


@rule
def start_trust(w: World) -> None:
    """Draw stereotypes and what ties add to them; given trust is met exactly, on average for a person."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        x = w.people[i]
        other = BUSINESS if x.side == IT else IT
        for c in range(3):
            w.stereotype[i, x.side, c] = p.own_side_prior
            z = random_numbers.normal(o.seed, S.PERSON_TRAIT, x.key, 4 + c)
            w.stereotype[i, other, c] = clip(p.trust_prior + 0.05 * z, 0.05, 0.95)
        for row in range(x.first_tie, x.first_tie + x.ties):
            _start_tie_trust(w, i, row)
        if not np.isnan(w.supplied[i, 0]):
            for _attempt in range(4):
                set_mean_trust(w, i, other, w.supplied[i, 0])
                for row in range(x.first_tie, x.first_tie + x.ties):
                    if not np.isnan(w.supplied_trust[row]):
                        _start_tie_trust(w, i, row)


@rule
def _start_tie_trust(w: World, i: int, row: int) -> None:
    o = w.organisation[0]
    j = w.ties[row].target
    side = w.people[j].side
    base = trust_in_side(w, i, side)
    z = random_numbers.normal(o.seed, S.TIE_TRAIT, w.people[i].key, w.people[j].key)
    if not np.isnan(w.supplied_trust[row]):
        shift = w.supplied_trust[row] - base
    elif side == w.people[i].side:
        shift = clip(competence_trust(w.ties[row].contact) + 0.1 * z, 0.05, 0.95) - base
    else:
        shift = 0.08 * z
    for c in range(3):
        w.deviation[row, c] = shift


@rule
def set_mean_trust(w: World, i: int, side: int, goal: float) -> None:
    """Shift the stereotype of i so that its mean trust in a side is `goal` (clipped to .02 to .98)."""
    o = w.organisation[0]
    size = o.it if side == IT else o.people - o.it
    for _attempt in range(4):
        shift = goal - mean_trust(w, i, side, size)
        for c in range(3):
            w.stereotype[i, side, c] = clip(w.stereotype[i, side, c] + shift, 0.02, 0.98)
    w.people[i].trust = mean_trust(w, i, side, size)


@rule
def competence_trust(contact: float) -> float:
    """Return mean trust in someone's competence by contact 0 to 1 (Cross & Parker's curve, rescaled)."""
    x = contact * 5.0
    n = int(x)
    part = x - n
    a, b = step_of_curve(n), step_of_curve(n + 1)
    return a + part * (b - a)


@rule
def step_of_curve(n: int) -> float:
    """Return the curve of competence trust at contact n/5."""
    if n <= 0:
        return 0.35
    if n == 1:
        return 0.48
    if n == 2:
        return 0.73
    if n == 3:
        return 0.83
    return 0.89 if n == 4 else 0.93
