"""The game from the keyboard."""

from __future__ import annotations

import anywidget

from .bundle import bundle


class Keys(anywidget.AnyWidget):
    """Listens for the key that goes on, and keeps the focus where something new begins; shows nothing."""

    _esm = bundle("keys")
