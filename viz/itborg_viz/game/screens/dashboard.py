"""The figures of a month as large cards, readable from the last row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

import solara

from ..dashboard_values import FIGURE
from ..labels_and_numbers import figure_number, plus_minus
from ..team_state import Reading
from .strips import LEGEND, strip

#: What a room is shown, in this order: money, service, and what the business thinks of both.
SHOWN = ("profit", "revenue", "cost", "loss", "outages", "sla_met", "business_rating", "satisfaction")


@solara.component
def Dashboard(readings: Mapping[str, Reading], before: Mapping[str, Reading] | None, animated: bool = False) -> None:
    """Show the figures of a month; `before`: those of the month before, to compare with."""
    cards = "".join(_card(readings[name], before[name] if before else None, animated) for name in SHOWN)
    solara.HTML(tag="div", unsafe_innerHTML=cards, classes=["play-figures"])
    solara.HTML(tag="p", unsafe_innerHTML=LEGEND, classes=["itb-soft", "play-legend"])


def _card(reading: Reading, before: Reading | None, animated: bool) -> str:
    figure = reading.figure
    moved = _moved(reading, before) if before else ""
    tip = escape(f"{figure.meaning} {_gain(reading)}", quote=True)
    return (
        f'<div class="play-figure" title="{tip}" data-figure="{figure.name}">'
        f'<span class="play-name">{escape(figure.title)}</span>'
        f'<span class="play-number">{escape(figure_number(figure.name, reading.value))}</span>{moved}'
        f"{strip(reading, animated=animated)}</div>"
    )


def _moved(reading: Reading, before: Reading) -> str:
    step = reading.value - before.value
    if not math.isfinite(step):
        return ""
    better, text = reading.figure.better, escape(figure_number(reading.figure.name, step, signed=True))
    if not any(digit in text for digit in "123456789"):  # what is shown as no change is none
        step = 0.0
    kind = (
        "itb-soft" if better is None or step == 0 else "play-up" if (step > 0) == (better == "higher") else "play-down"
    )
    arrow = "▲" if step > 0 else "▼" if step < 0 else "■"
    said = "better than last month" if kind == "play-up" else "worse than last month" if kind == "play-down" else ""
    return f'<span class="play-step {kind}" aria-label="{text}, {said}">{arrow} {text}</span>'


def _gain(reading: Reading) -> str:
    if not math.isfinite(reading.gain.low):
        return ""
    factor, unit = (100, "points") if reading.figure.unit == "share" else (1, FIGURE[reading.figure.name].unit)
    gain = {name: factor * value for name, value in reading.gain._asdict().items()}
    return f"Against doing nothing, over all lives: {plus_minus(gain, unit)}."
