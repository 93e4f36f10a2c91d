"""One organisation's story in sentences: what happened, when, and against doing nothing."""

from __future__ import annotations

from .events import Event, Told
from .narrative import dated, tell

__all__ = ["Event", "Told", "dated", "tell"]
