"""Validation: which stylised facts the model reproduces, and how close it is to empirical values.

Patterns (P1 to P17, and N1 to N6 of the network) are checked at the parameters of the validation, their signs also at
other plausible parameters and in other organisations; targets are compared with bands of empirical values. Sources are
named with each.
"""

from __future__ import annotations

from .assessment import Validation
from .validate import validate

__all__ = ["Validation", "validate"]
