"""Knock-outs of mechanisms: every outcome with and without a mechanism, and which outcomes require it.

A knocked-out mechanism has the parameter values at which it has no effect. A change is tested by Student's t test on
the paired replications; p-values of all knock-outs and outcomes together are adjusted for the false discovery rate
(Benjamini & Hochberg 1995). Significance is not enough: the size that counts as a requirement is our assumption
(`WEAKER_BELOW`, `LOST_BELOW`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from scipy.stats import false_discovery_control, ttest_1samp

from ...analysis.statistics import LEVEL, Floats, Interval, interval
from ...mechanisms.registry import KNOCKOUTS, parameters_without
from ...organisation.types import Organisation
from ..validation.pattern import Check
from ..validation.run_cache import RunCache
from ..validation.targets import within
from ..validation.validation_tasks import Finished, Task, Values
from .outcomes import Kind, Outcome

#: Names of a knock-out besides those of mechanisms and of several joined by "+": nothing, and every mechanism.
FULL_MODEL, MINIMAL_MODEL = "", "minimal_model"
#: Mechanisms that may substitute for each other, so that only knocking out all of them shows a requirement.
SUBSTITUTES: Mapping[str, str] = {
    "readiness+freeze": "the time of an event matters, and can be known",
}
#: An outcome that retains more than this share of its size is not called weaker, whatever its significance.
WEAKER_BELOW = 0.75
#: An effect that retains less than this share is called lost.
LOST_BELOW = 0.5


def knocked_out(name: str) -> tuple[str, ...]:
    """Return the mechanisms that a knock-out removes.

    name  a mechanism, several joined by "+", FULL_MODEL for none or MINIMAL_MODEL for all of them

    Raises InputError for a mechanism that is not known.

    >>> knocked_out("freeze+readiness")
    ('freeze', 'readiness')
    """
    names = tuple(KNOCKOUTS) if name == MINIMAL_MODEL else tuple(part.strip() for part in name.split("+") if part)
    parameters_without(names, {})
    return names


def knockout_tasks(
    organisation: Organisation, replications: int, seed: int, outcomes: Sequence[Outcome], only: Sequence[str] = ()
) -> list[Task]:
    """Return one task for each replication and knock-out, in the order of replications.

    organisation  of all runs
    replications  paired replications, 2 or more for a test
    seed          random seed
    outcomes      to compute in each run cache
    only          mechanisms, or several joined by "+"; by default each alone, substitutes jointly, and all of them

    After an interruption all knock-outs have about as many replications. The full model is always included. Raises
    InputError for a mechanism that is not known.
    """
    names = [FULL_MODEL, *(only or [*KNOCKOUTS, *SUBSTITUTES, MINIMAL_MODEL])]
    return [
        _task(organisation, name, replication, seed, outcomes) for replication in range(replications) for name in names
    ]


def _task(organisation: Organisation, name: str, replication: int, seed: int, outcomes: Sequence[Outcome]) -> Task:
    """Return the task of one knock-out and replication; several mechanisms are knocked out together."""
    changes: dict[str, float] = {}
    for mechanism in knocked_out(name):
        changes |= KNOCKOUTS[mechanism].values

    def compute(run_cache: RunCache) -> Values:
        with np.errstate(invalid="ignore", divide="ignore"):
            return {one.key: float(one.value(run_cache)) for one in outcomes}

    return Task("knockout", name, partial(RunCache, organisation, replication, seed, changes), compute)


@dataclass(frozen=True, eq=False)
class KnockoutRuns:
    """The values of all outcomes, one row a replication for each knock-out.

    organisation, seed  of all runs
    outcomes            that were computed
    finished            (task, values) of every finished task
    """

    organisation: str
    seed: int
    outcomes: Sequence[Outcome]
    finished: Finished

    def names(self) -> list[str]:
        """Return the names of the knock-outs with values, in the order of their tasks, without the full model."""
        return [name for name in dict.fromkeys(task.name for task, _ in self.finished) if name != FULL_MODEL]

    def values(self, name: str, outcome: Outcome) -> Floats:
        """Return the values of an outcome in a knock-out, (replications,); NaN where a run does not define it.

        name  of the knock-out, FULL_MODEL for the model with all mechanisms
        """
        return np.array([row[outcome.key] for row in self._rows(name)], dtype=float)

    def paired(self, name: str, outcome: Outcome) -> tuple[Floats, Floats]:
        """Return the values in the full model and in a knock-out, (replications,) each, paired by replication.

        After an interruption only the replications that both have are returned.
        """
        full, without = self.values(FULL_MODEL, outcome), self.values(name, outcome)
        count = min(len(full), len(without))
        return full[:count], without[:count]

    def replications(self) -> int:
        """Return the number of finished replications of the full model."""
        return len(self._rows(FULL_MODEL))

    def _rows(self, name: str) -> list[Values]:
        return [values for task, values in self.finished if task.name == name]


class Requirement(NamedTuple):
    """An outcome that requires a mechanism.

    kind, name   of the outcome
    statement    what is computed
    change       "lost" if the outcome no longer holds without the mechanism; "weaker" if it holds less; "shifted" if
                 a level changes
    full_model   mean and interval with the mechanism
    knocked_out  mean and interval without it
    """

    kind: Kind
    name: str
    statement: str
    change: str
    full_model: Interval
    knocked_out: Interval


@dataclass(frozen=True, eq=False)
class Knockouts:
    """The outcomes that require each mechanism.

    An outcome requires a mechanism if its paired change is significant, at a false discovery rate of 5 % over all
    knock-outs and outcomes, and large. What is large depends on the outcome:

    check   it passes in the full model; lost if the estimate leaves the range, weaker if less than three quarters of
            its distance to the bound are left
    target  lost if its estimate lies in the band in the full model and outside it in the knock-out
    effect  of a strategy or a perturbation, or a share of months: it differs from 0 in the full model; lost if less
            than half of it is left, weaker if less than three quarters are
    level   shifted if it changes by more than a quarter
    """

    runs: KnockoutRuns

    @cached_property
    def requirements(self) -> dict[str, list[Requirement]]:
        """The requirements by name of the knock-out; [] for one that no outcome requires."""
        return {name: list(self._of(name)) for name in self.runs.names()}

    def redundant(self) -> list[str]:
        """Return the knock-outs that no outcome requires; a level alone does not count."""
        return [name for name, found in self.requirements.items() if all(one.kind == "level" for one in found)]

    def passes(self, outcome: Outcome, name: str = FULL_MODEL) -> bool:
        """Return whether the check of an outcome passes in a knock-out; False if it was not run.

        outcome  one with a check
        """
        assert outcome.check
        values = self.runs.values(name, outcome)
        return len(values) > 0 and outcome.check.status(interval(values)) == "passes"

    def _of(self, name: str) -> Iterator[Requirement]:
        """Yield the outcomes that require a knock-out's mechanisms."""
        for outcome in self.runs.outcomes:
            if outcome.key not in self._significant[name]:
                continue
            full, without = (interval(values) for values in self.runs.paired(name, outcome))
            change = self._change(outcome, full, without)
            if change:
                yield Requirement(outcome.kind, outcome.name, outcome.statement, change, full, without)

    def _change(self, outcome: Outcome, full: Interval, without: Interval) -> str:
        """Return how a significant change affects an outcome; "" if the change is too small to count.

        full, without  mean and interval with and without the mechanism; the rules are those of the class
        """
        if outcome.target:
            return "lost" if within(outcome.target, full.mean) and not within(outcome.target, without.mean) else ""
        if outcome.check:
            if not self.passes(outcome):
                return ""
            if not outcome.check.allows(without.mean):
                return "lost"
            return "weaker" if _margin_left(outcome.check, full.mean, without.mean) < WEAKER_BELOW else ""
        if not full.excludes_zero:
            return ""
        left = without.mean / full.mean
        if outcome.kind == "level":
            return "shifted" if abs(left - 1.0) > 1.0 - WEAKER_BELOW else ""
        return "lost" if left < LOST_BELOW else "weaker" if left < WEAKER_BELOW else ""

    @cached_property
    def _significant(self) -> dict[str, set[tuple[str, str, str]]]:
        """The keys of the outcomes whose change is significant, by name of the knock-out.

        The false discovery rate is 5 % over all knock-outs and outcomes together.
        """
        cells = [(name, one) for name in self.runs.names() for one in self.runs.outcomes]
        p_values = np.array([_p_value(np.subtract(*self.runs.paired(name, one))) for name, one in cells])
        significant = false_discovery_control(p_values) < 1.0 - LEVEL if len(p_values) else []
        found: dict[str, set[tuple[str, str, str]]] = {name: set() for name in self.runs.names()}
        for (name, one), yes in zip(cells, significant, strict=True):
            if yes:
                found[name].add(one.key)
        return found


def _p_value(change: Floats) -> float:
    """Return the p-value of a paired change, (replications,), by Student's two-sided t test.

    NaN values are left out. It is 1 below two replications or without any change, 0 for the same change in all of them.
    """
    known = change[~np.isnan(change)]
    if len(known) < 2 or not known.any():
        return 1.0
    if np.ptp(known) == 0:
        return 0.0
    return float(ttest_1samp(known, 0.0).pvalue)


def _margin_left(check: Check, full: float, without: float) -> float:
    """Return the share of a check's distance to its bound that is left; 1 where it has no single bound.

    full, without  estimates with and without the mechanism; the share is negative beyond the bound
    """
    bound = check.above if math.isfinite(check.above) else check.below
    if math.isfinite(check.above) == math.isfinite(check.below) or full == bound:
        return 1.0
    return (without - bound) / (full - bound)
