"""Strategies side by side: paired runs, differences with intervals, when to stop, who is first."""

from __future__ import annotations

from .compare import compare
from .plan import Plan, plan
from .result import Comparison

__all__ = ["Comparison", "Plan", "compare", "plan"]
