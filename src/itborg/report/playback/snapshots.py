"""Daily snapshots of people and ties as compact tables for a player.

Snapshot 0 is the state before the first day, snapshot d + 1 that at the end of day d. Values are 32-bit floats.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.state import World
from ...engine.table import array_of, column

#: Smallest part of the gap to full contact that a talk across the sides closes, mean of both directions.
TALKED = 0.15


class People(NamedTuple):
    """Traits of all people by snapshot, arrays of (snapshots, people) with values from 0 to 1.

    trust          opinion of the other side: trust in strangers, and in the people known by contact
    communication  geometric mean of language and listening
    priority       business: honesty of labels; IT: weight of business impact in the choice of work
    mood           business: satisfaction; IT: understanding of the business
    """

    trust: NDArray[np.float32]
    communication: NDArray[np.float32]
    priority: NDArray[np.float32]
    mood: NDArray[np.float32]


class TieTable(NamedTuple):
    """Ties as pairs of people by snapshot.

    pairs    rows of both people, (pairs, 2)
    contact  mean of both directions, (snapshots, pairs); 0 while there is no tie: below `forgotten_contact` both ways
    trust    the same for trust
    """

    pairs: NDArray[np.int64]
    contact: NDArray[np.float32]
    trust: NDArray[np.float32]


class Snapshots:
    """Takes snapshots of a world and returns them as tables.

    Call `add` once before the first day and at the end of each day, then `people` and `ties`.
    """

    def __init__(self, world: World) -> None:
        """Prepare for the people and ties of a world."""
        people = array_of(world.people)
        self.count = len(people)
        self._owner = np.repeat(np.arange(self.count), people["tie_room"])
        self._place = np.arange(len(self._owner)) - np.repeat(people["first_tie"], people["tie_room"])
        self._people: list[list[NDArray[np.float32]]] = [[] for _ in People._fields]
        self._codes: list[NDArray[np.int64]] = []
        self._ties: list[NDArray[np.float32]] = []

    def add(self, w: World) -> None:
        """Take a snapshot of the people and ties of a world, which must be the one it was prepared for."""
        for values_of, values in zip(self._people, (self._mean_trust(w), *_traits(w)), strict=True):
            values_of.append(values.astype(np.float32))
        codes, ties = self._ties_now(w)
        self._codes.append(codes)
        self._ties.append(ties)

    def met(self) -> list[tuple[int, int]]:
        """Return pairs of people whose contact rose by a talk or a visit since the snapshot before.

        Pairs are (row, row), the smaller row first. A pair counts if its contact closed more than TALKED of the gap to
        1. The list is empty before the second snapshot.
        """
        if len(self._codes) < 2:
            return []
        before, now = self._codes[-2], self._codes[-1]
        was = np.zeros(len(now), dtype=np.float32)
        at = np.searchsorted(before, now).clip(max=max(0, len(before) - 1))
        known = before[at] == now if len(before) else np.zeros(len(now), dtype=bool)
        was[known] = self._ties[-2][0][at[known]]
        rose = self._ties[-1][0] - was > TALKED * (1 - was)
        return [(int(code // self.count), int(code % self.count)) for code in now[rose]]

    def people(self) -> People:
        """Return the traits of all people by snapshot, arrays of (snapshots, people)."""
        return People(*(np.stack(column) for column in self._people))

    def ties(self) -> TieTable:
        """Return all ties that existed in any snapshot; contact and trust are 0 in snapshots without the tie."""
        every = np.unique(np.concatenate(self._codes))
        shape = (2, len(self._codes), len(every))
        table = np.zeros(shape, dtype=np.float32)
        for snapshot, (codes, values) in enumerate(zip(self._codes, self._ties, strict=True)):
            table[:, snapshot, np.searchsorted(every, codes)] = values
        return TieTable(np.stack([every // self.count, every % self.count], axis=1), *table)

    def _ties_now(self, w: World) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the ties of a world: their codes in ascending order, and contact and trust, (2, ties).

        The code of a tie is the smaller row times the number of people plus the larger row.
        """
        ties = array_of(w.ties)
        known = self._place < column(w.people, "ties")[self._owner]
        rows = np.flatnonzero(known & (self._owner < ties["target"][: len(known)]))
        mates = ties["mate"][rows]
        least = column(w.parameters, "forgotten_contact")[0]
        there = np.maximum(ties["contact"][rows], ties["contact"][mates]) >= least
        rows, mates = rows[there], mates[there]
        codes = self._owner[rows] * self.count + ties["target"][rows]
        contact = (ties["contact"][rows] + ties["contact"][mates]) / 2
        trust = (self._trust(w, rows) + self._trust(w, mates)) / 2
        order = np.argsort(codes)
        return codes[order], np.stack([contact, trust]).astype(np.float32)[:, order]

    def _mean_trust(self, w: World) -> NDArray[np.float64]:
        """Return each person's opinion of the other side now; the world itself updates it only once a week."""
        side = column(w.people, "side")
        strangers = _overall(w, w.stereotype[np.arange(self.count), 1 - side])
        rows = np.flatnonzero(
            (self._place < column(w.people, "ties")[self._owner]) & (column(w.ties, "across")[: len(self._owner)] == 1)
        )
        weight = column(w.ties, "contact")[rows]
        particular = np.bincount(self._owner[rows], weight * self._trust(w, rows), self.count)
        contact = np.bincount(self._owner[rows], weight, self.count)
        general = w.parameters[0].general_opinion  # as `trust.opinion` for one person
        return np.asarray((general * strangers + particular) / (general + contact))

    def _trust(self, w: World, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the trust behind ties, 0 to 1, one value for each of the given rows of the table of ties."""
        side = column(w.people, "side")[column(w.ties, "target")[rows]]
        parts = w.stereotype[self._owner[rows], side] + w.deviation[rows]
        return _overall(w, parts)


def _overall(w: World, parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return trust from its three components, as `trust.overall` does for one person.

    parts  (ties or people, 3): ability, benevolence and integrity
    """
    p = w.parameters[0]
    weights = np.array([p.ability_weight, p.benevolence_weight, p.integrity_weight])
    return np.asarray(np.clip(parts, p.lowest_trust, p.highest_trust) @ weights)


def _traits(w: World) -> tuple[NDArray[np.float64], ...]:
    """Return communication, priority and mood of all people, as in `People`; people of IT come first."""
    people, it = array_of(w.people), int(column(w.organisation, "it")[0])
    understanding = w.understanding.mean(axis=1)
    honesty = people["honesty"][it:]
    return (
        np.sqrt(people["language"] * people["listening"]),
        np.concatenate([understanding, honesty / (honesty + w.parameters[0].half_honest)]),
        np.concatenate([understanding, people["satisfaction"][it:]]),
    )
