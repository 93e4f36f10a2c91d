"""Invisible widgets of a page: its address, and the game's keyboard shortcuts."""

from __future__ import annotations

import anywidget
import traitlets

from .bundle import bundle


class Link(anywidget.AnyWidget):
    """Write a query into the browser's address bar; shows nothing.

    query  the part of the address after "?", URL-encoded; an empty one leaves the address as it is
    """

    _esm = bundle("link")
    query = traitlets.Unicode("").tag(sync=True)


class Keys(anywidget.AnyWidget):
    """Press the game's main button on Ctrl+Enter, and keep the keyboard focus inside the game; shows nothing."""

    _esm = bundle("keys")
