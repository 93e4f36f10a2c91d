"""The player of recorded runs: a run is sent to the browser once and played there."""

from __future__ import annotations

from typing import Any

import traitlets

from itborg.report.playback.pack import Packed

from .scripted import Scripted, script


class Player(Scripted):
    """Play one or several recorded runs in step.

    runs           recordings as {"meta", "data"}, with meta as JSON; in mode "branch" the second is the original run
    bands          for each run the band of many replications as {"meta", "data"}, or {} while it is computed
    titles         heading of each run
    mode           "live", "branch" or "compare"
    charts         names of the daily series to draw
    start          {"day", "person"} to begin with
    at             {"day", "person"} of the view; the browser sets it when the playhead rests
    trust_changes  {"id", "entries"}: events that changed the trust of the selected person
    more_news      entries of the story besides those of the first run
    """

    _esm = script("player")
    runs: traitlets.List[Any] = traitlets.List().tag(sync=True)
    bands: traitlets.List[Any] = traitlets.List().tag(sync=True)
    titles: traitlets.List[Any] = traitlets.List().tag(sync=True)
    mode = traitlets.Unicode("live").tag(sync=True)
    charts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    more_news: traitlets.List[Any] = traitlets.List().tag(sync=True)
    at = traitlets.Dict().tag(sync=True)
    trust_changes = traitlets.Dict().tag(sync=True)


def as_message(packed: Packed) -> dict[str, Any]:
    """Return a packed band as the dictionary that the player expects."""
    return {"meta": packed.meta, "data": packed.data}
