"""Comparison of strategies by paired replications: differences with intervals, stopping rule, ranking."""

from __future__ import annotations

from .compare import compare
from .plan import Plan, plan
from .result import Comparison

__all__ = ["Comparison", "Plan", "compare", "plan"]
