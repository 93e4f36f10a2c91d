"""Synthetic organisations of any size.

Relies on `teams` for roles, `service_catalogue` for services and `network` for ties. Each part has its own random
generator, derived from the seed.
"""

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
from ..reading.people import MIN_PEOPLE
from ..types import Organisation, Person
from .network import USUAL_DESIGN, NetworkDesign, wire
from .service_catalogue import services
from .teams import business_seats, it_seats, sides

_NAMES = Path(__file__).parent / "names.txt"
#: Share of IT people in Grab@Pizza (26 of 40); an assumption at other sizes.
IT_SHARE = 0.65
#: Letters that Unicode does not decompose.
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ß": "ss", "æ": "ae", "þ": "th"})


def synthetic_names(rng: np.random.Generator, people: int) -> list[str]:
    """Return that many random full names; they need not be unique.

    rng     generator, which is advanced
    people  number of names
    """
    forenames, surnames = _name_lists()
    first = rng.integers(len(forenames), size=people).tolist()
    last = rng.integers(len(surnames), size=people).tolist()
    return [f"{forenames[f]} {surnames[s]}" for f, s in zip(first, last, strict=True)]


@cache
def _name_lists() -> tuple[list[str], list[str]]:
    """Return the forenames and the surnames of names.txt, which a blank line separates."""
    forenames, surnames = _NAMES.read_text(encoding="utf-8").split("\n\n")
    return forenames.split(), surnames.split()


def slugs(names: Iterable[str]) -> list[str]:
    """Return short unique ids: the name in plain letters, with a number if it repeats.

    Ids are in the order of the names; random numbers of a run depend on them.

    >>> slugs(["Zoë Müller", "Zoe Muller", "Łukasz"])
    ['zoe-muller', 'zoe-muller-2', 'lukasz']
    """
    counts: Counter[str] = Counter()
    ids: list[str] = []
    for name in names:
        plain = slug(name)
        counts[plain] += 1
        ids.append(plain if counts[plain] == 1 else f"{plain}-{counts[plain]}")
    return ids


def slug(name: str) -> str:
    """Return a name in plain lower-case letters and digits, "x" if nothing is left."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "x"


def generate(
    people: int, seed: int = 0, it_share: float = IT_SHARE, network: NetworkDesign = USUAL_DESIGN
) -> Organisation:
    """Return a synthetic organisation with the structure of Grab@Pizza at another size.

    The same arguments give the same organisation; another network design does not change people and services. Time
    and memory grow with the number of ties.

    people    number of people, 6 or more
    seed      seed of names, services and ties, 0 or more
    it_share  share of IT people, above 0 and below 1
    network   density and reciprocity of ties

    Raises InputError for a number out of range.

    >>> small = generate(20, seed=1)
    >>> len(small.it), len(small.business), len(small.services)
    (13, 7, 6)
    """
    if people < MIN_PEOPLE:
        raise InputError(f"{people} people are too few; an organisation has {MIN_PEOPLE} or more")
    if seed < 0:
        raise InputError(f"seed {seed} is negative; expected 0 or more")
    if not 0 < it_share < 1 or math.isnan(it_share):
        raise InputError(f"it_share {it_share} is not between 0 and 1")
    staff = _staff(people, seed, it_share)
    return Organisation(
        name=f"Generated {people} (seed {seed})",
        people=staff,
        services=services(staff, seed),
        ties=wire(staff, seed, network),
        source=f"generate({people}, seed={seed})",
    )


def _staff(people: int, seed: int, it_share: float) -> tuple[Person, ...]:
    """Return the people, IT first, team by team."""
    it, business = sides(people, it_share)
    seats = it_seats(it) + business_seats(business)
    names = synthetic_names(np.random.default_rng([seed, 0]), people)
    return tuple(
        Person(key, name, seat.side, seat.role, seat.team)
        for key, name, seat in zip(slugs(names), names, seats, strict=True)
    )
