"""The story of one run in sentences: main events with dates, compared with the baseline run.

`detectors` finds the events, `events` has what they need, and `narrative` writes them. `itborg run`, recordings and the
app show stories.
"""

from __future__ import annotations

from .events import Event, StoryRuns
from .narrative import dated, narrate

__all__ = ["Event", "StoryRuns", "dated", "narrate"]
