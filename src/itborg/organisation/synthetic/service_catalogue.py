"""The services of a synthetic organisation: names, owners and values.

Names and values start from those of the Grab@Pizza game; the rules for other sizes are assumptions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..types import Person, Service

#: Department, name, value in kEUR per day for 14 business people, rhythm. The first eight are those of Grab@Pizza,
#: with the values of the game's prototype; the other values are assumptions.
_CATALOGUE = (
    ("Sales", "Web ordering", 20.0, "retail"),
    ("Sales", "Call-centre ordering", 14.0, "retail"),
    ("Kitchen Operations", "Kitchen display and oven planning", 12.0, "retail"),
    ("Kitchen Operations", "Delivery dispatch", 9.0, "retail"),
    ("Marketing", "Campaigns and coupons", 8.0, "retail"),
    ("Finance", "Ledger and month end", 5.0, "finance"),
    ("HR", "Payroll and shift hours", 3.0, "payroll"),
    ("Executive", "Management dashboard", 3.0, "steady"),
    ("Sales", "Customer accounts", 10.0, "retail"),
    ("Kitchen Operations", "Stock of ingredients", 8.0, "retail"),
    ("Marketing", "Loyalty programme", 6.0, "retail"),
    ("Finance", "Card payments", 12.0, "retail"),
    ("Logistics", "Fleet tracking", 7.0, "retail"),
    ("Customer Care", "Complaints desk", 4.0, "steady"),
    ("Purchasing", "Supplier orders", 6.0, "steady"),
    ("Finance", "Invoicing", 5.0, "finance"),
    ("HR", "Rostering", 4.0, "steady"),
    ("Quality", "Food safety records", 3.0, "steady"),
    ("Franchise", "Franchise portal", 6.0, "steady"),
    ("Legal", "Contract archive", 2.0, "steady"),
    ("Property", "Shop maintenance", 2.0, "steady"),
    ("Product Development", "Recipe database", 3.0, "steady"),
)
#: Value of all services of Grab@Pizza per business person, kEUR per day.
VALUE_PER_PERSON = 74.0 / 14.0
#: Largest number of services of an organisation.
MAX_SERVICES = 60


def service_count(people: int) -> int:
    """Return the number of services, 2 to 60: 8 at 40 people, in proportion to the square root of people.

    people  people of the organisation, or of IT where teams are limited by it

    >>> [service_count(n) for n in (6, 40, 1000, 20_000)]
    [3, 8, 40, 60]
    """
    return max(2, min(MAX_SERVICES, round(8 * math.sqrt(people / 40))))


def services(people: Sequence[Person], seed: int) -> tuple[Service, ...]:
    """Return the services of a synthetic organisation.

    Their total value per business person is that of Grab@Pizza. Beyond the first eight services, values vary by a
    log-normal factor (standard deviation of the logarithm 0.3). The teams of a department own its services in turn.

    seed  seed of the factors

    people  people of the organisation; only the business teams and the numbers of people matter
    """
    rng = np.random.default_rng([seed, 1])
    count = service_count(len(people))
    teams = _teams_by_department(people)
    rows = [row for row in _CATALOGUE if row[0] in teams]
    turns = np.arange(count) // len(rows)
    factors = np.exp(0.3 * rng.standard_normal(count))
    factors[:8] = np.where(turns[:8] == 0, 1.0, factors[:8])
    relative = factors * [rows[at % len(rows)][2] for at in range(count)]
    business = sum(person.side == "business" for person in people)
    values = relative / relative.sum() * business * VALUE_PER_PERSON
    result: list[Service] = []
    for at, value in enumerate(values.tolist()):
        department, name, _, rhythm = rows[at % len(rows)]
        owners = teams[department]
        label = f"{name} {turns[at] + 1}" if turns[at] else name
        result.append(Service(label, owners[at % len(owners)], max(0.1, round(value, 1)), rhythm))
    return tuple(result)


def _teams_by_department(people: Sequence[Person]) -> dict[str, list[str]]:
    """Return the teams of each department; "Sales 2" is a team of Sales."""
    teams: dict[str, list[str]] = {}
    for team in dict.fromkeys(p.team for p in people if p.side == "business"):
        teams.setdefault(team.rstrip("0123456789").strip(), []).append(team)
    return teams
