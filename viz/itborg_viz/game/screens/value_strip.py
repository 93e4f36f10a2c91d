"""A value strip: one indicator on a line, with the band of replications, the reference runs and a prediction.

Text in, HTML out, without Solara. Colours and movement are in the style sheet of the page, shapes here, so that marks
can be told apart without colour.
"""

from __future__ import annotations

import math
from html import escape

from ..game_text import indicator_value
from ..predictions import Prediction
from ..team_state import Reading

WIDTH, HEIGHT, MIDDLE = 320, 26, 13
_CIRCLE = '<circle cx="0" cy="0" r="5"/>'
_TRIANGLE = '<path d="M0,-6L6,5L-6,5Z"/>'
_DIAMOND = '<path d="M0,-9L8,0L0,9L-8,0Z"/>'
#: CSS class of a mark -> its shape and its name.
_MARKS = {
    "strip-value": (_DIAMOND, "you"),
    "strip-baseline": (_CIRCLE, "no intervention"),
    "strip-best": (_TRIANGLE, "best known plan"),
}
BAND, PREDICTION = "middle 80 % of replications", "your prediction"


def value_strip(reading: Reading, prediction: Prediction | None = None, animated: bool = False) -> str:
    """Return the strip of an indicator in a month as HTML; its ends are the lowest and the highest value on it.

    animated  let the value move in after everything else

    reading     values of one indicator in one month; parts that are NaN are left out
    prediction  the team's range, drawn as a thin bar; None without one

    The band is that of replications with the same decisions. Both ends are labelled with the unit of the indicator. If
    all values are equal, the marks are at the left end.
    """
    ends = [reading.low, reading.high, reading.value, reading.baseline, reading.best, *(prediction or ())]
    known = [x for x in ends if math.isfinite(x)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round((value - low) / span * WIDTH, 1)

    parts = [f'<line x1="0" x2="{WIDTH}" y1="{MIDDLE}" y2="{MIDDLE}" stroke="var(--line)"/>']
    if math.isfinite(reading.low):
        parts.append(_bar(x(reading.low), x(reading.high), 9, "strip-band", BAND))
    if prediction is not None:
        parts.append(_bar(x(prediction.low), x(prediction.high), 3, "strip-prediction", PREDICTION))
    marks = (("strip-baseline", reading.baseline), ("strip-best", reading.best), ("strip-value", reading.value))
    parts += [_mark(x(value), kind, animated) for kind, value in marks if math.isfinite(value)]
    name = reading.indicator.name
    below = "".join(f"<span>{escape(indicator_value(name, end))}</span>" for end in (low, high))
    drawing = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="strip">{"".join(parts)}</svg>'
    return f'{drawing}<span class="strip-ends">{below}</span>'


def _bar(left: float, right: float, half: int, kind: str, name: str) -> str:
    """Return a bar as SVG, at least one unit wide, with its name as tooltip.

    left, right  ends in the drawing, 0 to WIDTH
    half         half of its height
    kind         CSS class
    """
    width = max(1.0, right - left)
    return (
        f'<rect x="{left}" y="{MIDDLE - half}" width="{width:.1f}" height="{2 * half}" rx="3" class="{kind}">'
        f"<title>{name}</title></rect>"
    )


def _mark(at: float, kind: str, animated: bool) -> str:
    """Return a mark as SVG with its name as tooltip.

    at    position in the drawing, 0 to WIDTH
    kind  CSS class, a key of _MARKS
    """
    shape, name = _MARKS[kind]
    moving = " strip-in" if animated and kind == "strip-value" else ""
    return f'<g transform="translate({at},{MIDDLE})"><g class="{kind}{moving}">{shape}<title>{name}</title></g></g>'


def _key(drawing: str, name: str) -> str:
    """Return one entry of a legend as HTML."""
    return f'<span class="itb-key"><svg viewBox="-10 -10 20 20">{drawing}</svg>{name}</span>'


#: Legends of a strip, as HTML: its marks and band, and the prediction.
LEGEND = "".join(_key(f'<g class="{kind}">{shape}</g>', name) for kind, (shape, name) in _MARKS.items()) + _key(
    '<rect class="strip-band" x="-9" y="-6" width="18" height="12"/>', BAND
)
PREDICTION_LEGEND = _key('<rect class="strip-prediction" x="-9" y="-3" width="18" height="6"/>', PREDICTION)
