"""Small components of pages: cards, help marks, grids, notes.

They hold no state and read none: pages pass what to show. Texts are escaped, except SVG and our own Markdown.
"""

from __future__ import annotations

from html import escape
from typing import Any

import solara
from markdown import markdown

from itborg.common.errors import InputError

from .jobs import compiling

COMPILING = "The model is being compiled for this machine, once after an installation. This takes about 40 s."


@solara.component
def Card(title: str = "", help: str = "", children: list[Any] | None = None) -> None:
    """Show a card with a title and, if there is a help text, a question mark that shows it.

    children  components inside, usually given by a `with` block
    """
    with solara.Div(classes=["itb-card"]):
        if title:
            with solara.Div(classes=["itb-card-head"]):
                solara.HTML(tag="h2", unsafe_innerHTML=escape(title))
                if help:
                    Help(help, about=title)
        solara.Div(children=children or [])


@solara.component
def Help(text: str, about: str = "") -> None:
    """Show a question mark that shows `text` while the pointer or the keyboard focus is on it.

    text   plain text, at most a sentence or two
    about  name of the explained control, for screen readers
    """
    label = escape(f"Help on {about}: {text}" if about else text, quote=True)
    mark = (
        f'<button type="button" class="itb-help" aria-label="{label}" data-tip="{escape(text, quote=True)}">?</button>'
    )
    solara.HTML(tag="span", unsafe_innerHTML=mark)


@solara.component
def WithHelp(about: str, help: str, style: str = "", children: list[Any] | None = None) -> None:
    """Show a control with a question mark that explains it.

    about  name of the control, for screen readers
    help   plain text; without it there is no question mark
    style  CSS of the surrounding element
    """
    with solara.Div(classes=["itb-helped"], style=style):
        solara.Div(children=children or [], classes=["itb-helped-control"])
        if help:
            Help(help, about=about)


@solara.component
def Note(text: str, kind: str = "soft") -> None:
    """Show a sentence in small type; an empty one is hidden.

    text  plain text; it is escaped
    kind  "soft", "bad" or "good"

    Use an empty Note for a sentence that comes and goes: Solara identifies children by position. If a note were
    added or removed, everything below it would be rebuilt, and a click on a button there could be lost.
    """
    classes = [f"itb-{kind}", "itb-note", *([] if text else ["itb-none"])]
    solara.HTML(tag="p", unsafe_innerHTML=escape(text), classes=classes)


@solara.component
def Grid(columns: str = "1fr", children: list[Any] | None = None) -> None:
    """Lay children out in columns; on a phone they are stacked.

    columns  widths as in CSS grid-template-columns: "2fr 1fr"
    """
    solara.Div(children=children or [], classes=["itb-grid"], style={"--columns": columns})


@solara.component
def Picture(svg: str, label: str) -> None:
    """Show an SVG drawing.

    svg    text from itborg_viz.charts, never from a user
    label  description for screen readers
    """
    solara.HTML(
        tag="div", unsafe_innerHTML=svg, attributes={"role": "img", "aria-label": label}, classes=["itb-picture"]
    )


@solara.component
def Waiting(text: str) -> None:
    """Show a spinner beside a sentence; while the model may still be compiled, it states that."""
    if compiling():
        text = f"{text} {COMPILING}"
    with solara.Div(classes=["itb-waiting"], attributes={"role": "status"}):
        solara.HTML(tag="span", unsafe_innerHTML="", classes=["itb-spinner"])
        solara.Text(text)


@solara.component
def ErrorNote(error: BaseException | None) -> None:
    """Show the message of an InputError; of any other error, a sentence without internal details.

    error  the exception of a job
    """
    mistake = isinstance(error, InputError)
    Note(str(error) if mistake else "An internal error occurred on this page; the other pages still work.", kind="bad")


@solara.component
def MarkdownText(text: str) -> None:
    """Show our own Markdown text; Solara's Markdown component would load a script from another server."""
    solara.HTML(tag="div", unsafe_innerHTML=markdown(text, extensions=["tables"]), classes=["itb-prose"])
