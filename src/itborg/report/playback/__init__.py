"""Runs recorded day by day, for the app and for replays: people, ties, work, events.

`record` simulates a run and returns a `Recording`, which `pack` turns into the bytes that the player in the browser
reads. `find_run` and `record_again` record the run of a results folder, and `replay_page` writes it as one HTML file.
"""

from __future__ import annotations

from .find_run import StoredRun, find_run, record_again
from .record import Recording, StrategyChange, record
from .replay_page import Replay, replay_page

__all__ = ["Recording", "Replay", "StoredRun", "StrategyChange", "find_run", "record", "record_again", "replay_page"]
