"""Live: one run in the middle of the room, with the band of many behind its lines."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

import solara

from ..jobs import submit, use_job
from ..pieces import Trouble, Waiting
from ..scenes import Ask, Scene, banded, of_all, recorded
from ..setting import Setting, titled
from ..stage import Stage, use_last
from ..visitor import Visitor

CHARTS = ("trust_business_to_it", "net_value", "open_incidents", "firefighting_share")


def first_sight(visitor: Visitor) -> Ask:
    """Return the run that a visitor looks at."""
    return Ask(visitor.organisation.value, visitor.strategy.value, visitor.seed.value, visitor.days.value)


def ahead_of_live(visitor: Visitor) -> Future[Scene]:
    """Begin with the run and its band before the visitor comes; return the run to come."""
    ask = first_sight(visitor)
    every = of_all(ask)
    run = submit(("run", ask), lambda: recorded(ask))
    submit(("band", every), partial(banded, every), slow=True)
    return run


@solara.component
def LivePage(visitor: Visitor) -> None:
    """Show the page."""
    ask = first_sight(visitor)
    scene = use_job(("run", ask), lambda: recorded(ask))
    every = of_all(ask)
    band = use_job(("band", every), partial(banded, every), after=scene, slow=True)
    shown = use_last(scene)
    Setting(visitor)
    if scene.error:
        Trouble(scene.exception)
    elif shown is None:
        Waiting("The organisation lives through its days…")
    else:
        Stage(visitor, [shown], [band.value], [titled(ask.strategy)], "live", CHARTS)
