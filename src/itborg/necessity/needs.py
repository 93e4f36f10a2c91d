"""From answers to needs: what no longer holds without a mechanism, and what is clearly weaker.

*Breaks*: a check held with its whole interval, and without the mechanism its estimate lies where the claim says it
must not; a target lay in its band and lies outside; a strategy's effect on net value was clear, and half of it or
more is gone. *Weakens*: a check or an effect is smaller without it. Both count only if the paired change is clear at
95 % for all mechanisms at once (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from ..statistics import LEVEL, Interval, interval
from ..validate.pattern import Check
from ..validate.patterns import PATTERNS
from ..validate.targets import judged, within
from .knockouts import Knockouts, strategies

Kind = Literal["pattern", "target", "strategy"]
#: A check or an effect that keeps more than this part of its size is not called weaker, however clear the change.
KEPT = 0.75
HALF = 0.5


class Need(NamedTuple):
    """One thing that needs a mechanism.

    kind, name   what needs it: a pattern's id, a target's id or a strategy
    says         what was looked at
    breaks       whether it no longer holds; else it is weaker
    whole        with the mechanism; without: without it
    """

    kind: Kind
    name: str
    says: str
    breaks: bool
    whole: Interval
    without: Interval


@dataclass(frozen=True, eq=False)
class Necessity:
    """What needs each mechanism."""

    answers: Knockouts

    @cached_property
    def needs(self) -> dict[str, list[Need]]:
        """What needs each mechanism, by its name, and what the core lacks under the name of the core."""
        return {name: list(self._of(name)) for name in self.answers.names()}

    def unneeded(self) -> list[str]:
        """Return the mechanisms that nothing needs."""
        return [name for name, found in self.needs.items() if not found]

    def holds(self, check: Check, name: str = "") -> bool:
        """Return whether a check holds with its whole interval in a knock-out, or in the whole model."""
        values = self.answers.values(name, check)
        return len(values) > 0 and check.standing(interval(values)) == "holds"

    def _of(self, name: str) -> Iterator[Need]:
        for pattern in PATTERNS.values():
            for check in pattern.checks:
                if not check.aside and self.holds(check):
                    yield from self._judged("pattern", pattern.id, check.says, name, check, check)
        for target in judged():
            yield from self._target(target, name)
        for one in strategies():
            yield from self._judged("strategy", one, "effect on net value", name, one, None)

    def _judged(self, kind: Kind, title: str, says: str, name: str, key: Any, check: Check | None) -> Iterator[Need]:
        before, after = self.answers.paired(name, key)
        if not self._clear(after - before):
            return
        whole, without = interval(before), interval(after)
        if check is None:
            if not whole.excludes_zero:
                return
            left = without.mean / whole.mean
            breaks = left < HALF
        else:
            breaks = not check.inside(without.mean)
            left = _left(check, whole.mean, without.mean)
        if breaks or left < KEPT:
            yield Need(kind, title, says, breaks, whole, without)

    def _target(self, target: Any, name: str) -> Iterator[Need]:
        before, after = self.answers.paired(name, target.id)
        whole, without = interval(before), interval(after)
        if within(target, whole.mean) and not within(target, without.mean) and self._clear(after - before):
            yield Need("target", target.id, target.statistic, True, whole, without)

    def _clear(self, change: Any) -> bool:
        known = change[~np.isnan(change)]
        if len(known) < 2 or not known.any():
            return False
        level = 1 - (1 - LEVEL) / max(1, len(self.answers.names()))
        return interval(known, level).excludes_zero


def _left(check: Check, whole: float, without: float) -> float:
    """Return how much of a check's distance to its bound is left; 1 where it has no single bound."""
    bound = check.above if np.isfinite(check.above) else check.below
    if np.isfinite(check.above) == np.isfinite(check.below) or whole == bound:
        return 1.0
    return (without - bound) / (whole - bound)
