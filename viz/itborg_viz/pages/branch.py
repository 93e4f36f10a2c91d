"""Another future with the same luck."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def BranchPage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("Branch"):
        solara.Text("Another future with the same luck.")
