"""Stylised facts as patterns: a claim, checks that can fail, and a result that follows from the checks.

The approach is pattern-oriented modelling (Grimm et al. 2005): a model is more credible the more independent patterns,
none of them built into a rule, it reproduces at the same parameters. A pattern whose direction a rule contains is
reported as assumed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from ...analysis.statistics import Interval
from ...engine.simulation import DAYS
from .run_cache import RunCache

#: Working days of the last half year of a run of the default length, from the strategy's start: (first, last + 1).
LAST_HALF_YEAR = (DAYS - 120, DAYS)

Result = Literal["reproduced", "not reproduced", "assumed", "not judged"]
Status = Literal["passes", "inconclusive", "fails", "not run"]


class Check(NamedTuple):
    """One number that a claim constrains, computed from runs with common random numbers.

    statement      what is computed, with sign and unit
    value          the number of one replication
    above, below   open interval in which the whole 95 % interval of the number must lie
    baseline_only  True if it needs runs of the baseline only, so that any organisation can be checked
    long_run       True if it needs runs of several years; then fewer replications are used
    decisive       False if the check is reported and does not decide the result of its pattern
    by_estimate    True if the estimate decides and not its whole interval, as with bands of empirical values
    log_scale      True if replications are averaged on the log scale; the number must be above 0
    sign           open interval that counts as the same sign at other parameter values; None: (above, below)
    no_difference  True if the claim is that two runs do not differ: the range is then an equivalence bound around 0

    An effect whose interval touches 0 is not shown, so the range of an effect begins or ends at 0 or beyond it. That
    there is no effect is a claim of its own: both bounds are needed, and the whole interval between them.
    """

    statement: str
    value: Callable[[RunCache], float]
    above: float = -math.inf
    below: float = math.inf
    baseline_only: bool = False
    long_run: bool = False
    decisive: bool = True
    by_estimate: bool = False
    log_scale: bool = False
    sign: tuple[float, float] | None = None
    no_difference: bool = False

    def sign_holds(self, value: float) -> bool:
        """Return whether a number has the sign that the claim implies; False for NaN."""
        above, below = self.sign or (self.above, self.below)
        return above < value < below

    def allows(self, value: float) -> bool:
        """Return whether a number lies in the range of the claim; False for NaN."""
        return self.above < value < self.below

    def status(self, estimate: Interval) -> Status:
        """Return the status of a check: it passes only if the whole interval lies in the range.

        estimate  mean over replications with its 95 % interval

        It fails if the mean lies outside the range, and is inconclusive if only a part of the interval lies inside. An
        estimate of NaN has not been run; an interval of NaN, as from one replication, is inconclusive.
        """
        if math.isnan(estimate.mean):
            return "not run"
        if not self.allows(estimate.mean):
            return "fails"
        if self.by_estimate or (self.allows(estimate.low) and self.allows(estimate.high)):
            return "passes"
        return "inconclusive"

    @property
    def expected(self) -> str:
        """The range of the claim as text.

        >>> Check("", lambda run_cache: 0.0, above=0.3).expected
        'above 0.3'
        """
        if self.above > -math.inf and self.below < math.inf:
            return f"{self.above:g} to {self.below:g}"
        return f"above {self.above:g}" if self.above > -math.inf else f"below {self.below:g}"


class Pattern(NamedTuple):
    """A stylised fact that the model should reproduce and not contain.

    id                  P1 to P16, N1 to N6
    name                a few words
    claim               one sentence
    source              where the fact is reported
    checks              the estimate of the first one represents the pattern
    assumed             why it is an assumption whatever its checks show; "" if it is not
    assumed_on_failure  why it is an assumption if its checks fail: a rule contains the direction
    explanation         why it is not reproduced, as far as that is known; shown only then
    caution             a limitation to know even if it is reproduced
    not_judged          why it is reported as context and counts neither for nor against the model; "" if it is judged
    """

    id: str
    name: str
    claim: str
    source: str
    checks: Sequence[Check]
    assumed: str = ""
    assumed_on_failure: str = ""
    explanation: str = ""
    caution: str = ""
    not_judged: str = ""

    def result(self, statuses: Sequence[Status]) -> Result:
        """Return the result from the status of each check, in the order of `checks`.

        A pattern is reproduced if every decisive check passes. Otherwise it is assumed where a rule contains the
        direction, else not reproduced; inconclusive checks count as not passed. Raises ValueError for a wrong number of
        statuses. One that is not judged has no other result.
        """
        if self.not_judged:
            return "not judged"
        if self.assumed:
            return "assumed"
        decisive = [status for check, status in zip(self.checks, statuses, strict=True) if check.decisive]
        if all(status == "passes" for status in decisive):
            return "reproduced"
        return "assumed" if self.assumed_on_failure else "not reproduced"
