"""What Morris and Sobol have in common: blocks of points, of which any may be drawn again.

A block is what the method needs whole: a trajectory, or a base point with its variations. Every point has
been lived with the same replicates, so that differences between points are paired. A parameter that did
nothing would have an index of exactly 0, for luck is common to all points: the dummy is therefore one that
only deals the luck anew. What it does is known from the replicates without a further run.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple, override

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

from ..statistics import Floats
from ..study.evaluate import optional_module

Rows = NDArray[np.int64]


class Indices(NamedTuple):
    """Indices of all factors; the last column is the dummy.

    strength  Morris: mu*, mean absolute effect. Sobol: total index
    main      Morris: mu, mean signed effect. Sobol: first-order index
    spread    Morris: sigma, spread of effects. Sobol: total less first-order
    """

    strength: Floats
    main: Floats
    spread: Floats


class Draw(NamedTuple):
    """Which blocks and replicates are looked at, and the halves of replicates behind the dummy.

    halves  two lists of replicates that have none in common; None where there are too few
    """

    blocks: Rows
    replications: Rows
    halves: tuple[Rows, Rows] | None


class Scheme(ABC):
    """Outcomes in the order of a method's design.

    blocks      number of trajectories or base points
    replicates  number of replicates
    changes     (blocks, factors, replicates): what one step in a factor did
    """

    name: str
    blocks: int
    replications: int
    changes: Floats

    @abstractmethod
    def indices(self, draw: Draw) -> Indices:
        """Return the indices of some blocks and replicates."""


def whole_draw(scheme: Scheme, chance: np.random.Generator, blocks: int = 0, replications: int = 0) -> Draw:
    """Return all blocks and replicates (or the first few), halves by chance."""
    count = replications or scheme.replications
    return Draw(np.arange(blocks or scheme.blocks), np.arange(count), _halves(count, chance))


def resampled(scheme: Scheme, chance: np.random.Generator, blocks: int = 0, replications: int = 0) -> Draw:
    """Return a bootstrap draw over blocks and over replicates, each with repetition."""
    count, many = replications or scheme.replications, blocks or scheme.blocks
    halves = _halves(count, chance)
    if halves is not None:
        halves = (chance.choice(halves[0], len(halves[0])), chance.choice(halves[1], len(halves[1])))
    return Draw(chance.integers(0, many, many), chance.integers(0, count, count), halves)


def noise_of(values: Floats, draw: Draw) -> Floats:
    """Return what dealing the luck anew does to each outcome: as far apart as two independent means.

    values  (n, replicates)
    """
    if draw.halves is None:
        return np.zeros(len(values))
    one, other = draw.halves
    wanted, here = 2 / (len(one) + len(other)), 1 / len(one) + 1 / len(other)
    apart = values[:, one].mean(axis=1) - values[:, other].mean(axis=1)
    return np.asarray(apart * np.sqrt(wanted / here))


def _halves(count: int, chance: np.random.Generator) -> tuple[Rows, Rows] | None:
    if count < 2:
        return None
    order = chance.permutation(count)
    return order[: count // 2], order[count // 2 :]


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
        self.blocks, self.replications = int(known.sum()), values.shape[2]

    @override
    def indices(self, draw: Draw) -> Indices:
        effects = self.changes[draw.blocks][:, :, draw.replications].mean(axis=2)
        dummy = noise_of(self._start[draw.blocks], draw) / self._length[draw.blocks]
        every = np.column_stack([effects, dummy])
        return Indices(np.abs(every).mean(axis=0), every.mean(axis=0), every.std(axis=0, ddof=1))


class Sobol(Scheme):
    """Outcomes at base points A and B, and at A with one factor taken from B."""

    name = "sobol"

    def __init__(self, factors: int, outcomes: Floats, second: bool = False) -> None:
        """Take points in the order A, A with factor 1, 2 ... from B, (B with factors from A), B; again and again.

        outcomes  (points, replicates)
        second    whether the scheme holds the points in brackets; they are not looked at
        """
        self._salib = optional_module("SALib.analyze.sobol", "Sobol indices")
        block = (2 * factors if second else factors) + 2
        values = outcomes.reshape(-1, block, outcomes.shape[1])
        known = values[~np.isnan(values).any(axis=(1, 2))]
        self._a, self._ab, self._b = known[:, 0], known[:, 1 : factors + 1], known[:, -1]
        self.changes = self._ab - self._a[:, None]
        self.blocks, self.replications = len(known), outcomes.shape[1]

    @override
    def indices(self, draw: Draw) -> Indices:
        bases, varied, others = (values[draw.blocks] for values in (self._a, self._ab, self._b))
        a, b = bases[:, draw.replications].mean(axis=1), others[:, draw.replications].mean(axis=1)
        every = np.column_stack([varied[:, :, draw.replications].mean(axis=2), a + noise_of(bases, draw)])
        middle, scale = np.concatenate([a, b]).mean(), np.concatenate([a, b]).std()
        if not scale > 0:
            nothing = np.zeros(every.shape[1])
            return Indices(nothing, nothing, nothing)
        wide = [np.repeat(((base - middle) / scale)[:, None], every.shape[1], axis=1) for base in (a, b)]
        first = np.asarray(self._salib.first_order(wide[0], (every - middle) / scale, wide[1]))
        total = np.asarray(self._salib.total_order(wide[0], (every - middle) / scale, wide[1]))
        return Indices(total, first, total - first)


#: Fewest replicates from which luck can be told from effect.
FEWEST = 4


def chance_of_luck(changes: Floats) -> Floats:
    """Return for each factor how probable changes at least this large would be if it did nothing.

    The mean square of changes, averaged over replicates, over its expectation under luck alone is Fisher's F; its
    degrees of freedom are those of the number of blocks that they are worth (after Bai & Saranadasa 1996).

    changes  (blocks, factors, replicates): what a step in one factor did. One replicate: no luck, so 0 or 1
    """
    factors, count = changes.shape[1:]
    if count == 1:
        return np.where(np.any(changes != 0, axis=(0, 2)), 0.0, 1.0)
    means = changes.mean(axis=2)
    scatter = changes - means[:, :, None]
    variance = (scatter**2).sum(axis=2).mean(axis=0) / (count - 1)
    square = (means**2).mean(axis=0)
    worth = np.array([_worth(scatter[:, at]) for at in range(factors)])
    f = np.divide(count * square, variance, out=np.where(square > 0, np.inf, 0.0), where=variance > 0)
    return np.where(square > 0, fdtrc(worth, worth * (count - 1), f), 1.0)


def _worth(scatter: Floats) -> float:
    """Return how many independent blocks a factor's blocks are worth, 1 to their number.

    scatter  (blocks, replicates), without means
    """
    blocks, count = scatter.shape
    free = count - 1
    between = scatter.T @ scatter / free
    trace, squares = float(np.trace(between)), float((between**2).sum())
    if trace == 0 or free < 2:
        return 1.0
    true_squares = free**2 / ((free + 2) * (free - 1)) * (squares - trace**2 / free)
    return float(np.clip(trace**2 / true_squares, 1, blocks)) if true_squares > 0 else float(blocks)


def holm(chances: Floats) -> Floats:
    """Return chances corrected for having looked at many factors.

    >>> holm(np.array([0.01, 0.5, 0.03]))
    array([0.03, 0.5 , 0.06])
    """
    order = np.argsort(chances)
    steps = np.maximum.accumulate(chances[order] * np.arange(len(chances), 0, -1))
    found = np.empty_like(chances)
    found[order] = np.minimum(1.0, steps)
    return found
