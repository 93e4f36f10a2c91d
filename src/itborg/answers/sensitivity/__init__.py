"""Which factors decide: influence indices with intervals, and a verdict: above the noise, or not distinguishable."""

from .ask import Sensitivity, sensitivity, sensitivity_of, sensitivity_study
from .influence import Influence, influence

__all__ = ["Influence", "Sensitivity", "influence", "sensitivity", "sensitivity_of", "sensitivity_study"]
