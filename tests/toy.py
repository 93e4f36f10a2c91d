"""A toy model for tests of what follows a run.

Net value under a strategy is `EFFECT[name]` above the baseline, plus random variation that all strategies of a
replication share and a little of its own. So every true difference is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import itborg.analysis.decomposition  # noqa: F401  before `measure` is replaced, as the next one
from itborg.analysis.comparison.parameter_sets import ParameterSets
from itborg.engine.history import blank_history
from itborg.engine.simulation import Run
from itborg.strategies.levers import levers_at_rest

EFFECT = {"none": 0.0, "itil": 2.0, "brm_style": 4.0, "calendar": 0.0}
#: What each takes, kEUR per day of the run.
SPEND = {"none": 0.0, "itil": 0.5, "brm_style": 4.0, "calendar": 0.25}
#: The toy's ranking at equal spend.
EQUAL_SPEND = {
    "amount": 20.0,
    "replications": 24,
    "ranking": [
        {"strategy": name, "dose": dose, "spend": 20.0, "gain": {"mean": gain, "low": gain - 0.2, "high": gain + 0.2},
         "tied_with_next": False}
        for name, dose, gain in (("itil", 1.0, 2.0), ("brm_style", 0.12, 0.5))
    ],
    "apart": {},
}  # fmt: skip
BURN_IN = 40
MEASURES = [
    {"name": "net_value", "meaning": "net value", "unit": "kEUR/day", "better": "higher"},
    {"name": "benefit", "meaning": "value of changes", "unit": "kEUR/day", "better": "higher"},
    {"name": "loss", "meaning": "business loss", "unit": "kEUR/day", "better": "lower"},
    {"name": "cost", "meaning": "cost of IT", "unit": "kEUR/day", "better": "lower"},
    {"name": "sla_met", "meaning": "closed in time", "unit": "share", "better": "higher"},
    {"name": "priority_inflation", "meaning": "stated above true level", "unit": "level", "better": "lower"},
    {"name": "utilisation", "meaning": "demand", "unit": "share", "better": None},
    {"name": "lead_time", "meaning": "days to delivery", "unit": "day", "better": "lower"},
]


@dataclass
class Toy:
    """The calls of the toy; `stop_after` raises KeyboardInterrupt after that many replications."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    stop_after: int | None = None

    def ensemble(
        self,
        organisation: Any,
        strategies: Any,
        reduced: Any,
        *,
        replications: range,
        days: int,
        seed: int,
        **rest: Any,
    ) -> Iterator[Any]:
        """Yield what is kept of toy runs as the model would."""
        self.calls.append(
            {"organisation": organisation, "replications": replications, "days": days, "seed": seed, **rest}
        )
        for replication in replications:
            if self.stop_after is not None and replication >= self.stop_after:
                raise KeyboardInterrupt
            yield replication, reduced(run(one.name, days, seed, replication) for one in strategies)


def run(name: str, days: int, seed: int, replication: int) -> Any:
    """Return one toy run: shared random variation, a little of its own, and the effect of the strategy."""
    shared = np.random.default_rng([seed, replication])
    history = blank_history(BURN_IN + days)
    table = history.view(np.float64).reshape(len(history), -1)
    table[:] = shared.uniform(0.4, 0.6, table.shape)
    level = shared.normal(0, 2.0)
    effect = sum(EFFECT[part] for part in name.split("+"))
    own = np.random.default_rng([seed, replication, *name.encode()]).normal(0, 0.1 if effect else 0.0)
    grown = np.clip(np.arange(days) / 60, 0, 1)
    history["strategy_cost"] = sum(SPEND[part] for part in name.split("+"))
    history["framework"] = 0.0
    history["benefit"] += 10 + level
    history["benefit"][BURN_IN:] += effect + own
    for column in ("labels", "delivered", "closed", "requests", "not_desk_capacity"):
        history[column] += 10
    for column in ("it_understanding", "trust_business_to_it"):
        history[column][BURN_IN:] += 0.05 * effect * grown
    return Run(
        history=history,
        closed=closed(shared, days),
        burn_in=BURN_IN,
        it=26,
        business=14,
        scale=1.0,
        handoffs=np.zeros((3, 3)),
        levers=levers_at_rest(days),
    )


def closed(rng: np.random.Generator, days: int) -> Any:
    """Return closed incidents whose hours double with every hand-off."""
    count = max(days, 5) * 3
    rows = np.zeros(count, dtype=[("opened", float), ("hours", float), ("hops", np.int64), ("loss", float)])
    rows["opened"] = rng.uniform(0, BURN_IN + days, count)
    rows["hops"] = rng.integers(0, 5, count)
    rows["hours"] = 2.0 ** rows["hops"] * rng.uniform(0.5, 1.5, count)
    return rows


def measure(one: Any) -> dict[str, float]:
    """Return toy measures of a run."""
    h = one.history[one.burn_in :]
    loss = float(np.mean(h["incident_loss"] + h["release_loss"]))
    values = {"benefit": float(np.mean(h["benefit"])), "loss": loss, "cost": float(np.mean(h["cost"]))}
    values["net_value"] = values["benefit"] - loss - values["cost"]
    values |= {"sla_met": 0.9, "priority_inflation": float(np.mean(h["label_sum"])), "utilisation": 0.9}
    return values | {"lead_time": float("nan")}


def strategy(spec: Any) -> Any:
    """Return a toy strategy by name."""
    from itborg.common.errors import unknown

    for part in str(spec).split("+"):
        if part not in EFFECT:
            raise unknown("strategy", part, EFFECT)
    return SimpleNamespace(name=str(spec), meaning="a toy", levers=frozenset(), schedule=levers_at_rest)


def parameter_sets(planned: Any, **_: Any) -> Any:
    """Return two parameter sets: the true effects, and half of them without that of brm_style."""
    true = [sum(EFFECT[part] for part in name.split("+")) for name in planned.names]
    other = [0.0 if "brm" in name else value / 2 for name, value in zip(planned.names, true, strict=True)]
    return ParameterSets(planned.names, "net_value", 5, 2, np.array([true, other]))


def install(patch: pytest.MonkeyPatch) -> Toy:
    """Replace the model by the toy until the end of the test."""
    from itborg.analysis.measures.registry import measure_rows

    measure_rows()  # caches the measures of the model before they are replaced
    toy = Toy()
    rows = [{"name": name, "meaning": "a toy"} for name in EFFECT]
    patch.setattr("itborg.engine.ensemble.reduced_ensemble", toy.ensemble)
    patch.setattr("itborg.analysis.measures.registry.measure", measure)
    patch.setattr("itborg.analysis.measures.registry.listing", lambda: MEASURES)
    patch.setattr("itborg.strategies.specification.strategy", strategy)
    patch.setattr("itborg.strategies.registry.listing", lambda: rows)
    patch.setattr("itborg.analysis.measures.registry.measure_rows", lambda: {row["name"]: row for row in MEASURES})
    patch.setattr("itborg.analysis.comparison.parameter_sets.parameter_sets", parameter_sets)
    patch.setattr("itborg.analysis.comparison.equal_spend.equal_spend", lambda *_, **__: dict(EQUAL_SPEND))
    patch.setattr("itborg.analysis.decomposition.decompose_plan", lambda *_: [])
    patch.setattr("itborg.common.numba_support.is_cached", lambda: True)
    return toy
