"""Invisible widgets of a page: its address in the bar, and the way to another page."""

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


class Address(anywidget.AnyWidget):
    """Open another page of this server; shows nothing.

    path  relative to this page, such as "workshop/abc/console"; an empty one opens nothing
    """

    _esm = bundle("address")
    path = traitlets.Unicode("").tag(sync=True)
