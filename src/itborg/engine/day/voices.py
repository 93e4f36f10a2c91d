"""Who speaks for a manager in IT: the best way along which words reach the team that does the work.

The way is a tie of the manager's own into IT, or a colleague and that colleague's counterpart; from there words go on
along the ties of the counterpart inside IT (`w.relay`). Strengths are as of each person's last update.

Arguments: m is the row of the manager, service that of the service, team that of an IT team.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import attention, voice
from ..state import ABILITY, IT, NONE
from ..tables.relations import best_known, component_along, find_tie, trust_of
from ..tables.ties import add_contact
from .talking import has_time, talk_to

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


@rule
def voice_of(w: World, m: int, service: int, team: int) -> tuple[float, int]:
    """Return the voice of a manager in a team about a service, 0 to 1, and who speaks for the manager, NONE for nobody."""
    p, person = w.parameters[0], w.people[m]
    best, counterpart, channel = 0.0, NONE, w.teams[team].channel
    for row in range(person.first_tie, person.first_tie + person.ties):
        tie = w.ties[row]
        if tie.across == 1:
            i = tie.target
            words = tie.strength * w.relay[i, channel] * w.understanding[i, service]
        else:
            colleague = w.people[tie.target]
            i = colleague.counterpart
            if i == NONE:
                continue
            words = voice.referred(tie.strength, colleague.direct, w.relay[i, channel], w.understanding[i, service], p)
        if words > best:
            best, counterpart = words, i
    return voice.voice(best, p), counterpart


@rule
def at_table(w: World, m: int, service: int, lv: Levers) -> float:
    """Return how far a change board hears for a manager, 0 to 1: with a seat, or through a colleague who has one.

    lv  levers of the day; the board hears as far as it saw the service at its last meeting
    """
    heard = lv.board * w.services[service].board_view
    person = w.people[m]
    if heard <= 0.0 or person.seat == 1:
        return heard
    best = 0.0
    for row in range(person.first_tie, person.first_tie + person.ties):
        tie = w.ties[row]
        if tie.across == 0 and w.people[tie.target].seat == 1:
            best = max(best, tie.strength)
    return heard * w.parameters[0].referral * best


@rule
def credit_of(w: World, m: int, counterpart: int) -> float:
    """Return the trust of a counterpart in the manager it speaks for, 0 to 1; 0 where nobody does."""
    if counterpart == NONE:
        return 0.0
    return trust_of(w, counterpart, m)


@rule
def trust_through(w: World, m: int, voice_now: float, counterpart: int) -> float:
    """Return the trust in IT that counts for one request, 0 to 1.

    It is the manager's opinion of IT, moved by voice to what the manager thinks of the counterpart.
    """
    if counterpart == NONE:
        return w.people[m].trust
    return voice.credit(w.people[m].trust, voice_now, trust_of(w, m, counterpart))


@rule
def ability_of(w: World, m: int, i: int) -> float:
    """Return the ability that a manager sees in an IT person, 0 to 1: the component of trust."""
    return component_along(w, m, find_tie(w, m, i), IT, ABILITY)


@rule
def talk_request_over(w: World, day: int, m: int, team: int, key: int, counterpart: int) -> None:
    """Let a manager talk a request over: with the own tie in the team that builds, else with the counterpart.

    key          of the request, for random numbers (streams REQUEST_TALK, REQUEST_TALK_WITH and INTRODUCTION)
    counterpart  who speaks for the manager, NONE for nobody

    Who distrusts IT does so less often. Who knows nobody in the team may be introduced to somebody there.
    """
    p, person = w.parameters[0], w.people[m]
    if random_numbers.uniform_of(w.streams[S.REQUEST_TALK], key, 0) >= p.request_talk * min(1.0, person.openness):
        return
    j = best_known(w, m, team)
    if j == NONE:
        j = counterpart
        if random_numbers.uniform_of(w.streams[S.INTRODUCTION], key, 0) < p.introduction:
            t = w.teams[team]
            j = t.first + random_numbers.below(
                t.members, random_numbers.uniform_of(w.streams[S.REQUEST_TALK_WITH], key, 0)
            )
    if j != NONE and has_time(w, m):
        row = find_tie(w, m, j)
        talk_to(w, day, m, j)
        if row != NONE:
            tie = w.ties[row]
            drawn, drawn_back = attention.drawn_to(tie.trust, p), attention.drawn_to(w.ties[tie.mate].trust, p)
            add_contact(w, m, j, voice.by_request(drawn, p), voice.by_request(drawn_back, p))


@rule
def reach_services(w: World) -> None:
    """Note for every service how well its owners are heard where its changes are built; once a month.

    Writes `reached`: the mean voice of the owner team, and `announced`: the probability that at least one of its members
    told IT of the peaks of the month to come, each with its voice. Assumption: dates travel as other words do.
    """
    for s in range(len(w.services)):
        x = w.services[s]
        t = w.teams[x.owner]
        silent, total = 1.0, 0.0
        for m in range(t.first, t.first + t.members):
            heard, _ = voice_of(w, m, s, x.change_team)
            total += heard
            silent *= 1.0 - heard
        x.reached = total / t.members
        x.announced = 1.0 - silent
