"""From answers to verdicts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...analysis.statistics import Interval, interval
from .pattern import Check, Pattern, Standing
from .patterns import EVERYWHERE, PATTERNS, untreated_checks
from .robustness import is_plausible
from .targets import Target, judged, targets, within
from .validation_tasks import Done


@dataclass(frozen=True, eq=False)
class Validation:
    """What a validation found.

    organisation  its name
    patterns      the patterns asked about
    size          "quick" or "full"
    seed          root of all luck
    version       of itborg
    changes       parameters that differed from their defaults
    done          (task, answers), as many as were finished
    complete      False if it was interrupted
    """

    organisation: str
    patterns: Sequence[Pattern]
    size: str
    seed: int
    version: str
    changes: Mapping[str, float]
    done: Done
    complete: bool = True
    _found: dict[Any, Any] = field(default_factory=dict)

    def lucks(self) -> int:
        """How many lucks were finished."""
        return len(self._answers("luck"))

    def _answers(self, kind: str, name: str | None = None) -> list[Mapping[Any, Any]]:
        return [found for task, found in self.done if task.kind == kind and name in (None, task.name)]

    def estimate(self, key: Check | str) -> Interval:
        """Return a check's or a target's estimate over lucks."""
        return _over([row[key] for row in self._answers("luck") if key in row], self._is_log(key))

    def _is_log(self, key: Check | str) -> bool:
        return key.log if isinstance(key, Check) else any(one.log for one in judged() if one.id == key)

    def standing(self, check: Check) -> Standing:
        """Return how a check stands at the parameters that were asked about."""
        return check.standing(self.estimate(check))

    # ---- elsewhere in the parameter space

    def points(self) -> list[list[Mapping[Any, Any]]]:
        """Return the answers of each plausible point, one row a luck."""
        names = dict.fromkeys(task.name for task, _ in self.done if task.kind == "point")
        rows = [self._answers("point", name) for name in names]
        return [row for row in rows if is_plausible(_means([one["looks"] for one in row]))]

    def points_tried(self) -> int:
        """How many points were tried, plausible or not."""
        return len({task.name for task, _ in self.done if task.kind == "point"})

    def robustness(self, check: Check) -> float:
        """Return the share of plausible points at which the sign holds; NaN if it was not asked there."""
        values = [[row[check] for row in point if check in row] for point in self._points]
        known = [float(np.nanmean(one)) for one in values if one and not np.isnan(one).all()]
        return float(np.mean([check.sign_holds(value) for value in known])) if known else math.nan

    @property
    def _points(self) -> list[list[Mapping[Any, Any]]]:
        if "points" not in self._found:
            self._found["points"] = self.points()
        return list(self._found["points"])

    # ---- other organisations

    def places(self) -> list[str]:
        """Return the other organisations that were looked at."""
        return list(dict.fromkeys(task.name for task, _ in self.done if task.kind == "place"))

    def lucks_at(self, place: str) -> int:
        """How many lucks another organisation had."""
        return len(self._answers("place", place))

    def at(self, place: str, check: Check) -> Interval:
        """Return a check's estimate in another organisation."""
        return _over([row[check] for row in self._answers("place", place)], check.log)

    def missing_at(self, place: str, pattern: str) -> list[Check]:
        """Return the checks of a pattern that do not hold in another organisation."""
        checks = untreated_checks(PATTERNS[pattern])
        return [check for check in checks if check.standing(self.at(place, check)) != "holds"]

    def everywhere(self) -> Interval:
        """Return the share of (organisation, pattern) that hold; low: surely, high: possibly."""
        surely, likely, maybe = [], [], []
        for place in self.places():
            for name in EVERYWHERE:
                checks = untreated_checks(PATTERNS[name])
                found = [(check, self.at(place, check)) for check in checks]
                likely.append(all(check.standing(one) == "holds" for check, one in found))
                surely.append(all(_surely(check, one) for check, one in found))
                maybe.append(all(_maybe(check, one) for check, one in found))
        if not likely:
            return Interval(math.nan, math.nan, math.nan)
        return Interval(float(np.mean(likely)), float(np.mean(surely)), float(np.mean(maybe)))

    # ---- targets

    def told(self, name: str) -> list[Interval]:
        """Return what the model says to a target that is not judged, one interval a number."""
        rows = [np.atleast_1d(row[name]) for row in self._answers("luck") if name in row]
        return [interval(column) for column in np.transpose(rows)] if rows else []

    def network(self) -> dict[str, list[Interval]]:
        """Return the relative change of each outcome by each shock to the network."""
        rows = [row["network"] for row in self._answers("luck") if "network" in row]
        return {name: [interval(c) for c in np.transpose([row[name] for row in rows])] for name in (rows or [{}])[0]}

    def target_within(self, target: Target) -> bool:
        """Return whether the estimate of a judged target lies in its band."""
        return within(target, self.estimate(target.id).mean)

    def misses(self) -> list[Target]:
        """Return the judged targets whose estimate lies outside."""
        return [one for one in judged() if not self.target_within(one)]

    def not_judged(self) -> list[Target]:
        """Return the targets without a band."""
        return [one for one in targets() if one.band is None]


def _over(values: Sequence[float], log: bool) -> Interval:
    """Return the mean over lucks and its interval, on the log scale where asked."""
    if not log:
        return interval(values or [math.nan])
    return Interval(*np.exp(interval(np.log(values or [math.nan]))).tolist())


def _surely(check: Check, found: Interval) -> bool:
    return check.inside(found.low) and check.inside(found.high)


def _maybe(check: Check, found: Interval) -> bool:
    return found.high > check.above and found.low < check.below


def _means(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
