"""Decision screen: interventions to start, and rulings on change requests.

Interventions that exceed the rest of the budget cannot be selected, and at most five requests can be put
first. The values of a request are those that the organisation perceives; its true priority and value are
not shown before the end of the month.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import solara

from itborg.report.formatting import percent
from itborg.strategies.registry import STRATEGIES

from ...components import Card, Grid, Note
from ...text import number, strategy_title
from ..change_portfolio import Request, as_queued
from ..game import MAX_FIRST, choices, price
from ..team_state import TeamState
from .business import Business
from .dashboard import Dashboard
from .game_session import Ruling, Session
from .initiative_cards import Initiatives

Change = Callable[[Session], None]
RULINGS: tuple[tuple[Ruling | None, str], ...] = (("first", "First"), (None, "No change"), ("deferred", "Defer"))
DASHBOARD_HELP = "Values of your run; the band shows replications with the same decisions."
START_HELP = "Starts on the first day, runs to the end, and is paid at once."
INITIATIVES_HELP = "A started initiative is a change request with the highest label; it is paid at once."
PORTFOLIO_HELP = "First: highest label, all others lower. Defer: no work on it this month."
ESTIMATES = (
    "Value, fit, cost and risk are estimates. With little mutual understanding, value follows the stated priority."
)


@solara.component
def Decide(session: Session, team: TeamState, change: Change) -> None:
    """Show last month's values and all decisions for the coming month.

    change  called with the new session after every decision

    session  the current decisions
    team     results up to last month, and the portfolio to decide on

    "Make predictions" opens the prediction screen; decisions can still be changed from there.

    change  called with the whole new session

    Writes nothing else: a click changes the session, the session the screen. Nothing is simulated before the
    predictions are made.
    """
    last = team.months
    with Card("Last month", help=DASHBOARD_HELP):
        Dashboard(team.dashboard(last), team.dashboard(last - 1) if last else None)
    Business(team)
    with Card("Start initiatives", help=INITIATIVES_HELP):
        Initiatives(session, team, change)
    with Grid("1fr 1.25fr"):
        with Card("Start interventions", help=START_HELP):
            Interventions(session, change)
        with Card("Change portfolio", help=PORTFOLIO_HELP):
            Portfolio(session, team.portfolio, change)
    with solara.Div(classes=["play-next"]):
        solara.Button(
            "Make predictions", on_click=lambda: change(session.to_predictions(team.dashboard(last))),
            classes=["play-go"], attributes={"data-testid": "to-predict"},
        )  # fmt: skip


@solara.component
def Interventions(session: Session, change: Change) -> None:
    """Show every intervention with its price from this month on; a click selects or deselects it.

    Running ones are named above the list with the month of their start and cannot be stopped.
    """
    game = session.game
    for name, month in game.started.items():
        Note(f"{strategy_title(name)} has been running since month {month}.")
    with solara.Div(classes=["play-choices"]):
        for name in choices():
            if name not in game.started:
                Intervention(name, session, change)


@solara.component
def Intervention(name: str, session: Session, change: Change) -> None:
    """Show one intervention as a button.

    It shows title, price to the end of the game (kEUR) and meaning. It is disabled if its price exceeds the rest of the
    budget.

    name  an intervention that the team has not started in an earlier month

    A click selects it for this month or deselects it. Cost is paid from the start of the month to the end of the game.
    """
    selected, cost = name in session.selected, price(name, session.game.month)
    too_expensive = not selected and cost > session.left + 1e-9
    title, meaning, amount = strategy_title(name), STRATEGIES[name].meaning, number(cost, "kEUR")
    over_budget = ", over budget" if too_expensive else ""
    inside = (
        f'<span class="play-choice-title">{escape(title)}<b>{cost:,.0f}</b></span>'
        f'<span class="play-choice-text">{escape(meaning)}</span>'
    )
    solara.Button(
        children=[solara.HTML(tag="span", unsafe_innerHTML=inside)], text=True, disabled=too_expensive,
        on_click=lambda: change(session.with_toggled(name)),
        classes=["play-choice", *(["play-selected"] if selected else [])],
        attributes={
            "aria-pressed": "true" if selected else "false", "data-testid": f"start-{name}",
            "aria-label": f"{title}, {amount}{over_budget}. {meaning}",
        },
    )  # fmt: skip


@solara.component
def Portfolio(session: Session, requests: tuple[Request, ...], change: Change) -> None:
    """Show the change requests, each with three buttons for the ruling.

    requests  the portfolio, in any order; shown in that of the queue

    Above the table a sentence counts the requests put first and states what the values are. At the limit MAX_FIRST the
    buttons "First" of all other requests are disabled.
    """
    if not requests:
        Note("There are no open change requests.")
        return
    first = sum(ruling == "first" for ruling in session.rulings.values())
    Note(f"{len(requests)} requests, {first} of at most {MAX_FIRST} put first. {ESTIMATES}")
    with solara.Div(classes=["play-requests"], attributes={"role": "table", "aria-label": "Change requests"}):
        solara.HTML(
            tag="div", unsafe_innerHTML=_head(), classes=["play-request", "play-request-head"],
            attributes={"role": "row"},
        )  # fmt: skip
        for one in as_queued(requests):
            RequestRow(one, session, first >= MAX_FIRST, change)


def _head() -> str:
    """Return the headings of the table of requests as HTML, with definitions as tooltips."""
    columns = (
        ("Request", "Service, team, days since the request, and who in IT speaks for its owner"),
        ("Priority", "Stated priority, 1 to 4"),
        ("Value", "Value as the organisation sees it, kEUR/day"),
        ("Fit", "Fit to the need if built today"),
        ("Cost", "Effort, person-days"),
        ("Risk", "Probability that the change leaves a root cause"),
    )
    cells = "".join(f'<span role="columnheader" title="{escape(tip)}">{text}</span>' for text, tip in columns)
    return f'<div class="play-cells">{cells}</div><div class="play-rulings" role="columnheader">Ruling</div>'


@solara.component
def RequestRow(one: Request, session: Session, full: bool, change: Change) -> None:
    """Show one change request.

    full  whether no further request can be put first

    A click on a button sets the ruling; "No change" removes it.

    one  the request; its true priority and value are not shown
    """
    current = session.rulings.get(one.key)
    with solara.Div(classes=["play-request", f"play-{current or 'open'}"], attributes={"role": "row"}):
        solara.HTML(tag="div", unsafe_innerHTML=_cells(one), classes=["play-cells"])
        with solara.Div(
            classes=["play-rulings"], attributes={"role": "group", "aria-label": f"Ruling on {one.service}"}
        ):
            for ruling, label in RULINGS:
                solara.Button(
                    label, text=True, disabled=ruling == "first" and full and current != "first",
                    on_click=lambda ruling=ruling: change(session.with_ruling(one.key, ruling)),
                    classes=["play-ruling", *(["play-on"] if ruling == current else [])],
                    attributes={
                        "aria-pressed": "true" if ruling == current else "false",
                        "aria-label": f"{label}: {one.service}, requested by {one.owner}",
                        "data-testid": f"ruling-{ruling or 'open'}",
                    },
                )  # fmt: skip


def _cells(one: Request) -> str:
    """Return stated priority, perceived value, fit, effort and risk of a request as HTML.

    Effort already spent is shown as the share built. All texts from the organisation are escaped.
    """
    built = "" if one.effort_left >= one.effort else f", {percent(1 - one.effort_left / one.effort)} built"
    origin = f"{one.team}, {one.days_waiting} {'day' if one.days_waiting == 1 else 'days'} ago{built}"
    origin += f"; {one.speaker or 'nobody'} speaks for it"
    dots = "●" * one.label + "○" * (4 - one.label)
    cells = (
        f'<b>{escape(one.service)}</b><small>{escape(origin)}</small>',
        f'<i class="play-dots" aria-label="stated priority {one.label} of 4">{dots}</i>',
        f"{one.perceived_value:.2f}", percent(one.fit), f"{one.effort:.0f}", percent(one.risk),
    )  # fmt: skip
    return "".join(f'<span role="cell">{cell}</span>' for cell in cells)
