"""Sobol: shares of the outcome's variance, by Saltelli's scheme."""

from __future__ import annotations

from typing import override

import numpy as np

from ...statistics import Floats
from ..extras import extra
from .scheme import Draw, Indices, Scheme, luck


class Sobol(Scheme):
    """Outcomes at base points A and B, and at A with one factor taken from B."""

    name = "sobol"

    def __init__(self, factors: int, outcomes: Floats, second: bool = False) -> None:
        """Take points in the order A, A with factor 1, 2 ... from B, (B with factors from A), B; again and again.

        outcomes  (points, replicates)
        second    whether the scheme holds the points in brackets; they are not looked at
        """
        self._salib = extra("SALib.analyze.sobol", "Sobol indices")
        block = (2 * factors if second else factors) + 2
        values = outcomes.reshape(-1, block, outcomes.shape[1])
        known = values[~np.isnan(values).any(axis=(1, 2))]
        self._a, self._ab, self._b = known[:, 0], known[:, 1 : factors + 1], known[:, -1]
        self.changes = self._ab - self._a[:, None]
        self.blocks, self.replicates = len(known), outcomes.shape[1]

    @override
    def indices(self, draw: Draw) -> Indices:
        bases, varied, others = (values[draw.blocks] for values in (self._a, self._ab, self._b))
        a, b = bases[:, draw.replicates].mean(axis=1), others[:, draw.replicates].mean(axis=1)
        every = np.column_stack([varied[:, :, draw.replicates].mean(axis=2), a + luck(bases, draw)])
        middle, scale = np.concatenate([a, b]).mean(), np.concatenate([a, b]).std()
        if not scale > 0:
            nothing = np.zeros(every.shape[1])
            return Indices(nothing, nothing, nothing)
        wide = [np.repeat(((base - middle) / scale)[:, None], every.shape[1], axis=1) for base in (a, b)]
        first = np.asarray(self._salib.first_order(wide[0], (every - middle) / scale, wide[1]))
        total = np.asarray(self._salib.total_order(wide[0], (every - middle) / scale, wide[1]))
        return Indices(total, first, total - first)
