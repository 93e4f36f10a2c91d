"""Deciding a month: what to start, and what of the change portfolio comes first or has to wait."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import solara

from itborg.strategies.registry import STRATEGIES

from ...pieces import Card, Grid, Note
from ..change_portfolio import Request, as_queued
from ..game import MOST_FIRST, choices, price
from ..labels_and_numbers import title_of
from ..team_state import Room
from .dashboard import Dashboard
from .game_session import Ruling, Session

Change = Callable[[Session], None]
RULINGS: tuple[tuple[Ruling | None, str], ...] = (("first", "First"), (None, "As it is"), ("held", "Wait"))


@solara.component
def Decide(session: Session, room: Room, change: Change) -> None:
    """Show last month's figures and everything that can be decided for the coming one."""
    last = room.months
    with Card("Last month", help="Your own figures, with what other luck would have made of the same decisions."):
        Dashboard(room.dashboard(last), room.dashboard(last - 1) if last else None)
    with Grid("1fr 1.25fr"):
        with Card(
            "Start something", help="It starts on the first day of the month, stays to the end, and is paid at once."
        ):
            Interventions(session, change)
        with Card("Change portfolio", help=PORTFOLIO_HELP):
            Portfolio(session, room.table, change)
    with solara.Div(classes=["play-next"]):
        solara.Button(
            "What do we expect?", on_click=lambda: change(session.asked(room.dashboard(last))),
            classes=["play-go"], attributes={"data-testid": "to-predict"},
        )  # fmt: skip


PORTFOLIO_HELP = (
    "Open change requests as the organisation sees them. Value, outcome, cost and risk are "
    "estimates; the less both sides understand each other, the more the value is only what the label claims. First: it "
    "is labelled top, and nothing else may be. Wait: nobody may start on it this month."
)


@solara.component
def Interventions(session: Session, change: Change) -> None:
    """Show every intervention with its price from this month on; a click wants it, another one does not."""
    game = session.game
    for name, month in game.taken.items():
        Note(f"{title_of(name)} runs since month {month}.")
    with solara.Div(classes=["play-choices"]):
        for name in choices():
            if name not in game.taken:
                Intervention(name, session, change)


@solara.component
def Intervention(name: str, session: Session, change: Change) -> None:
    """Show one intervention as a button."""
    wanted, cost = name in session.wanted, price(name, session.game.month)
    dear = not wanted and cost > session.left + 1e-9
    meaning = STRATEGIES[name].meaning
    cannot = ". More than is left" if dear else ""
    inside = (
        f'<span class="play-choice-title">{escape(title_of(name))}<b>{cost:,.0f}</b></span>'
        f'<span class="play-choice-text">{escape(meaning)}</span>'
    )
    solara.Button(
        children=[solara.HTML(tag="span", unsafe_innerHTML=inside)], text=True, disabled=dear,
        on_click=lambda: change(session.toggled(name)), classes=["play-choice", *(["play-wanted"] if wanted else [])],
        attributes={
            "aria-pressed": "true" if wanted else "false", "data-testid": f"start-{name}",
            "aria-label": f"{title_of(name)}, {cost:,.0f} kEUR{cannot}. {meaning}",
        },
    )  # fmt: skip


@solara.component
def Portfolio(session: Session, table: tuple[Request, ...], change: Change) -> None:
    """Show the change requests on the table, each with what may be ruled on it."""
    if not table:
        Note("Nobody has asked for anything that is not built yet.")
        return
    first = sum(what == "first" for what in session.rulings.values())
    Note(f"{len(table)} requests. {first} of at most {MOST_FIRST} put first.")
    with solara.Div(classes=["play-requests"], attributes={"role": "table", "aria-label": "Change requests"}):
        solara.HTML(
            tag="div", unsafe_innerHTML=HEAD, classes=["play-request", "play-request-head"], attributes={"role": "row"}
        )
        for one in as_queued(list(table)):
            RequestRow(one, session, first >= MOST_FIRST, change)


def _head() -> str:
    named = (
        ("Request", "which service, who asks, how long ago"),
        ("Priority", "as stated by who asks, 1 to 4"),
        ("Value", "Value: kEUR a day, as the organisation sees it"),
        ("Outcome", "Outcome: how well it would fit the need if it were built tonight"),
        ("Cost", "Cost: person-days of work"),
        ("Risk", "Risk: chance that it leaves a cause of outages"),
    )
    cells = "".join(f'<span role="columnheader" title="{escape(tip)}">{text}</span>' for text, tip in named)
    return f'<div class="play-cells">{cells}</div><div class="play-rulings" role="columnheader">Ruling</div>'


HEAD = _head()


@solara.component
def RequestRow(one: Request, session: Session, full: bool, change: Change) -> None:
    """Show one change request and three buttons."""
    ruling = session.rulings.get(one.key)
    with solara.Div(classes=["play-request", f"play-{ruling or 'open'}"], attributes={"role": "row"}):
        solara.HTML(tag="div", unsafe_innerHTML=_cells(one), classes=["play-cells"])
        with solara.Div(
            classes=["play-rulings"], attributes={"role": "group", "aria-label": f"Ruling on {one.service}"}
        ):
            for what, label in RULINGS:
                solara.Button(
                    label, text=True, disabled=what == "first" and full and ruling != "first",
                    on_click=lambda what=what: change(session.ruled(one.key, what)),
                    classes=["play-ruling", *(["play-on"] if what == ruling else [])],
                    attributes={
                        "aria-pressed": "true" if what == ruling else "false",
                        "aria-label": f"{label}: {one.service}, asked by {one.owner}",
                        "data-testid": f"ruling-{what or 'open'}",
                    },
                )  # fmt: skip


def _cells(one: Request) -> str:
    started = "" if one.left >= one.effort else f", {1 - one.left / one.effort:.0%} built"
    who = f"{one.team}, {one.waits} {'day' if one.waits == 1 else 'days'} ago{started}"
    dots = "●" * one.label + "○" * (4 - one.label)
    cells = (
        f'<b>{escape(one.service)}</b><small>{escape(who)}</small>',
        f'<i class="play-dots" aria-label="stated priority {one.label} of 4">{dots}</i>',
        f"{one.seen:.2f}", f"{one.fit:.0%}", f"{one.effort:.0f}", f"{one.risk:.0%}",
    )  # fmt: skip
    return "".join(f'<span role="cell">{cell}</span>' for cell in cells)
