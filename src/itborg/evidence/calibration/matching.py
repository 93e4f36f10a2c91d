"""History matching (Craig, Goldstein and others 1997): rule out what cannot be right, look again at what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.stats import qmc

from ...analysis.statistics import Floats
from .emulator import Emulator

#: A point is ruled out if the second worst figure is more than this many standard deviations off (Pukelsheim).
IMPLAUSIBLE = 3.0
#: Degrees of freedom of how figures may miss.
TAILS = 4.0
#: Points of the space that are asked whether they are plausible, and particles of the posterior.
CANDIDATES, PARTICLES = 12_000, 600
#: Steps of each particle at each temperature, and the part of particles that must go on mattering.
MOVES, ALIVE = 4, 0.5


@dataclass(frozen=True, eq=False)
class Aims:
    """What is fitted.

    value   (figures,) middle of each band
    spread  (figures,) half of half the band: its edges are two standard deviations off
    """

    value: Floats
    spread: Floats

    def implausibility(self, mean: Floats, doubt: Floats) -> Floats:
        """Return how many standard deviations the second worst figure is off (the only one, if there is one).

        mean, doubt  (points, figures) of the emulator
        """
        off = np.sort(np.abs(mean - self.value) / np.sqrt(self.spread**2 + doubt**2), axis=1)
        return np.asarray(off[:, -min(2, off.shape[1])])

    def likelihood(self, mean: Floats, doubt: Floats) -> Floats:
        """Return the logarithm of how well figures agree with the aims, the emulator's doubt included.

        mean, doubt  (points, figures) of the emulator

        Student's t with 4 degrees of freedom: a figure that the model cannot meet does not drag the others along.
        """
        variance = self.spread**2 + doubt**2
        off = np.log1p((mean - self.value) ** 2 / variance / TAILS)
        return np.asarray(-0.5 * ((TAILS + 1) * off + np.log(variance)).sum(axis=1))


@dataclass(frozen=True, eq=False)
class Wave:
    """One look.

    runs       points that were run in it
    plausible  share of the whole space that no wave so far has ruled out
    """

    number: int
    runs: int
    plausible: float


def candidates(parameters: int, seed: int) -> Floats:
    """Return (CANDIDATES, parameters) points all over the space, 0 to 1: all waves rule out of the same ones."""
    return np.asarray(qmc.LatinHypercube(parameters, rng=np.random.default_rng(seed)).random(CANDIDATES))


def still_plausible(left: Floats, emulator: Emulator, aims: Aims) -> Floats:
    """Return those of the points left by the waves before that this one's emulator does not rule out either.

    left  (points, parameters), 0 to 1

    What was ruled out stays so: later waves have no runs there, so a later emulator knows no better.
    """
    return left[aims.implausibility(*emulator(left)) < IMPLAUSIBLE] if len(left) else left


def next_points(
    left: Floats, looked: Floats, waves: Sequence[Emulator], aims: Aims, count: int, chance: np.random.Generator
) -> Floats:
    """Return points for the next wave: of those left the ones not yet looked at, and near them if these are few.

    left, looked  (points, parameters), 0 to 1; what is returned has `count` rows
    """
    fresh = left[(left[:, None] != looked).any(axis=2).all(axis=1)]
    if len(fresh) >= count:
        return np.asarray(fresh[chance.choice(len(fresh), count, replace=False)])
    particles = posterior(left, waves, aims, chance, count)
    return np.concatenate([fresh, particles[: count - len(fresh)]])


def posterior(
    left: Floats, waves: Sequence[Emulator], aims: Aims, chance: np.random.Generator, count: int = PARTICLES
) -> Floats:
    """Return (count, parameters) points of the posterior: uniform over what no wave rules out, weighted by agreement.

    left   (points, parameters) that no wave rules out; with none all over the space, for then nothing is any better
    waves  emulators of all waves; the last says how well figures agree

    Sequential Monte Carlo: particles start anywhere, agreement is asked for in steps, and after each step every
    particle takes random steps of its own.
    """
    at = left[chance.choice(len(left), count)] if len(left) else chance.random((count, left.shape[1]))
    agree = partial(_confined if len(left) else _free, waves=waves, aims=aims)
    score = agree(at)
    heat = 0.0
    while heat < 1.0:
        step = _next_step(score, 1.0 - heat, count)
        heat += step
        weight = np.exp(step * (score - score.max()))
        drawn = chance.choice(count, count, p=weight / weight.sum())
        at, score = at[drawn], score[drawn]
        for _ in range(MOVES):
            at, score = _moved(at, score, heat, agree, chance)
    return at


def _free(at: Floats, waves: Sequence[Emulator], aims: Aims) -> Floats:
    """Return the logarithm of how well figures agree, as the last wave has them."""
    return aims.likelihood(*waves[-1](at))


def _confined(at: Floats, waves: Sequence[Emulator], aims: Aims) -> Floats:
    """Return the same, and minus infinity where any wave rules a point out."""
    said = [one(at) for one in waves]
    possible = np.all([aims.implausibility(*one) < IMPLAUSIBLE for one in said], axis=0)
    return np.where(possible, aims.likelihood(*said[-1]), -np.inf)


def _next_step(score: Floats, most: float, count: int) -> float:
    """Return the largest step after which half of the particles still matter."""

    def matter(step: float) -> float:
        weight = np.exp(step * (score - score.max()))
        return float(weight.sum() ** 2 / (weight**2).sum())

    if matter(most) >= ALIVE * count:
        return most
    low, high = 0.0, most
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if matter(middle) >= ALIVE * count else (low, middle)
    return max(low, 1e-4)


def _moved(
    at: Floats, score: Floats, heat: float, agree: Callable[[Floats], Floats], chance: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the particles after one step of Metropolis, as wide as they are spread."""
    k = at.shape[1]
    shape = np.linalg.cholesky(np.cov(at.T).reshape(k, k) * 2.4**2 / k / 2 + 1e-8 * np.eye(k))
    to = at + chance.normal(size=at.shape) @ shape.T
    inside = np.all((to >= 0) & (to <= 1), axis=1)
    new = np.where(inside, agree(np.clip(to, 0, 1)), -np.inf)
    yes = np.log(chance.random(len(at))) < heat * (new - score)
    return np.where(yes[:, None], to, at), np.where(yes, new, score)
