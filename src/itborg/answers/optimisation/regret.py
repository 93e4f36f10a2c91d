"""How good the finalists are on worlds and luck that had no part in choosing them, and what choosing one may cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...statistics import ENDS, Floats

if TYPE_CHECKING:
    from pandas import DataFrame

DRAWS = 1000
#: The part of the worlds that counts if a plan is to be good in bad worlds.
WORST = 0.25


def robust_value(values: Floats, aim: str) -> Floats:
    """Return one value a plan: the mean over worlds, or the mean over its worst quarter of them.

    values  (..., worlds)
    """
    if aim == "mean":
        return np.asarray(values.mean(axis=-1))
    count = max(1, round(WORST * values.shape[-1]))
    return np.asarray(np.sort(values, axis=-1)[..., :count].mean(axis=-1))


def league(names: list[str], outcomes: Floats, aim: str, seed: int = 1) -> DataFrame:
    """Return one row a plan, best first: value, regret, difference to the best known, chance of being the best.

    outcomes  (plans, worlds, replicates), paired by world and replicate, higher is better

    Regret in a world: how far a plan lies behind the best plan of the league there. Intervals are bootstrap
    intervals over worlds and replicates. The best plan of all is compared with each other one, pair by pair.
    """
    import pandas as pd

    means = outcomes.mean(axis=2)
    value = robust_value(means, aim)
    first = int(np.argmax(value))
    regret = means.max(axis=0) - means
    drawn = _resampled(outcomes, aim, seed)
    low, high = np.quantile(drawn, ENDS, axis=0)
    less, more = np.quantile(drawn - drawn[:, [first]], ENDS, axis=0)
    frame = pd.DataFrame({
        "plan": names,
        "value": value,
        "value_low": low,
        "value_high": high,
        "behind": value - value[first],
        "behind_low": less,
        "behind_high": more,
        "regret_mean": regret.mean(axis=1),
        "regret_90": np.quantile(regret, 0.9, axis=1),
        "chance_best": np.bincount(drawn.argmax(axis=1), minlength=len(names)) / DRAWS,
    })  # fmt: skip
    return frame.sort_values("value", ascending=False, ignore_index=True)


def _resampled(outcomes: Floats, aim: str, seed: int) -> Floats:
    """Return (DRAWS, plans): the value of each plan over worlds and replicates that were drawn with replacement."""
    chance = np.random.default_rng(seed)
    _, worlds, replicates = outcomes.shape
    drawn = []
    for _ in range(DRAWS):
        rows, columns = chance.integers(0, worlds, worlds), chance.integers(0, replicates, replicates)
        drawn.append(robust_value(outcomes[:, rows][:, :, columns].mean(axis=2), aim))
    return np.array(drawn)
