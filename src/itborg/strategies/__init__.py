"""Strategies: the interventions that management may choose. Each sets the levers that it declares, and nothing else.

The classes describe what is done and when; rules and parameters that turn a lever into behaviour are in `mechanisms`,
and no class holds a coefficient of an outcome. Import from here: the names in `__all__` are the public ones.

STRATEGIES, listing                         the built-in strategies, and their descriptions for tables
strategy                                    a strategy from a name, a combination or a TOML file
Strategy, Programme, Intervention, compose  to write and combine your own
LEVERS, LEVER, LEVER_DTYPE, levers_at_rest  the levers, their ranges, and rows of levers by day
"""

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
