"""The pages of the live room, one file each: a Solara component that receives the visitor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import solara

from ..visitor import Visitor
from .about import AboutPage
from .branch import BranchPage
from .bring import BringPage
from .compare import ComparePage
from .live import LivePage
from .play import PlayPage
from .what_if import WhatIfPage


class Tab(NamedTuple):
    """A page in the bar at the top.

    name   as in the address: ?page=name
    label  what the bar says
    page   its component, called with the visitor
    """

    name: str
    label: str
    page: Callable[[Visitor], Any]


#: In the order of the bar. A new page is one file and one line here.
TABS = (
    Tab("live", "Live", LivePage),
    Tab("branch", "Branch", BranchPage),
    Tab("compare", "Compare", ComparePage),
    Tab("whatif", "What if", WhatIfPage),
    Tab("play", "Play", PlayPage),
    Tab("bring", "Bring yours", BringPage),
    Tab("about", "About", AboutPage),
)


@solara.component
def Mounted(visitor: Visitor) -> None:
    """Show the page that the visitor is on."""
    chosen = next((tab for tab in TABS if tab.name == visitor.page.value), TABS[0])
    chosen.page(visitor).key(chosen.name)
