"""How many people of which kind an organisation of a given size has.

The proportions are those of the Grab@Pizza game; that they hold at other sizes is an assumption.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

#: IT people per role in the 26 of Grab@Pizza. Order: who is there first when IT is tiny.
IT_ROLES_OF_26 = {
    "service desk": 6,
    "developer": 6,
    "operations": 7,
    "service delivery manager": 2,
    "cio": 1,
    "problem manager": 2,
    "change manager": 1,
    "process manager": 1,
}
#: Business people per department in the 14 of Grab@Pizza. Order: who is there first.
DEPARTMENTS_OF_14 = {
    "Kitchen Operations": 4,
    "Sales": 3,
    "Executive": 1,
    "Marketing": 3,
    "Finance": 2,
    "HR": 1,
}
#: What a company of more than 60 business people also has, in order of appearance.
LATER_DEPARTMENTS = {
    "Logistics": 3,
    "Customer Care": 3,
    "Purchasing": 2,
    "Quality": 1,
    "Franchise": 2,
    "Legal": 1,
    "Property": 1,
    "Product Development": 2,
}
_FIRST_LATER, _PEOPLE_PER_LATER = 60, 30


def sides(people: int, it_share: float) -> tuple[int, int]:
    """Return how many are in IT and in the business; at least 2 and 1.

    >>> sides(40, 0.65), sides(6, 0.65)
    ((26, 14), (4, 2))
    """
    it = min(max(round(people * it_share), 2), people - 1)
    return it, people - it


def it_roles(people: int) -> dict[str, int]:
    """Return IT people per role: one CIO, the others in proportion, nobody missing if possible.

    >>> it_roles(26) == IT_ROLES_OF_26
    True
    >>> [role for role, heads in it_roles(4).items() if heads]
    ['service desk', 'developer', 'operations', 'service delivery manager']
    """
    return portions(people, IT_ROLES_OF_26, once="cio")


def departments(people: int) -> dict[str, int]:
    """Return business people per department.

    >>> departments(14) == DEPARTMENTS_OF_14
    True
    """
    later = max(0, people - _FIRST_LATER) // _PEOPLE_PER_LATER
    weights = DEPARTMENTS_OF_14 | dict(list(LATER_DEPARTMENTS.items())[:later])
    return portions(people, weights, once="Executive" if people < 100 else "")


def portions(people: int, weights: Mapping[str, int], once: str = "") -> dict[str, int]:
    """Return people shared out by weight, at least one each while they last.

    once  a name that gets exactly one

    >>> portions(7, {"a": 4, "b": 1, "c": 1}, once="c")
    {'a': 5, 'b': 1, 'c': 1}
    """
    if people <= len(weights):
        return {name: int(at < people) for at, name in enumerate(weights)}
    rest = {name: weight for name, weight in weights.items() if name != once}
    heads = people - (once in weights)
    exact = {name: heads * weight / sum(rest.values()) for name, weight in rest.items()}
    counts = {name: max(1, math.floor(share)) for name, share in exact.items()}
    while (missing := heads - sum(counts.values())) != 0:
        step = 1 if missing > 0 else -1
        candidates = [name for name in counts if counts[name] + step >= 1]
        name = max(candidates, key=lambda name: (exact[name] - counts[name]) * step)
        counts[name] += step
    return {name: counts.get(name, 1) for name in weights}
