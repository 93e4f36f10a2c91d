"""The pages of the app, one file each: a Solara component that takes the visitor.

A page reads the state of the visitor, starts jobs for what it needs, and shows the last results until new ones are
ready.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import solara

from ..visitor import Visitor
from .about import AboutPage
from .branch import BranchPage
from .compare import ComparePage
from .learn import LearnPage
from .live import LivePage
from .parameters import ParametersPage
from .play import PlayPage
from .upload import UploadPage


class Tab(NamedTuple):
    """A page in the bar at the top.

    name   name in the address: ?page=name
    label  text in the bar
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
    Tab("parameters", "Parameters", ParametersPage),
    Tab("play", "Play", PlayPage),
    Tab("learn", "Learn", LearnPage),
    Tab("upload", "Upload", UploadPage),
    Tab("about", "About", AboutPage),
)


@solara.component
def CurrentPage(visitor: Visitor) -> None:
    """Show the page that the visitor has open.

    The key makes Solara build a page from the start when the visitor changes the tab; jobs keep their results.
    """
    current = next(tab for tab in TABS if tab.name == visitor.page.value)
    current.page(visitor).key(current.name)
