"""Necessity: which mechanisms are needed, and by what. Each is switched off and everything is asked again."""

from __future__ import annotations

from .knockouts import CORE, Knockouts, Necessity, Need, jobs
from .outcomes import Specification, questions

__all__ = ["CORE", "Knockouts", "Necessity", "Need", "Specification", "jobs", "questions"]
