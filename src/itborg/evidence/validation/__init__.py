"""Validation: which stylised facts the model reproduces, and how close it is to empirical values."""

from __future__ import annotations

from .assessment import Validation
from .validate import validate

__all__ = ["Validation", "validate"]
