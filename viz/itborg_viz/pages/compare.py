"""Strategies side by side."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def ComparePage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("Compare"):
        solara.Text("Strategies side by side.")
