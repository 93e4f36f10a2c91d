"""Strategies: the interventions that management may choose. Each sets the levers that it declares, and nothing else."""

from .base import Strategy
from .levers import LEVER, LEVER_DTYPE, LEVERS, Lever, levers_at_rest
from .programme import Intervention, Programme, compose
from .registry import STRATEGIES, listing
from .specification import strategy

__all__ = [
    "LEVER",
    "LEVERS",
    "LEVER_DTYPE",
    "STRATEGIES",
    "Intervention",
    "Lever",
    "Programme",
    "Strategy",
    "compose",
    "levers_at_rest",
    "listing",
    "strategy",
]
