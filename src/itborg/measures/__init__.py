"""Measures: pure functions of what a run left behind. They are never inputs of the model."""

from itborg.measures.abc import PRACTICES, Practice, Sighting, shown_by, sightings
from itborg.measures.ladder import concentration, ladder
from itborg.measures.measure import Measure
from itborg.measures.registry import MEASURES, chosen, listing, measure, measure_many, measure_window
from itborg.measures.vocr import vocr
from itborg.measures.window import Window

__all__ = [
    "MEASURES",
    "PRACTICES",
    "Measure",
    "Practice",
    "Sighting",
    "Window",
    "chosen",
    "concentration",
    "ladder",
    "listing",
    "measure",
    "measure_many",
    "measure_window",
    "shown_by",
    "sightings",
    "vocr",
]
