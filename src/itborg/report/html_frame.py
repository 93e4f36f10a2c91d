"""report.html: one file that explains itself, needs no network, and reads well on a phone."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from .drawing import NIGHT, PRINT, variables

if TYPE_CHECKING:
    pass


def frame(title: str, body: str) -> str:
    """Return an HTML document that needs nothing from outside."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def style() -> str:
    """Return the style sheet with the colours of day and night in it."""
    sheet = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    day = variables(PRINT) | {"--quiet": "#62676f"}
    night = variables(NIGHT) | {"--quiet": "#a2a8b1"}
    for mark, colours in (("LIGHT", day), ("DARK", night)):
        sheet = sheet.replace(mark, " ".join(f"{name}: {colour};" for name, colour in colours.items()))
    return sheet


def figure_block(svg: str, caption: str, narrow: str = "") -> str:
    """Return a figure with its caption.

    narrow  the same figure drawn for a phone; without it the figure is scrolled there
    """
    wide = f'<div class="scroll{" wide" if narrow else ""}">{svg}</div>'
    small = f'<div class="narrow">{narrow}</div>' if narrow else ""
    return f"<figure>{wide}{small}<figcaption>{escape(caption)}</figcaption></figure>"
