"""Small pieces that pages are made of: cards, help tips, grids, notes."""

from __future__ import annotations

from html import escape
from typing import Any

import solara
from markdown import markdown

from itborg.common.errors import InputError


@solara.component
def Card(title: str = "", help: str = "", children: list[Any] | None = None) -> None:
    """Show a card with a title, and a question mark that explains it."""
    with solara.Div(classes=["itb-card"]):
        if title:
            with solara.Div(classes=["itb-card-head"]):
                solara.HTML(tag="h2", unsafe_innerHTML=escape(title))
                if help:
                    Help(help, about=title)
        solara.Div(children=children or [])


@solara.component
def Help(text: str, about: str = "") -> None:
    """Show a question mark; hovering or focusing it shows the text."""
    label = escape(f"Help on {about}: {text}" if about else text, quote=True)
    mark = (
        f'<button type="button" class="itb-help" aria-label="{label}" data-tip="{escape(text, quote=True)}">?</button>'
    )
    solara.HTML(tag="span", unsafe_innerHTML=mark)


@solara.component
def Note(text: str, kind: str = "soft") -> None:
    """Show a quiet sentence; kind "soft", "bad" or "good". The text is escaped; nothing is shown of an empty one.

    A sentence that comes and goes is an empty Note, not an absent one: children are known by their place, so those
    below one that comes would be made anew, and a click that is under way would be lost with the button it was for.
    """
    classes = [f"itb-{kind}", "itb-note", *([] if text else ["itb-none"])]
    solara.HTML(tag="p", unsafe_innerHTML=escape(text), classes=classes)


@solara.component
def Grid(columns: str = "1fr", children: list[Any] | None = None) -> None:
    """Lay pieces out in columns, such as "2fr 1fr"; on a phone they stand below one another."""
    solara.Div(children=children or [], classes=["itb-grid"], style={"--columns": columns})


@solara.component
def Picture(svg: str, label: str) -> None:
    """Show a drawing made by us (itborg_viz.charts), with a name for those who cannot see it."""
    solara.HTML(
        tag="div", unsafe_innerHTML=svg, attributes={"role": "img", "aria-label": label}, classes=["itb-picture"]
    )


@solara.component
def Waiting(text: str) -> None:
    """Say that something is being worked out."""
    with solara.Div(classes=["itb-waiting"], attributes={"role": "status"}):
        solara.HTML(tag="span", unsafe_innerHTML="", classes=["itb-spinner"])
        solara.Text(text)


@solara.component
def Trouble(error: BaseException | None) -> None:
    """Say what went wrong: a user's mistake in its own words, a fault of ours without its inside."""
    mistake = isinstance(error, InputError)
    Note(str(error) if mistake else "Something of ours went wrong here; the other pages still work.", kind="bad")


@solara.component
def Prose(text: str) -> None:
    """Show a text of ours, written in Markdown; Solara's own would ask for a script from outside."""
    solara.HTML(tag="div", unsafe_innerHTML=markdown(text, extensions=["tables"]), classes=["itb-prose"])
