"""Your own organisation."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def BringPage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("Bring yours"):
        solara.Text("Your own organisation.")
