"""Decomposition of a strategy's effect on net value: contributions of mediators, money, levers and interaction."""

from __future__ import annotations

from .decompose import Contribution, Decomposition, decompose, decompose_difference, decompose_plan
from .mediators import MEDIATORS, Mediator

__all__ = [
    "MEDIATORS",
    "Contribution",
    "Decomposition",
    "Mediator",
    "decompose",
    "decompose_difference",
    "decompose_plan",
]
