"""What Morris and Sobol have in common: blocks of points, of which any may be drawn again.

A block is what the method needs whole: a trajectory, or a base point with its variations. Every point has
been lived with the same replicates, so that differences between points are paired. A parameter that did
nothing would have an index of exactly 0, for luck is common to all points: the dummy is therefore one that
only deals the luck anew. What it does is known from the replicates without a further run.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...statistics import Floats

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
    replicates: Rows
    halves: tuple[Rows, Rows] | None


class Scheme(ABC):
    """Outcomes in the order of a method's design.

    blocks      number of trajectories or base points
    replicates  number of replicates
    changes     (blocks, factors, replicates): what one step in a factor did
    """

    name: str
    blocks: int
    replicates: int
    changes: Floats

    @abstractmethod
    def indices(self, draw: Draw) -> Indices:
        """Return the indices of some blocks and replicates."""


def whole_draw(scheme: Scheme, chance: np.random.Generator, blocks: int = 0, replicates: int = 0) -> Draw:
    """Return all blocks and replicates (or the first few), halves by chance."""
    count = replicates or scheme.replicates
    return Draw(np.arange(blocks or scheme.blocks), np.arange(count), _halves(count, chance))


def resampled(scheme: Scheme, chance: np.random.Generator, blocks: int = 0, replicates: int = 0) -> Draw:
    """Return a bootstrap draw over blocks and over replicates, each with repetition."""
    count, many = replicates or scheme.replicates, blocks or scheme.blocks
    halves = _halves(count, chance)
    if halves is not None:
        halves = (chance.choice(halves[0], len(halves[0])), chance.choice(halves[1], len(halves[1])))
    return Draw(chance.integers(0, many, many), chance.integers(0, count, count), halves)


def luck(values: Floats, draw: Draw) -> Floats:
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
