"""What this is."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def AboutPage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("About"):
        solara.Text("What this is.")
