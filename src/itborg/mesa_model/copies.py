"""Copies of a model: pickled, or independent copies that continue identically."""

from __future__ import annotations

import copy
from typing import Any, Self

import numpy as np

from ..engine.row_names import Rows
from ..engine.table import array_of


class Copies:
    """What a model needs to be copied; parts that never change are shared between copies."""

    world: Any
    organisation: Any
    rows: Rows
    strategy: Any
    behaviour: Any

    def __getstate__(self) -> dict[str, Any]:
        """Return the state; `columns` is a view of the memory of `history` and is left out."""
        return {**self.__dict__, "world": self.world._replace(columns=np.zeros((0, 0)))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore the state, and `columns` as a view of `history`."""
        self.__dict__.update(state)
        history = array_of(self.world.history)
        self.world = self.world._replace(columns=history.view(np.float64).reshape(len(history), -1))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return an independent copy; immutable parts are shared."""
        memo |= {id(frozen): frozen for frozen in (self.organisation, self.rows, self.strategy, self.behaviour)}
        memo[id(self)] = other = type(self).__new__(type(self))
        other.__setstate__(copy.deepcopy(self.__getstate__(), memo))
        return other
