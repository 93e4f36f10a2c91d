"""A map of two parameters: each cell says how much a strategy is worth there, and whether that is clear."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from itborg.analysis.statistics import Interval

CELL, LEFT, TOP, BOTTOM = 62, 92, 8, 44


def heat(
    rows: Sequence[Sequence[Interval] | None],
    x: Sequence[float],
    y: Sequence[float],
    names: tuple[str, str],
    better: str | None = "higher",
) -> str:
    """Return a map as SVG text; rows from low y to high, None where a row is not known yet.

    Blue is better, vermilion worse, deeper is more; a cell that is not clear stays pale and has no outline.
    """
    width, height = LEFT + CELL * len(x) + 8, TOP + CELL * len(y) + BOTTOM
    known = [abs(cell.mean) for row in rows if row for cell in row if np.isfinite(cell.mean)]
    most = max(known, default=1.0) or 1.0
    parts = []
    for r, row in enumerate(rows):
        down = TOP + CELL * (len(y) - 1 - r)
        parts.append(f'<text x="{LEFT - 8}" y="{down + CELL / 2 + 4}" text-anchor="end">{y[r]:.3g}</text>')
        parts += [_cell(LEFT + CELL * c, down, row[c] if row else None, most, better) for c in range(len(x))]
    for c, value in enumerate(x):
        parts.append(f'<text x="{LEFT + CELL * (c + 0.5)}" y="{height - 26}" text-anchor="middle">{value:.3g}</text>')
    middle = LEFT + CELL * len(x) / 2
    parts.append(
        f'<text class="itb-strong" x="{middle}" y="{height - 6}" text-anchor="middle">{escape(names[0])}</text>'
    )
    parts.append(
        f'<text class="itb-strong" transform="translate(14 {TOP + CELL * len(y) / 2}) rotate(-90)" '
        f'text-anchor="middle">{escape(names[1])}</text>'
    )
    return f'<svg viewBox="0 0 {width} {height}" class="itb-svg itb-heat">{"".join(parts)}</svg>'


def _cell(x: float, y: float, cell: Interval | None, most: float, better: str | None) -> str:
    box = f'x="{x + 2}" y="{y + 2}" width="{CELL - 4}" height="{CELL - 4}" rx="4"'
    if cell is None or not np.isfinite(cell.mean):
        return f'<rect {box} fill="var(--shade)"/>'
    good = (cell.mean > 0) == (better != "lower")
    colour = "--c1" if good else "--c4"
    deep = (0.15 + 0.75 * min(1.0, abs(cell.mean) / most)) * (1.0 if cell.excludes_zero else 0.35)
    edge = f' stroke="var({colour})"' if cell.excludes_zero else ""
    said = "better" if good else "worse"
    said = said if cell.excludes_zero else "not clear"
    tip = f"{cell.mean:+.2f}, 95 % interval {cell.low:+.2f} to {cell.high:+.2f}: {said}"
    ink = "var(--card)" if deep > 0.55 else "var(--ink)"
    return (
        f'<g><title>{tip}</title><rect {box} fill="var({colour})" fill-opacity="{deep:.2f}"{edge}/>'
        f'<text x="{x + CELL / 2}" y="{y + CELL / 2 + 4}" text-anchor="middle" style="fill:{ink}">'
        f"{cell.mean:+.1f}</text></g>"
    )
