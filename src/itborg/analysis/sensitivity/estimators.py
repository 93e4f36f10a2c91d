"""Morris and Sobol estimators on blocks of points, which can be resampled.

A block is the smallest unit of a method: a trajectory, or a base point with its variations. All points have the same
replications with common random numbers, so differences between points are paired. A factor without effect would
therefore have an index of exactly 0. The dummy instead compares two disjoint halves of the replications at the same
points: it shows the index that random numbers alone produce, without further runs (our choice).

Designs come from SALib, and so do the formulas of Sobol indices; resampling over blocks and replications is ours.
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
    """Indices of all factors, (factors + 1,) each; the last column is the dummy.

    strength  Morris: mu*, mean absolute effect (Campolongo 2007). Sobol: total index
    main      Morris: mu, mean signed effect. Sobol: first-order index
    spread    Morris: sigma, standard deviation of effects. Sobol: total minus first-order index

    Morris indices have the unit of the outcome; Sobol indices are shares of variance, 0 to 1 apart from sampling error.
    """

    strength: Floats
    main: Floats
    spread: Floats


class Sample(NamedTuple):
    """A sample of blocks and replications.

    blocks, replications  row numbers, possibly with repetition
    split                 two disjoint lists of replications for the dummy; None where there are fewer than two
    """

    blocks: Rows
    replications: Rows
    split: tuple[Rows, Rows] | None


class Scheme(ABC):
    """The outcomes of a design in blocks.

    name          "morris" or "sobol"
    blocks        number of trajectories or base points
    replications  number of replications
    changes       (blocks, factors, replications) change of the outcome by one step of a factor
    """

    name: str
    blocks: int
    replications: int
    changes: Floats

    @abstractmethod
    def indices(self, draw: Sample) -> Indices:
        """Return the indices of a sample, (factors + 1,) each, of outcomes averaged over its replications."""


def full_sample(scheme: Scheme, rng: np.random.Generator, blocks: int = 0, replications: int = 0) -> Sample:
    """Return all blocks and replications, or the first ones, with a random split of the replications.

    rng           splits the replications for the dummy
    blocks        number of blocks from the first on; 0: all
    replications  number of replications from the first on; 0: all
    """
    count = replications or scheme.replications
    return Sample(np.arange(blocks or scheme.blocks), np.arange(count), _split(count, rng))


def bootstrap_sample(scheme: Scheme, rng: np.random.Generator, blocks: int = 0, replications: int = 0) -> Sample:
    """Return a bootstrap sample of blocks and replications, drawn independently; arguments as in `full_sample`.

    Halves of the dummy are resampled within themselves, so that they stay disjoint.
    """
    count, many = replications or scheme.replications, blocks or scheme.blocks
    split = _split(count, rng)
    if split is not None:
        split = (rng.choice(split[0], len(split[0])), rng.choice(split[1], len(split[1])))
    return Sample(rng.integers(0, many, many), rng.integers(0, count, count), split)


def dummy_effects(values: Floats, draw: Sample) -> Floats:
    """Return the difference of each outcome between the two halves of the replications, scaled to the sample size.

    values  (n, replications)
    draw    its split names the halves; without one all differences are 0

    Returns (n,): differences with the variance of a difference between two points with independent random numbers.
    """
    if draw.split is None:
        return np.zeros(len(values))
    one, other = draw.split
    wanted, here = 2 / (len(one) + len(other)), 1 / len(one) + 1 / len(other)
    apart = values[:, one].mean(axis=1) - values[:, other].mean(axis=1)
    return np.asarray(apart * np.sqrt(wanted / here))


def _split(count: int, rng: np.random.Generator) -> tuple[Rows, Rows] | None:
    """Return two random halves of the replications; None below two."""
    if count < 2:
        return None
    order = rng.permutation(count)
    return order[: count // 2], order[count // 2 :]


class Morris(Scheme):
    """Elementary effects of every factor, trajectory and replication (Morris 1991).

    An effect is the change of the outcome over the full range of the factor, extrapolated from one step.
    """

    name = "morris"

    def __init__(self, unit: Floats, outcomes: Floats) -> None:
        """Compute effects from trajectories of k + 1 points each; trajectories with a failed run are left out.

        unit      (points, k), every factor from 0 to 1
        outcomes  (points, replications), NaN where a run failed
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
    def indices(self, draw: Sample) -> Indices:
        """Return mu*, mu and sigma of the elementary effects, averaged over the replications of the sample."""
        effects = self.changes[draw.blocks][:, :, draw.replications].mean(axis=2)
        dummy = dummy_effects(self._start[draw.blocks], draw) / self._length[draw.blocks]
        every = np.column_stack([effects, dummy])
        return Indices(np.abs(every).mean(axis=0), every.mean(axis=0), every.std(axis=0, ddof=1))


class Sobol(Scheme):
    """Outcomes at base points A and B, and at A with one factor taken from B (Saltelli 2010).

    First-order indices follow Saltelli et al. 2010, total indices Jansen 1999, both as SALib computes them.
    """

    name = "sobol"

    def __init__(self, factors: int, outcomes: Floats, second: bool = False) -> None:
        """Read points in the order A, A with factor 1, 2 ... from B, (B with factors from A), B for each base point.

        factors   number of factors
        outcomes  (points, replications), NaN where a run failed: its base point is left out
        second    whether the design includes the points in brackets; they are not used

        Raises InputError if SALib is not installed.
        """
        self._salib = optional_module("SALib.analyze.sobol", "Sobol indices")
        block = (2 * factors if second else factors) + 2
        values = outcomes.reshape(-1, block, outcomes.shape[1])
        known = values[~np.isnan(values).any(axis=(1, 2))]
        self._a, self._ab, self._b = known[:, 0], known[:, 1 : factors + 1], known[:, -1]
        self.changes = self._ab - self._a[:, None]
        self.blocks, self.replications = len(known), outcomes.shape[1]

    @override
    def indices(self, draw: Sample) -> Indices:
        """Return total and first-order indices of the mean over replications; all 0 if that mean is constant."""
        bases, varied, others = (values[draw.blocks] for values in (self._a, self._ab, self._b))
        a, b = bases[:, draw.replications].mean(axis=1), others[:, draw.replications].mean(axis=1)
        every = np.column_stack([varied[:, :, draw.replications].mean(axis=2), a + dummy_effects(bases, draw)])
        middle, scale = np.concatenate([a, b]).mean(), np.concatenate([a, b]).std()
        if not scale > 0:
            nothing = np.zeros(every.shape[1])
            return Indices(nothing, nothing, nothing)
        wide = [np.repeat(((base - middle) / scale)[:, None], every.shape[1], axis=1) for base in (a, b)]
        first = np.asarray(self._salib.first_order(wide[0], (every - middle) / scale, wide[1]))
        total = np.asarray(self._salib.total_order(wide[0], (every - middle) / scale, wide[1]))
        return Indices(total, first, total - first)


def p_values(changes: Floats) -> Floats:
    """Return the p-value of each factor under the hypothesis that it has no effect.

    The mean square of changes, averaged over replications, divided by its expectation under noise alone is an F
    statistic. Its degrees of freedom use the effective number of blocks (after Bai & Saranadasa 1996).

    changes  (blocks, factors, replications) change by one step of a factor. With one replication there is no estimate
             of noise: the result is 0 for any change and 1 for none
    """
    factors, count = changes.shape[1:]
    if count == 1:
        return np.where(np.any(changes != 0, axis=(0, 2)), 0.0, 1.0)
    means = changes.mean(axis=2)
    scatter = changes - means[:, :, None]
    variance = (scatter**2).sum(axis=2).mean(axis=0) / (count - 1)
    square = (means**2).mean(axis=0)
    effective = np.array([_effective_blocks(scatter[:, at]) for at in range(factors)])
    f = np.divide(count * square, variance, out=np.where(square > 0, np.inf, 0.0), where=variance > 0)
    return np.where(square > 0, fdtrc(effective, effective * (count - 1), f), 1.0)


def _effective_blocks(scatter: Floats) -> float:
    """Return the effective number of independent blocks of a factor, from 1 to their number.

    scatter  (blocks, replications), without means
    """
    blocks, count = scatter.shape
    free = count - 1
    between = scatter.T @ scatter / free
    trace, squares = float(np.trace(between)), float((between**2).sum())
    if trace == 0 or free < 2:
        return 1.0
    true_squares = free**2 / ((free + 2) * (free - 1)) * (squares - trace**2 / free)
    return float(np.clip(trace**2 / true_squares, 1, blocks)) if true_squares > 0 else float(blocks)


def holm(p_values: Floats) -> Floats:
    """Return p-values corrected for the number of factors (Holm 1979), each at most 1.

    p_values  (factors,)

    >>> holm(np.array([0.01, 0.5, 0.03]))
    array([0.03, 0.5 , 0.06])
    """
    order = np.argsort(p_values)
    steps = np.maximum.accumulate(p_values[order] * np.arange(len(p_values), 0, -1))
    found = np.empty_like(p_values)
    found[order] = np.minimum(1.0, steps)
    return found
