"""Runs recorded day by day, for the app and for replays: people, ties, work, events."""

from __future__ import annotations

from .find_run import StoredRun, find_run, record_again
from .record import Recording, StrategyChange, record
from .replay_page import Replay, replay_page

__all__ = ["Recording", "Replay", "StoredRun", "StrategyChange", "find_run", "record", "record_again", "replay_page"]
