"""An incident log, whatever system it comes from, and its indicators.

Logs are measured by the same functions as runs of the model (`analysis.measures.log_indicators`), so that a difference
between both is never one of definitions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...analysis.measures.handoffs import HANDOFF_CLASSES
from ...analysis.measures.log_indicators import INDICATORS, TOP, observed
from ...analysis.statistics import Floats
from ...engine.history import blank_history
from ...engine.simulation import Run
from ...engine.state import CLOSED

Counts = NDArray[np.int64]
#: Share of closed incidents for which a column must be known, else its indicators are left out. An assumption.
COVERAGE = 0.8
#: Fewest closed incidents of a number of hand-offs whose hours or waits give an indicator. An assumption.
FEWEST_OF_GROUP = 10
#: Bootstrap samples of incidents from which the standard error of an indicator is computed.
BOOTSTRAP = 60


@dataclass(frozen=True, eq=False)
class IncidentLog:
    """Closed incidents as columns of equal length, (incidents,); None where the export has no such column.

    hours         elapsed calendar hours from opening to resolution, at least 0; NaN where the end is not known
    handoffs      changes of the assigned team or person, -1 where unknown
    team_changes  changes of the assigned team, -1 where unknown
    returned      1 if the incident came back to an earlier team, else 0
    waited        1 if it ever waited for the user, else 0
    reopened      how often it was reopened, -1 where unknown
    top           1 if it has the highest priority, else 0; -1 where unknown
    component     number of the component that failed, -1 where unknown
    people        how many people worked on incidents; 0 if the export does not show it
    workdays      working days that the log covers, at least 1; 0 if the dates do not tell
    opened        number of incidents that were opened, those that are still open included
    """

    hours: Floats
    handoffs: Counts | None
    team_changes: Counts | None
    returned: Counts | None
    waited: Counts | None
    reopened: Counts | None
    top: Counts | None
    component: Counts | None
    people: int
    workdays: float
    opened: int

    def __len__(self) -> int:
        """Return the number of closed incidents."""
        return len(self.hours)


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


def needs(name: str) -> tuple[str, ...]:
    """Return the columns of a log from which an indicator is computed.

    >>> needs("handoffs.team_share_with_1_or_more"), needs("handoffs.time_ratio_2_over_1")
    (('team_changes',), ('handoffs', 'hours'))
    """
    theme, _, rest = name.partition(".")
    if name in _NEEDS:
        return _NEEDS[name]
    changes = "team_changes" if rest.startswith("team_") else "handoffs"
    timed = theme == "concentration" or any(word in rest for word in ("hours", "time_ratio", "rank_correlation"))
    return tuple(column for column, yes in ((changes, theme == "handoffs"), ("hours", timed)) if yes)


_NEEDS: Mapping[str, tuple[str, ...]] = {
    "handoffs.ping_pong_share": ("returned",),
    "handoffs.waiting_for_user_ratio_3_over_0": ("handoffs", "waited"),
    "handoffs.reopened_share": ("reopened",),
    "concentration.incidents_from_top_5_percent_components": ("component",),
    "priority.top_label_share": ("top",),
    "demand.incidents_per_person_day": (),
}


def coverage(log: IncidentLog, column: str) -> float:
    """Return the share of closed incidents for which a column is known, 0 to 1; 0 if the export has no such column."""
    values = getattr(log, column)
    return float(_known(values).mean()) if values is not None and len(values) else 0.0


def _known(values: Floats | Counts) -> NDArray[np.bool_]:
    """Return whether each value is known: at least 0 and not NaN."""
    return np.asarray(values >= 0)


def available(log: IncidentLog) -> list[str]:
    """Return the names of the indicators for which a log has the columns, in the order of INDICATORS.

    A column counts if it is known for the share COVERAGE of the closed incidents. No log has the true priority of
    incidents, so the share of needed top priorities is never available; demand needs the number of people and dates.
    """
    return [name for name in INDICATORS if name != "priority.top_label_needed_share" and _is_available(log, name)]


def _is_available(log: IncidentLog, name: str) -> bool:
    """Return whether a log has the columns of an indicator."""
    if name.startswith("demand."):
        return log.people > 0 and log.workdays > 0
    if any(size < FEWEST_OF_GROUP for size in group_sizes(log, name).values()):
        return False
    return all(coverage(log, column) >= COVERAGE for column in needs(name))


def group_sizes(log: IncidentLog, name: str) -> dict[int, int]:
    """Return number of hand-offs -> number of closed incidents with it, for the groups that an indicator compares.

    Empty for an indicator that compares none, and for one whose column the export does not have.
    """
    column = log.team_changes if name.startswith("handoffs.team_") else log.handoffs
    if column is None or name not in _GROUPS:
        return {}
    last = HANDOFF_CLASSES - 1
    open_ended = np.minimum(column, last) if column is log.handoffs else column
    return {group: int(np.count_nonzero(open_ended == group)) for group in _GROUPS[name]}


_GROUPS: Mapping[str, tuple[int, ...]] = {
    "handoffs.median_hours_no_handoff": (0,),
    "handoffs.median_hours_one_handoff": (1,),
    "handoffs.team_time_ratio_2_over_1": (2, 1),
    "handoffs.waiting_for_user_ratio_3_over_0": (3, 0),
    **{f"handoffs.time_ratio_{n}_over_1": (n, 1) for n in range(HANDOFF_CLASSES) if n != 1},
}


def _values(log: IncidentLog, rows: NDArray[np.int64], names: Sequence[str]) -> Floats:
    """Return indicators of some incidents, (names,), each from those for which its columns are known."""
    found: dict[str, float] = {}
    for columns in dict.fromkeys(map(needs, names)):
        known = rows[np.all([_known(getattr(log, column)[rows]) for column in columns], axis=0)] if columns else rows
        found |= observed(as_run(log, known), [name for name in names if needs(name) == columns])
    return np.array([found[name] for name in names])


#: Columns of a log that may be known for too few incidents, and their names.
_COLUMNS = {
    "hours": "hours", "handoffs": "hand-offs", "team_changes": "changes of team", "top": "priority",
    "component": "component", "reopened": "reopened",
}  # fmt: skip
#: Roles of columns that an export may lack, and what they hold.
_ROLES = {"component": "components", "reopened": "reopened tickets", "priority": "priorities"}


def coverage_notes(log: IncidentLog, roles: Collection[str]) -> list[str]:
    """Return sentences on what gives no target.

    log    closed incidents
    roles  roles that have a column in the export
    """
    known = {column: coverage(log, column) for column in _COLUMNS if getattr(log, column) is not None}
    notes = [
        f"{_COLUMNS[column]}: known for {share:.0%} of the closed tickets, below the limit of {COVERAGE:.0%}: no target"
        for column, share in known.items()
        if share < COVERAGE
    ]
    lacking = [
        f"the export has no column for {name}: no figures of them" for role, name in _ROLES.items() if role not in roles
    ]
    return [*notes, *_small_groups(log), *lacking]


def _small_groups(log: IncidentLog) -> list[str]:
    """Return a sentence for each definition of a hand-off with numbers of hand-offs that too few incidents have."""
    small: dict[str, dict[int, int]] = {"hand-offs": {}, "changes of team": {}}
    for name in INDICATORS:
        what = "changes of team" if name.startswith("handoffs.team_") else "hand-offs"
        small[what] |= {n: size for n, size in group_sizes(log, name).items() if size < FEWEST_OF_GROUP}
    return [
        f"too few tickets for a target of hours by {what} (fewer than {FEWEST_OF_GROUP}): {_listed(few)}"
        for what, few in small.items()
        if few
    ]


def _listed(few: dict[int, int]) -> str:
    """Return the sizes of groups in words.

    >>> _listed({2: 5, 5: 0})
    '5 with 2, 0 with 5 or more'
    """
    return ", ".join(f"{few[n]} with {n}{' or more' if n == HANDOFF_CLASSES - 1 else ''}" for n in sorted(few))


def as_run(log: IncidentLog, rows: NDArray[np.int64]) -> Run:
    """Return some incidents of a log in the form of a run: one day of history, no burn-in.

    So the functions that measure runs measure logs as well. Columns that a log does not have are 0.

    log   closed incidents
    rows  (incidents,) numbers of incidents; one may occur several times, as in a bootstrap sample

    The day has the mean number of incidents opened on a working day, those still open included.
    """
    closed = np.zeros(len(rows), dtype=CLOSED)
    closed["hours"] = log.hours[rows]
    for name, column in (
        ("hops", log.handoffs),
        ("team_changes", log.team_changes),
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
    history["opened"] = len(rows) * (log.opened / max(len(log), 1)) / max(log.workdays, 1e-9)
    history["true_top"] = np.nan
    return Run(history, closed, np.zeros((1, 1), dtype=np.int64), 0, max(log.people, 1), 1, 1.0)
