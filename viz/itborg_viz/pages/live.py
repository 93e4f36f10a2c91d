"""Live: one run in the middle of the room, with the band of many behind its lines."""

from __future__ import annotations

import solara

from ..jobs import use_job
from ..pieces import Trouble, Waiting
from ..scenes import Ask, banded, recorded
from ..setting import Setting
from ..stage import Stage
from ..visitor import Visitor

CHARTS = ["trust_business_to_it", "net_value", "open_incidents", "firefighting_share"]


@solara.component
def LivePage(visitor: Visitor) -> None:
    """Show the page."""
    house, days = visitor.organisation.value, visitor.days.value
    ask = Ask(house, visitor.strategy.value, visitor.seed.value, days)
    scene = use_job(("run", ask), lambda: recorded(ask))
    band = use_job(("band", house, ask.strategy, days), lambda: banded(house, ask.strategy, days))
    shown = solara.use_ref(None)
    if scene.value is not None:
        shown.current = scene.value
    Setting(visitor)
    if scene.error:
        Trouble(scene.exception)
    elif shown.current is None:
        Waiting("The organisation lives through its days…")
    else:
        Stage(visitor, [shown.current], [band.value], [ask.strategy.replace("_", " ")], "live", CHARTS)
