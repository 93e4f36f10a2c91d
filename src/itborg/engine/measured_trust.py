"""Trust that a survey has measured sets the level of trust: of strangers, of ties without an answer, and of the burn-in.

A survey states how far people trust those whom they know. Whoever answered trusts a side as such, at the start, as much
as the answers average; whoever did not answer, as much as the others of its side. What the survey states is a fact of
day 0, so the burn-in, which lets queues and knowledge settle, keeps to it. All three are assumptions.

Where nothing is measured, nothing here changes a world.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..common.numba_support import rule
from ..mechanisms import trust
from ..mechanisms.arithmetic import clip
from .state import COMPONENTS, IT, SIDES
from .table import array_of, column
from .tables.relations import trust_in_side

if TYPE_CHECKING:
    from .state import World


@rule
def anchor_trust(w: World) -> None:
    """Set the trust of strangers and of ties without an answer to the level of the measured ties, side by side.

    Changes `w.stereotype` and `w.deviation` where `w.supplied_trust` has a value for anybody of the same side about the
    same side; a person whose opinion of the other side is supplied in people.csv keeps it.
    """
    o = w.organisation[0]
    for own in range(SIDES):
        first, last = (0, o.it) if own == IT else (o.it, o.people)
        for side in range(SIDES):
            total, usual, count = 0.0, 0.0, 0.0
            for i in range(first, last):
                a, b, n = _answers(w, i, side)
                total += a
                usual += b
                count += n
            if count == 0.0:
                continue
            for i in range(first, last):
                if side != own and not np.isnan(w.supplied[i, 0]):
                    continue
                a, b, n = _answers(w, i, side)
                if n > 0.0:
                    _anchor(w, i, side, a / n, b / n)
                else:
                    _anchor(w, i, side, total / count, usual / count)


@rule
def _answers(w: World, i: int, side: int) -> tuple[float, float, float]:
    """Return the sums of measured trust of i in people of a side, and of what contact adds there; and their number."""
    total, usual, count = 0.0, 0.0, 0.0
    for row in range(w.people[i].first_tie, w.people[i].first_tie + w.people[i].ties):
        if w.people[w.ties[row].target].side == side and not np.isnan(w.supplied_trust[row]):
            total += w.supplied_trust[row]
            usual += _usual_addition(w, i, row, side)
            count += 1.0
    return total, usual, count


@rule
def _usual_addition(w: World, i: int, row: int, side: int) -> float:
    """Return what a tie of this contact adds to trust in the side, on average, where nothing is measured."""
    p = w.parameters[0]
    curve = trust.by_contact(w.ties[row].contact, p)
    if side == w.people[i].side:
        return curve - p.own_side_prior
    return trust.across_at_start(0.0, 0.0, curve, p)


@rule
def _anchor(w: World, i: int, side: int, level: float, usual: float) -> None:
    """Move the trust of i in a side to a level; ties without an answer differ from it as they differ in contact.

    level  mean trust in people of the side, as measured
    usual  mean of what contact adds on the measured ties
    """
    p = w.parameters[0]
    shift = level - trust_in_side(w, i, side)
    for c in range(COMPONENTS):
        w.stereotype[i, side, c] = clip(w.stereotype[i, side, c] + shift, p.lowest_trust, p.highest_trust)
    base = trust_in_side(w, i, side)
    for row in range(w.people[i].first_tie, w.people[i].first_tie + w.people[i].ties):
        if w.people[w.ties[row].target].side == side:
            measured = w.supplied_trust[row]
            for c in range(COMPONENTS):
                if np.isnan(measured):
                    w.deviation[row, c] -= usual
                else:
                    w.deviation[row, c] = measured - base


@dataclass
class HeldTrust:
    """Trust at the start, to which the burn-in returns.

    stereotype  (people, sides, components) trust in a side as such
    held        (people, sides) whether the trust of a person in a side is measured
    keys        sorted numbers of the ties whose trust is held: row of the owner x people + row of the other
    deviation   (ties, components) what each of these ties adds
    """

    stereotype: NDArray[np.float64]
    held: NDArray[np.bool_]
    keys: NDArray[np.int64]
    deviation: NDArray[np.float64]

    @classmethod
    def of(cls, world: World) -> HeldTrust | None:
        """Return what is measured in a world in its initial state, None if nothing is."""
        side = column(world.people, "side")
        opinion, answered = ~np.isnan(world.supplied[:, 0]), ~np.isnan(world.supplied_trust)
        if not (opinion.any() or answered.any()):
            return None
        owner, rows = _used_rows(world)
        target = column(world.ties, "target")[rows]
        measured = np.zeros((SIDES, SIDES), dtype=bool)
        np.logical_or.at(measured, (side[owner], side[target]), answered[rows])
        held = measured[side]
        held[np.arange(len(side)), 1 - side] |= opinion
        kept = held[owner, side[target]]
        keys = owner[kept] * len(side) + target[kept]
        order = np.argsort(keys)
        return cls(np.array(world.stereotype), held, keys[order], np.array(world.deviation)[rows[kept]][order])

    def restore(self, world: World) -> None:
        """Give a world the trust at the start again. A tie made since then keeps what it has now, from now on."""
        side = column(world.people, "side")
        world.stereotype[self.held] = self.stereotype[self.held]
        owner, rows = _used_rows(world)
        target = column(world.ties, "target")[rows]
        kept = self.held[owner, side[target]]
        keys, rows = (owner * len(side) + target)[kept], rows[kept]
        at = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        known = self.keys[at] == keys if len(self.keys) else np.zeros(len(keys), dtype=bool)
        world.deviation[rows[known]] = self.deviation[at[known]]
        if not known.all():
            more = np.concatenate([self.keys, keys[~known]])
            order = np.argsort(more)
            self.deviation = np.concatenate([self.deviation, np.array(world.deviation)[rows[~known]]])[order]
            self.keys = more[order]


def _used_rows(world: World) -> tuple[Any, Any]:
    """Return the owner and the row of every tie, as arrays of shape (ties,)."""
    people = array_of(world.people)
    owner = np.repeat(np.arange(len(people)), people["ties"])
    place = np.arange(len(owner)) - np.repeat(np.cumsum(people["ties"]) - people["ties"], people["ties"])
    return owner, people["first_tie"][owner] + place
