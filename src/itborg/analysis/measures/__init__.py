"""Measures: functions of the history of a run. They are never inputs of the model."""

from .handoffs import concentration, handoff_statistics
from .measure import Measure
from .registry import MEASURES, chosen, listing, measure, measure_many, measure_window
from .value import vocr
from .window import Window
from .worst_practices import PRACTICES, Observed, Practice, observed_practices, shown_by

__all__ = [
    "MEASURES",
    "PRACTICES",
    "Measure",
    "Observed",
    "Practice",
    "Window",
    "chosen",
    "concentration",
    "handoff_statistics",
    "listing",
    "measure",
    "measure_many",
    "measure_window",
    "observed_practices",
    "shown_by",
    "vocr",
]
