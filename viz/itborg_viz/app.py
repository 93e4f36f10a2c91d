"""The shell of the app: the bar at the top and the current page. Solara starts here.

Importing this module starts the jobs of the default view, so that the first visitor finds its results.

Relies on `visitor` for the state of a browser tab, on `pages` for the tabs and on `jobs` for everything that takes
time. `server` starts Solara with this module.
"""

from __future__ import annotations

import importlib
import threading

import solara
import solara.lab

from .components import Note
from .pages import TABS, CurrentPage
from .pages.compare import start_compare
from .pages.live import start_live
from .theme import style_sheet
from .visitor import Visitor
from .widgets.page_widgets import Link

# Solara checks values for being pandas tables, and fails if a job is just importing pandas in another thread.
importlib.import_module("pandas")
STYLE = style_sheet()
COMPARE_DELAY = 6.0  # seconds after the first run is ready: time for a browser to draw it


def start_default_jobs() -> None:
    """Start the jobs of the pages that a visitor sees first, before anybody connects.

    Queues the run of the Live page and its band at once, and the comparison COMPARE_DELAY seconds after that run is
    ready. Returns at once; results are found by the key of the job.
    """
    visitor = Visitor()
    delayed = threading.Timer(COMPARE_DELAY, start_compare, [visitor])  # the first picture has priority
    delayed.daemon = True
    start_live(visitor).add_done_callback(lambda _: delayed.start())


start_default_jobs()


@solara.component
def Page() -> None:
    """Show the app to one visitor.

    The visitor is created once per browser tab, from the query of the address. Every change of the view is written back
    to the address, so that the link restores it. A mistake in the address is shown above the page.
    """
    router = solara.use_router()
    visitor = solara.use_memo(lambda: Visitor.from_address(router.search), [])
    solara.Title("itborg")
    solara.Style(STYLE)
    Link.element(query=visitor.link)
    with solara.Div(classes=["itb", *(["itb-presenter"] if visitor.presenter.value else [])]):
        Bar(visitor)
        with solara.Div(classes=["itb-body"], attributes={"role": "main"}):
            Note(visitor.problem.value, kind="bad")
            CurrentPage(visitor)


@solara.component
def Bar(visitor: Visitor) -> None:
    """Show the name of the app, the tabs, and the switches for type size and theme.

    A click on a tab sets `visitor.page`; the other state stays. The switches set `visitor.presenter` and the theme.
    """
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
        Switch("mdi-presentation", "Large type for a projector", visitor.presenter.value, visitor.presenter.set)
        Switch("mdi-theme-light-dark", "Dark theme", bool(dark), lambda on: set_theme(visitor, on))


def set_theme(visitor: Visitor, dark: bool) -> None:
    """Switch to dark or light, whatever the system prefers; the link keeps the choice.

    Changes Solara's theme for this visitor only, and `visitor.theme`.
    """
    visitor.theme.value = "dark" if dark else "light"
    solara.lab.theme.dark = dark


@solara.component
def Switch(icon: str, label: str, on: bool, on_value) -> None:  # type: ignore[no-untyped-def]
    """Show a button that is on or off.

    icon      name of a Material Design icon
    label     tooltip, also read by screen readers
    on_value  called with the new state, a bool, at each click
    """
    solara.Button(
        icon_name=icon, icon=True, on_click=lambda: on_value(not on), classes=["itb-switch"],
        attributes={"aria-label": label, "title": label, "aria-pressed": "true" if on else "false"},
    )  # fmt: skip
