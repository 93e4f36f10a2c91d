"""What a pattern is: a claim, checks that could fail, and a verdict that follows from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from ...analysis.statistics import Interval
from .run_cache import RunCache

Verdict = Literal["emerges", "does not", "assumption"]
Standing = Literal["holds", "not clear", "fails", "not run"]


class Check(NamedTuple):
    """One number that a claim says something about, from runs with the same luck.

    says       what is looked at, with sign and unit
    value      the number, from one lab
    above      the claim holds if the whole interval lies above this ...
    below      ... and below this
    untreated  True if it needs nothing but the untreated organisation: then it can be asked anywhere
    dear       True if it takes runs of years: then it is asked of fewer lucks
    aside      True if it is told and does not decide the verdict
    point      True if the estimate decides and not its whole interval, as with the bands of real figures
    log        True if lucks are averaged on the log scale
    sign       what "the sign holds" means elsewhere in the parameter space, (above, below); None: the same bounds
    """

    says: str
    value: Callable[[RunCache], float]
    above: float = -math.inf
    below: float = math.inf
    untreated: bool = False
    dear: bool = False
    aside: bool = False
    point: bool = False
    log: bool = False
    sign: tuple[float, float] | None = None

    def sign_holds(self, value: float) -> bool:
        """Return whether a number has the right sign, as far as the claim has one."""
        above, below = self.sign or (self.above, self.below)
        return above < value < below

    def inside(self, value: float) -> bool:
        """Return whether a number is where the claim says; what is not a number is not."""
        return self.above < value < self.below

    def standing(self, found: Interval) -> Standing:
        """Return how a check stands: it holds only if the whole interval does."""
        if math.isnan(found.mean):
            return "not run"
        if not self.inside(found.mean):
            return "fails"
        if self.point or (self.inside(found.low) and self.inside(found.high)):
            return "holds"
        return "not clear"

    @property
    def wanted(self) -> str:
        """Where the number has to be, in words.

        >>> Check("", lambda lab: 0.0, above=0.3).wanted
        'above 0.3'
        """
        if self.above > -math.inf and self.below < math.inf:
            return f"{self.above:g} to {self.below:g}"
        return f"above {self.above:g}" if self.above > -math.inf else f"below {self.below:g}"


class Pattern(NamedTuple):
    """A stylised fact that the model should bring about, not contain.

    id       P1 to P17
    name     a few words
    claim    one sentence
    source   who says so
    checks   the first gives the estimate that stands for the pattern
    put_in   why it is an assumption whatever the checks say; "" if it is not
    unless   why it is an assumption if the checks fail: the direction was put into a rule
    reason   why it fails, as far as that was found; shown only if it does
    caution  what a reader should know even if it emerges
    """

    id: str
    name: str
    claim: str
    source: str
    checks: Sequence[Check]
    put_in: str = ""
    unless: str = ""
    reason: str = ""
    caution: str = ""

    def verdict(self, standings: Sequence[Standing]) -> Verdict:
        """Return the verdict from how the checks stand, in their order."""
        if self.put_in:
            return "assumption"
        decisive = [s for check, s in zip(self.checks, standings, strict=True) if not check.aside]
        if all(standing == "holds" for standing in decisive):
            return "emerges"
        return "assumption" if self.unless else "does not"
