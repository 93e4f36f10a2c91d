"""The player of recorded runs: a run is sent to the browser once and played there."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from itborg.report.playback.pack import Packed

from .bundle import bundle


class Player(anywidget.AnyWidget):
    """Play one or several recorded runs in step.

    runs           recordings as {"meta", "data"}; in mode "branch" the second one is the original run
    bands          for each run the band of many replications as {"meta", "data"}, or {} while it is computed
    titles         heading of each run
    mode           "live", "branch" or "compare"
    charts         names of the daily series to draw
    start          {"day", "person"} to begin with
    at             {"day", "person"} of the view; the browser sets it when the playhead rests
    trust_changes  {"id", "entries"}: events that changed the trust of the selected person
    """

    _esm = bundle("player")
    runs: traitlets.List[Any] = traitlets.List().tag(sync=True)
    bands: traitlets.List[Any] = traitlets.List().tag(sync=True)
    titles: traitlets.List[Any] = traitlets.List().tag(sync=True)
    mode = traitlets.Unicode("live").tag(sync=True)
    charts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    at = traitlets.Dict().tag(sync=True)
    trust_changes = traitlets.Dict().tag(sync=True)


def as_message(packed: Packed) -> dict[str, Any]:
    """Return a packed run or band as the dictionary that the player expects."""
    return {"meta": packed.meta, "data": packed.data}
