"""Which factors decide: influence indices with intervals, and a verdict: above the noise, or not distinguishable."""

from .influence import Influence, influence
from .sensitivity import Sensitivity, sensitivity, sensitivity_of, sensitivity_study

__all__ = ["Influence", "Sensitivity", "influence", "sensitivity", "sensitivity_of", "sensitivity_study"]
