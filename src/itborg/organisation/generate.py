"""Invented organisations of any size."""

from __future__ import annotations

import math

import numpy as np

from itborg.errors import InputError
from itborg.organisation.catalogue import services
from itborg.organisation.headcount import sides
from itborg.organisation.naming import invented_names, slugs
from itborg.organisation.people import FEWEST
from itborg.organisation.teams import business_seats, it_seats
from itborg.organisation.types import Organisation, Person
from itborg.organisation.wiring import USUAL, Wiring, wire

#: Share of IT among the people of Grab@Pizza (26 of 40); at other sizes an assumption.
IT_SHARE = 0.65


def generate(people: int, seed: int = 0, it_share: float = IT_SHARE, wiring: Wiring = USUAL) -> Organisation:
    """Return an invented organisation with the structure of Grab@Pizza at another size.

    The same arguments give the same organisation; another wiring leaves people and services as
    they are. Time and memory grow with the number of ties.

    people    6 or more
    it_share  above 0, below 1
    wiring    how densely people are tied

    Raises InputError for a number out of range.

    >>> small = generate(20, seed=1)
    >>> len(small.it), len(small.business), len(small.services)
    (13, 7, 6)
    """
    if people < FEWEST:
        raise InputError(f"{people} people are too few; an organisation has {FEWEST} or more")
    if seed < 0:
        raise InputError(f"seed {seed} is negative; expected 0 or more")
    if not 0 < it_share < 1 or math.isnan(it_share):
        raise InputError(f"it_share {it_share} is not between 0 and 1")
    staff = _staff(people, seed, it_share)
    return Organisation(
        name=f"Generated {people} (seed {seed})",
        people=staff,
        services=services(staff, seed),
        ties=wire(staff, seed, wiring),
        source=f"generate({people}, seed={seed})",
    )


def _staff(people: int, seed: int, it_share: float) -> tuple[Person, ...]:
    """Return the people: IT first, team by team."""
    it, business = sides(people, it_share)
    seats = it_seats(it) + business_seats(business)
    names = invented_names(np.random.default_rng([seed, 0]), people)
    return tuple(
        Person(key, name, seat.side, seat.role, seat.team)
        for key, name, seat in zip(slugs(names), names, seats, strict=True)
    )
