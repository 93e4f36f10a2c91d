"""Knock-outs: which outcomes require which mechanism; each mechanism is knocked out and all outcomes are recomputed.

A mechanism that no outcome requires is redundant for the results of this model. That says nothing about real
organisations.
"""

from __future__ import annotations

from .knockouts import MINIMAL_MODEL, KnockoutRuns, Knockouts, Requirement, knockout_tasks
from .outcomes import Outcome, outcomes

__all__ = ["MINIMAL_MODEL", "KnockoutRuns", "Knockouts", "Outcome", "Requirement", "knockout_tasks", "outcomes"]
