"""Grab@Pizza in six rounds."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def PlayPage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("Play"):
        solara.Text("Grab@Pizza in six rounds.")
