"""The assessment of a validation: estimates over replications, and the results that follow from them.

Intervals are 95 % confidence intervals of the mean by Student's t distribution. They are about random variation under
the model's rules and parameters, not about whether the rules are right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...analysis.plausible import is_plausible
from ...analysis.statistics import Interval, interval
from .pattern import Check, Pattern, Result, Status
from .patterns import ANY_ORGANISATION, PATTERNS, baseline_checks
from .targets import Target, assessed_targets, targets, within
from .validation_tasks import Finished, Values


@dataclass(frozen=True, eq=False)
class Validation:
    """The values of a validation, and the results that follow from them.

    organisation  its name
    patterns      the patterns that were checked
    size          "quick" or "full"
    seed          random seed
    version       of itborg
    changes       parameters that differed from their defaults
    finished      (task, values) of every finished task
    complete      False if it was interrupted
    varied        "core" or "all": parameters varied at the parameter points
    """

    organisation: str
    patterns: Sequence[Pattern]
    size: str
    seed: int
    version: str
    changes: Mapping[str, float]
    finished: Finished
    complete: bool = True
    varied: str = "core"
    _memo: dict[str, Any] = field(default_factory=dict)

    def _rows(self, kind: str, name: str | None = None) -> list[Values]:
        return [values for task, values in self.finished if task.kind == kind and name in (None, task.name)]

    # ---- at the parameters of the validation

    def replications(self) -> int:
        """Return the number of finished replications."""
        return len(self._rows("replication"))

    def estimate(self, key: Check | str) -> Interval:
        """Return the mean of a check or of a target over replications, with its 95 % interval.

        key  a check, or the id of an assessed target

        Hours are averaged on the log scale and returned as geometric means. NaN if no replication has the value; a
        single replication has a mean and no interval.
        """
        return _over([row[key] for row in self._rows("replication") if key in row], self._is_log(key))

    def _is_log(self, key: Check | str) -> bool:
        return key.log_scale if isinstance(key, Check) else any(one.log for one in assessed_targets() if one.id == key)

    def status(self, check: Check) -> Status:
        """Return the status of a check at the parameters of the validation; "not run" without values."""
        return check.status(self.estimate(check))

    def result(self, pattern: Pattern) -> Result:
        """Return the result of a pattern that follows from the status of its checks."""
        return pattern.result([self.status(check) for check in pattern.checks])

    # ---- at other parameter points

    def points(self) -> list[list[Values]]:
        """Return the values at each plausible parameter point, one list a point and one row a replication.

        A point is plausible if the means of its baseline measures lie in `plausible.PLAUSIBLE`.
        """
        if "points" not in self._memo:
            names = dict.fromkeys(task.name for task, _ in self.finished if task.kind == "parameter_point")
            rows = [self._rows("parameter_point", name) for name in names]
            self._memo["points"] = [row for row in rows if is_plausible(_means([one["plausibility"] for one in row]))]
        return list(self._memo["points"])

    def points_sampled(self) -> int:
        """Return the number of parameter points that were run, plausible or not."""
        return len({task.name for task, _ in self.finished if task.kind == "parameter_point"})

    def robustness(self, check: Check) -> float:
        """Return the share of plausible points at which a check has the same sign, 0 to 1.

        check  its sign is that of the mean over the replications at a point

        NaN if no plausible point has a value.
        """
        values = [[row[check] for row in point if check in row] for point in self.points()]
        known = [float(np.nanmean(one)) for one in values if one and not np.isnan(one).all()]
        return float(np.mean([check.sign_holds(value) for value in known])) if known else math.nan

    # ---- in other organisations

    def other_organisations(self) -> list[str]:
        """Return the names of the other organisations that were run."""
        return list(dict.fromkeys(task.name for task, _ in self.finished if task.kind == "organisation"))

    def replications_in(self, organisation: str) -> int:
        """Return the number of finished replications in another organisation."""
        return len(self._rows("organisation", organisation))

    def estimate_in(self, organisation: str, check: Check) -> Interval:
        """Return the estimate of a check in another organisation: mean over replications with its 95 % interval.

        organisation  name of one of `other_organisations`
        check         one that needs runs of the baseline only
        """
        return _over([row[check] for row in self._rows("organisation", organisation)], check.log_scale)

    def failed_in(self, organisation: str, pattern: str) -> list[Check]:
        """Return the checks of a pattern that do not pass in another organisation.

        organisation  name of one of `other_organisations`
        pattern       id of one of patterns.IN_OTHER_ORGANISATIONS
        """
        checks = baseline_checks(PATTERNS[pattern])
        return [check for check in checks if check.status(self.estimate_in(organisation, check)) != "passes"]

    def reproduced_in_all(self) -> Interval:
        """Return the share of (organisation, pattern) pairs that are reproduced, 0 to 1.

        The bounds are not a confidence interval: low counts the pairs whose intervals lie in the range even where
        the estimate would decide, high those whose intervals reach into it.
        """
        low, mean, high = [], [], []
        for organisation in self.other_organisations():
            for name in ANY_ORGANISATION:
                found = [(check, self.estimate_in(organisation, check)) for check in baseline_checks(PATTERNS[name])]
                mean.append(all(check.status(one) == "passes" for check, one in found))
                low.append(all(check.allows(one.low) and check.allows(one.high) for check, one in found))
                high.append(all(one.high > check.above and one.low < check.below for check, one in found))
        if not mean:
            return Interval(math.nan, math.nan, math.nan)
        return Interval(float(np.mean(mean)), float(np.mean(low)), float(np.mean(high)))

    # ---- targets and perturbations

    def reported(self, name: str) -> list[Interval]:
        """Return the values of a target that is not assessed, one interval a number; [] if it has none.

        name  id of the target

        There is one number, or one for each number of hand-offs.
        """
        rows = [np.atleast_1d(row[name]) for row in self._rows("replication") if name in row]
        return [interval(column) for column in np.transpose(rows)] if rows else []

    def network_perturbations(self) -> dict[str, list[Interval]]:
        """Return the relative change of each outcome, by name of the perturbation, in the order of OUTCOMES.

        A change of 0.1 is a rise of 10 % against the unperturbed run; {} if no perturbation was run.
        """
        rows = [row["network_perturbations"] for row in self._rows("replication") if "network_perturbations" in row]
        return {name: [interval(c) for c in np.transpose([row[name] for row in rows])] for name in (rows or [{}])[0]}

    def target_within(self, target: Target) -> bool:
        """Return whether the estimate of an assessed target lies in its band; its interval does not matter."""
        return within(target, self.estimate(target.id).mean)

    def misses(self) -> list[Target]:
        """Return the assessed targets whose estimate lies outside the band, or is NaN."""
        return [one for one in assessed_targets() if not self.target_within(one)]

    def not_assessed(self) -> list[Target]:
        """Return the targets without a band."""
        return [one for one in targets() if one.band is None]


def _over(values: Sequence[float], log: bool) -> Interval:
    """Return the mean over replications and its interval, on the log scale if `log`."""
    if not log:
        return interval(values or [math.nan])
    return Interval(*np.exp(interval(np.log(values or [math.nan]))).tolist())


def _means(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
