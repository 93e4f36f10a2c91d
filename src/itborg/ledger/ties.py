"""Ties of a twin, to be found again in another world of the same people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..world.state import World

Rows = NDArray[np.int64]


class Ties:
    """The twin's ties in use tonight, ordered by who they join."""

    def __init__(self, twin: World) -> None:
        """Look the ties up once."""
        rows, keys = _keys(twin)
        order = np.argsort(keys)
        self._rows, self._keys = rows[order], keys[order]

    def shared(self, w: World) -> tuple[Rows, Rows, Rows]:
        """Return the rows of ties that both have, in `w` and in the twin, and the rows that only `w` has."""
        rows, keys = _keys(w)
        if not len(self._keys):
            return rows[:0], rows[:0], rows
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        both = self._keys[place] == keys
        return rows[both], self._rows[place[both]], rows[~both]


def _keys(w: World) -> tuple[Rows, Rows]:
    """Return the rows of ties in use, and a number for each that names both ends."""
    counts = np.asarray(w.people["ties"])
    owner = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.asarray(w.people["first_tie"])[owner] + within
    return rows, owner * len(counts) + np.asarray(w.ties["target"])[rows]
