"""A run recorded day by day and shown: people, ties, work on its way, events; also as one page that needs no Python."""

from __future__ import annotations

from .find_run import Wanted, filmed, wanted
from .record import Recording, StrategyChange, record
from .replay_page import Reel, replay_page

__all__ = ["Recording", "Reel", "StrategyChange", "Wanted", "filmed", "record", "replay_page", "wanted"]
