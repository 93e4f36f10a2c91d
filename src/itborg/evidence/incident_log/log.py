"""An incident log: one row an incident, whatever system it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...analysis.measures.log_indicators import FIGURES, observed
from ...analysis.statistics import Floats
from ...engine.history import blank_history
from ...engine.simulation import Run
from ...engine.state import CLOSED

#: Bootstrap draws over incidents behind the standard error of a figure.
DRAWS = 60


@dataclass(frozen=True, eq=False)
class IncidentLog:
    """Closed incidents, as columns of equal length.

    opened, closed  hours since some common moment
    handoffs        changes of the assigned team or person
    returned        1 if it came back to an earlier team; None: the export does not say
    waited          1 if it ever waited for the user; None: the export does not say
    reopened        how often; None: the export does not say
    top             1 if it carries the highest priority; None: the export does not say
    component       number of what failed, None: the export does not say
    people          how many people worked on incidents, 0: the export does not say
    workdays        working days the log covers
    """

    opened: Floats
    closed: Floats
    handoffs: NDArray[np.int64]
    returned: NDArray[np.int64] | None
    waited: NDArray[np.int64] | None
    reopened: NDArray[np.int64] | None
    top: NDArray[np.int64] | None
    component: NDArray[np.int64] | None
    people: int
    workdays: float

    def __len__(self) -> int:
        """Return the number of incidents."""
        return len(self.opened)


@dataclass(frozen=True)
class Figure:
    """One figure of a log.

    id     as in the registry of figures
    value  and error, its standard error over incidents
    """

    id: str
    value: float
    error: float


def figures(log: IncidentLog, seed: int = 1) -> list[Figure]:
    """Return every figure that a log has something to say to, by the very code that measures runs."""
    wanted = told(log)
    chance = np.random.default_rng(seed)
    value = _values(log, np.arange(len(log)), wanted)
    drawn = np.array([_values(log, chance.integers(0, len(log), len(log)), wanted) for _ in range(DRAWS)])
    error = [float(np.std(known, ddof=1)) if len(known := one[np.isfinite(one)]) > 1 else np.nan for one in drawn.T]
    return [Figure(name, float(v), float(e)) for name, v, e in zip(wanted, value, error, strict=True) if np.isfinite(v)]


def told(log: IncidentLog) -> list[str]:
    """Return the names of the figures that a log can tell."""
    needs = {
        "handoffs.ping_pong_share": log.returned,
        "handoffs.waiting_for_user_ratio_3_over_0": log.waited,
        "handoffs.reopened_share": log.reopened,
        "concentration.incidents_from_top_5_percent_components": log.component,
        "priority.top_label_share": log.top,
        "priority.top_label_needed_share": None,
        "demand.incidents_per_person_day": log.people or None,
    }
    return [name for name in FIGURES if name not in needs or needs[name] is not None]


def _values(log: IncidentLog, rows: NDArray[np.int64], wanted: Sequence[str]) -> Floats:
    found = observed(as_run(log, rows), wanted)
    return np.array([found[name] for name in wanted])


def as_run(log: IncidentLog, rows: NDArray[np.int64]) -> Run:
    """Return some incidents of a log as what a run would have left behind: one day of history, no burn-in."""
    closed = np.zeros(len(rows), dtype=CLOSED)
    closed["hops"] = log.handoffs[rows]
    closed["hours"] = (log.closed - log.opened)[rows]
    for name, column in (
        ("returned", log.returned),
        ("asked", log.waited),
        ("reopened", log.reopened),
        ("component", log.component),
    ):
        if column is not None:
            closed[name] = column[rows]
    if log.top is not None:
        closed["label"] = np.where(log.top[rows] > 0, 4, 1)
    history = blank_history(1)
    history["opened"] = len(rows) / max(log.workdays, 1e-9)
    history["true_top"] = np.nan
    return Run(history, closed, np.zeros((1, 1), dtype=np.int64), 0, max(log.people, 1), 1, 1.0)
