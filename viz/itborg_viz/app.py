"""The shell of the app: the bar at the top and the current page. Solara starts here.

Importing this module starts the jobs of the default view, so that the first visitor finds its results.

Relies on `visitor` for the state of a browser tab, on `pages` for the tabs and on `jobs` for everything that takes
time. `server` starts Solara with this module.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from functools import partial

import solara
import solara.lab

from itborg.report.formatting import listed

from .components import Box, Note
from .controls import Control, Group, button, panel, tab_button, text
from .pages import TABS, CurrentPage, Tab
from .pages.compare import start_compare
from .pages.live import start_live
from .theme import style_sheet
from .visitor import Visitor
from .widgets.page_widgets import Link

# Solara checks values for being pandas tables, and fails if a job is just importing pandas in another thread.
importlib.import_module("pandas")
STYLE = style_sheet()
NAMES = [tab.name for tab in TABS]
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
    visitor = solara.use_memo(lambda: visitor_of(router.search), [])
    with Box("itb itb-presenter" if visitor.presenter.value else "itb"):
        solara.Title("itborg")
        solara.Style(STYLE)
        ViewLink(visitor)
        Bar(visitor)
        with Box("itb-body", role="main"):
            Note(visitor.problem.value, kind="bad")
            Note(visitor.other_version.value)
            CurrentPage(visitor)


def visitor_of(search: str | None) -> Visitor:
    """Return a visitor who follows a link; a page that does not exist is named, and the first one opened.

    search  the query of the address, with or without "?"
    """
    visitor = Visitor.from_address(search)
    wanted = visitor.page.value
    if wanted not in NAMES:
        visitor.problem.value = f"There is no page {wanted[:40]!r}. The pages are {listed(NAMES)}."
        visitor.page.value = NAMES[0]
    return visitor


@solara.component
def ViewLink(visitor: Visitor) -> None:
    """Write the link of the current view into the address bar; each page is an entry of the browser's history.

    The buttons "back" and "forward" of the browser set `visitor.page`; the other state stays.
    """

    def turn(to: dict[str, object]) -> None:
        if to.get("page") in NAMES:
            visitor.page.value = str(to["page"])

    Link.element(query=visitor.link, on_turned=turn)


@solara.component
def Bar(visitor: Visitor) -> None:
    """Show the name of the app, the tabs, and the switches for type size and theme.

    A click on a tab sets `visitor.page`; the other state stays. The switches set `visitor.presenter` and the theme.
    """
    system_is_dark, large = bool(solara.lab.use_dark_effective()), visitor.presenter.value
    dark = visitor.theme.value == "dark" if visitor.theme.value else system_is_dark

    def tab_of(tab: Tab) -> Control:
        here = tab.name == visitor.page.value
        return tab_button(f"tab-{tab.name}", tab.label, here, partial(visitor.page.set, tab.name))

    controls = [
        text("itborg", "itb-brand"),
        *map(tab_of, TABS),
        text("", "itb-spring"),
        switch("mdi-presentation", "Large type for a projector", large, visitor.presenter.set),
        switch("mdi-theme-light-dark", "Dark theme", dark, partial(set_theme, visitor)),
    ]
    panel(Group(controls), classes="itb-bar", attributes={"role": "navigation", "aria-label": "Pages"})


def set_theme(visitor: Visitor, dark: bool) -> None:
    """Switch to dark or light, whatever the system prefers; the link keeps the choice.

    Changes Solara's theme for this visitor only, and `visitor.theme`.
    """
    visitor.theme.value = "dark" if dark else "light"
    solara.lab.theme.dark = dark


def switch(icon: str, label: str, on: bool, on_value: Callable[[bool], object]) -> Control:
    """Return a button that is on or off.

    icon      name of a Material Design icon
    label     tooltip, also read by screen readers
    on_value  called with the new state at each click
    """
    marks = {"aria-label": label, "title": label, "aria-pressed": "true" if on else "false"}
    return button(label, lambda: on_value(not on), "icon", "itb-switch", icon=icon, attributes=marks)
