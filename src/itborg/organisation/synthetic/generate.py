"""Invented organisations of any size."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np

from ...common.errors import InputError
from ..reading.people import FEWEST
from ..types import Organisation, Person
from .network import USUAL, NetworkDesign, wire
from .teams import business_seats, it_seats, services, sides

_NAMES = Path(__file__).parent / "names.txt"
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "þ": "th"})


def invented_names(rng: np.random.Generator, people: int) -> list[str]:
    """Return invented full names; they may repeat, as names do."""
    given, family = _stock()
    first = rng.integers(len(given), size=people).tolist()
    last = rng.integers(len(family), size=people).tolist()
    return [f"{given[g]} {family[f]}" for g, f in zip(first, last, strict=True)]


@cache
def _stock() -> tuple[list[str], list[str]]:
    """Return the given names and the family names of names.txt, a blank line between them."""
    given, family = _NAMES.read_text(encoding="utf-8").split("\n\n")
    return given.split(), family.split()


def slugs(names: Iterable[str]) -> list[str]:
    """Return short unique ids: the name in plain letters, numbered where it repeats.

    >>> slugs(["Zoë Müller", "Zoe Muller", "Łukasz"])
    ['zoe-muller', 'zoe-muller-2', 'lukasz']
    """
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for name in names:
        plain = slug(name)
        seen[plain] += 1
        ids.append(plain if seen[plain] == 1 else f"{plain}-{seen[plain]}")
    return ids


def slug(name: str) -> str:
    """Return a name in plain lower-case letters and digits, "x" if nothing is left."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "x"


#: Share of IT among the people of Grab@Pizza (26 of 40); at other sizes an assumption.
IT_SHARE = 0.65


def generate(people: int, seed: int = 0, it_share: float = IT_SHARE, wiring: NetworkDesign = USUAL) -> Organisation:
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
