"""The shell: the bar at the top, and below it the page that the visitor is on. Solara starts here."""

from __future__ import annotations

import threading

import solara
import solara.lab

from .pages import TABS, Mounted
from .pages.compare import ahead_of_compare
from .pages.live import ahead_of_live
from .pieces import Note
from .theme import style_sheet
from .visitor import Visitor
from .widgets.link import Link

STYLE = style_sheet()
LATER = 6.0  # seconds after the first run is there: time for a browser to draw it


def warm() -> None:
    """Begin with what a visitor without any wishes sees, before somebody comes."""
    visitor = Visitor()
    later = threading.Timer(LATER, ahead_of_compare, [visitor])  # not in the way of the first picture
    later.daemon = True
    ahead_of_live(visitor).add_done_callback(lambda _: later.start())


warm()


@solara.component
def Page() -> None:
    """Show the app to one visitor."""
    router = solara.use_router()
    visitor = solara.use_memo(lambda: Visitor.from_address(router.search), [])
    solara.Title("itborg: business and IT, live")
    solara.Style(STYLE)
    Link.element(query=visitor.link)
    with solara.Div(classes=["itb", *(["itb-presenter"] if visitor.presenter.value else [])]):
        Bar(visitor)
        with solara.Div(classes=["itb-body"], attributes={"role": "main"}):
            Note(visitor.trouble.value, kind="bad")
            Mounted(visitor)


@solara.component
def Bar(visitor: Visitor) -> None:
    """Show the name, the pages, and what concerns all of them."""
    dark = solara.lab.theme.dark_effective
    with solara.Div(classes=["itb-bar"], attributes={"role": "navigation", "aria-label": "Pages"}):
        solara.Text("itborg", classes=["itb-brand"])
        for tab in TABS:
            here = tab.name == visitor.page.value
            solara.Button(
                tab.label, text=True, on_click=lambda name=tab.name: visitor.page.set(name),
                classes=["itb-tab", *(["itb-here"] if here else [])],
                attributes={"aria-current": "page" if here else "false", "data-testid": f"tab-{tab.name}"},
            )  # fmt: skip
        solara.HTML(tag="span", unsafe_innerHTML="", classes=["itb-spring"])
        Switch("mdi-presentation", "Presenter mode: large type", visitor.presenter.value, visitor.presenter.set)
        Switch("mdi-theme-light-dark", "Dark or light", bool(dark), lambda on: choose_theme(visitor, on))


def choose_theme(visitor: Visitor, dark: bool) -> None:
    """Make the page dark or light, whatever the system prefers; the link says so from now on."""
    visitor.theme.value = "dark" if dark else "light"
    solara.lab.theme.dark = dark


@solara.component
def Switch(icon: str, label: str, on: bool, on_value) -> None:  # type: ignore[no-untyped-def]
    """Show a button that is on or off."""
    solara.Button(
        icon_name=icon, icon=True, on_click=lambda: on_value(not on), classes=["itb-switch"],
        attributes={"aria-label": label, "title": label, "aria-pressed": "true" if on else "false"},
    )  # fmt: skip
