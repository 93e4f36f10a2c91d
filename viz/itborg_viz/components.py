"""Small parts of pages: cards, help marks, grids, notes. Texts are escaped, except SVG and our own Markdown.

Functions that end in `_html` return text; the others add an element to the page. A page is cheap as long as it has few
elements, whatever their text: what never reacts to a visitor is written as one block.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

import solara
from markdown import markdown
from solara.alias import rv

from itborg.common.errors import InputError

from .jobs import compiling

COMPILING = "The model is being compiled for this machine, once after an installation. This takes about 40 s."


def Block(html: str, classes: str = "", tag: str = "div", attributes: dict[str, str] | None = None) -> solara.Element:
    """Show HTML; texts in it must be escaped."""
    given = {**(attributes or {}), **({"class": classes} if classes else {})}
    return solara.widgets.HTML.element(tag=tag, unsafe_innerHTML=html, attributes=given)


def Box(classes: str = "", children: Sequence[Any] = (), style: str = "", **attributes: str) -> solara.Element:
    """Lay out what a `with` block adds.

    style       CSS of the box itself
    attributes  of its element, such as role="main"
    """
    return rv.Html(tag="div", children=list(children), class_=classes, style_=style, attributes=attributes)


def Card(title: str = "", help: str = "") -> solara.Element:
    """Show a card around what a `with` block adds, with a title and, if there is a help text, a question mark."""
    return Box("itb-card", [Block(head_html(title, help), "itb-card-head")] if title else [])


def Grid(columns: str = "1fr") -> solara.Element:
    """Lay children out in columns; on a phone they are stacked.

    columns  widths as in CSS grid-template-columns: "2fr 1fr"
    """
    return Box("itb-grid", style=f"--columns: {columns}")


def Note(text: str, kind: str = "soft") -> solara.Element:
    """Show a sentence in small type; an empty one is hidden.

    text  plain text; it is escaped
    kind  "soft", "bad" or "good"

    Use an empty Note for a sentence that comes and goes: Solara identifies children by position. If a note were
    added or removed, everything below it would be rebuilt, and a click on a button there could be lost.
    """
    return Block(escape(text), note_class(text, kind), "p")


def Waiting(text: str) -> solara.Element:
    """Show a spinner beside a sentence; while the model may still be compiled, it states that."""
    if compiling():
        text = f"{text} {COMPILING}"
    inside = f'<span class="itb-spinner"></span><span>{escape(text)}</span>'
    return Block(inside, "itb-waiting", attributes={"role": "status"})


def ErrorNote(error: BaseException | None) -> solara.Element:
    """Show the message of an InputError; of any other error, a sentence without internal details.

    error  the exception of a job
    """
    mistake = isinstance(error, InputError)
    return Note(
        str(error) if mistake else "An internal error occurred on this page; the other pages still work.", kind="bad"
    )


def head_html(title: str, help: str = "") -> str:
    """Return the title of a card and its question mark, which shows `help` at pointer or keyboard focus."""
    return f"<h2>{escape(title)}</h2>{help_html(help, title) if help else ''}"


def help_html(text: str, about: str) -> str:
    """Return a question mark that shows `text` while the pointer or the keyboard focus is on it.

    text   plain text, at most a sentence or two
    about  name of what is explained, for screen readers
    """
    label = escape(f"Help on {about}: {text}", quote=True)
    return (
        f'<button type="button" class="itb-help" aria-label="{label}" data-tip="{escape(text, quote=True)}">?</button>'
    )


def card_html(title: str, inside: str, help: str = "") -> str:
    """Return a card with a title.

    inside  HTML
    """
    return f'<div class="itb-card"><div class="itb-card-head">{head_html(title, help)}</div>{inside}</div>'


def grid_html(columns: str, *children: str) -> str:
    """Return children in columns, as `Grid`."""
    return f'<div class="itb-grid" style="--columns: {columns}">{"".join(children)}</div>'


def note_html(text: str, kind: str = "soft") -> str:
    """Return a sentence in small type, as `Note`."""
    return f'<p class="{note_class(text, kind)}">{escape(text)}</p>'


def note_class(text: str, kind: str) -> str:
    """Return the classes of a note; an empty one is hidden."""
    return f"itb-{kind} itb-note{'' if text else ' itb-none'}"


def picture_html(svg: str, label: str) -> str:
    """Return an SVG drawing.

    svg    text from itborg_viz.charts, never from a user
    label  description for screen readers
    """
    return f'<div class="itb-picture" role="img" aria-label="{escape(label, quote=True)}">{svg}</div>'


@lru_cache(maxsize=256)
def markdown_html(text: str) -> str:
    """Return our own Markdown text as HTML; Solara's Markdown component would load a script from another server."""
    return f'<div class="itb-prose">{markdown(text, extensions=["tables"])}</div>'
