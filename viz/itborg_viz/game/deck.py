"""The deck: named initiatives that a team can start, each with a sponsor, a worth, an effort and often a date.

An initiative is one change request of the model, for a service of the organisation, with its own value, effort and
risk. What it is worth is an assumption; so is what its sponsor claims. What a neglected one does, it does through root
causes of the model or its running cost (see initiatives.py). Days are days of the game, 0 for the first.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from itborg.common.random_numbers import text_key
from itborg.organisation.types import Organisation, Service
from itborg.report.story.events import date_of

from .season import campaigns

Kind = Literal["benefit", "campaign", "capacity", "support", "repair", "law"]
#: Values and prices hold for services worth this much together, kEUR on an ordinary day, and scale with it.
REFERENCE_VALUE = 74.0
#: Days of the two campaigns where the organisation announces none.
USUAL_CAMPAIGNS = ((43, 51), (99, 106))
SUPPORT_ENDS, LAW_BEGINS = 60, 60
#: Names of all initiatives, in any organisation.
NAMES = (
    "order_ahead", "stamp_card", "match_night", "winter_box", "rider_map", "oven_forecast", "working_time",
    "margin_report", "board_wall", "one_record", "second_node", "phone_switch", "root_causes",
)  # fmt: skip
FINE = 4.0  # kEUR a day without records of working time once the law is in force. Assumption.


def initiative_key(name: str) -> int:
    """Return the identity of an initiative as a change request, the same whenever it starts."""
    return text_key(f"initiative {name}")


class Initiative(NamedTuple):
    """An initiative.

    name      in files
    title     on the screen
    sponsor   team that wants it
    service   name of the service that it changes
    worth     kEUR a day at a perfect fit, while it runs
    claimed   what its sponsor claims, kEUR a day
    effort    person-days
    price     kEUR from the budget, paid when it starts
    risk      probability that it leaves a root cause, before tests
    needs     name of the initiative that must be delivered first, ""
    kind      what it does besides its worth
    first     day from which it yields or is missed; None: from its delivery on
    last      last day on which it yields; None: to the end
    business  what its sponsor knows, in one sentence
    it        what IT knows, in one sentence
    """

    name: str
    title: str
    sponsor: str
    service: str
    worth: float
    claimed: float
    effort: float
    price: float
    risk: float
    needs: str
    kind: Kind
    first: int | None
    last: int | None
    business: str
    it: str


def deck(organisation: Organisation) -> dict[str, Initiative]:
    """Return the initiatives of an organisation by name."""
    shop, phone, kitchen, dispatch, coupons, payroll, books, board = services_of(organisation).values()
    (autumn, autumn_end), (winter, winter_end) = campaign_days(organisation)
    start = dt.date.fromisoformat(organisation.calendar.start)
    scale = sum(one.value_per_day or 0.0 for one in organisation.services) / REFERENCE_VALUE or 1.0

    def card(
        name: str, title: str, on: Service, worth: float, claimed: float, effort: float, price: float, kind: Kind,
        business: str, it: str, needs: str = "", first: int | None = None, last: int | None = None, risk: float = 0.15,
    ) -> Initiative:  # fmt: skip
        return Initiative(
            name, title, on.owner, on.name, worth * scale, claimed * scale, effort, price, risk, needs, kind, first,
            last, business, it,
        )  # fmt: skip

    cards = (
        card("order_ahead", "Order ahead", shop, 11, 8, 36, 50, "benefit",
             "Guests order in the morning and collect at noon.", "A long piece of work in the web shop."),
        card("stamp_card", "Stamp card", coupons, 10, 9, 22, 35, "benefit",
             "Every tenth pizza is free.", "Cannot start before there is one record of each customer.",
             needs="one_record"),
        card("match_night", "Match night", coupons, 34, 7, 20, 30, "campaign",
             f"Must be live when the autumn campaign begins, on {date_text(autumn, start)}; worth nothing after it.",
             "About a month from start to release.", first=autumn, last=autumn_end),
        card("winter_box", "Winter box", coupons, 30, 4, 22, 30, "campaign",
             f"Sells in the winter campaign only, from {date_text(winter, start)}; last year's vouchers were all used.",
             "About a month from start to release.", first=winter, last=winter_end + 10),
        card("rider_map", "Live rider map", dispatch, 4, 6, 24, 35, "benefit",
             "Guests see where their pizza is.", "Ordinary work in dispatch."),
        card("oven_forecast", "Oven forecast", kitchen, 5, 3, 22, 25, "benefit",
             "Ovens are hot when the orders come, and less food is wasted.", "Ordinary work in the kitchen display."),
        card("working_time", "Working-time records", payroll, 0.8, 2, 18, 20, "law",
             f"The law is in force from {date_text(LAW_BEGINS, start)}: {FINE:.0f} kEUR a day without records.",
             "A small change of payroll.", first=LAW_BEGINS),
        card("margin_report", "Daily margin report", books, 0.6, 5, 20, 25, "benefit",
             "Everybody gets the margin of yesterday by mail.", "Nobody opened the last report."),
        card("board_wall", "Boardroom wall", board, 0.2, 8, 24, 40, "benefit",
             "All figures on one wall; the chief executive wants it.", "The same figures are in the dashboard."),
        card("one_record", "One customer, one record", coupons, 0.1, 0, 12, 12, "benefit",
             "Nobody in the business asks for it.", "The stamp card is not possible without it."),
        card("second_node", "Second web node", shop, 0.05, 0, 18, 35, "capacity",
             "Campaigns bring two and a half times the orders.",
             "The web shop fails above two ordinary days of orders.", first=autumn),
        card("phone_switch", "New phone switch", phone, 0.05, 0, 22, 35, "support",
             "A fifth of the orders come by phone.",
             f"Its maker ends support on {date_text(SUPPORT_ENDS, start)}; faults after it stay.", first=SUPPORT_ENDS),
        card("root_causes", "Root causes of dispatch", dispatch, 0.05, 0, 12, 10, "repair",
             "A late rider costs a guest.", "A few causes make most incidents of dispatch."),
    )  # fmt: skip
    return {one.name: one for one in cards}


def date_text(day: int, start: dt.date) -> str:
    """Return the date of a day of the game, 0 for the first, such as "7 September".

    start  date of the first day
    """
    found = date_of(day, start)
    return f"{found.day} {found:%B}"


def services_of(organisation: Organisation) -> dict[str, Service]:
    """Return the services of an organisation that take the parts of the deck, by part; one may take several."""
    retail = {
        name: _retail(organisation, n) for n, name in enumerate(("shop", "phone", "kitchen", "riders", "coupons"))
    }
    rhythms = {"payroll": "payroll", "books": "finance", "board": "steady"}
    return retail | {part: _of_rhythm(organisation, rhythm) for part, rhythm in rhythms.items()}


def campaign_days(organisation: Organisation) -> list[tuple[int, int]]:
    """Return first and last day of the game's two campaigns; the usual ones where an organisation announces fewer."""
    found = [(one.first, one.last) for one in campaigns(organisation)]
    return [*found, *USUAL_CAMPAIGNS[len(found) :]][:2]


def _retail(organisation: Organisation, n: int) -> Service:
    """Return the n-th retail service by value, the last one if there are fewer; any service where none is retail."""
    of_value = sorted(organisation.services, key=lambda one: (-(one.value_per_day or 0.0), one.name))
    retail = [one for one in of_value if one.rhythm == "retail"] or of_value
    return retail[min(n, len(retail) - 1)]


def _of_rhythm(organisation: Organisation, rhythm: str) -> Service:
    """Return the service of a rhythm with the largest value; the least valuable service where there is none."""
    of_value = sorted(organisation.services, key=lambda one: (-(one.value_per_day or 0.0), one.name))
    return next((one for one in of_value if one.rhythm == rhythm), of_value[-1])
