"""What the results of a study say: which factors decide, where a strategy loses, what fits, what is best to do."""

from .calibration import calibrate
from .discovery import discover
from .living import Living
from .optimisation import optimise
from .sensitivity import sensitivity

__all__ = ["Living", "calibrate", "discover", "optimise", "sensitivity"]
