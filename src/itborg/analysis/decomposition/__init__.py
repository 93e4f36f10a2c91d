"""The ledger: through what a strategy gains, and through what it loses."""

from __future__ import annotations

from .decompose import Decomposition, Entry, decompositions, ledger
from .mediators import CHANNELS, Channel

__all__ = ["CHANNELS", "Channel", "Decomposition", "Entry", "decompositions", "ledger"]
