"""Synthetic runs for tests of measures without the model."""

from __future__ import annotations

import numpy as np

from itborg.engine.history import COLUMNS, blank_history
from itborg.engine.simulation import Run
from itborg.engine.state import CLOSED


def _labels(rows: np.ndarray, rng: np.random.Generator) -> None:
    """Fill the sums of labels from single synthetic items, as the kernel does."""
    for row in rows:
        level = rng.integers(1, 5, size=rng.integers(0, 9))
        label = np.minimum(4, level + rng.integers(0, 2, size=len(level)))
        row["labels"], row["label_sum"], row["level_sum"] = len(level), label.sum(), level.sum()
        row["label_squares"], row["level_squares"] = (label**2).sum(), (level**2).sum()
        row["label_level"] = (label * level).sum()


def make_run(seed: int = 0, days: int = 80, burn_in: int = 20, closed: int = 200, scale: float = 1.5) -> Run:
    """Return a run whose columns are drawn at random, in the ranges of their units."""
    rng = np.random.default_rng(seed)
    history = blank_history(burn_in + days)
    for name, (unit, _) in COLUMNS.items():
        history[name] = rng.integers(0, 9, len(history)) if unit == "count" else rng.random(len(history))
    _labels(history, rng)
    incidents = np.zeros(closed, dtype=CLOSED)
    incidents["opened"] = rng.uniform(0.0, burn_in + days, closed)
    incidents["hours"] = np.round(rng.lognormal(2.0, 2.0, closed), 1)  # with ties
    incidents["hops"] = rng.poisson(0.8, closed)
    incidents["team_changes"] = rng.binomial(incidents["hops"], 0.8)
    incidents["component"] = rng.geometric(0.05, closed)
    for flag in ("returned", "questioned", "reopened", "in_time", "in_time_user_clock", "red"):
        incidents[flag] = rng.random(closed) < 0.3
    return Run(history, incidents, np.zeros((3, 3), dtype=np.int64), burn_in, 26, 14, scale)
