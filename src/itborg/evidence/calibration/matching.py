"""History matching and the posterior: rule out implausible parameters in waves, then sample those that are left.

History matching: Craig, Goldstein, Seheult & Smith 1997. Sampling: sequential Monte Carlo with tempering (Del Moral,
Doucet & Jasra 2006). All points are in the unit cube: each parameter is scaled from its bounds to 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.stats import qmc

from ...analysis.statistics import Floats
from .aims import Aims
from .emulator import Emulator

#: Implausibility, in standard deviations, from which a point is ruled out (Pukelsheim's three-sigma rule).
IMPLAUSIBLE = 3.0
#: Points of the space that are tested for plausibility, and particles of the posterior.
CANDIDATES, PARTICLES = 12_000, 600
#: Metropolis steps of each particle at each temperature, and the share of particles that must remain effective.
MOVES, EFFECTIVE = 4, 0.5


@dataclass(frozen=True, eq=False)
class Wave:
    """One wave of history matching.

    number     from 1
    runs       points that were run in it
    plausible  share of the whole space that no wave so far has ruled out, 0 to 1
    """

    number: int
    runs: int
    plausible: float


def candidates(parameters: int, seed: int) -> Floats:
    """Return a Latin hypercube of (CANDIDATES, parameters) points, 0 to 1; all waves rule out points of this set.

    parameters  their number
    seed        random seed of the hypercube
    """
    return np.asarray(qmc.LatinHypercube(parameters, rng=np.random.default_rng(seed)).random(CANDIDATES))


def still_plausible(left: Floats, emulator: Emulator, aims: Aims) -> Floats:
    """Return those of the points left by earlier waves that the emulator of this wave does not rule out.

    left      (points, parameters), 0 to 1; may be empty
    emulator  of this wave
    aims      of the statistics that it predicts

    A point stays ruled out: later waves run no points near it, so their emulators know no more about it.
    """
    return left[aims.implausibility(*emulator(left)) < IMPLAUSIBLE] if len(left) else left


def next_points(
    left: Floats, run: Floats, emulators: Sequence[Emulator], aims: Aims, count: int, rng: np.random.Generator
) -> Floats:
    """Return the points of the next wave, (count, parameters): plausible ones that were not run, else particles.

    left, run  (points, parameters) that are plausible, and that were run already, 0 to 1
    emulators  of all waves so far
    count      number of points
    rng        random numbers of the choice

    Particles of the posterior fill up where fewer than `count` plausible points are left.
    """
    new = left[(left[:, None] != run).any(axis=2).all(axis=1)]
    if len(new) >= count:
        return np.asarray(new[rng.choice(len(new), count, replace=False)])
    particles = posterior(left, emulators, aims, rng, count)
    return np.concatenate([new, particles[: count - len(new)]])


def posterior(
    left: Floats, emulators: Sequence[Emulator], aims: Aims, rng: np.random.Generator, count: int = PARTICLES
) -> Floats:
    """Return a sample of the posterior, (count, parameters), 0 to 1.

    The prior is uniform over the points that no wave rules out; if no point is left, over the whole space. Particles
    are resampled while the exponent of the likelihood rises from 0 to 1, and moved by Metropolis steps at each
    exponent.

    left       (points, parameters) that no wave rules out
    emulators  of all waves; the last one gives the likelihood
    rng        random numbers of start, resampling and moves
    count      particles
    """
    at = left[rng.choice(len(left), count)] if len(left) else rng.random((count, left.shape[1]))
    log_likelihood = partial(_confined if len(left) else _unconfined, emulators=emulators, aims=aims)
    score = log_likelihood(at)
    temper = 0.0  # exponent of the likelihood: 0 is the prior, 1 the posterior
    while temper < 1.0:
        step = _next_step(score, 1.0 - temper, count)
        temper += step
        weight = np.exp(step * (score - score.max()))
        drawn = rng.choice(count, count, p=weight / weight.sum())
        at, score = at[drawn], score[drawn]
        for _ in range(MOVES):
            at, score = _moved(at, score, temper, log_likelihood, rng)
    return at


def _unconfined(at: Floats, emulators: Sequence[Emulator], aims: Aims) -> Floats:
    """Return the log-likelihood by the last emulator, (points,)."""
    return aims.log_likelihood(*emulators[-1](at))


def _confined(at: Floats, emulators: Sequence[Emulator], aims: Aims) -> Floats:
    """Return the same, with minus infinity where any wave rules a point out."""
    predictions = [one(at) for one in emulators]
    plausible = np.all([aims.implausibility(*one) < IMPLAUSIBLE for one in predictions], axis=0)
    return np.where(plausible, aims.log_likelihood(*predictions[-1]), -np.inf)


def _next_step(score: Floats, most: float, count: int) -> float:
    """Return the largest step of the exponent, at most `most`, that keeps the effective sample size high enough.

    score  (count,) log-likelihoods; the effective size is (sum w)^2 / sum w^2 and must be half of `count` or more
    """

    def effective_size(step: float) -> float:
        weight = np.exp(step * (score - score.max()))
        return float(weight.sum() ** 2 / (weight**2).sum())

    if effective_size(most) >= EFFECTIVE * count:
        return most
    low, high = 0.0, most
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if effective_size(middle) >= EFFECTIVE * count else (low, middle)
    return max(low, 1e-4)


def _moved(
    at: Floats, score: Floats, temper: float, log_likelihood: Callable[[Floats], Floats], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return particles and scores after a Metropolis step; the proposal has the covariance of the particles.

    at              (count, parameters), 0 to 1; steps that leave the unit cube are rejected
    score           (count,) log-likelihoods
    temper          exponent of the likelihood, 0 to 1
    log_likelihood  of points, (points,)
    rng             random numbers of proposals and acceptance

    The covariance is scaled by 2.4^2 / (2 k) for k parameters: half the factor of Roberts, Gelman & Gilks 1997.
    """
    k = at.shape[1]
    factor = np.linalg.cholesky(np.cov(at.T).reshape(k, k) * 2.4**2 / k / 2 + 1e-8 * np.eye(k))
    to = at + rng.normal(size=at.shape) @ factor.T
    inside = np.all((to >= 0) & (to <= 1), axis=1)
    new = np.where(inside, log_likelihood(np.clip(to, 0, 1)), -np.inf)
    accepted = np.log(rng.random(len(at))) < temper * (new - score)
    return np.where(accepted[:, None], to, at), np.where(accepted, new, score)
