"""A whole run, evening by evening, for those who want to watch it: people, ties, work on its way, what befell whom."""

from __future__ import annotations

from .record import Recording, record
from .turn import Turn

__all__ = ["Recording", "Turn", "record"]
