"""Which parameters let the model meet real figures, or a user's own incident log; held-out figures judge the fit."""

from .calibrate import Calibration, Specification, calibrate
from .targets_file import bundled, hold_out, read_targets, targets_text

__all__ = ["Calibration", "Specification", "bundled", "calibrate", "hold_out", "read_targets", "targets_text"]
