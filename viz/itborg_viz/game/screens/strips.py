"""A strip: one figure on a line, with the band of other luck, the ghosts, what was expected and what came."""

from __future__ import annotations

import math
from html import escape

from ..labels_and_numbers import figure_number
from ..predictions import Guess
from ..team_state import Reading

WIDTH, HEIGHT, MIDDLE = 320, 26, 13


def strip(reading: Reading, guess: Guess | None = None, animated: bool = False) -> str:
    """Return a figure of a month as a drawing; `animated` lets the outcome come in last."""
    ends = [reading.low, reading.high, reading.value, reading.nothing, reading.best, *(guess or ())]
    known = [x for x in ends if math.isfinite(x)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round((value - low) / span * WIDTH, 1)

    parts = [f'<line x1="0" x2="{WIDTH}" y1="{MIDDLE}" y2="{MIDDLE}" stroke="var(--line)"/>']
    if math.isfinite(reading.low):
        parts.append(_bar(x(reading.low), x(reading.high), 9, "strip-band", "four of five lives with other luck"))
    if guess is not None:
        parts.append(_bar(x(guess.low), x(guess.high), 3, "strip-guess", "what you expected"))
    if math.isfinite(reading.nothing):
        parts.append(_mark(x(reading.nothing), "strip-nothing", "doing nothing", _CIRCLE))
    if math.isfinite(reading.best):
        parts.append(_mark(x(reading.best), "strip-best", "best known plan", _TRIANGLE))
    if math.isfinite(reading.value):
        parts.append(_mark(x(reading.value), "strip-value" + (" strip-in" if animated else ""), "you", _DIAMOND))
    name = reading.figure.name
    below = "".join(f"<span>{escape(figure_number(name, end))}</span>" for end in (low, high))
    drawing = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="strip">{"".join(parts)}</svg>'
    return f'{drawing}<span class="strip-ends">{below}</span>'


_CIRCLE = '<circle cx="0" cy="0" r="5"/>'
_TRIANGLE = '<path d="M0,-6L6,5L-6,5Z"/>'
_DIAMOND = '<path d="M0,-9L8,0L0,9L-8,0Z"/>'
LEGEND = (
    '<span class="itb-key"><svg viewBox="-10 -10 20 20"><g class="strip-value">' + _DIAMOND + "</g></svg>you</span>"
    '<span class="itb-key"><svg viewBox="-10 -10 20 20"><g class="strip-nothing">'
    + _CIRCLE
    + "</g></svg>doing nothing</span>"
    '<span class="itb-key"><svg viewBox="-10 -10 20 20"><g class="strip-best">'
    + _TRIANGLE
    + "</g></svg>best known plan</span>"
    '<span class="itb-key"><svg viewBox="-10 -10 20 20"><rect class="strip-band" x="-9" y="-6" width="18" height="12"/>'
    "</svg>four of five lives with other luck</span>"
)
EXPECTED = (
    '<span class="itb-key"><svg viewBox="-10 -10 20 20"><rect class="strip-guess" x="-9" y="-3" width="18" height="6"/>'
    "</svg>what you expected</span>"
)


def _bar(left: float, right: float, half: int, kind: str, name: str) -> str:
    width = max(1.0, right - left)
    return (
        f'<rect x="{left}" y="{MIDDLE - half}" width="{width:.1f}" height="{2 * half}" rx="3" class="{kind}">'
        f"<title>{name}</title></rect>"
    )


def _mark(at: float, kind: str, name: str, shape: str) -> str:
    return f'<g transform="translate({at},{MIDDLE})"><g class="{kind}">{shape}<title>{name}</title></g></g>'
