"""Plans that run beside the room with the same luck: doing nothing, and the best that was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from .game import MONTHS, Decision

BEST_KNOWN = Path(__file__).with_name("best_known.json")


def nothing(months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the plan of doing nothing."""
    return (Decision(),) * months


@cache
def found() -> dict[str, Any]:
    """Return what is said of the best known plan: how it was found, what it is, what it was worth."""
    known: dict[str, Any] = json.loads(BEST_KNOWN.read_text(encoding="utf-8"))
    return known


def best_known(budget: float, months: int = MONTHS) -> tuple[Decision, ...]:
    """Return the best known plan that a budget allows, as far as some month."""
    plans = [one for one in found()["plans"] if one["budget"] <= budget] or found()["plans"][:1]
    best = plans[-1]
    return tuple(ruled(names, best["first"], best["go"]) for names in best["interventions"][:months])


def ruled(interventions: Sequence[str], first: int, go: int | None) -> Decision:
    """Return a month in which the best-looking requests are put first and all but `go` are held back.

    >>> ruled(["itil"], 1, 3)
    Decision(interventions=('itil',), first=(0,), held=(3,), listed=4, guesses={})
    """
    held = () if go is None else (go,)
    return Decision(tuple(interventions), tuple(range(first)), held, (first if go is None else go) + 1)
