"""Interventions: what a workshop, counselling, coaching, a catalogue or a change of staff does on the day."""

from __future__ import annotations

from .mechanism import Mechanism


class Interventions(
    Mechanism,
    meaning="interventions write into knowledge, language and trust; the immediate change is an input, not a result",
):
    """Parameters of the mechanism."""
