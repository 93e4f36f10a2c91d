"""Invisible widgets of a page: its address in the bar, and the way to another page."""

from __future__ import annotations

import traitlets

from .scripted import Scripted, script


class Link(Scripted):
    """Write a query into the browser's address bar; shows nothing.

    query   the part of the address after "?", URL-encoded; an empty one leaves the address as it is. Another `page`
            in it makes an entry of the browser's history
    turned  {"page", "n"}: the page of the entry to which the browser has gone back or forward, and a number that
            differs each time; the browser sets it
    """

    _esm = script("link")
    query = traitlets.Unicode("").tag(sync=True)
    turned = traitlets.Dict().tag(sync=True)


class Address(Scripted):
    """Open another page of this server; shows nothing.

    path  relative to this page, such as "workshop/abc/console"; an empty one opens nothing
    """

    _esm = script("address")
    path = traitlets.Unicode("").tag(sync=True)
