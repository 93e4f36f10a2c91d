"""The network, day by day."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def LivePage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("Live"):
        solara.Text("The network, day by day.")
