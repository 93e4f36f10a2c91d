"""The dashboard: the indicators of a month as large cards, readable on a projector.

Each card has the value of the team's own run, its change since the month before, and a strip with the band of
replications and the reference runs. The pointer shows the definition and the effect against the baseline.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

import solara

from ..game_text import effect_text, indicator_value
from ..team_state import Reading
from .value_strip import LEGEND, value_strip

#: Indicators on the dashboard: money, service, and the view of the business.
SHOWN = (
    "profit",
    "orders",
    "lost_orders",
    "share",
    "outages",
    "sla_met",
    "sla_met_user_clock",
    "business_rating",
)


@solara.component
def Dashboard(readings: Mapping[str, Reading], before: Mapping[str, Reading] | None, animated: bool = False) -> None:
    """Show the indicators of a month.

    before    readings of the month before, for the change; None if there is none
    animated  let the values move in

    readings  readings of the month by the name of the indicator

    An improvement is marked in the colour for better, also where less is better. There is nothing to click.
    """
    cards = "".join(_card(readings[name], before[name] if before else None, animated) for name in SHOWN)
    solara.HTML(tag="div", unsafe_innerHTML=cards, classes=["play-values"])
    solara.HTML(tag="p", unsafe_innerHTML=LEGEND, classes=["itb-soft", "play-legend"])


def _card(reading: Reading, before: Reading | None, animated: bool) -> str:
    """Return one indicator as HTML: name, value, change, strip, and the definition as tooltip."""
    indicator = reading.indicator
    change = _change(reading, before) if before else ""
    tip = escape(f"{indicator.meaning} {_effect(reading)}", quote=True)
    return (
        f'<div class="play-value" title="{tip}" data-indicator="{indicator.name}">'
        f'<span class="play-name">{escape(indicator.title)}</span>'
        f'<span class="play-number">{escape(indicator_value(indicator.name, reading.value))}</span>{change}'
        f"{value_strip(reading, animated=animated)}</div>"
    )


def _change(reading: Reading, before: Reading) -> str:
    """Return the change since the month before with an arrow, "" if it is not defined.

    Values are rounded as shown: a change that rounds to zero has a square instead of an arrow, and no colour.
    """
    step = reading.value - before.value
    if not math.isfinite(step):
        return ""
    better = reading.indicator.better
    text = escape(indicator_value(reading.indicator.name, step, signed=True))
    if not any(digit in text for digit in "123456789"):  # rounded to zero
        step = 0.0
    improved = None if better is None or step == 0 else (step > 0) == (better == "higher")
    kinds = {None: ("itb-soft", ""), True: ("play-up", ", better than last month")}
    kind, result = kinds.get(improved, ("play-down", ", worse than last month"))
    arrow = "▲" if step > 0 else "▼" if step < 0 else "■"
    return f'<span class="play-step {kind}" aria-label="{text}{result}">{arrow} {text}</span>'


def _effect(reading: Reading) -> str:
    """Return the effect against the baseline as a sentence, "" if it is not defined."""
    if not math.isfinite(reading.effect.low):
        return ""
    return f"Difference from the baseline: {effect_text(reading.effect._asdict(), reading.indicator.unit)}."
