"""The player of recorded runs: everything it plays is sent at once, and played in the browser."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from itborg.report.playback.pack import Packed

from .bundle import bundle


class Player(anywidget.AnyWidget):
    """One or several recorded runs in step.

    runs    recordings as {"meta", "data"}; in mode "branch" the second one is the ghost
    bands   for each run the band of many runs, or {}
    titles  what the runs are called
    mode    "live", "branch" or "compare"
    charts  names of the lines to be drawn
    start   {"day", "person"} to begin with
    at      {"day", "person"} where the visitor is looking, told by the browser when it comes to rest
    ledger  {"id", "entries"} why a person's trust moved
    goto    {"day"} to go to
    """

    _esm = bundle("player")
    runs: traitlets.List[Any] = traitlets.List().tag(sync=True)
    bands: traitlets.List[Any] = traitlets.List().tag(sync=True)
    titles: traitlets.List[Any] = traitlets.List().tag(sync=True)
    mode = traitlets.Unicode("live").tag(sync=True)
    charts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    at = traitlets.Dict().tag(sync=True)
    ledger = traitlets.Dict().tag(sync=True)
    goto = traitlets.Dict().tag(sync=True)


def sent(packed: Packed) -> dict[str, Any]:
    """Return what is packed in the shape that the widget takes."""
    return {"meta": packed.meta, "data": packed.data}
