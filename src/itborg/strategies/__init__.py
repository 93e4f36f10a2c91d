"""Strategies: what management may try. Each turns levers it has declared, and nothing else."""

from itborg.strategies.base import Strategy
from itborg.strategies.levers import LEVER, LEVER_DTYPE, LEVERS, Lever, levers_at_rest
from itborg.strategies.programme import Intervention, Programme, compose
from itborg.strategies.registry import STRATEGIES, listing
from itborg.strategies.spec import strategy

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
