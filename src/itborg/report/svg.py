"""A figure as the text of an SVG element, without a plotting library: the same figure gives the same text.

One unit is a point. There are no fonts in it, so texts take that of the page, and colours may be variables of its style
sheet. Widths of texts are estimated where a legend needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from markupsafe import escape

from .axes import Axes
from .figure import Figure, Place
from .marks import Area, Box, Dots, Line, Lines, Mark, Note, Numbers, Rule
from .scales import Limits, limits, ticks
from .svg_parts import marker, opacity, path, rectangle, stroke, text, text_width

#: Points of an inch; font sizes of a title and of a tick; gaps between a panel and its ticks, its title and a label.
INCH, TITLE, SMALL = 72.0, 9.0, 8.0
TICK_GAP, TITLE_GAP, LABEL_GAP = 3.5, 5.0, 10.0
#: Least distance of ticks that are chosen along the horizontal and the vertical axis, points.
APART_X, APART_Y = 40.0, 17.0
#: Width of a sample and of the gaps in a legend, points.
SAMPLE, GAP, BETWEEN, ROW = 18.0, 5.0, 16.0, 12.5


def drawn(figure: Figure, name: str, description: str) -> str:
    """Return a figure as an SVG element that scales with its page.

    name         prefix of ids, different for each figure of a page
    description  text for screen readers
    """
    parts = [part for at in range(len(figure.axes)) if figure.axes[at].visible for part in _panel(figure, at, name)]
    parts += _common(figure)
    size = f"{figure.width * INCH:g} {figure.height * INCH:g}"
    opening = f'<svg viewBox="0 0 {size}" role="img" aria-label="{escape(description)}" stroke-linejoin="round">'
    return "\n".join([opening, *parts, "</svg>"])


class Frame:
    """Where a panel lies, in points, and its limits."""

    def __init__(self, place: Place, x: Limits, y: Limits) -> None:
        """Take the place of a panel in inches, and the limits of its axes."""
        self.left, self.top = place.left * INCH, place.top * INCH
        self.width, self.height = place.width * INCH, place.height * INCH
        self.x, self.y = x, y

    def across(self, values: Numbers | float) -> Numbers:
        """Return places of the horizontal axis in points from the left edge of the figure."""
        return self.left + self.width * self.x.share(np.asarray(values, dtype=float))

    def down(self, values: Numbers | float) -> Numbers:
        """Return places of the vertical axis in points from the upper edge of the figure."""
        return self.top + self.height * (1.0 - self.y.share(np.asarray(values, dtype=float)))


def _panel(figure: Figure, at: int, name: str) -> Iterator[str]:
    """Return the elements of a panel: grid, ticks, marks from the lowest to the highest, title and labels."""
    panel, place = figure.axes[at], figure.places[at]
    frame = Frame(place, *(limits(figure.sharing(panel, upright), upright) for upright in (False, True)))
    yield from _ticks(figure, at, frame)
    clip = f"{name}-clip-{at}"
    marks = sorted(panel.marks, key=lambda mark: mark.order)
    inside = [part for mark in marks if not isinstance(mark, Note) for part in _mark(mark, frame)]
    cut = any(one is not None for one in (panel.x.low, panel.x.high, panel.y.low, panel.y.high))
    if cut:
        yield f'<clipPath id="{clip}">{rectangle(frame.left, frame.top, frame.width, frame.height)}</clipPath>'
    yield f'<g clip-path="url(#{clip})">' if cut else "<g>"
    yield from inside
    yield "</g>"
    for mark in marks:
        if isinstance(mark, Note):
            yield from _mark(mark, frame)
    if panel.title:
        yield text(panel.title, frame.left, frame.top - TITLE_GAP, TITLE, panel.title_colour)
    if panel.x.label:
        below = frame.top + frame.height + TICK_GAP + LABEL_GAP + SMALL
        yield text(panel.x.label, frame.left + frame.width / 2, below, SMALL, panel.ink, "center")
    if panel.y.label:
        x, y = max(SMALL, place.left * INCH - 32.0), frame.top + frame.height / 2
        yield text(panel.y.label, x, y, SMALL, panel.ink, "center", turned=True)
    if panel.key:
        yield from _key(panel, frame)


def _ticks(figure: Figure, at: int, frame: Frame) -> Iterator[str]:
    """Return grid lines and names of ticks; panels that share an axis have names only at the left and below."""
    panel, (below, beside) = figure.axes[at], figure.labelled(at)
    bottom, right = frame.top + frame.height, frame.left + frame.width
    lines, names = [], []
    for value, named in ticks(panel.x, frame.x, frame.width, APART_X):
        x = float(frame.across(value))
        if not frame.left - 0.5 <= x <= right + 0.5:
            continue
        if panel.x.grid:
            lines.append(f"M{x:.1f},{frame.top:.1f}V{bottom:.1f}")
        if below:
            names.append(text(named, x, bottom + TICK_GAP, SMALL, panel.ink, "center", "top"))
    for value, named in ticks(panel.y, frame.y, frame.height, APART_Y):
        y = float(frame.down(value))
        if not frame.top - 0.5 <= y <= bottom + 0.5:
            continue
        if panel.y.grid:
            lines.append(f"M{frame.left:.1f},{y:.1f}H{right:.1f}")
        if beside:
            names.append(text(named, frame.left - TICK_GAP, y, SMALL, panel.ink, "right", "center"))
    if lines:
        yield f'<path d="{"".join(lines)}" stroke="{panel.grid}" stroke-width="0.8"/>'
    yield from names


def _mark(mark: Mark, frame: Frame) -> Iterator[str]:
    """Return the elements of one mark."""
    match mark:
        case Line():
            yield from _line(mark, frame)
        case Lines():
            yield f'<g fill="none"{stroke(mark.colour, mark.width)} stroke-opacity="{mark.alpha:g}">'
            yield from (f'<path d="{path(frame.across(one[:, 0]), frame.down(one[:, 1]))}"/>' for one in mark.lines)
            yield "</g>"
        case Area():
            around = frame.across(np.concatenate([mark.x, mark.x[::-1]]))
            edges = frame.down(np.concatenate([mark.low, mark.high[::-1]]))
            if np.isfinite(edges).all():
                yield f'<path d="{path(around, edges)}Z" fill="{mark.colour}"{opacity(mark.alpha)}/>'
        case Box():
            yield from _box(mark, frame)
        case Rule():
            at = float(frame.across(mark.at) if mark.upright else frame.down(mark.at))
            upright, level = (
                f"M{at:.1f},{frame.top:.1f}v{frame.height:.1f}",
                f"M{frame.left:.1f},{at:.1f}h{frame.width:.1f}",
            )
            way = upright if mark.upright else level
            yield f'<path d="{way}"{stroke(mark.colour, mark.width, mark.dashes)}/>'
        case Dots():
            shades = zip(frame.across(mark.x), frame.down(mark.y), mark.colours, mark.alphas, strict=True)
            for x, y, colour, alpha in shades:
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{mark.diameter / 2:g}" fill="{colour}"{opacity(alpha)}/>'
        case Note():
            x, y = float(frame.across(mark.x)) + mark.offset[0], float(frame.down(mark.y)) - mark.offset[1]
            yield text(mark.text, x, y, mark.size, mark.colour, mark.horizontal, mark.vertical)


def _line(mark: Line, frame: Frame) -> Iterator[str]:
    """Return the line of a mark, then its markers."""
    x, y = frame.across(mark.x), frame.down(mark.y)
    if mark.width:
        end = ' stroke-linecap="round"' if mark.rounded else ""
        line = stroke(mark.colour, mark.width, mark.dashes)
        yield f'<path d="{path(x, y)}" fill="none"{line}{end}{opacity(mark.alpha)}/>'
    if mark.marker:
        shapes = "".join(marker(mark.marker, one, other, mark.size) for one, other in zip(x, y, strict=True)
                         if np.isfinite(one + other))  # fmt: skip
        paint = f'stroke="{mark.colour}"' if mark.marker == "|" else f'fill="{mark.colour}"'
        yield f'<path d="{shapes}" {paint}{opacity(mark.alpha)}/>'


def _box(mark: Box, frame: Frame) -> Iterator[str]:
    """Return a rectangle; without bottom and top it is as high as the panel."""
    left, right = sorted(float(frame.across(one)) for one in (mark.left, mark.right))
    top, bottom = frame.top, frame.top + frame.height
    if mark.bottom is not None and mark.top is not None:
        top, bottom = sorted(float(frame.down(one)) for one in (mark.bottom, mark.top))
    if np.isfinite(left + right + top + bottom):
        yield rectangle(left, top, right - left, bottom - top, f' fill="{mark.colour}"{opacity(mark.alpha)}')


def _key(panel: Axes, frame: Frame) -> Iterator[str]:
    """Return the legend of a panel: in its upper right corner, or in a row below its right end."""
    assert panel.key is not None
    columns, below = panel.key
    entries = _entries([panel])
    widths = [SAMPLE + GAP + text_width(label, SMALL) + BETWEEN for label, _ in entries]
    step = max(widths, default=0.0)
    left = frame.left + frame.width - step * min(columns, len(entries)) + BETWEEN / 2
    top = frame.top + frame.height + 16.0 if below else frame.top + 8.0
    for at, (label, mark) in enumerate(entries):
        yield from _entry(label, mark, left + step * (at % columns), top + ROW * (at // columns), panel.ink)


def _common(figure: Figure) -> Iterator[str]:
    """Return the legend above all panels, centred and in rows, and the label that they share."""
    width, middle = figure.width * INCH, figure.width * INCH / 2
    if figure.label:
        yield text(figure.label, middle, figure.height * INCH - 4.0, SMALL, figure.ink, "center")
    if not figure.legend_columns:
        return
    for number, entries in enumerate(_rows(_entries(figure.axes[:1]), figure.legend_columns, width)):
        sizes = [SAMPLE + GAP + text_width(label, SMALL) for label, _ in entries]
        left = middle - (sum(sizes) + BETWEEN * (len(sizes) - 1)) / 2
        for (label, mark), size in zip(entries, sizes, strict=True):
            yield from _entry(label, mark, left, 9.0 + ROW * number, figure.ink)
            left += size + BETWEEN


def _rows(entries: list[tuple[str, Mark]], columns: int, width: float) -> list[list[tuple[str, Mark]]]:
    """Return entries of a legend in rows: at most `columns` in each, and no more than fit into `width` points."""
    rows: list[list[tuple[str, Mark]]] = [[]]
    left = 0.0
    for entry in entries:
        size = SAMPLE + GAP + text_width(entry[0], SMALL) + BETWEEN
        if rows[-1] and (len(rows[-1]) == columns or left + size > width):
            rows.append([])
            left = 0.0
        rows[-1].append(entry)
        left += size
    return rows


def _entries(panels: Iterable[Axes]) -> list[tuple[str, Mark]]:
    """Return the labels of panels with their marks, each label once."""
    found: dict[str, Mark] = {}
    for panel in panels:
        for mark in panel.marks:
            if isinstance(mark, Line | Box) and mark.label:
                found.setdefault(mark.label, mark)
    return list(found.items())


def _entry(label: str, mark: Mark, left: float, middle: float, ink: str) -> Iterator[str]:
    """Return a sample of a mark and its label."""
    if isinstance(mark, Box):
        yield rectangle(left, middle - 4.0, SAMPLE, 8.0, f' fill="{mark.colour}"{opacity(mark.alpha)}')
    elif isinstance(mark, Line):
        if mark.width:
            yield f'<path d="M{left:.1f},{middle:.1f}h{SAMPLE:g}"{stroke(mark.colour, mark.width, mark.dashes)}/>'
        if mark.marker:
            yield f'<path d="{marker(mark.marker, left + SAMPLE / 2, middle, mark.size)}" fill="{mark.colour}"/>'
    yield text(label, left + SAMPLE + GAP, middle, SMALL, ink, vertical="center")
