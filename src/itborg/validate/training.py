"""What is left of a workshop: asked by a pattern and by two targets."""

from __future__ import annotations

from ..measures.arithmetic import ratio
from .lab import Lab


def understanding_gained(lab: Lab, chosen: str, day: int) -> float:
    """Return IT's understanding on the evening of a day, counted from 1, minus that without the workshop."""
    between = (day - 1, day)
    gained = lab.column("it_understanding", chosen, between=between) - lab.column("it_understanding", between=between)
    return float(gained[0])


def kept(lab: Lab, chosen: str, day: int) -> float:
    """Return the share of the gain on day 5 that is left on a later day."""
    return ratio(understanding_gained(lab, chosen, day), understanding_gained(lab, chosen, 5))
