"""The ties of a world as arrays, and how ties are removed or given another end.

Tables stay consistent: every tie has a tie back, the rows of a person are a block without gaps, and what is kept beside
a tie (contact, deviation of trust, beliefs) moves with it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.simulation import quiet_arithmetic
from ...engine.state import World
from ...engine.table import array_of, column
from ...engine.tables.ties import pair_number
from ...engine.taking_stock import take_stock

Rows = NDArray[np.int64]


class Ties(NamedTuple):
    """All ties in use, one entry a direction, (ties,) each, by owner.

    row      row in `World.ties`
    owner    row in `World.people` of the person whose tie it is; target: of the person at its end
    mate     position of the tie back, in these arrays
    contact  0 to 1
    trust    trust of the owner in the target as of now, 0 to 1
    """

    row: Rows
    owner: Rows
    target: Rows
    mate: Rows
    contact: NDArray[np.float64]
    trust: NDArray[np.float64]


def used_rows(world: World) -> Rows:
    """Return the rows of `world.ties` in use, in ascending order."""
    first, count = column(world.people, "first_tie"), column(world.people, "ties")
    return np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))


def ties_of(world: World) -> Ties:
    """Return the ties of a world; a copy, later days do not change it."""
    rows = used_rows(world)
    table = array_of(world.ties)[rows]
    owner = np.repeat(np.arange(len(world.people)), column(world.people, "ties"))
    mate = np.searchsorted(rows, table["mate"])
    return Ties(rows, owner, table["target"].copy(), mate, table["contact"].copy(), trust_along(world, rows, owner))


def trust_along(world: World, rows: Rows, owner: Rows) -> NDArray[np.float64]:
    """Return the trust of owners in the ends of their ties, (rows,), 0 to 1: `trust.overall` of each tie.

    rows   rows in use of `world.ties`
    owner  row of the owner of each, in `world.people`
    """
    p: Any = array_of(world.parameters)[0]
    side = column(world.people, "side")[column(world.ties, "target")[rows]]
    parts = np.clip(world.stereotype[owner, side] + world.deviation[rows], p["lowest_trust"], p["highest_trust"])
    weights = np.array([p["ability_weight"], p["benevolence_weight"], p["integrity_weight"]])
    total: NDArray[np.float64] = parts @ weights
    return total


def remove_ties(world: World, gone: NDArray[np.bool_]) -> None:
    """Remove ties and their ties back, in place; the ties that a person keeps stay in their order.

    gone  (ties,), in the order of `ties_of`; a pair goes if either direction is marked

    What is kept on people (means over ties) is updated for those who lost a tie.
    """
    ties = ties_of(world)
    gone = gone | gone[ties.mate]
    kept = np.flatnonzero(~gone)
    people = array_of(world.people)
    count = np.bincount(ties.owner[kept], minlength=len(people))
    there = np.repeat(people["first_tie"] - np.cumsum(count) + count, count) + np.arange(len(kept))
    _move(world, ties.row[kept], there)
    new_row = np.full(len(gone), -1)
    new_row[kept] = there
    column(world.ties, "mate")[there] = new_row[ties.mate[kept]]
    people["ties"] = count
    take_stock(world, np.unique(ties.owner[gone]))


def exchange_ends(world: World, pairs: Rows, partners: Rows) -> None:
    """Give the ties of some pairs other ends, in place: everybody keeps the number of ties, contact and trust.

    pairs     positions in `ties_of`, one direction of each pair: all owners on one side, all targets on the other
    partners  a permutation of 0 to len(pairs) - 1: the owner of pair n is tied to the target of pair partners[n]

    Each direction stays with its owner, with its contact and deviation of trust; only who is at its end changes, and
    with it how well the two get on. Pairs must not repeat after the exchange.
    """
    ties = ties_of(world)
    table = array_of(world.ties)
    rows, back = ties.row[pairs], ties.row[ties.mate[pairs]][partners]
    table["target"][rows], table["target"][back] = ties.target[pairs][partners], ties.owner[pairs]
    table["mate"][rows], table["mate"][back] = back, rows
    with quiet_arithmetic():
        numbers = [pair_number(world, *pair) for pair in zip(ties.owner[pairs], table["target"][rows], strict=True)]
    table["pair"][rows] = table["pair"][back] = numbers
    take_stock(world, np.unique(ties.owner[np.concatenate([pairs, ties.mate[pairs]])]))


def _move(world: World, old: Rows, new: Rows) -> None:
    """Copy ties, with all that is kept beside them, from old rows to new ones; new rows are not above old ones."""
    array_of(world.ties)[new] = array_of(world.ties)[old]
    world.deviation[new] = world.deviation[old]
