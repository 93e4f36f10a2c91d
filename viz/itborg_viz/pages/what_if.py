"""Sliders and the ensemble that follows."""

from __future__ import annotations

import solara

from ..pieces import Card
from ..visitor import Visitor


@solara.component
def WhatIfPage(visitor: Visitor) -> None:
    """Show the page."""
    with Card("What if"):
        solara.Text("Sliders and the ensemble that follows.")
