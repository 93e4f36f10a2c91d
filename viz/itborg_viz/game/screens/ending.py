"""The debrief on the screen, and the same as a file to hand out."""

from __future__ import annotations

from html import escape
from typing import Any

import solara

from ... import jobs
from ...pieces import Card, Grid, Note
from .. import labels_and_numbers as words
from ..debrief import debrief
from ..debrief_page import debrief_page
from ..recommendations import Suggestion
from ..team_state import Room
from .game_session import Session
from .monday import found_out, monday_key
from .reveal import Race


@solara.component
def Ending(session: Session, room: Room) -> None:
    """Show the debrief of a finished game."""
    data = solara.use_memo(lambda: debrief(room), [id(room)])
    found = jobs.use_job(monday_key(session), lambda: found_out(room))
    with Card("How it came out"):
        solara.HTML(tag="div", unsafe_innerHTML=_result(data), classes=["play-result"])
        with solara.Div(classes=["play-next"]):
            HandOut(room, found.value)
    with Grid("1fr 1fr"):
        with Card("Ahead of doing nothing, kEUR"):
            Race(room)
        with Card(
            "Turning points", help="Days on which your year and the year of doing nothing part; same luck in both."
        ):
            Items([(f"Day {one['day']}", one["text"]) for one in data["turning_points"]])
    with Card(
        "Worst practices that showed", help="Cards of the ABC of ICT, read off what happened in your six months."
    ):
        solara.HTML(tag="div", unsafe_innerHTML=_cards(data), classes=["play-cards"])
    with Grid("1fr 1fr"):
        with Card("Prediction against outcome"):
            Expected(data)
        with Card(
            "What to try on Monday", help="Your decisions with one thing changed, lived again with the same luck."
        ):
            Monday(found.value)


@solara.component
def HandOut(room: Room, monday: list[Suggestion] | None) -> None:
    """Show the button that gives the debrief as a file, once all of it is known."""
    if monday is None:
        Note("The debrief to take home is being written ...")
        return
    solara.FileDownload(
        lambda: debrief_page(debrief(room, monday)), "debrief.html",
        label="Take the debrief home (one HTML file)", mime_type="text/html",
    )  # fmt: skip


@solara.component
def Monday(found: list[Suggestion] | None) -> None:
    """Show what would have helped most."""
    if found is None:
        Note("Every intervention is being tried in every life ...")
        solara.ProgressLinear(True)
    elif found:
        Items([_try(one) for one in found])
    else:
        Note("Nothing that was tried would have gained clearly more than what you did.")


def _result(data: dict[str, Any]) -> str:
    total = data["total"]
    three = (("You", "room"), ("Doing nothing", "nothing"), ("Best known plan", "best"))
    big = "".join(
        f'<div class="play-figure"><span class="play-name">{name}</span>'
        f'<span class="play-number">{escape(words.number(total[key], "kEUR"))}</span></div>'
        for name, key in three
    )
    said = f"{words.verdict(total)} {words.reached(total)}"
    return f'<div class="play-figures play-three">{big}</div><p class="play-said">{escape(said)}</p>'


def _cards(data: dict[str, Any]) -> str:
    cards = sorted(data["cards"], key=lambda one: -len(one["months"]))
    return "".join(
        f'<div class="play-card"><b>{escape(one["card"])}</b>'
        f"<span>{escape(words.months_of(one['months']))}</span></div>"
        for one in cards
    )


@solara.component
def Expected(data: dict[str, Any]) -> None:
    """Show how the predictions fared, month by month."""
    found = data["predictions"]
    Note(words.sureness(found) if found["rows"] else "Nothing was predicted.")
    by_month: dict[int, list[dict[str, Any]]] = {}
    for one in found["rows"]:
        by_month.setdefault(one["month"], []).append(one)
    rows = "".join(
        f"<tr><td>month {month}</td>" + "".join(_mark(one) for one in row) + "</tr>" for month, row in by_month.items()
    )
    titles = "".join(f"<th>{escape(one['title'])}</th>" for one in next(iter(by_month.values()), []))
    solara.HTML(
        tag="table",
        unsafe_innerHTML=f"<thead><tr><th></th>{titles}</tr></thead><tbody>{rows}</tbody>",
        classes=["play-asked"],
    )


def _mark(one: dict[str, Any]) -> str:
    kind, sign = ("play-up", "✓") if one["held"] else ("play-down", "✗")
    return f'<td class="{kind}">{sign} {one["points"]}</td>'


@solara.component
def Items(rows: list[tuple[str, str]]) -> None:
    """Show named sentences below one another."""
    inside = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in rows)
    solara.HTML(tag="dl", unsafe_innerHTML=inside, classes=["play-items"])


def _try(one: Suggestion) -> tuple[str, str]:
    title = ("Try " if one.add else "Think again about ") + words.title_of(one.name)
    return title, f"{one.meaning} In the model: {words.plus_minus(one.gain._asdict())} of profit."
