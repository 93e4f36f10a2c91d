"""Invisible widgets of a page: its address in the bar, and the way to another page."""

from __future__ import annotations

import traitlets

from .scripted import Scripted, script


class Link(Scripted):
    """Write a query into the browser's address bar; shows nothing.

    query  the part of the address after "?", URL-encoded; an empty one leaves the address as it is
    """

    _esm = script("link")
    query = traitlets.Unicode("").tag(sync=True)


class Address(Scripted):
    """Open another page of this server; shows nothing.

    path  relative to this page, such as "workshop/abc/console"; an empty one opens nothing
    """

    _esm = script("address")
    path = traitlets.Unicode("").tag(sync=True)
