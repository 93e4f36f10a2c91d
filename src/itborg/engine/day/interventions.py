"""Phase 2. Programme: levers that act on people by themselves: adoption, training, workshops, boards."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import MONTH
from ...mechanisms.arithmetic import closed_gap
from ...mechanisms.talk import fidelity
from ...mechanisms.trust import contact_valence
from ..state import BENEVOLENCE, BUSINESS, DELIVERY_MANAGER, INTEGRITY, IT, NONE
from ..tables.relations import add_contact, component_weight, move_trust, trust_event, trust_of
from .contact_phase import spend_time

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


COACHING = 0.02  # part of the gap to a language or training target closed per day


@rule
def act_on_people(w: World, day: int) -> None:
    """Apply today's levers to traits, knowledge and adoption."""
    o, lv = w.organisation[0], w.levers[day]
    w.history[day].strategy_cost += lv.running_cost + lv.one_off_cost
    o.framework = closed_gap(o.framework, lv.framework_target, lv.framework_speed)
    if lv.training > 0.0:
        for i in range(o.it):
            spend_time(w, day, i, lv.training)
    if lv.language_target > 0.0:
        for i in range(o.it):
            w.people[i].language = closed_gap(w.people[i].language, lv.language_target, COACHING)
    if lv.liaisons > 0.0:
        for i in range(o.it):
            if w.people[i].rank < lv.liaisons and w.people[i].role == DELIVERY_MANAGER:
                w.people[i].language = closed_gap(w.people[i].language, 0.75, 5.0 * COACHING)
    if lv.business_training > 0.0:
        for m in range(o.it, o.people):
            w.people[m].it_understanding = closed_gap(w.people[m].it_understanding, lv.business_training, COACHING)
    if lv.catalogue > 0.0:
        for i in range(o.it):
            for s in range(len(w.services)):
                w.understanding[i, s] = closed_gap(w.understanding[i, s], 0.35 * lv.catalogue, 0.03)
    if lv.workshop > 0.0:
        workshop(w, day, lv.workshop, lv.workshop)
    if lv.follow_up > 0.0:
        workshop(w, day, 0.12 * lv.follow_up, 0.5 * lv.follow_up)
    if lv.counselling > 0.0:
        counsel(w, day, lv.counselling)
    if lv.knowledge_loss > 0.0:
        lose_knowledge(w, lv.knowledge_loss)
    if lv.trust_reset > 0.0:
        reset_trust(w, day, lv.trust_reset)
    if lv.skills_directory > 0.0:
        publish_skills(w, lv.skills_directory)
    if lv.board > 0.0 and day % MONTH == 0:
        board_meeting(w, day, lv)


@rule
def workshop(w: World, day: int, dose: float, time: float) -> None:
    """Hold a workshop for all: half the gap to the tacit ceiling, .35 of IT understanding, .25 of language."""
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    for i in range(o.people):
        person = w.people[i]
        spend_time(w, day, i, time)
        person.language += 0.25 * dose * (1.0 - person.language)
        if person.side == IT:
            for s in range(len(w.services)):
                w.understanding[i, s] = closed_gap(w.understanding[i, s], p.tacit_ceiling, 0.5 * dose)
            move_trust(w, i, NONE, BUSINESS, BENEVOLENCE, dose, 1.0)
        else:
            person.it_understanding += 0.35 * dose * (1.0 - person.it_understanding)
            h.trust_by_programme += move_trust(w, i, NONE, IT, BENEVOLENCE, dose, 1.0)
    for m in range(o.it, o.people):
        for q in range(2):
            i = random_numbers.below(o.it, random_numbers.uniform(o.seed, S.WORKSHOP_TIE, w.people[m].key, day * 2 + q))
            add_contact(w, m, i, 0.15 * dose, 0.15 * dose)


@rule
def counsel(w: World, day: int, dose: float) -> None:
    """Counsel each manager, about once a week, with the IT person it trusts least among its ties."""
    o, h = w.organisation[0], w.history[day]
    for m in range(o.it, o.people):
        if random_numbers.uniform(o.seed, S.COUNSEL, w.people[m].key, day) > 0.2 * dose:
            continue
        worst, lowest = NONE, 2.0
        first = w.people[m].first_tie
        for row in range(first, first + w.people[m].ties):
            j = w.ties[row].target
            if w.people[j].side == IT:
                t = trust_of(w, m, j)
                if t < lowest:
                    lowest, worst = t, j
        if worst == NONE:
            continue
        spend_time(w, day, worst, 0.1)
        spend_time(w, day, m, 0.1)
        h.trust_by_programme += trust_event(w, m, worst, BENEVOLENCE, 1.0)
        h.trust_by_programme += trust_event(w, m, worst, INTEGRITY, 1.0)
        trust_event(w, worst, m, BENEVOLENCE, 1.0)
        trust_event(w, worst, m, INTEGRITY, 1.0)
        w.people[m].listening += 0.01 * (1.0 - w.people[m].listening)
        w.people[worst].listening += 0.01 * (1.0 - w.people[worst].listening)
        add_contact(w, m, worst, 0.1, 0.1)


@rule
def lose_knowledge(w: World, part: float) -> None:
    """Replace people: understanding, language, acquaintance and who-knows-what go with those who leave."""
    o = w.organisation[0]
    for i in range(o.it):
        person = w.people[i]
        person.language *= 1.0 - 0.46 * part
        for s in range(len(w.services)):
            w.understanding[i, s] *= 1.0 - part
        for row in range(person.first_tie, person.first_tie + person.ties):
            w.ties[row].contact *= 1.0 - part
            w.ties[w.ties[row].mate].contact *= 1.0 - part
            for k in range(w.belief.shape[1]):
                w.belief[row, k] += part * (0.25 - w.belief[row, k])


@rule
def reset_trust(w: World, day: int, part: float) -> None:
    """Move trust across sides towards its prior: the other side has changed."""
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    for i in range(o.people):
        other = BUSINESS if w.people[i].side == IT else IT
        for c in range(3):
            step = part * (p.trust_prior - w.stereotype[i, other, c])
            w.stereotype[i, other, c] += step
            if other == IT:
                h.trust_by_programme += step * component_weight(c)
        first = w.people[i].first_tie
        for row in range(first, first + w.people[i].ties):
            if w.people[w.ties[row].target].side == other:
                for c in range(3):
                    w.deviation[row, c] *= 1.0 - part


@rule
def publish_skills(w: World, part: float) -> None:
    """Publish a skills directory: beliefs move towards true expertise."""
    for i in range(w.organisation[0].it):
        first = w.people[i].first_tie
        for row in range(first, first + w.people[i].ties):
            j = w.ties[row].target
            if w.people[j].side == IT:
                for k in range(w.belief.shape[1]):
                    w.belief[row, k] += part * (w.expertise[j, k] - w.belief[row, k])


@rule
def board_meeting(w: World, day: int, lv: Levers) -> None:
    """Hold the monthly strategic change meeting; a manager comes if trust and understanding make it worthwhile."""
    o = w.organisation[0]
    invited, present = 0, 0
    for s in range(len(w.services)):
        w.services[s].board_view = 0.0
    for m in range(o.it, o.people):
        if w.people[m].seat == 0:
            continue
        invited += 1
        manager = w.people[m]
        comes = 0.3 + 0.5 * manager.trust + 0.5 * manager.it_understanding
        if random_numbers.uniform(o.seed, S.BOARD_ATTENDS, manager.key, day) >= comes:
            continue
        present += 1
        spend_time(w, day, m, 0.5 * lv.board)
        for i in range(o.it):
            if w.people[i].seat == 1:
                _board_pair(w, day, i, m, lv.board)
    for i in range(o.it):
        if w.people[i].seat == 1:
            spend_time(w, day, i, 0.5 * lv.board)
    quorum = 2 * present >= invited
    o.board_decides = 1 if quorum or lv.authority >= 1.0 else 0


@rule
def _board_pair(w: World, day: int, i: int, m: int, dose: float) -> None:
    p, h = w.parameters[0], w.history[day]
    a, b = w.people[i], w.people[m]
    hears = fidelity(a.language, b.language, a.listening, trust_of(w, i, m))
    is_heard = fidelity(a.language, b.language, b.listening, trust_of(w, m, i))
    t = w.teams[b.team]
    for s in range(t.first_service, t.first_service + t.services):
        w.understanding[i, s] = closed_gap(w.understanding[i, s], p.tacit_ceiling, 4.0 * dose * p.talk_learning * hears)
    b.it_understanding += dose * p.business_talk_learning * is_heard * (1.0 - b.it_understanding)
    a.language += 0.5 * dose * p.language_learning * (1.0 - a.language)
    b.language += 0.25 * dose * p.language_learning * (1.0 - b.language)
    add_contact(w, i, m, 0.15 * dose, 0.15 * dose)
    for s in range(len(w.services)):
        view = math.sqrt(w.understanding[i, s] * b.it_understanding)
        w.services[s].board_view = max(w.services[s].board_view, view)
    valence = 0.6 * dose * contact_valence(is_heard, p.jargon)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, valence)
    trust_event(w, i, m, BENEVOLENCE, 0.6 * dose * contact_valence(hears, p.jargon))
