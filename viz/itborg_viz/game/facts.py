"""The cards of a room: what each role knows in a month and nobody else does.

Every fact is dealt to one role only. What matters about an initiative is in two halves, one on each side: the business
knows why and when it pays, IT knows what it needs and how long it takes. All facts are computed from the deck, the
calendar and the services of an organisation, so they hold for any of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from itborg.organisation.types import Organisation

from . import card_text, facts_of_business, facts_of_it
from .fact_setting import setting
from .game import MONTHS
from .roles import ROLES


class Fact(NamedTuple):
    """A fact on a card.

    role    key of the role that knows it
    month   1 to 6
    text    one sentence
    about   name of the initiative, "" for none
    half    which half of the truth about it. Business: worth, date, load, share, law. IT: lead (time), needs, limit,
            support, gap, causes. Both: no use
    useful  False for the one that decides nothing
    """

    role: str
    month: int
    text: str
    about: str
    half: str
    useful: bool


class Card(NamedTuple):
    """What a role has in hand in a month; one of the three facts is of no use."""

    role: str
    facts: tuple[Fact, Fact, Fact]
    wish: str
    worry: str
    question: str


@lru_cache(maxsize=64)
def cards(organisation: Organisation, month: int) -> dict[str, Card]:
    """Return role -> its card in a month, 1 to 6; kept, since every view of a game reads them. Nobody changes them.

    >>> from itborg.organisation import load
    >>> [one.useful for one in cards(load("grab_at_pizza"), 1)["operations"].facts]
    [True, False, True]
    """
    here = setting(organisation)
    dealt = facts_of_business.dealt(here) | facts_of_it.dealt(here)
    return {role: _card(role, month, n, dealt[role][month - 1]) for n, role in enumerate(ROLES)}


def facts(organisation: Organisation) -> list[Fact]:
    """Return the facts of all roles in all months, in the order in which they are dealt."""
    months = (cards(organisation, month) for month in range(1, MONTHS + 1))
    return [fact for month in months for card in month.values() for fact in card.facts]


def _card(role: str, month: int, n: int, rows: tuple[tuple[str, str, str], ...]) -> Card:
    """Return the card of the n-th role; the useless fact stands at a place that differs by role and month."""
    found = [Fact(role, month, text, about, half, True) for about, half, text in rows]
    useless = card_text.USELESS[ROLES[role].side]
    text = useless[(7 * (month - 1) + n % 6) % len(useless)]  # in a month, no two roles of a side have the same
    found.insert((n + month) % 3, Fact(role, month, text, "", "", False))
    first, second, third = found
    late = month > MONTHS // 2
    return Card(role, (first, second, third), card_text.WISH[role], card_text.WORRY[role][late],
                card_text.QUESTION[role][late])  # fmt: skip
