"""The address bar: kept true to what the visitor sees."""

from __future__ import annotations

import anywidget
import traitlets

from .bundle import bundle


class Link(anywidget.AnyWidget):
    """Writes a query into the address bar; shows nothing."""

    _esm = bundle("link")
    query = traitlets.Unicode("").tag(sync=True)
