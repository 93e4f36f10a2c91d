"""An incident log, whatever system it comes from, and its indicators.

Logs are measured by the same functions as runs of the model (`analysis.measures.log_indicators`), so that a difference
between both is never one of definitions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...analysis.measures.log_indicators import INDICATORS, TOP, observed
from ...analysis.statistics import Floats
from ...engine.history import blank_history
from ...engine.simulation import Run
from ...engine.state import CLOSED

#: Bootstrap samples of incidents from which the standard error of an indicator is computed.
BOOTSTRAP = 60


@dataclass(frozen=True, eq=False)
class IncidentLog:
    """Closed incidents as columns of equal length, (incidents,); None where the export has no such column.

    opened, closed  hours since a common moment; closed is never before opened
    handoffs        changes of the assigned team or person
    returned        1 if the incident came back to an earlier team, else 0
    waited          1 if it ever waited for the user, else 0
    reopened        how often it was reopened
    top             1 if it has the highest priority, else 0
    component       number of the component that failed
    people          how many people worked on incidents; 0 if the export does not show it
    workdays        working days that the log covers, at least 1
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
class Indicator:
    """An indicator of a log.

    id     as in analysis.measures.log_indicators
    value  in the indicator's own unit
    error  its standard error over incidents
    """

    id: str
    value: float
    error: float


def indicators(log: IncidentLog, seed: int = 1) -> list[Indicator]:
    """Return every indicator that a log can give, by the functions that measure runs.

    log   closed incidents
    seed  random seed of the bootstrap

    Errors are those of a bootstrap over incidents, with 60 samples: incidents are treated as independent. An indicator
    that is not finite is left out. An error is NaN if fewer than two samples define the indicator.
    """
    names = available(log)
    rng = np.random.default_rng(seed)
    values = _values(log, np.arange(len(log)), names)
    samples = np.array([_values(log, rng.integers(0, len(log), len(log)), names) for _ in range(BOOTSTRAP)])
    errors = [float(np.std(known, ddof=1)) if len(known := one[np.isfinite(one)]) > 1 else np.nan for one in samples.T]
    return [
        Indicator(name, float(value), float(error))
        for name, value, error in zip(names, values, errors, strict=True)
        if np.isfinite(value)
    ]


def available(log: IncidentLog) -> list[str]:
    """Return the names of the indicators for which a log has the columns, in the order of INDICATORS.

    No log has the true priority of incidents, so the share of needed top priorities is never available.
    """
    needed = {
        "handoffs.ping_pong_share": log.returned,
        "handoffs.waiting_for_user_ratio_3_over_0": log.waited,
        "handoffs.reopened_share": log.reopened,
        "concentration.incidents_from_top_5_percent_components": log.component,
        "priority.top_label_share": log.top,
        "priority.top_label_needed_share": None,
        "demand.incidents_per_person_day": log.people or None,
    }
    return [name for name in INDICATORS if name not in needed or needed[name] is not None]


def _values(log: IncidentLog, rows: NDArray[np.int64], names: Sequence[str]) -> Floats:
    """Return indicators of some incidents, (names,)."""
    found = observed(as_run(log, rows), names)
    return np.array([found[name] for name in names])


def as_run(log: IncidentLog, rows: NDArray[np.int64]) -> Run:
    """Return some incidents of a log in the form of a run: one day of history, no burn-in.

    So the functions that measure runs measure logs as well. Columns that a log does not have are 0.

    log   closed incidents
    rows  (incidents,) numbers of incidents; one may occur several times, as in a bootstrap sample

    The day has the mean number of incidents of a working day.
    """
    closed = np.zeros(len(rows), dtype=CLOSED)
    closed["hops"] = log.handoffs[rows]
    closed["hours"] = (log.closed - log.opened)[rows]
    for name, column in (
        ("returned", log.returned),
        ("questioned", log.waited),
        ("reopened", log.reopened),
        ("component", log.component),
    ):
        if column is not None:
            closed[name] = column[rows]
    if log.top is not None:
        closed["label"] = np.where(log.top[rows] > 0, TOP, 1)
    history = blank_history(1)
    history["opened"] = len(rows) / max(log.workdays, 1e-9)
    history["true_top"] = np.nan
    return Run(history, closed, np.zeros((1, 1), dtype=np.int64), 0, max(log.people, 1), 1, 1.0)
