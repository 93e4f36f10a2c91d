"""The shell: the bar at the top, and below it the page that the visitor is on. Solara starts here."""

from __future__ import annotations

import solara
import solara.lab

from .pages import TABS, Mounted
from .pieces import Note
from .theme import style_sheet
from .visitor import Visitor


@solara.component
def Page() -> None:
    """Show the app to one visitor."""
    router = solara.use_router()
    visitor = solara.use_memo(lambda: Visitor.from_address(router.search), [])
    solara.Title("itborg: business and IT, live")
    solara.Style(style_sheet())
    with solara.Div(classes=["itb", *(["itb-presenter"] if visitor.presenter.value else [])]):
        Bar(visitor)
        with solara.Div(classes=["itb-body"]):
            if visitor.trouble.value:
                Note(visitor.trouble.value, kind="bad")
            Mounted(visitor)


@solara.component
def Bar(visitor: Visitor) -> None:
    """Show the name, the pages, and what concerns all of them."""
    with solara.Div(classes=["itb-bar"], attributes={"role": "navigation", "aria-label": "Pages"}):
        solara.Text("itborg", classes=["itb-brand"])
        for tab in TABS:
            here = tab.name == visitor.page.value
            solara.Button(
                tab.label, text=True, on_click=lambda name=tab.name: visitor.page.set(name),
                classes=["itb-tab", *(["itb-here"] if here else [])],
                attributes={"aria-current": "page"} if here else {},
            )  # fmt: skip
