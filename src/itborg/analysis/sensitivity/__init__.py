"""Sensitivity analysis: which factors matter, by Morris or Sobol indices with intervals and a noise level."""

from .influence import Influence, influence
from .sensitivity import Sensitivity, sensitivity, sensitivity_of, sensitivity_study

__all__ = ["Influence", "Sensitivity", "influence", "sensitivity", "sensitivity_of", "sensitivity_study"]
