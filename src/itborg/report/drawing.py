"""What all figures share: colours, sizes, axes, rows of intervals; and a figure as inline SVG of a page.

Nothing here uses the global state of Matplotlib, so figures can be drawn in threads. A function that draws a figure
takes a result and a `palette`, and returns a new figure: PRINT for files and notebooks, TOKENS for pages, which
replace its colours by variables of the style sheet so that one SVG serves light and dark screens.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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
#: Placeholders that a page replaces by variables of the style sheet; no figure is shown in these colours.
TOKENS = Palette("#0a0b01", "#0a0b02", "#0a0b03", ("#0a0b11", "#0a0b12", "#0a0b13", "#0a0b14", "#0a0b15", "#0a0b16"))


def variables(palette: Palette) -> dict[str, str]:
    """Return the colour of each variable of the style sheet: --ink, --faint, --grid, and --c1 to --c6 for the series.

    >>> variables(PRINT)["--ink"]
    '#26282c'
    """
    plain = {"--ink": palette.ink, "--faint": palette.faint, "--grid": palette.grid}
    return plain | {f"--c{number}": colour for number, colour in enumerate(palette.series, start=1)}


def with_variables(svg: str) -> str:
    """Return an SVG drawn with TOKENS, with the variables of the style sheet in place of the colours.

    Colours of other palettes stay as they are.
    """
    for name, token in variables(TOKENS).items():
        svg = svg.replace(token, f"var({name})")
    return svg


#: Font sizes, points.
SMALL, TEXT = 8.0, 9.0
#: Line style of a baseline.
DASHED = (0, (4, 2))
STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.size": TEXT,
    "svg.fonttype": "none",
    "axes.unicode_minus": True,
}


class Room(NamedTuple):
    """Margins around the panels of a figure, in inches; `across` and `down` are between panels."""

    left: float = 0.5
    right: float = 0.15
    top: float = 0.3
    bottom: float = 0.3
    across: float = 0.4
    down: float = 0.45


def new_figure(width: float, height: float, room: Room, rows: int = 1, columns: int = 1) -> Figure:
    """Return an empty figure with a transparent background and fixed margins, which need no automatic layout.

    It has no panels yet: call `figure.subplots(rows, columns)` with the same numbers.

    width, height  inches
    room           margins, and distances between panels
    rows, columns  number of panels that will share it
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    figure.patch.set_alpha(0.0)
    panel_width = (width - room.left - room.right - (columns - 1) * room.across) / columns
    panel_height = (height - room.top - room.bottom - (rows - 1) * room.down) / rows
    figure.subplots_adjust(
        left=room.left / width,
        right=1 - room.right / width,
        bottom=room.bottom / height,
        top=1 - room.top / height,
        wspace=room.across / panel_width,
        hspace=room.down / panel_height,
    )
    return figure


def room_for(names: Iterable[str]) -> float:
    """Return the width of the longest name beside an axis, in inches, for the left margin of a figure.

    It is estimated from the number of characters, for a font size of SMALL points.
    """
    return 0.15 + 0.078 * max((len(name) for name in names), default=0)


def calm(axes: Axes, palette: Palette, grid: Literal["x", "y", "both"] = "y") -> None:
    """Remove frame, ticks and background of a panel; leave a light grid.

    grid  the axis whose values have grid lines; "x" for horizontal bars, "y" for lines over days
    """
    axes.patch.set_alpha(0.0)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL, colors=palette.ink, labelcolor=palette.ink)
    axes.grid(axis=grid, color=palette.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Name the rows of a panel, the first on top; row n is drawn at height n.

    This also sets the limits of the vertical axis, so call it after everything else is drawn.
    """
    axes.set_yticks(range(len(names)), names)
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
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="upper center", ncols=columns or max(1, len(labels)), frameon=False, fontsize=SMALL,
        labelcolor=palette.ink,
    )  # fmt: skip


def title(axes: Axes, text: str, palette: Palette, colour: str | None = None) -> None:
    """Put a small title above the left end of a panel.

    colour  None: that of text
    """
    axes.set_title(text, loc="left", fontsize=TEXT, color=colour or palette.ink, pad=4)


def picture(draw: Callable[[Palette], Figure], name: str, description: str) -> Markup:
    """Return a figure as inline SVG in the colours of the page; the same figure gives the same text.

    Dates, fixed size and style are removed and coordinates are cut to two decimals, so that the SVG scales with the
    page and takes its font.

    draw         draws the figure in the colours of a palette
    name         prefix of ids, different for each figure of a page
    description  text for screen readers
    """
    import matplotlib as mpl

    text = io.StringIO()
    settings: Any = {**STYLE, "svg.hashsalt": name}
    with mpl.rc_context(settings):
        draw(TOKENS).savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    found = re.search(r"<svg.*</svg>", text.getvalue(), re.S)
    assert found is not None
    svg = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>", "", found.group(0), flags=re.S)
    svg = _own_ids(with_variables(svg), name)
    svg = re.sub(r"(\d\.\d\d)\d+", r"\1", svg)
    svg = re.sub(r"font: ([^;\"]*?)'[^;\"]*", r"font: \1inherit", svg)
    label = Markup.escape(description)
    opening = rf'<svg xmlns:xlink="http://www.w3.org/1999/xlink" role="img" aria-label="{label}" \1>'
    return Markup(re.sub(r'<svg[^>]*?(viewBox="[^"]*")[^>]*>', opening, svg, count=1))


def _own_ids(svg: str, name: str) -> str:
    """Put the name of the figure before all ids, so that figures on one page do not share any."""
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    return re.sub(r'(url\(#|xlink:href="#)', rf"\g<1>{name}-", svg)


#: Width of a figure on a page and of the same figure for a phone, inches.
WIDTH, NARROW = 9.0, 4.6
