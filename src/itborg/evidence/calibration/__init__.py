"""Calibration to empirical values, or to a user's own incident log; held-out targets check the fit.

Targets come from the bundled file or from a log (`itborg.evidence.incident_log`); the result is a posterior of
parameters, from which an optimisation may draw its scenarios.
"""

from .calibrate import Calibration, Specification, calibrate
from .targets_file import bundled, hold_out, read_targets, targets_text

__all__ = ["Calibration", "Specification", "bundled", "calibrate", "hold_out", "read_targets", "targets_text"]
