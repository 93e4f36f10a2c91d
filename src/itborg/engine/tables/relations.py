"""Ties and trust between two people, as the phases of a day read and change them.

Ties always exist in both directions: `mate` is the row of the tie back. Each direction has its own contact and trust,
so a relationship may be one-sided. Trust in strangers is the stereotype of their side; a tie adds a deviation.

Means over a person's ties are kept on the person and are up to a week old, except where a function says otherwise:
people form an opinion now and then rather than after each event, and it saves most of the time of a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.numba_support import rule
from ...mechanisms import contacts, trust
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
def mean_trust(w: World, i: int, side: int, size: int) -> float:
    """Return the mean trust of i in all `size` people of a side, strangers by the stereotype, 0 to 1.

    As of now; `w.people[i].trust` is the same for the other side as of the last update.
    """
    start = trust_in_side(w, i, side)
    total = start * size
    first = w.people[i].first_tie
    for row in range(first, first + w.people[i].ties):
        if w.people[w.ties[row].target].side == side:
            total += trust_along(w, i, row) - start
    return total / size


@rule
def component_weight(w: World, component: int) -> float:
    """Return the weight of a component in trust, 0 to 1; `component` is ABILITY, BENEVOLENCE or INTEGRITY."""
    p = w.parameters[0]
    if component == ABILITY:
        return p.ability_weight
    return p.benevolence_weight if component == BENEVOLENCE else p.integrity_weight


@rule
def move_trust(w: World, i: int, row: int, side: int, component: int, valence: float, spill: float) -> float:
    """Apply a trust event of i with someone of `side` (tie `row`, or NONE for a stranger).

    component  ABILITY, BENEVOLENCE or INTEGRITY
    valence    how good the event was, -1 to 1
    spill      share of the step that goes to the stereotype of the whole side; the rest goes to the tie, 0 to 1

    Changes `w.stereotype` and `w.deviation`, both kept so that the component stays in its range. An event with a
    stranger leaves only the spill-over. Returns the step in trust, weighted by the component, before it is cut to the
    range: steps are recorded by cause in the history. Source of the spill-over: Pettigrew & Tropp 2006; its share is
    assumed.
    """
    p = w.parameters[0]
    start = w.stereotype[i, side, component]
    own = 0.0
    if row != NONE:
        own = w.deviation[row, component]
    low, high = p.lowest_trust, p.highest_trust
    step = trust.step(clip(start + own, low, high), valence, p)
    moved = clip(start + spill * step, low, high)
    w.stereotype[i, side, component] = moved
    if row != NONE:
        after = clip(moved + own + (1.0 - spill) * step, low, high)
        w.deviation[row, component] = after - moved
    return step * component_weight(w, component)


@rule
def trust_event(w: World, i: int, j: int, component: int, valence: float) -> float:
    """Apply a trust event of i with j, at the usual spill-over; return the weighted step.

    Arguments as in `move_trust`; the tie from i to j, if there is one, is found.
    """
    return move_trust(w, i, find_tie(w, i, j), w.people[j].side, component, valence, w.parameters[0].spill_over)


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
    """Note i's trust along every tie, and its means and sums over all.

    Writes, for each tie, trust and the weights of inviting and accepting; for the person, the mean trust in the other
    side and the means of its components over all people of that side (strangers by the stereotype), the sums of
    contact in all and across the sides, and the number of ties across.

    These are what most rules of a day read: labels, shadow IT, satisfaction and ratings follow a person's general
    opinion of the other side, not that of one colleague.
    """
    o, p = w.organisation[0], w.parameters[0]
    low, high = p.lowest_trust, p.highest_trust
    person = w.people[i]
    other = BUSINESS if person.side == IT else IT
    size = o.it if other == IT else o.people - o.it
    a, b, c = (
        w.stereotype[i, other, ABILITY],
        w.stereotype[i, other, BENEVOLENCE],
        w.stereotype[i, other, INTEGRITY],
    )
    start = trust.overall(a, b, c, p)
    own_a, own_b, own_c = (
        w.stereotype[i, person.side, ABILITY],
        w.stereotype[i, person.side, BENEVOLENCE],
        w.stereotype[i, person.side, INTEGRITY],
    )
    total, ability, benevolence, integrity = start * size, a * size, b * size, c * size
    contact, cross, count = 0.0, 0.0, 0.0
    for row in range(person.first_tie, person.first_tie + person.ties):
        tie = w.ties[row]
        contact += tie.contact
        da, db, dc = w.deviation[row, ABILITY], w.deviation[row, BENEVOLENCE], w.deviation[row, INTEGRITY]
        if tie.across == 1:
            now = trust.overall(a + da, b + db, c + dc, p)
            total += now - start
            ability += clip(a + da, low, high) - a
            benevolence += clip(b + db, low, high) - b
            integrity += clip(c + dc, low, high) - c
            cross += tie.contact
            count += 1.0
        else:
            now = trust.overall(own_a + da, own_b + db, own_c + dc, p)
        weight_trust(w, tie, now)
    person.trust = total / size
    person.ability = ability / size
    person.benevolence = benevolence / size
    person.integrity = integrity / size
    person.contact = contact
    person.cross_contact = cross
    person.cross_ties = count
