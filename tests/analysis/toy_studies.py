"""Studies of toy models with known effects, and a small study of the model itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from itborg.analysis.study import Design, Factor, Replications, Study, plan_study

#: True difference of each strategy to the baseline.
EFFECT = {"none": 0.0, "itil": 1.0, "brm_style": 2.0}


def paired_toy(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Return net value: an effect, random variation shared by all strategies, and their own (sd of factor dummy)."""
    shared = np.random.default_rng([seed, 0]).normal(0, 3.0)
    own = np.random.default_rng([seed, len(strategy), 1]).normal(0, values.get("dummy", 1.0))
    return {"net_value": EFFECT[strategy] + shared + (own if EFFECT[strategy] else 0.0), "loss": shared}


def toy_study(
    names: Sequence[str] = ("none", "itil", "brm_style"), levels: Sequence[float] = (0.5, 2.0), **rest: Any
) -> Study:
    """Return a study of the toy: one design point for each standard deviation of a strategy's own variation."""
    factor = Factor("dummy", min(levels), max(levels), tuple(levels))
    rest.setdefault("replications", Replications(6))
    rest.setdefault("measures", ["net_value", "loss"])
    return plan_study(list(names), design=Design("grid", (factor,)), **rest)


def small_study(**rest: Any) -> Study:
    """Return a study of the model itself that runs in a moment."""
    design = Design("grid", (Factor("demand", 0.8, 1.2, (0.8, 1.2)), Factor("honesty", 0.1, 0.3, (0.1, 0.3))))
    given = {
        "design": design,
        "replications": Replications(8),
        "measures": ["net_value", "loss"],
        "days": 20,
        "burn_in": 4,
    }
    return plan_study(["none", "itil", "brm_style"], **(given | rest))
