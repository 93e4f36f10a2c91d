"""The initiatives of the deck as cards: what the business knows of each, what IT knows, and where started ones stand.

The two sentences of a card belong to different people; only together they show what has to come first. True worth is
not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import solara

from ...components import Note
from ...text import number
from ..deck import Initiative, deck
from ..team_state import TeamState
from .game_session import Session


@solara.component
def Initiatives(session: Session, team: TeamState, change: Callable[[Session], None]) -> None:
    """Show every initiative; a click selects or deselects it. Started ones are named above with their status."""
    cards, game = deck(session.game.organisation), session.game
    for name, month in game.initiatives.items():
        Note(f"{cards[name].title} was started in month {month}: {status(name, team)}.")
    with solara.Div(classes=["play-choices"]):
        for name, one in cards.items():
            if name not in game.initiatives:
                InitiativeCard(one, session, change)


def status(name: str, team: TeamState) -> str:
    """Return where an initiative of the team's own run stands, in words."""
    progress = team.team[0].progress
    if name in progress.delivered:
        return f"delivered on day {progress.delivered[name] + 1}"
    if name in progress.dropped:
        return f"withdrawn on day {progress.dropped[name] + 1}"
    return "in work" if name in progress.rows else "waits for what it needs"


@solara.component
def InitiativeCard(one: Initiative, session: Session, change: Callable[[Session], None]) -> None:
    """Show one initiative as a button, disabled if its price exceeds the rest of the budget."""
    selected = one.name in session.initiatives
    too_expensive = not selected and one.price > session.left + 1e-9
    claim = f"{one.sponsor} claims {number(one.claimed, 'kEUR/day', digits=0)}; {one.effort:.0f} person-days."
    inside = (
        f'<span class="play-choice-title">{escape(one.title)}<b>{one.price:,.0f}</b></span>'
        f'<span class="play-choice-text">{escape(claim)}<br><b>Business:</b> {escape(one.business)}'
        f"<br><b>IT:</b> {escape(one.it)}</span>"
    )
    solara.Button(
        children=[solara.HTML(tag="span", unsafe_innerHTML=inside)], text=True, disabled=too_expensive,
        on_click=lambda: change(session.with_initiative(one.name)),
        classes=["play-choice", *(["play-selected"] if selected else [])],
        attributes={
            "aria-pressed": "true" if selected else "false", "data-testid": f"initiative-{one.name}",
            "aria-label": f"{one.title}, {number(one.price, 'kEUR')}. {claim} {one.business} {one.it}",
        },
    )  # fmt: skip
