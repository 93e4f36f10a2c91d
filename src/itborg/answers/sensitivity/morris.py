"""Morris: elementary effects along trajectories that change one factor at a time."""

from __future__ import annotations

from typing import override

import numpy as np

from ...statistics import Floats
from .scheme import Draw, Indices, Scheme, luck


class Morris(Scheme):
    """Elementary effects of every factor, trajectory and replicate.

    An effect is what the outcome would change over the factor's whole range, judged by one step.
    """

    name = "morris"

    def __init__(self, unit: Floats, outcomes: Floats) -> None:
        """Take trajectories of k + 1 points each.

        unit      (points, k), every factor from 0 to 1
        outcomes  (points, replicates)
        """
        k = unit.shape[1]
        points = unit.reshape(-1, k + 1, k)
        values = outcomes.reshape(len(points), k + 1, -1)
        known = ~np.isnan(values).any(axis=(1, 2))
        steps, changes = np.diff(points[known], axis=1), np.diff(values[known], axis=1)
        moved = np.abs(steps).argmax(axis=2)
        length = np.take_along_axis(steps, moved[:, :, None], axis=2)
        self.changes = np.empty_like(changes)
        np.put_along_axis(self.changes, moved[:, :, None], changes / length, axis=1)
        self._start = values[known][:, 0]
        self._length = np.abs(length[:, 0, 0])
        self.blocks, self.replicates = int(known.sum()), values.shape[2]

    @override
    def indices(self, draw: Draw) -> Indices:
        effects = self.changes[draw.blocks][:, :, draw.replicates].mean(axis=2)
        dummy = luck(self._start[draw.blocks], draw) / self._length[draw.blocks]
        every = np.column_stack([effects, dummy])
        return Indices(np.abs(every).mean(axis=0), every.mean(axis=0), every.std(axis=0, ddof=1))
