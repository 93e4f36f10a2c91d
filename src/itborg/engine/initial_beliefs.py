"""The initial state of the network: who owns which need, who can do what, what people believe and trust.

Calibrated data give ties and some traits; everything else is drawn around means of `mechanisms`. Keys of random numbers
are those of people, needs and services, so the initial state of one person does not depend on who else there is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..common import random_numbers
from ..common import streams as S
from ..common.numba_support import rule
from ..mechanisms import attention, beliefs, trust
from ..mechanisms.arithmetic import clip
from .measured_trust import anchor_trust
from .state import BUSINESS, COMPONENTS, DESK, IT, NONE, PROBLEM, SIDES, SKILLS
from .tables.relations import mean_trust, trust_in_side
from .tables.ties import pair_number

if TYPE_CHECKING:
    from .state import World

#: Ways of choosing the team that owns a need; see `may_own`.
WISHES = 3
#: Number of the first trait of a person that is a component of trust, as a key of random numbers.
TRUST_TRAIT = 4
#: Repetitions of a shift of trust, so that a mean is met although some components are at the end of their range.
PASSES = 4


@rule
def assign_needs(w: World) -> None:
    """Assign needs to resolver teams in proportion to size, a little out of balance: staff follows demand, badly.

    The first skill of a service (its application) goes to developers, the second (its platform) to
    operations, the third to either, wherever such teams exist.

    Writes `service`, `key` and `team` of all needs, and `change_team` of all services: the team that helps with the
    application. Needs go one by one to the team with the lowest load for its size; size is resolvers times a log-normal
    factor by team, a tie is broken by need and team (stream NEED_TEAM). Uses w.scratch. Assumption.
    """
    p = w.parameters[0]
    for t in range(len(w.teams)):
        w.scratch[t] = 0.0
    for k in range(len(w.needs)):
        x = w.needs[k]
        x.service = k // SKILLS
        x.key = random_numbers.key_of(S.NEED_TEAM, w.services[x.service].key, k % SKILLS)
        best, winner = np.inf, NONE
        for wish in range(WISHES):
            for t in range(len(w.teams)):
                if may_own(w, t, k % SKILLS, wish):
                    size = w.teams[t].resolvers * math.exp(
                        p.staff_imbalance * random_numbers.normal_of(w.streams[S.NEED_TEAM], w.teams[t].key, 0)
                    )
                    full = (
                        w.scratch[t] + random_numbers.uniform_of(w.streams[S.NEED_TEAM], x.key, w.teams[t].key)
                    ) / size
                    if full < best:
                        best, winner = full, t
            if winner != NONE:
                break
        x.team = winner
        w.scratch[winner] += 1.0
    for s in range(len(w.services)):
        team = w.needs[s * SKILLS].team
        w.services[s].change_team = w.teams[team].helps
    open_channels(w)


@rule
def open_channels(w: World) -> None:
    """Give every team that words about services have to reach a column of `w.relay`: owners of needs, and builders."""
    channels = 0
    for n in range(len(w.needs) + len(w.services)):
        t = w.teams[w.needs[n].team if n < len(w.needs) else w.services[n - len(w.needs)].change_team]
        if t.channel == NONE:
            t.channel = channels
            channels += 1


@rule
def may_own(w: World, t: int, skill: int, wish: int) -> bool:
    """Return whether a team may own a need: by profession first (wish 0), then any specialists, then anyone.

    t      row of the team
    skill  0 application, 1 platform, 2 data
    wish   0 to WISHES - 1; later wishes count only where no team meets an earlier one
    """
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
def assign_users(w: World) -> None:
    """Let every business team that owns no service use one, each equally likely (stream USES, by team). Assumption.

    Writes `first_user` of services and `next_user` of teams: a list, so that an outage reaches its users without a walk
    through all people.
    """
    for s in range(len(w.services)):
        w.services[s].first_user = NONE
    for g in range(len(w.teams)):
        team = w.teams[g]
        if team.side == BUSINESS and team.services == 0:
            used = w.services[
                random_numbers.below(len(w.services), random_numbers.uniform_of(w.streams[S.USES], team.key, 0))
            ]
            team.next_user = used.first_user
            used.first_user = g


@rule
def start_expertise(w: World) -> None:
    """Draw who can do what: specialists, team mates, neighbours, strangers, a few hidden experts.

    Writes `w.expertise` and `w.expertise_base` (IT people x needs), 0 to 1. The desk is trained for some needs
    (stream DESK_TRAINED, by need) and weak in others. Specialists of the owning team and hidden experts elsewhere are
    drawn by person and need (streams EXPERTISE_DRAW, HIDDEN). Hidden experts are what informal networks find and the
    category table does not. People who take no incidents have expertise of strangers. Levels are fitted to the
    hand-off gradient.
    """
    o, p = w.organisation[0], w.parameters[0]
    for k in range(len(w.needs)):
        trained = random_numbers.uniform_of(w.streams[S.DESK_TRAINED], w.needs[k].key, 0) < p.desk_trained
        first_choice = most_expert(w, k)
        for i in range(o.it):
            x = w.people[i]
            u = random_numbers.uniform_of(w.streams[S.EXPERTISE_DRAW], x.key, w.needs[k].key)
            if x.role == DESK and w.needs[k].team != x.team:
                level = p.desk_expertise if trained else p.desk_other
            elif w.needs[k].team == x.team:
                level = p.specialist if u < p.specialist_share or i == first_choice else p.team_mate
            elif random_numbers.uniform_of(w.streams[S.HIDDEN], x.key, w.needs[k].key) < p.hidden_expert:
                level = p.hidden_expertise
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
    """Return the member of the owning team who is its specialist in any case: no need is left without one.

    k  row of the need

    Returns a row of `w.people`, NONE if nobody in the team takes incidents. The lowest draw of stream EXPERTISE_DRAW
    wins, the same that decides who else is a specialist.
    """
    t = w.teams[w.needs[k].team]
    best, winner = np.inf, NONE
    for i in range(t.first, t.first + t.members):
        if w.people[i].resolver == 1:
            u = random_numbers.uniform_of(w.streams[S.EXPERTISE_DRAW], w.people[i].key, w.needs[k].key)
            if u < best:
                best, winner = u, i
    return winner


@rule
def works_on(w: World, team: int, service: int) -> bool:
    """Return whether a team owns any need of a service; its members then know its neighbouring skills a little.

    team, service  rows of an IT team and of a service
    """
    for k in range(service * SKILLS, service * SKILLS + SKILLS):
        if w.needs[k].team == team:
            return True
    return False


@rule
def start_pairs(w: World) -> None:
    """Give the ties of the data how well two people get on and, inside IT, how far one knows what the other can do."""
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        person = w.people[i]
        for row in range(person.first_tie, person.first_tie + person.ties):
            tie = w.ties[row]
            tie.pair = pair_number(w, i, tie.target)
            if person.side == IT and tie.across == 0:
                tie.known = beliefs.known_at_start(tie.contact, p.knowing_contact)


@rule
def start_attention(w: World) -> None:
    """Set the budgets of attention of everybody, for both sides, from the ties of the data."""
    o, p = w.organisation[0], w.parameters[0]
    for side in range(SIDES):
        first, last = (0, o.it) if side == IT else (o.it, o.people)
        total = 0.0
        for i in range(first, last):
            total += w.people[i].contact
        for i in range(first, last):
            person = w.people[i]
            budget = attention.budget(person.contact, total / (last - first), p)
            person.own_budget = attention.own_budget(budget, p)
            person.cross_budget = attention.cross_budget(person.cross_contact, budget, p)


@rule
def start_trust(w: World) -> None:
    """Draw stereotypes and what ties add to them; given trust is met: that along a tie, and the opinion of a person.

    Writes `w.stereotype` (people x sides x components) and `w.deviation` (ties x components). The other side's
    components are normal numbers around `trust_prior` (stream PERSON_TRAIT), the own side's are `own_side_prior`.

    Trust comes from three sources, in this order of precedence: trust of a tie in ties.csv; trust of a person in
    people.csv, to which the stereotype is shifted; the priors, or the level of the measured ties where there are any
    (`measured_trust`). Meeting both kinds of data takes a few passes, since
    shifting the stereotype moves the ties. Cut components may leave a small difference.
    """
    o, p = w.organisation[0], w.parameters[0]
    for i in range(o.people):
        x = w.people[i]
        other = BUSINESS if x.side == IT else IT
        for c in range(COMPONENTS):
            w.stereotype[i, x.side, c] = p.own_side_prior
            z = random_numbers.normal_of(w.streams[S.PERSON_TRAIT], x.key, TRUST_TRAIT + c)
            w.stereotype[i, other, c] = trust.at_start(p.trust_prior, p.trust_sd, z, p)
        for row in range(x.first_tie, x.first_tie + x.ties):
            _start_tie_trust(w, i, row)
        if not np.isnan(w.supplied[i, 0]):
            for _pass in range(PASSES):
                set_mean_trust(w, i, other, w.supplied[i, 0])
                for row in range(x.first_tie, x.first_tie + x.ties):
                    if not np.isnan(w.supplied_trust[row]):
                        _start_tie_trust(w, i, row)
    anchor_trust(w)


@rule
def _start_tie_trust(w: World, i: int, row: int) -> None:
    """Set the deviation of one tie, the same for all components.

    i    row of the owner of the tie
    row  row of the tie

    Supplied trust is met exactly. Otherwise trust follows contact (Cross & Parker 2004), with noise by both people
    (stream TIE_TRAIT); across the sides it does so around the stereotype, with noise that the pair has in common. Surveys ask
    for trust as such, so the data cannot tell the components of a tie apart.
    """
    p = w.parameters[0]
    j = w.ties[row].target
    side = w.people[j].side
    base = trust_in_side(w, i, side)
    z = random_numbers.normal_of(w.streams[S.TIE_TRAIT], w.people[i].key, w.people[j].key)
    if not np.isnan(w.supplied_trust[row]):
        shift = w.supplied_trust[row] - base
    elif side == w.people[i].side:
        shift = trust.at_start(trust.by_contact(w.ties[row].contact, p), p.own_tie_trust_sd, z, p) - base
    else:
        curve = trust.by_contact(w.ties[row].contact, p)
        impression = trust.first_impression(w.ties[row].pair, z, p)
        shift = trust.across_at_start(base, impression, curve, p) - base
    for c in range(COMPONENTS):
        w.deviation[row, c] = shift


@rule
def set_mean_trust(w: World, i: int, side: int, goal: float) -> None:
    """Shift the stereotype of i so that its opinion of a side is `goal`, components kept in their range.

    side  IT or BUSINESS, the other side of i
    goal  opinion of that side, 0 to 1; missed where components reach the end of their range

    Also updates `trust` of the person. Used for supplied data, and by traits set between two days.
    """
    p = w.parameters[0]
    for _pass in range(PASSES):
        shift = goal - mean_trust(w, i, side)
        for c in range(COMPONENTS):
            w.stereotype[i, side, c] = clip(w.stereotype[i, side, c] + shift, p.lowest_trust, p.highest_trust)
    w.people[i].trust = mean_trust(w, i, side)
