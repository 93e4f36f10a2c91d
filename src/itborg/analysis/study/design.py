"""Designs: the points in the space of factors at which a study runs, as a matrix.

Latin hypercubes come from SciPy, Morris and Sobol designs from SALib. Every kind depends on the fields of the design
only; its random numbers come from its own seed, not from that of the runs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...common.errors import InputError, install, unknown
from ..statistics import Floats
from .factors import Factor, value_of

#: Default number of levels of a grid along each factor, and of a Morris design.
GRID_LEVELS, MORRIS_LEVELS = 5, 4
MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class Design:
    """A design of experiments; the same design gives the same points.

    kind          grid, latin_hypercube, sobol, morris, table, or single (no factors: one point)
    factors       one for each column of the matrix
    samples       latin_hypercube: points; sobol: base samples; morris: trajectories
    levels        grid: levels along each factor that has no own levels; morris: levels, an even number; 0: default
    seed          random seed of the design
    rows          the points themselves, of a table or a design read back from results
    second_order  sobol: with second-order indices, about twice the points
    """

    kind: str = "single"
    factors: tuple[Factor, ...] = ()
    samples: int = 64
    levels: int = 0
    seed: int = 1
    rows: tuple[tuple[float, ...], ...] = ()
    second_order: bool = False

    @property
    def size(self) -> int:
        """Number of points of the design, computed without making them. Raises InputError for more than MOST_POINTS."""
        factors, points = len(self.factors), self.samples
        if self.rows or not self.factors:
            points = max(1, len(self.rows))
        elif self.kind == "grid":
            points = math.prod(len(one.levels) or self.levels or GRID_LEVELS for one in self.factors)
        elif self.kind == "morris":
            points *= factors + 1
        elif self.kind == "sobol":
            points *= 2 * factors + 2 if self.second_order else factors + 2
        if points > MOST_POINTS:
            raise InputError(f"this {self.kind.replace('_', ' ')} has {points} points; at most {MOST_POINTS}")
        return points

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the factors, one for each column."""
        return tuple(one.name for one in self.factors)

    def matrix(self) -> Floats:
        """Return every point in order, (points, factors); a design without factors has one point, (1, 0).

        Values are rounded where a factor is an integer. Raises InputError for an unknown kind, a value out of
        range, more than 1,000,000 points or a missing library.
        """
        if self.kind not in KINDS:
            raise unknown("design", self.kind, KINDS)
        if not self.factors or not self.size:
            return np.zeros((1, 0))
        found = np.asarray(self.rows or KINDS[self.kind](self), dtype=float)
        return np.array(
            [[value_of(name, v) for name, v in zip(self.names, row, strict=True)] for row in found.tolist()]
        )

    def points(self) -> list[dict[str, float]]:
        """Return the values of the factors at every point, name -> value, in the order of `matrix`."""
        return [dict(zip(self.names, row, strict=True)) for row in self.matrix().tolist()]

    def problem(self) -> dict[str, Any]:
        """Return the factors as a problem of SALib: num_vars, names and bounds."""
        return {
            "num_vars": len(self.factors),
            "names": list(self.names),
            "bounds": [[one.low, one.high] for one in self.factors],
        }


def _single(_: Design) -> Sequence[Sequence[float]]:
    raise InputError("a design with factors needs a kind: " + ", ".join(name for name in KINDS if name != "single"))


def _grid(design: Design) -> Sequence[Sequence[float]]:
    """Return all combinations of levels; the last factor varies fastest."""
    axes = [
        one.levels or np.linspace(one.low, one.high, design.levels or GRID_LEVELS).round(12).tolist()
        for one in design.factors
    ]
    return list(itertools.product(*axes))


def _latin_hypercube(design: Design) -> Floats:
    """Return one point in each of `samples` slices of every factor, at random positions (McKay et al. 1979)."""
    from scipy.stats import qmc

    unit = qmc.LatinHypercube(len(design.factors), rng=np.random.default_rng(design.seed)).random(design.samples)
    return _stretched(unit, design)


def _sobol(design: Design) -> Floats:
    """Return the points of Saltelli's scheme for Sobol indices (Saltelli 2002)."""
    sample = _salib("sobol")
    return np.asarray(
        sample(design.problem(), design.samples, calc_second_order=design.second_order, seed=design.seed), dtype=float
    )


def _morris(design: Design) -> Floats:
    """Return trajectories of k + 1 points for k factors, one factor changed at each step (Morris 1991)."""
    sample = _salib("morris")
    return np.asarray(
        sample(design.problem(), design.samples, num_levels=design.levels or MORRIS_LEVELS, seed=design.seed),
        dtype=float,
    )


def _table(_: Design) -> Sequence[Sequence[float]]:
    raise InputError("a table has no rows")


def _stretched(unit: Floats, design: Design) -> Floats:
    """Return points of the unit cube scaled to the bounds of the factors."""
    low, high = (np.array([getattr(one, side) for one in design.factors]) for side in ("low", "high"))
    return np.asarray(low + unit * (high - low))


def _salib(name: str) -> Callable[..., Any]:
    """Return the function `sample` of SALib for a design; InputError with the install command if SALib is missing."""
    from importlib import import_module

    try:
        module = import_module(f"SALib.sample.{name}")
    except ImportError:
        raise InputError(f"the design '{name}' needs SALib: {install('studies')}") from None
    sample: Callable[..., Any] = module.sample
    return sample


KINDS: Mapping[str, Callable[[Design], Any]] = {
    "single": _single,
    "grid": _grid,
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": _morris,
    "table": _table,
}
