"""Doing nothing: the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import override

from .base import Strategy, Values


@dataclass(frozen=True)
class NoStrategy(Strategy):
    """The organisation goes on as it is."""

    name = "none"
    meaning = "Nothing is changed: the organisation as it is."
    source = "Grab@Pizza workshop report (ITSM12, London 2012): how the game begins."
    assumption = "No improvement arises by itself."
    capacity_cost = "None."
    delay = "None."
    levers = frozenset()

    @override
    def plan(self, days: int) -> dict[str, Values]:
        return {}
