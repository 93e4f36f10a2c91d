"""Colours: for the page they are names that its style sheet fills in, light or dark."""

from __future__ import annotations

from typing import NamedTuple


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
