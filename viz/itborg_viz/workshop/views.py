"""The screens of a workshop as regions of HTML: wall, console and phones. Text is escaped by the templates.

A page is a frame without content; the server sends its regions over the socket and again whenever one has changed.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from itborg.report.drawing import NIGHT, PRINT

from ..text import lower_first
from ..theme import SURFACES, block
from . import console, figures, phone
from .scene import Scene
from .sheets import position, sheets_of
from .workshop import Workshop

HERE = Path(__file__).parent
TEMPLATES, STATIC, PLAYER = HERE / "templates", HERE / "static", HERE.parent / "widgets" / "js"
Kind = Literal["phone", "wall", "console"]
#: Regions of each page, with their elements.
REGIONS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "phone": (("head", "header"), ("body", "main")),
    "wall": (("head", "header"), ("stage", "main"), ("foot", "footer")),
    "console": (("head", "header"), ("stage", "main"), ("tools", "aside")),
}
TITLES = {"phone": "Workshop", "wall": "Workshop: wall", "console": "Workshop: console"}
SHEETS = ("workshop.css", "wall.css", "console.css", "phone.css")
#: The hyphen before a negative number; words and dates have one inside.
NEGATIVE = re.compile(r"(?<!\w)-(?=\d)")
#: Text between two tags, and the spaces between a number and its unit and around ±.
TEXT = re.compile(r">[^<>]+<")
UNIT = re.compile(r"(?<=\d) (?=(?:%|±|kEUR\b|points\b))|(?<=±) (?=\d)")
TYPES = {".js": "text/javascript", ".css": "text/css"}


class Audience(NamedTuple):
    """Who looks: a phone by its token, the wall or the console."""

    kind: Kind
    token: str = ""


def page(kind: Kind) -> str:
    """Return the frame of a page; it holds no state and no secret."""
    base = "../workshop/" if kind == "phone" else "../"
    regions = [{"name": name, "tag": tag} for name, tag in REGIONS[kind]]
    return _fill("page.html", {"kind": kind, "base": base, "regions": regions, "title": TITLES[kind]})


def regions(workshop: Workshop, audience: Audience) -> dict[str, str]:
    """Return name of each region -> its HTML for somebody who looks; "" for a region that is hidden."""
    scene = Scene(workshop)
    if audience.kind == "phone":
        me = workshop.state.players[audience.token]
        return {
            "head": _fill("phone_head.html", phone.head(scene, me)),
            "body": _fill("phone_body.html", phone.body(scene, me)),
        }
    host = audience.kind == "console"
    state = workshop.state
    every = sheets_of(scene)
    place = position(scene, every)
    one = every[place]
    common = {"host": host, "phase": state.phase, "phones": state.phones}
    found = {"stage": _fill(f"{one.template}.html", one.data(scene) | common)}
    if host:
        head = console.head(scene) | {"sheets": [each.title for each in every], "sheet": place}
        return found | {
            "head": _fill("console_head.html", head),
            "tools": _fill("console_tools.html", console.tools(scene)),
        }
    title = scene.phase_title
    if len(every) > 1:
        title = one.title if ":" in one.title else f"{scene.place_title}: {lower_first(one.title)}"
    head = {"title": title, "steps": scene.steps, "clock": scene.clock, "phase": state.phase}
    foot = {"code": state.code, "phase": state.phase, "message": state.message, "phones": state.phones,
            "resolved": scene.resolved[-1:], "sheet": place + 1, "sheets": len(every)}  # fmt: skip
    return found | {"head": _fill("wall_head.html", head), "foot": _fill("wall_foot.html", foot)}


def static(name: str) -> tuple[bytes, str] | None:
    """Return a file of the pages and its media type; None for any other name."""
    if name == "workshop.css":
        return style_sheet().encode(), TYPES[".css"]
    for folder in (STATIC, PLAYER):
        if name in _names(folder):
            return (folder / name).read_bytes(), TYPES[".js"]
    return None


@cache
def _names(folder: Path) -> frozenset[str]:
    return frozenset(one.name for one in folder.glob("*.js"))


@cache
def style_sheet() -> str:
    """Return the style sheet of the pages: the colours of the app, light and dark, then the rules."""
    light, dark = SURFACES["light"] | {"color-scheme": "light"}, SURFACES["dark"] | {"color-scheme": "dark"}
    return "\n".join([
        block(":root", PRINT, light),
        "@media (prefers-color-scheme: dark) {", block(":root:not([data-theme=light])", NIGHT, dark), "}",
        block(":root[data-theme=dark]", NIGHT, dark),
        *((STATIC / name).read_text(encoding="utf-8") for name in SHEETS),
    ])  # fmt: skip


def _fill(template: str, values: dict[str, Any]) -> str:
    return typeset(_environment().get_template(template).render(**values))


def typeset(html: str) -> str:
    r"""Return HTML whose text has real minus signs before numbers, and no line break before a unit.

    >>> shown = typeset('<p title="-4 %">-4 %, 2026-11-27</p>')
    >>> shown == '<p title="-4 %">\N{MINUS SIGN}4\N{NO-BREAK SPACE}%, 2026-11-27</p>'
    True
    """
    return TEXT.sub(lambda found: UNIT.sub("\N{NO-BREAK SPACE}", NEGATIVE.sub("\N{MINUS SIGN}", found[0])), html)


@cache
def _environment() -> Environment:
    """Return the templates of the pages; text is escaped, and a value that is missing is an error."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.filters["kilo"] = figures.amount
    return found
