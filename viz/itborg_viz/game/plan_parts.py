"""What each part of a plan is worth: the plan against the same plan without it, replication by replication."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from itborg.analysis.statistics import Floats
from itborg.organisation.load import load

from .account import AT_STAKE, DEPRECIATION, HEAD_OFFICE, LINES, MARKETING, RENT, WAGES
from .changed_plans import without
from .deck import FINE, deck
from .plan_search import BEST_KNOWN, ORGANISATION
from .plans import Plan
from .target import TARGETS


class Part(NamedTuple):
    """A part of a plan.

    name    of an initiative or an intervention
    effect  what the plan earns more with it than without it, kEUR, in each replication
    """

    name: str
    effect: Floats

    @property
    def pays(self) -> float:
        """Share of replications in which the plan earns more with it."""
        return float(np.mean(self.effect > 0))


def parts(plan: Plan, profit: Callable[[Plan], Floats]) -> list[Part]:
    """Return the parts of a plan in the order of their start.

    profit  of a plan in each replication, kEUR
    """
    names = [name for one in plan for name in (*one.interventions, *one.initiatives)]
    return [Part(name, profit(plan) - profit(without(plan, name))) for name in names]


def interventions_of(plan: Plan) -> set[str]:
    """Return the interventions of a plan."""
    return {name for one in plan for name in one.interventions}


def fingerprint() -> str:
    """Return a hash of what the measured figures rest on: deck, fixed costs, plans and targets, as they are now.

    Sentences on the cards do not count.
    """
    costs = (AT_STAKE, WAGES, RENT, MARKETING, HEAD_OFFICE, DEPRECIATION, FINE, LINES)
    files = [path.read_text(encoding="utf-8") for path in (BEST_KNOWN, TARGETS)]
    cards = [one._replace(business="", it="") for one in deck(load(ORGANISATION)).values()]
    text = repr([cards, costs, files])
    return hashlib.sha256(text.encode()).hexdigest()[:12]
