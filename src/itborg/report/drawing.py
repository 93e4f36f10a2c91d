"""What all figures share: colours, sizes, axes, rows of intervals; and a figure as inline SVG of a page.

A function that draws a figure takes a result and a `palette`, and returns a new figure: PRINT for files and notebooks,
PAGE for pages, where one SVG serves light and dark screens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup

from .axes import Axes
from .figure import Figure, Room
from .marks import DASHED
from .svg import drawn

__all__ = ["DASHED", "Axes", "Figure", "Room"]

#: Draws one figure of a result, in the colours of `palette`.
Draw = Callable[..., Figure]


class Palette(NamedTuple):
    """Colours of a figure.

    ink     text and main lines
    faint   secondary lines, and estimates that are not significant
    grid    grid lines
    series  colours of what is compared, distinguishable by colour-blind readers
    """

    ink: str
    faint: str
    grid: str
    series: tuple[str, ...]


#: For light backgrounds. After Okabe & Ito (2008), less saturated: blue, orange, green, vermilion, purple, sky blue.
PRINT = Palette("#26282c", "#9aa0a8", "#e3e5e8", ("#3a6ea5", "#c9822b", "#3d8b6d", "#bd5238", "#9c6494", "#6aa5c9"))
#: The same for dark backgrounds.
NIGHT = Palette("#e4e6ea", "#7d838c", "#34383e", ("#7fb0e2", "#e3a857", "#6fbf9f", "#e58a6f", "#cc9ac5", "#a3cfe8"))
#: The variables of a style sheet, so that one SVG serves light and dark screens.
PAGE = Palette("var(--ink)", "var(--faint)", "var(--grid)", tuple(f"var(--c{number})" for number in range(1, 7)))


def variables(palette: Palette) -> dict[str, str]:
    """Return the colour of each variable of the style sheet: --ink, --faint, --grid, and --c1 to --c6 for the series.

    >>> variables(PRINT)["--ink"]
    '#26282c'
    """
    plain = {"--ink": palette.ink, "--faint": palette.faint, "--grid": palette.grid}
    return plain | {f"--c{number}": colour for number, colour in enumerate(palette.series, start=1)}


#: Font size of labels, points.
SMALL = 8.0
#: Longest name beside an axis, characters.
LONGEST_NAME = 24


def room_for(names: Iterable[str]) -> float:
    """Return the width of the longest name beside an axis, in inches, for the left margin of a figure.

    It is estimated from the number of characters, for a font size of SMALL points.
    """
    return 0.15 + 0.078 * max((len(short(name)) for name in names), default=0)


def short(name: str) -> str:
    """Return a name that fits beside an axis, also on a phone: longer ones are cut in the middle.

    >>> short("brm_style"), short("itil+brm_style+calendar+portfolio")
    ('brm_style', 'itil+brm_st…ar+portfolio')
    """
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 2 - 1]}…{name[-(LONGEST_NAME // 2) :]}"


def calm(axes: Axes, palette: Palette, grid: Literal["x", "y", "both"] = "y") -> None:
    """Give a panel its colours and a light grid.

    grid  the axis whose values have grid lines; "x" for horizontal bars, "y" for lines over days
    """
    axes.ink, axes.grid = palette.ink, palette.grid
    axes.x.grid, axes.y.grid = grid in ("x", "both"), grid in ("y", "both")


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Name the rows of a panel, the first on top; row n is drawn at height n.

    This also sets the limits of the vertical axis, so call it after everything else is drawn.
    """
    axes.set_yticks(range(len(names)), [short(name) for name in names])
    axes.set_ylim(max(1, len(names)) - 0.4, -0.6)


def interval_row(axes: Axes, at: float, mean: float, low: float, high: float, colour: str) -> None:
    """Draw an estimate as a point and its interval as a bar, in the row at height `at`.

    low, high  ends of the interval, in the unit of the horizontal axis; the caller states of which statistic
    """
    axes.plot([low, high], [at, at], color=colour, linewidth=2.4, solid_capstyle="round")
    axes.plot([mean], [at], "o", color=colour, markersize=5)


def significance_colour(low: float, high: float, better: str | None, palette: Palette) -> str:
    """Return blue if an interval is entirely better than 0, vermilion if worse, grey if it includes 0.

    low, high  ends of the interval of a difference
    better     "higher" or "lower"; None: neither is better, so grey
    """
    if better is None or not (low > 0 or high < 0):
        return palette.faint
    return palette.series[0] if (low > 0) == (better == "higher") else palette.series[3]


def legend_on_top(figure: Figure, palette: Palette, columns: int | None = None) -> None:
    """Put one legend above all panels, with the labels of the first panel.

    The figure needs a top margin of about 0.65 inches for it.

    columns  labels in a row; None: all
    """
    figure.legend_columns = columns or max(1, len(figure.axes[0].labels()))
    figure.ink = palette.ink


def title(axes: Axes, text: str, palette: Palette, colour: str | None = None) -> None:
    """Put a small title above the left end of a panel.

    colour  None: that of text
    """
    axes.title, axes.title_colour = text, colour or palette.ink


def picture(draw: Callable[[Palette], Figure], name: str, description: str) -> Markup:
    """Return a figure as inline SVG in the colours of the page; the same figure gives the same text.

    draw         draws the figure in the colours of a palette
    name         prefix of ids, different for each figure of a page
    description  text for screen readers
    """
    return Markup(drawn(draw(PAGE), name, description))


#: Width of a figure on a page and of the same figure for a phone, inches.
WIDTH, NARROW = 9.0, 4.6
