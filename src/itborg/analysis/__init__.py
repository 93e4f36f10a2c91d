"""Runs in, numbers out: measures, comparisons, studies and the analyses built on them. Draws and prints nothing."""

from .discovery.discover import discover
from .optimisation.optimise import optimise
from .sensitivity.sensitivity import sensitivity

__all__ = ["discover", "optimise", "sensitivity"]
