"""Ties and trust between two people, as the phases of a day read and change them.

Ties always exist in both directions: `mate` is the row of the tie back. Each direction has its own contact and trust,
so a relationship may be one-sided. Trust in strangers is the stereotype of their side; a tie adds a deviation.

Means over a person's ties are kept on the person and are up to a week old, except where a function says otherwise:
people form an opinion now and then rather than after each event, and it saves most of the time of a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import attention, contacts, trust, voice
from ...mechanisms.arithmetic import clip
from ..state import ABILITY, BENEVOLENCE, BUSINESS, INTEGRITY, IT, NONE

if TYPE_CHECKING:
    from ..records import Tie
    from ..state import World


@rule
def find_tie(w: World, i: int, j: int) -> int:
    """Return the row of the tie from i to j, NONE for strangers.

    Looks through the block of i in `w.ties`, `ties` rows from `first_tie` on, in no particular order.
    """
    first = w.people[i].first_tie
    for row in range(first, first + w.people[i].ties):
        if w.ties[row].target == j:
            return row
    return NONE


@rule
def best_known(w: World, i: int, team: int) -> int:
    """Return the member of a team of the other side to whom i has the strongest tie; NONE if i knows nobody there.

    Strengths are as of i's last update. Of equal ones the first counts.
    """
    person = w.people[i]
    best, found = 0.0, NONE
    for row in range(person.first_tie, person.first_tie + person.ties):
        tie = w.ties[row]
        if tie.across == 1 and tie.strength > best and w.people[tie.target].team == team:
            best, found = tie.strength, tie.target
    return found


@rule
def trust_along(w: World, i: int, row: int) -> float:
    """Return the trust of i in the person at the end of one of i's ties, 0 to 1.

    row  row of the tie in `w.ties`

    Trust in a person is the stereotype of the person's side plus the deviation of the tie, component by component.
    """
    side = w.people[w.ties[row].target].side
    s, d = w.stereotype, w.deviation
    return trust.overall(
        s[i, side, ABILITY] + d[row, ABILITY],
        s[i, side, BENEVOLENCE] + d[row, BENEVOLENCE],
        s[i, side, INTEGRITY] + d[row, INTEGRITY],
        w.parameters[0],
    )


@rule
def component_along(w: World, i: int, row: int, side: int, component: int) -> float:
    """Return a component of the trust of i in somebody of a side, inside its range.

    row        row of i's tie to the person, NONE for a stranger
    component  ABILITY, BENEVOLENCE or INTEGRITY
    """
    p = w.parameters[0]
    now = w.stereotype[i, side, component]
    if row != NONE:
        now += w.deviation[row, component]
    return clip(now, p.lowest_trust, p.highest_trust)


@rule
def trust_in_side(w: World, i: int, side: int) -> float:
    """Return the trust of i in a stranger of one side, 0 to 1: the stereotype.

    side  IT or BUSINESS; also how i trusts strangers of its own side
    """
    s = w.stereotype
    return trust.overall(s[i, side, ABILITY], s[i, side, BENEVOLENCE], s[i, side, INTEGRITY], w.parameters[0])


@rule
def trust_of(w: World, i: int, j: int) -> float:
    """Return the trust of i in j, 0 to 1, tie or not.

    i, j  rows of two people of any side

    As of now: the last events count.
    """
    row = find_tie(w, i, j)
    if row == NONE:
        return trust_in_side(w, i, w.people[j].side)
    return trust_along(w, i, row)


@rule
def mean_trust(w: World, i: int, side: int) -> float:
    """Return the opinion that i has of a side, 0 to 1: the stereotype and the people known, weighted by contact.

    As of now; `w.people[i].trust` is the same for the other side as of the last update.
    """
    particular, contact = 0.0, 0.0
    first = w.people[i].first_tie
    for row in range(first, first + w.people[i].ties):
        tie = w.ties[row]
        if w.people[tie.target].side == side:
            particular += tie.contact * trust_along(w, i, row)
            contact += tie.contact
    return trust.opinion(trust_in_side(w, i, side), particular, contact, w.parameters[0])


@rule
def component_weight(w: World, component: int) -> float:
    """Return the weight of a component in trust, 0 to 1; `component` is ABILITY, BENEVOLENCE or INTEGRITY."""
    p = w.parameters[0]
    if component == ABILITY:
        return p.ability_weight
    return p.benevolence_weight if component == BENEVOLENCE else p.integrity_weight


@rule
def move_trust(w: World, i: int, side: int, component: int, valence: float, share: float) -> float:
    """Apply a trust event of i with nobody in particular to the side; return the step in trust.

    side       side that the event is about
    component  ABILITY, BENEVOLENCE or INTEGRITY
    valence    how good the event was, -1 to 1
    share      part of the step of trust in a stranger by which `w.stereotype` moves, 0 to 1

    The step returned is that in a stranger, weighted by the component, before share and cut: steps are recorded by
    cause in the history.
    """
    step = _step(w, i, NONE, side, component, valence)
    _apply(w, i, NONE, side, component, share * step, 0.0)
    return step * component_weight(w, component)


@rule
def trust_event(w: World, i: int, j: int, component: int, valence: float) -> float:
    """Apply a trust event of i with j and return the step in trust; arguments as in `move_trust`.

    Changes `w.stereotype` and `w.deviation`, both kept so that the component stays in its range. With a known person
    the step is the person's, but for what spills over to the side, and for the larger part of a bad event, which is
    laid to the side. With a stranger only the side is judged, and less.
    """
    p = w.parameters[0]
    row, side = find_tie(w, i, j), w.people[j].side
    step = _step(w, i, row, side, component, valence)
    if row == NONE:
        _apply(w, i, row, side, component, p.anonymous * step, 0.0)
    else:
        _apply(w, i, row, side, component, trust.to_side(step, p), trust.to_person(step, p))
    return step * component_weight(w, component)


@rule
def _step(w: World, i: int, row: int, side: int, component: int, valence: float) -> float:
    """Return the step of a component of trust in a person, or in a stranger of the side where `row` is NONE."""
    return trust.step(component_along(w, i, row, side, component), valence, w.parameters[0])


@rule
def _apply(w: World, i: int, row: int, side: int, component: int, to_side: float, to_person: float) -> None:
    """Move the stereotype and what a tie adds to it, so that both the side and the person stay in their range.

    to_side    change of the stereotype; the person at the end of the tie moves along
    to_person  further change of trust in that person
    """
    p = w.parameters[0]
    low, high = p.lowest_trust, p.highest_trust
    start = w.stereotype[i, side, component]
    moved = clip(start + to_side, low, high)
    w.stereotype[i, side, component] = moved
    if row != NONE:
        after = clip(moved + w.deviation[row, component] + to_person, low, high)
        w.deviation[row, component] = after - moved


@rule
def weight_trust(w: World, tie: Tie, value: float) -> None:
    """Note the trust of a tie, and how it weighs in inviting, and in accepting an invitation from the other end.

    value  trust of the tie's owner in the other end, 0 to 1

    Kept on the tie because the choice of partners reads it far more often than it changes.
    """
    p = w.parameters[0]
    tie.trust = value
    tie.draw = contacts.invitation(value, p)
    w.ties[tie.mate].accept = contacts.acceptance(value, p)


@rule
def update_person_means(w: World, i: int) -> None:
    """Note i's trust along every tie and the tie's strength, and i's opinion of the other side and sums of contact.

    Writes, for each tie, trust, the weights of inviting and accepting, and strength; for the person, the opinion of the
    other side and its components (`trust.opinion`), openness, the sums of contact in all and across the sides, the
    number of ties across, and the strongest of them (`direct`, `counterpart`); for IT people, how well they are heard
    in each team that owns a need or builds changes (`w.relay`): in full in the own one, elsewhere by the strongest tie.

    These are what most rules of a day read: opinions form now and then rather than after each event.
    """
    p = w.parameters[0]
    person = w.people[i]
    own, other = person.side, BUSINESS if person.side == IT else IT
    stereotype = w.stereotype
    ability, benevolence, integrity, opinion = 0.0, 0.0, 0.0, 0.0
    contact, cross, count = 0.0, 0.0, 0.0
    person.direct, person.counterpart = 0.0, NONE
    if own == IT:
        w.relay[i, :] = 0.0
    for row in range(person.first_tie, person.first_tie + person.ties):
        tie = w.ties[row]
        contact += tie.contact
        side = other if tie.across == 1 else own
        a = component_along(w, i, row, side, ABILITY)
        b = component_along(w, i, row, side, BENEVOLENCE)
        c = component_along(w, i, row, side, INTEGRITY)
        now = trust.overall(a, b, c, p)
        weight_trust(w, tie, now)
        tie.strength = voice.strength(tie.contact, now, p)
        if tie.across == 1:
            ability += tie.contact * a
            benevolence += tie.contact * b
            integrity += tie.contact * c
            opinion += tie.contact * now
            cross += tie.contact
            count += 1.0
            if tie.strength > person.direct:
                person.direct, person.counterpart = tie.strength, tie.target
        elif own == IT:
            channel = w.teams[w.people[tie.target].team].channel
            if channel != NONE:
                w.relay[i, channel] = max(w.relay[i, channel], tie.strength)
    if own == IT and w.teams[person.team].channel != NONE:
        w.relay[i, w.teams[person.team].channel] = 1.0
    person.trust = trust.opinion(trust_in_side(w, i, other), opinion, cross, p)
    person.ability = trust.opinion(stereotype[i, other, ABILITY], ability, cross, p)
    person.benevolence = trust.opinion(stereotype[i, other, BENEVOLENCE], benevolence, cross, p)
    person.integrity = trust.opinion(stereotype[i, other, INTEGRITY], integrity, cross, p)
    person.openness = attention.open_to_others(person.trust, p)
    person.contact = contact
    person.cross_contact = cross
    person.cross_ties = count
