"""Step 2. Interventions: levers that act on people by themselves: adoption, training, workshops, boards.

Strategies differ here in what they do to people at once; other levers are read where they apply. The immediate
change is an input of the model, an assumption with a range; what becomes of it over months is the result. All
interventions take time of those who take part, which is missing from the work of the same day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...common.periods import MONTH
from ...mechanisms import beliefs, board, interventions, learning, resistance, talk, trust_events
from ...mechanisms.arithmetic import closed_gap
from ..state import BENEVOLENCE, BUSINESS, COMPONENTS, DELIVERY_MANAGER, INTEGRITY, IT, NONE
from ..tables.relations import component_weight, find_tie, move_trust, trust_event, trust_of
from ..tables.ties import add_contact
from .talking import spend_time

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


@rule
def act_on_people(w: World, day: int) -> None:
    """Apply today's levers to traits, knowledge and adoption.

    Records the cost of the strategy, kEUR, sets the mandate in force, and moves adoption of the framework. Levers that are 0
    do nothing, so the baseline passes through this step unchanged.

    training                    person-days of every IT person; it teaches nothing by itself
    language_target, liaisons   language, 0 to 1, of IT people, and of relationship managers: part of the gap a day
    business_training           understanding of IT, 0 to 1, that managers are trained towards
    catalogue                   0 to 1: every service is understood at least a little, as far as documents convey it
    workshop, follow_up         doses for all people, on the days of the schedule
    counselling                 0 to 1: sessions of managers with IT people
    knowledge_loss, trust_reset shares, on the day when people are replaced
    skills_directory            share of the gap between beliefs and expertise that is closed
    board                       0 to 1: the board meets on the first day of each month

    Language and understanding close gaps from below only. Order matters where two levers move the same trait on a day.
    """
    o, p, lv = w.organisation[0], w.parameters[0], w.levers[day]
    w.history[day].strategy_cost += lv.running_cost + lv.one_off_cost
    o.mandate = resistance.in_force(lv.mandate, lv.rectify, o.heard, p)
    o.framework = closed_gap(o.framework, lv.framework_target, lv.framework_speed)
    if lv.training > 0.0:
        for i in range(o.it):
            spend_time(w, day, i, lv.training)
    if lv.language_target > 0.0:
        for i in range(o.it):
            w.people[i].language = closed_gap(w.people[i].language, lv.language_target, p.coaching)
    if lv.liaisons > 0.0:
        for i in range(o.it):
            if w.people[i].rank < lv.liaisons and w.people[i].role == DELIVERY_MANAGER:
                person = w.people[i]
                person.language = closed_gap(person.language, p.liaison_language, interventions.liaison_speed(p))
    if lv.business_training > 0.0:
        for m in range(o.it, o.people):
            w.people[m].it_understanding = closed_gap(w.people[m].it_understanding, lv.business_training, p.coaching)
    if lv.catalogue > 0.0:
        for i in range(o.it):
            for s in range(len(w.services)):
                goal = p.catalogue_understanding * lv.catalogue
                w.understanding[i, s] = closed_gap(w.understanding[i, s], goal, p.catalogue_speed)
    if lv.workshop > 0.0:
        workshop(w, day, lv.workshop, lv.workshop)
    if lv.follow_up > 0.0:
        workshop(w, day, p.follow_up_dose * lv.follow_up, p.follow_up_time * lv.follow_up)
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
    """Hold a workshop for all: it closes part of the gaps in language and understanding and builds trust and ties.

    dose  strength relative to a full workshop, 0 or more
    time  person-days that it takes of everybody

    IT people learn every service up to the tacit ceiling, managers learn about IT. Trust moves as benevolence in the
    whole other side. Each manager meets `workshop_met` IT people (stream WORKSHOP_TIE, by manager, day and number).
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    for i in range(o.people):
        person = w.people[i]
        spend_time(w, day, i, time)
        person.language = learning.towards_full(person.language, p.workshop_language * dose)
        if person.side == IT:
            for s in range(len(w.services)):
                w.understanding[i, s] = closed_gap(
                    w.understanding[i, s], p.tacit_ceiling, p.workshop_understanding * dose
                )
            move_trust(w, i, BUSINESS, BENEVOLENCE, p.workshop_valence * dose, 1.0)
        else:
            rate = p.workshop_business_understanding * dose
            person.it_understanding = learning.towards_full(person.it_understanding, rate)
            h.trust_by_programme += move_trust(w, i, IT, BENEVOLENCE, p.workshop_valence * dose, 1.0)
    for m in range(o.it, o.people):
        for q in range(int(p.workshop_met)):
            i = random_numbers.below(
                o.it, random_numbers.uniform_of(w.streams[S.WORKSHOP_TIE], w.people[m].key, day * 2 + q)
            )
            add_contact(w, m, i, p.workshop_contact * dose, p.workshop_contact * dose)


@rule
def counsel(w: World, day: int, dose: float) -> None:
    """Counsel each manager, about once a week, with the IT person it trusts least among its ties.

    dose  strength, 0 to 1; multiplies the rate of sessions, not what a session does

    A session (stream COUNSEL, by manager and day) takes time of both, moves benevolence and integrity both ways, and
    improves listening and contact. It repairs the worst tie rather than the mean: the person trusted least is the one
    whom the manager would avoid by choice. Managers without a tie into IT get none.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    for m in range(o.it, o.people):
        if random_numbers.uniform_of(w.streams[S.COUNSEL], w.people[m].key, day) > p.counselling_rate * dose:
            continue
        worst, lowest = NONE, np.inf
        first = w.people[m].first_tie
        for row in range(first, first + w.people[m].ties):
            j = w.ties[row].target
            if w.people[j].side == IT:
                t = trust_of(w, m, j)
                if t < lowest:
                    lowest, worst = t, j
        if worst == NONE:
            continue
        spend_time(w, day, worst, p.counselling_time)
        spend_time(w, day, m, p.counselling_time)
        h.trust_by_programme += trust_event(w, m, worst, BENEVOLENCE, p.counselling_valence)
        h.trust_by_programme += trust_event(w, m, worst, INTEGRITY, p.counselling_valence)
        trust_event(w, worst, m, BENEVOLENCE, p.counselling_valence)
        trust_event(w, worst, m, INTEGRITY, p.counselling_valence)
        w.people[m].listening = interventions.listening_after_counselling(w.people[m].listening, p)
        w.people[worst].listening = interventions.listening_after_counselling(w.people[worst].listening, p)
        add_contact(w, m, worst, p.counselling_contact, p.counselling_contact)


@rule
def lose_knowledge(w: World, part: float) -> None:
    """Replace people: understanding, language, acquaintance and who-knows-what go with those who leave.

    part  share of IT people replaced, 0 to 1

    Everybody loses that share of what they had, rather than some people all of it: expected values of turnover or
    outsourcing. Contact falls in both directions of a tie; beliefs go back to what is thought of a new colleague.
    """
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.it):
        person = w.people[i]
        person.language *= 1.0 - p.lost_language * part
        for s in range(len(w.services)):
            w.understanding[i, s] *= 1.0 - part
        for row in range(person.first_tie, person.first_tie + person.ties):
            w.ties[row].contact *= 1.0 - part
            w.ties[w.ties[row].mate].contact *= 1.0 - part
            if w.ties[row].across == 0:
                w.ties[row].known *= 1.0 - part


@rule
def reset_trust(w: World, day: int, part: float) -> None:
    """Move trust across sides towards its prior: the other side has changed.

    part  share of the way, 0 to 1

    Changes `w.stereotype` and the deviations of cross-side ties. For organisations that hardly trust IT a reset is a
    gain, for those that trust it a loss: people judge newcomers without their predecessors' record.
    """
    o, p, h = w.organisation[0], w.parameters[0], w.history[day]
    for i in range(o.people):
        other = BUSINESS if w.people[i].side == IT else IT
        for c in range(COMPONENTS):
            step = part * (p.trust_prior - w.stereotype[i, other, c])
            w.stereotype[i, other, c] += step
            if other == IT:
                h.trust_by_programme += step * component_weight(w, c)
        first = w.people[i].first_tie
        for row in range(first, first + w.people[i].ties):
            if w.people[w.ties[row].target].side == other:
                for c in range(COMPONENTS):
                    w.deviation[row, c] *= 1.0 - part


@rule
def publish_skills(w: World, part: float) -> None:
    """Publish a skills directory: beliefs move towards true expertise.

    part  share of the way, 0 to 1; raises `known` of ties inside IT

    It shortens the way to the right receiver, which the network otherwise learns in talks only.
    """
    for i in range(w.organisation[0].it):
        first = w.people[i].first_tie
        for row in range(first, first + w.people[i].ties):
            if w.ties[row].across == 0:
                w.ties[row].known = beliefs.better_known(w.ties[row].known, part)


@rule
def board_meeting(w: World, day: int, lv: Levers) -> None:
    """Hold the monthly strategic change meeting; a manager comes if trust and understanding make it worthwhile.

    day  row of the day; attendance is one draw of stream BOARD_ATTENDS, by manager and day
    lv   levers of the day; `board`, 0 to 1, is the strength of the meeting

    Sets `board_view` of every service, 0 to 1, to the best joint view of a pair present, and `board_decides` to 1 if at
    least half of the managers invited come. For the month to come the board lends its view of value to IT and rejects requests. Without managers it is a meeting of IT.
    """
    o, p = w.organisation[0], w.parameters[0]
    invited, present = 0, 0
    for s in range(len(w.services)):
        w.services[s].board_view = 0.0
    for m in range(o.it, o.people):
        if w.people[m].seat == 0:
            continue
        invited += 1
        manager = w.people[m]
        comes = board.attends(manager.trust, manager.it_understanding, p)
        if random_numbers.uniform_of(w.streams[S.BOARD_ATTENDS], manager.key, day) >= comes:
            continue
        present += 1
        spend_time(w, day, m, p.board_time * lv.board)
        for i in range(o.it):
            if w.people[i].seat == 1:
                _board_pair(w, day, i, m, lv.board)
    for i in range(o.it):
        if w.people[i].seat == 1:
            spend_time(w, day, i, p.board_time * lv.board)
    quorum = present >= invited / 2.0
    o.board_decides = 1 if quorum else 0


@rule
def _board_pair(w: World, day: int, i: int, m: int, dose: float) -> None:
    """Let two members of the board learn from each other, and see together what services are worth.

    i, m  rows of an IT person and a manager
    dose  the lever `board`, 0 to 1

    Learning goes as in a talk, times the ratios of `mechanisms.board`; the pair's joint view raises `board_view`.
    """
    p, h = w.parameters[0], w.history[day]
    a, b = w.people[i], w.people[m]
    hears = talk.fidelity(a.language, b.language, a.listening, trust_of(w, i, m), p)
    is_heard = talk.fidelity(a.language, b.language, b.listening, trust_of(w, m, i), p)
    t = w.teams[b.team]
    for s in range(t.first_service, t.first_service + t.services):
        w.understanding[i, s] = learning.after_talk(w.understanding[i, s], p.board_talk * dose, hears, p)
    b.it_understanding = learning.manager_after_talk(b.it_understanding, dose, is_heard, p)
    a.language = talk.learned_language(a.language, p.board_language * dose, p)
    b.language = talk.learned_language(b.language, p.board_business_language * dose, p)
    add_contact(w, i, m, p.board_contact * dose, p.board_contact * dose)
    row = find_tie(w, m, i)
    strength = 0.0 if row == NONE else w.ties[row].strength
    for s in range(len(w.services)):
        view = board.seen_together(board.joint_view(w.understanding[i, s], b.it_understanding), strength, p)
        w.services[s].board_view = max(w.services[s].board_view, view)
    valence = p.board_valence * dose * trust_events.of_contact(is_heard, p.jargon, p)
    h.trust_by_contact += trust_event(w, m, i, BENEVOLENCE, valence)
    trust_event(w, i, m, BENEVOLENCE, p.board_valence * dose * trust_events.of_contact(hears, p.jargon, p))
