"""The business: the account of a month in pizzas and euros, half a year of history, and the calendar of the season.

The last month is shown to the cent, so everybody can add up its lines; the other columns are in kEUR.
"""

from __future__ import annotations

import datetime as dt
from html import escape

import solara

from ...components import Card, Grid, Note
from ..account import LINES, Account, euros, lost_orders
from ..game import MONTHS
from ..season import campaigns
from ..team_state import TeamState

HISTORY = 6  # months before the game
BAR_HEIGHT = 84  # of the largest profit or loss, in the drawing
ACCOUNT_HELP = "Services that take no orders cause bills instead of lost orders."
CALENDAR_HELP = "Campaigns are announced; on their days the web shop takes more than twice the orders."


@solara.component
def Business(team: TeamState) -> None:
    """Show the account of the last month, profit by month, and the calendar."""
    with Grid("1.1fr 1fr"):
        with Card(f"Profit and loss, {month_title(team, team.months)}", help=ACCOUNT_HELP):
            solara.HTML(tag="div", unsafe_innerHTML=account_table(team), classes=["play-scroll"])
        with Card("Profit by month, kEUR", help=CALENDAR_HELP):
            solara.HTML(tag="div", unsafe_innerHTML=profit_bars(team))
            Note(outlook(team))
            solara.HTML(tag="ul", unsafe_innerHTML=calendar(team), classes=["play-calendar"])
            Note(outage_board(team))


def month_title(team: TeamState, month: int) -> str:
    """Return the name of a month; 1 is the first of the game, -5 the first of the half year before it."""
    first = dt.date.fromisoformat(team.game.organisation.calendar.start)
    return dt.date(2000, (first.month + month - 2) % 12 + 1, 1).strftime("%B")


def account_table(team: TeamState) -> str:
    """Return the account as an HTML table: last month in full, the half year before the game, and the game so far."""
    own = team.team[0]
    last = own.account(team.months)
    before = [own.account(month) for month in range(1 - HISTORY, 1)]
    so_far = [own.account(month) for month in range(1, team.months + 1)]
    currency = escape(team.game.organisation.currency)
    titles = ("", f"{month_title(team, team.months)}, {currency}", "half year before, k", "this half year, k")
    head = "".join(f"<th>{title}</th>" for title in titles)
    rows = [_count_row(title, name, last, before, so_far) for name, title in ORDER_LINES]
    rows += [_line(name, title, sign, total, last, before, so_far) for name, title, sign, total in LINES]
    return (
        f'<table class="play-table play-account"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


#: Lines of the account in orders: field and title.
ORDER_LINES = (
    ("expected", "Orders expected"),
    ("won", "won by changes"),
    ("lost", "lost to outages"),
    ("orders", "Orders"),
)


def _count_row(title: str, name: str, last: Account, before: list[Account], so_far: list[Account]) -> str:
    """Return a line of orders; those that were lost are negative."""
    sign = -1 if name == "lost" else 1
    values = [sign * sum(getattr(one, name) for one in months) for months in ([last], before, so_far)]
    cells = f"<td>{values[0]:,}</td>" + "".join(f"<td>{value / 1000:,.1f}</td>" for value in values[1:])
    kind = ' class="play-sum"' if name == "orders" else ""
    return f"<tr{kind}><td>{title}</td>{cells}</tr>"


def _line(
    name: str, title: str, sign: int, total: bool, last: Account, before: list[Account], so_far: list[Account]
) -> str:
    """Return a line of the account; costs are negative, so a column adds up."""
    cells = f"<td>{signed(getattr(last, name) / 100, sign, 2)}</td>"
    cells += "".join(
        f"<td>{signed(euros(sum(getattr(one, name) for one in months)), sign, 0)}</td>" for months in (before, so_far)
    )
    return f"<tr{' class="play-sum"' if total else ''}><td>{title}</td>{cells}</tr>"


def signed(value: float, sign: int, digits: int) -> str:
    """Return an amount with its sign; nothing has none.

    >>> signed(12.5, -1, 2), signed(0.0, -1, 0)
    ('-12.50', '0')
    """
    shown = f"{sign * value:,.{digits}f}"
    return shown if any(digit in shown for digit in "123456789") else shown.lstrip("-")


def profit_bars(team: TeamState) -> str:
    """Return profit by month as a drawing: the half year before the game, and the months played."""
    own = team.team[0]
    months = range(1 - HISTORY, MONTHS + 1)
    profits = {month: euros(own.account(month).profit) for month in months if month <= team.months}
    largest = max(1.0, *(abs(value) for value in profits.values()))
    parts = [f'<line x1="0" x2="480" y1="{BAR_HEIGHT + 16}" y2="{BAR_HEIGHT + 16}" stroke="var(--line)"/>']
    for n, month in enumerate(months):
        x, zero = 40 * n, BAR_HEIGHT + 16
        label = month_title(team, month)[:3]
        parts.append(f'<text x="{x + 20}" y="{2 * BAR_HEIGHT + 44}" class="play-bar-name">{label}</text>')
        if month not in profits:
            continue
        value = profits[month]
        height = abs(value) / largest * BAR_HEIGHT
        top = zero - height if value >= 0 else zero
        kind = "play-bar-past" if month < 1 else "play-bar"
        parts.append(f'<rect x="{x + 6}" y="{top:.1f}" width="28" height="{height:.1f}" class="{kind}"/>')
        at = top - 4 if value >= 0 else top + height + 13
        parts.append(f'<text x="{x + 20}" y="{at:.1f}" class="play-bar-value">{value:,.0f}</text>')
    label = "; ".join(f"{month_title(team, month)} {value:,.0f}" for month, value in profits.items())
    return f'<svg viewBox="0 0 480 {2 * BAR_HEIGHT + 50}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def outlook(team: TeamState) -> str:
    """Return profit of the half year before, of the game so far and of the baseline so far, in one or two sentences."""
    own, baseline = team.team[0], team.baseline[0]
    before = sum(euros(own.account(month).profit) for month in range(1 - HISTORY, 1))
    text = f"The half year before the game ended at {before:+,.0f} kEUR."
    if not team.months:
        return text
    ours, theirs = (
        sum(euros(one.account(month).profit) for month in range(1, team.months + 1)) for one in (own, baseline)
    )
    return f"{text} Since then: {ours:+,.0f} kEUR, without intervention {theirs:+,.0f} kEUR."


def calendar(team: TeamState) -> str:
    """Return the announced campaigns as items of a list."""
    return "".join(f"<li><b>{escape(one.dates)}</b> campaign</li>" for one in campaigns(team.game.organisation))


def outage_board(team: TeamState) -> str:
    """Return which services lost the most orders in the last month, in one sentence."""
    own = team.team[0]
    lost = lost_orders(own.books, own.run.burn_in, team.months)
    named = ", ".join(f"{name} {count:,}" for name, count in list(lost.items())[:3])
    return f"Orders lost in {month_title(team, team.months)} by service: {named}."
