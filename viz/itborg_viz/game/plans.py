"""Plans that rooms would make: by what each side knows alone, by what both know together, at random, and the worst.

In each month a room knows the facts dealt so far to those who talk to each other, and starts what it expects most of,
as far as money and hands allow. The rule is the same for all; only the facts differ.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from itborg.organisation.types import Organisation

from .deck import deck
from .game import MONTHS, Decision
from .knowledge import Knowledge

type Plan = tuple[Decision, ...]
type Starts = dict[str, int]  # initiative or intervention -> month in which it starts, 1 to 6
HANDS = 4  # initiatives that a room starts in a month at most
DRAWS = 6  # plans behind "random"
SIDES = {"business alone": ("business",), "IT alone": ("it",), "both talk": ("business", "it")}


def decisions(organisation: Organisation, starts: Mapping[str, int]) -> Plan:
    """Return a plan from the months in which initiatives and interventions start.

    >>> from itborg.organisation import load
    >>> decisions(load("grab_at_pizza"), {"winter_box": 2, "workshop": 1})[1].initiatives
    ('winter_box',)
    """
    cards, months = deck(organisation), range(1, MONTHS + 1)
    named = [[name for name, month in starts.items() if month == now] for now in months]
    return tuple(
        Decision(
            tuple(sorted(name for name in names if name not in cards)),
            initiatives=tuple(name for name in names if name in cards),
        )
        for names in named
    )


def informed(organisation: Organisation, budget: float, sides: tuple[str, ...]) -> Starts:
    """Return the plan of those who share the facts of some sides, "business", "it" or both; budget in kEUR."""
    view, starts, left = Knowledge.of(organisation, sides), dict[str, int](), budget
    for month in range(1, MONTHS + 1):
        wishes = [one for one in view.cards.values() if view.due(one, month)]
        for one in sorted(wishes, key=lambda one: -view.urgency(one, month)):
            new = [one.name]
            if one.needs and view.knows(one.name, "needs", month):
                new = [one.needs, one.name]
            new = [name for name in new if name not in starts]
            cost = sum(view.cards[name].price for name in new)
            busy = sum(started == month for started in starts.values())
            if one.name in new and cost <= left and busy + len(new) <= HANDS and view.gain(one, month) > cost:
                left -= cost
                starts |= dict.fromkeys(new, month)
    return starts


def perverse(organisation: Organisation, budget: float) -> Starts:
    """Return the plan that pays for what is worth least first, and starts what has a date after it has passed."""
    starts: Starts = {}
    cards = deck(organisation)
    useless = sorted((one for one in cards.values() if one.claimed > one.worth), key=lambda one: one.worth / one.price)
    late = sorted((one for one in cards.values() if one.first is not None), key=lambda one: -one.price)
    for one in (*(x for x in useless if x.first is None), *late):
        if one.price <= budget:
            budget -= one.price
            starts[one.name] = MONTHS if one in late else 1
    return starts


def at_random(organisation: Organisation, budget: float, draw: int) -> Starts:
    """Return initiatives in a random order and random months, as many as the budget allows.

    draw  number of the plan, 0 to DRAWS - 1 behind "random"
    """
    source, cards = random.Random(draw), deck(organisation)
    names, left, starts = list(cards), budget, dict[str, int]()
    source.shuffle(names)
    for name in names:
        if cards[name].price <= left:
            left -= cards[name].price
            starts[name] = source.randint(1, MONTHS)
    return starts
