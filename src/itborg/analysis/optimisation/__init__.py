"""Optimisation: best interventions, their order and doses under a budget, robust over uncertain scenarios."""

from .optimise import Programme, optimise
from .specification import Specification

__all__ = ["Programme", "Specification", "optimise"]
