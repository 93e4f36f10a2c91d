"""Drawing without global state: a figure with calm axes, and the same as a piece of a page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    #: Draws one figure of a result, in the colours of `palette`.
    Draw = Callable[..., Figure]


class Palette(NamedTuple):
    """Colours of a figure.

    ink     text and the lines that matter
    faint   what stands back
    grid    lines to read by
    series  colours of what is compared; tellable apart by the colour-blind
    """

    ink: str
    faint: str
    grid: str
    series: tuple[str, ...]


#: After Okabe & Ito (2008), a little calmer: blue, orange, green, vermilion, purple, sky.
PRINT = Palette("#26282c", "#9aa0a8", "#e3e5e8", ("#3a6ea5", "#c9822b", "#3d8b6d", "#bd5238", "#9c6494", "#6aa5c9"))
#: The same on a dark ground.
NIGHT = Palette("#e4e6ea", "#7d838c", "#34383e", ("#7fb0e2", "#e3a857", "#6fbf9f", "#e58a6f", "#cc9ac5", "#a3cfe8"))
#: Stand-ins that the page turns into style sheet variables; no figure uses these colours itself.
TOKENS = Palette("#0a0b01", "#0a0b02", "#0a0b03", ("#0a0b11", "#0a0b12", "#0a0b13", "#0a0b14", "#0a0b15", "#0a0b16"))


def variables(palette: Palette) -> dict[str, str]:
    """Return style sheet variable -> colour.

    >>> variables(PRINT)["--ink"]
    '#26282c'
    """
    plain = {"--ink": palette.ink, "--faint": palette.faint, "--grid": palette.grid}
    return plain | {f"--c{number}": colour for number, colour in enumerate(palette.series, start=1)}


def with_variables(svg: str) -> str:
    """Return a picture drawn with TOKENS with the style sheet's variables in their place."""
    for name, token in variables(TOKENS).items():
        svg = svg.replace(token, f"var({name})")
    return svg


SMALL, TEXT = 8.0, 9.0
STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.size": TEXT,
    "svg.fonttype": "none",
    "axes.unicode_minus": True,
}


class Room(NamedTuple):
    """Room around the panels of a figure, in inches; `across` and `down` lie between panels."""

    left: float = 0.5
    right: float = 0.15
    top: float = 0.3
    bottom: float = 0.3
    across: float = 0.4
    down: float = 0.45


def new_figure(width: float, height: float, room: Room, rows: int = 1, columns: int = 1) -> Figure:
    """Return an empty figure with a clear background, its margins fixed: laying it out costs nothing.

    width, height  inches
    rows, columns  how many panels will share it
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
    """Return the width of the longest name beside an axis, inches."""
    return 0.15 + 0.078 * max((len(name) for name in names), default=0)


def calm(axes: Axes, palette: Palette, grid: Literal["x", "y", "both"] = "y") -> None:
    """Take away what does not speak: frame, ticks, background."""
    axes.patch.set_alpha(0.0)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL, colors=palette.ink, labelcolor=palette.ink)
    axes.grid(axis=grid, color=palette.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def title(axes: Axes, text: str, palette: Palette, colour: str | None = None) -> None:
    """Put a small title above the left end of a panel."""
    axes.set_title(text, loc="left", fontsize=TEXT, color=colour or palette.ink, pad=4)


def picture(draw: Callable[[Palette], Figure], name: str, description: str) -> Markup:
    """Return a figure as inline SVG in the page's colours; the same figure gives the same text.

    name         letters for ids: no two pictures of a page may share it
    description  what a screen reader says
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
    """Put the picture's name before all ids, so that pictures on one page do not meet."""
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    return re.sub(r'(url\(#|xlink:href="#)', rf"\g<1>{name}-", svg)


#: Inches: of a figure, and of its twin for a phone.
WIDTH, NARROW = 9.0, 4.6
