"""Colours and type of the app: the palette of the report as CSS variables, light and dark.

Pages and charts use variables only, so that a change of theme needs no new drawing.
"""

from __future__ import annotations

from pathlib import Path

from itborg.report.drawing import NIGHT, PRINT, Palette, variables

STYLES = Path(__file__).parent
#: Colours of surfaces, by theme.
SURFACES = {
    "light": {"--bg": "#f6f7f8", "--card": "#ffffff", "--line": "#dfe2e6", "--soft": "#6b7178", "--shade": "#eef0f2"},
    "dark": {"--bg": "#15171a", "--card": "#1d2024", "--line": "#343940", "--soft": "#a2a8b0", "--shade": "#262a2f"},
}
#: Meaning -> colour of the palette; the same in every picture.
MEANINGS = {
    "--it": "--c1", "--business": "--c2", "--good": "--c1", "--bad": "--c4", "--change": "--c5", "--accent": "--c1",
}  # fmt: skip


def style_sheet() -> str:
    """Return the style sheet: variables for light and dark, then the rules of the shell, the widgets and the pages.

    Read once when the app starts; a new CSS file beside a page or a widget is found by itself.
    """
    light = block(":root, .theme--light", PRINT, {**SURFACES["light"], "color-scheme": "light"})
    dark = block(".theme--dark", NIGHT, {**SURFACES["dark"], "color-scheme": "dark"})
    files = [STYLES / "theme.css", *sorted(STYLES.glob("widgets/*.css")), *sorted(STYLES.glob("pages/*.css"))]
    return "\n".join([light, dark, *(file.read_text(encoding="utf-8") for file in files)])


def block(selector: str, palette: Palette, surfaces: dict[str, str]) -> str:
    """Return one CSS rule with the variables of a palette, the surfaces and the meanings."""
    named = {**variables(palette), **surfaces}
    named |= {name: named[colour] for name, colour in MEANINGS.items()}
    return f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in named.items())} }}"
