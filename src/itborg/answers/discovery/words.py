"""Regions in sentences."""

from __future__ import annotations

from ...parameters import PARAMETERS
from ...statistics import Interval
from ...studies import Design
from ...studies.factors import VARIABLES
from .prim import Box
from .regions import Region, Regions

#: A bound found in fewer of the repeated searches is called doubtful.
STEADY = 0.6


def tell(found: Regions, design: Design, event: str) -> list[str]:
    """Return where it happens, how dense and how complete that is.

    event  what happens, such as "itil loses to none"
    """
    return [_everywhere(found, event), *_regions(found, design, event), *_how_sure(found)]


def where(box: Box, design: Design) -> str:
    """Return the bounds of a box in words, such as "load is below 0.8 and honesty is above 0.2"."""
    parts = []
    for at, one in enumerate(design.factors):
        low, high = box.low[at], box.high[at]
        span = _span(one.name)
        if low > float("-inf") and high < float("inf"):
            parts.append(f"{one.name} is between {low:.3g} and {high:.3g}{span}")
        elif low > float("-inf"):
            parts.append(f"{one.name} is above {low:.3g}{span}")
        elif high < float("inf"):
            parts.append(f"{one.name} is below {high:.3g}{span}")
    return " and ".join(parts)


def _span(name: str) -> str:
    usual = PARAMETERS[name].default if name in PARAMETERS else VARIABLES[name].default if name in VARIABLES else None
    return "" if usual is None else f" (usually {usual:g})"


def _everywhere(found: Regions, event: str) -> str:
    return f"{event} at {_percent(found.everywhere)} of the points looked at."


def _regions(found: Regions, design: Design, event: str) -> list[str]:
    solid = [one for one in found.found if one.holds_up]
    if not solid:
        return ["No region stands out: where it happens does not follow from these factors, as far as these runs tell."]
    return [_region(one, design, event, first=at == 0) for at, one in enumerate(solid)]


def _region(one: Region, design: Design, event: str, first: bool) -> str:
    doubtful = [design.names[at] for (at, _), share in one.repeated.items() if share < STEADY]
    text = (
        f"{event if first else 'Also'} where {where(one.box, design)}: there it does at {_percent(one.density)} of "
        f"points (density), {one.lift.mean:.1f} times as often as everywhere, and {_percent(one.coverage)} of all such "
        f"points lie there (coverage)."
    )
    if doubtful and first:
        names = ", ".join(dict.fromkeys(doubtful))
        text += f" Not every search on resampled runs bounds {names}: take that bound as a hint."
    return text


def _how_sure(found: Regions) -> list[str]:
    return [
        "Density and coverage are of points that had no part in the search, with 95 % intervals. "
        f"At {found.sure:.0%} of all points the runs tell beyond doubt which way it goes; elsewhere a point counts by "
        "its chance."
    ]


def _percent(one: Interval) -> str:
    return f"{one.mean:.0%} ({one.low:.0%} to {one.high:.0%})"
