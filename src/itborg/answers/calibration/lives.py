"""One life: a log is a single realisation, so the model's own lives say how far it may lie from their mean.

What is fitted is the mean over lives; what a log says is one of them. The distance between the two has three parts: the
doubt of the emulator; the band, which is what a model of this kind may miss and the log's own error; and the spread of
lives, which contains that error: it is counted once. Assumptions: real lives spread like those of the model as it is, a
log is as long as a run, and figures miss independently of each other.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from ...statistics import Floats
from ...validate.targets import Target

#: Figures that are ratios or times, and told apart by how many times, not by how much.
RATIOS = ("median_hours", "time_ratio", "waiting_for_user")
#: A band reaches this many standard deviations to each side.
REACH = 2.0


def is_ratio(name: str) -> bool:
    """Return whether a figure is fitted as its logarithm."""
    return name.partition(".")[2].startswith(RATIOS)


def scaled(values: Floats, targets: Sequence[Target]) -> Floats:
    """Return figures as they are fitted: logarithms of ratios and times, NaN for one of 0; others as they are.

    values  (targets, ...)
    """
    rows = [is_ratio(one.id) for one in targets]
    found = values.copy()
    positive = np.where(found > 0, found, np.nan)
    found[rows] = np.log(positive[rows])
    return found


def aimed_at(targets: Sequence[Target]) -> tuple[Floats, Floats]:
    """Return middle and standard deviation of each band, (targets,), scaled: its edges are two of them off."""
    bands = scaled(np.array([one.band for one in targets], dtype=float), targets)
    return bands.mean(axis=1), (bands[:, 1] - bands[:, 0]) / (2 * REACH)


def variance(lives: Floats) -> Floats:
    """Return the variance over the last axis of (..., lives); 0 where fewer than two have the figure."""
    known = np.isfinite(lives).sum(axis=-1) > 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.where(known, np.nanvar(lives, axis=-1, ddof=1), 0.0)


def of_one_life(targets: Sequence[Target], lives: Floats) -> Floats:
    """Return the variance of one life that a band does not hold yet; 0 where the target is not of one life.

    lives  (targets, lives), scaled
    """
    middle, _ = aimed_at(targets)
    ratios = np.array([is_ratio(one.id) for one in targets], dtype=bool)
    told = np.array([one.error is not None for one in targets], dtype=bool)
    error = np.array([one.error or 0.0 for one in targets])
    error = np.where(ratios, error / np.exp(np.where(ratios, middle, 0.0)), error)
    return np.where(told, np.maximum(variance(lives) - error**2, 0.0), 0.0)


def doubt_of_lives(targets: Sequence[Target], lives: Floats, replicates: int) -> Floats:
    """Return (targets,) how far one life lies from what an emulator says, as scaled; 0 where it is not of one life.

    lives       (targets, lives), scaled, all of the same parameters
    replicates  behind each mean that the emulator was told. Points share their luck, so that what so few lives are off
                the mean of all is no error that points average out
    """
    told = np.array([one.error is not None for one in targets], dtype=bool)
    return np.sqrt(of_one_life(targets, lives) + np.where(told, variance(lives) / replicates, 0.0))


def reach(target: Target, lives: Floats) -> tuple[float, float]:
    """Return where the median of lives has to lie: in the band, which for a figure of one life they widen.

    lives  (lives,) of the model, in the figure's own unit; NaN where a run does not have it
    """
    assert target.band is not None
    if target.error is None:
        return target.band
    middle, spread = aimed_at([target])
    half = REACH * np.sqrt(spread**2 + of_one_life([target], scaled(lives[None], [target])))
    ends = np.array([middle - half, middle + half])[:, 0]
    low, high = np.exp(ends) if is_ratio(target.id) else ends
    return float(low), float(high)
