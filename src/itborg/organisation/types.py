"""The types of an organisation: people, services, ties and a calendar. Data only, without behaviour.

Read by `reading`, `importing` and `synthetic`, and completed by the engine. All objects are frozen; use
dataclasses.replace for a variant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Side = Literal["business", "it"]
#: IT roles, which differ in their work. Any other role acts like the most similar of these.
IT_ROLES = (
    "service desk",
    "operations",
    "developer",
    "problem manager",
    "change manager",
    "process manager",
    "service delivery manager",
    "cio",
)
#: Business roles. They differ in who sits on a board (CEO and directors first).
BUSINESS_ROLES = ("manager", "director", "ceo")
#: Traits that people.csv may supply, each 0 to 1. Missing ones are drawn for the initial state.
TRAITS = (
    "trust",  # opinion of the other side
    "communication",  # sqrt(language x listening)
    "priority",  # business: how truthfully it labels; IT: how far business impact decides the choice of work
    "language",  # ability to speak the other side's language
    "listening",
    "understanding",  # IT: of the business; business: of IT
)
#: When a service matters most: Fridays and campaigns; ends of months (payroll, finance); every day alike.
RHYTHMS = ("retail", "payroll", "finance", "steady")


@dataclass(frozen=True, slots=True)
class Person:
    """One person.

    id      unique in the organisation; random numbers are keyed by it, so it must not change between runs
    name    free text, need not be unique
    side    "business" or "it"
    role    one of IT_ROLES or BUSINESS_ROLES
    team    free text; a business team may own services
    traits  the supplied traits only, each 0 to 1
    """

    id: str
    name: str
    side: Side
    role: str
    team: str
    traits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """One IT service.

    name           free text, unique
    owner          a business team
    value_per_day  loss of an ordinary day without the service, kEUR (thousands of the organisation's currency);
                   None: drawn for the initial state
    rhythm         one of RHYTHMS
    """

    name: str
    owner: str
    value_per_day: float | None
    rhythm: str


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Directed ties, as arrays of shape (ties,).

    source, target  positions in Organisation.people
    contact         how often source meets target, 0 to 1
    trust           0 to 1, NaN where it is not supplied
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    contact: NDArray[np.float64]
    trust: NDArray[np.float64]

    def __len__(self) -> int:
        """Return the number of ties."""
        return len(self.source)


@dataclass(frozen=True, slots=True)
class OrganisationCalendar:
    """Start and campaigns of an organisation.

    start      ISO date of day 0, on which a strategy starts
    months     period that the campaigns cover, in months of 20 working days; later campaigns are drawn
    campaigns  marketing campaigns as ISO date ranges, such as "2026-09-07/2026-09-18"; None: drawn
    """

    start: str = "2026-07-01"
    months: int = 6
    campaigns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Organisation:
    """An organisation as it was read: nothing is drawn or overwritten.

    source  the name or path with which the user loaded it
    """

    name: str
    people: tuple[Person, ...]
    services: tuple[Service, ...]
    ties: Ties
    calendar: OrganisationCalendar = OrganisationCalendar()
    currency: str = "EUR"
    source: str = ""

    @property
    def it(self) -> tuple[Person, ...]:
        """The people of the IT side, in the order of people.csv."""
        return tuple(p for p in self.people if p.side == "it")

    @property
    def business(self) -> tuple[Person, ...]:
        """The people of the business side, in the order of people.csv."""
        return tuple(p for p in self.people if p.side == "business")
