"""What an organisation is: people, services, ties, a calendar. Data only, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Side = Literal["business", "it"]
#: IT roles that differ in what they do all day. Any other role acts like the nearest known one.
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
#: Business roles. They differ in who sits on a board (ceo and directors first).
BUSINESS_ROLES = ("manager", "director", "ceo")
#: Traits a people.csv may give, each 0 to 1. What is missing is drawn when the world is built.
TRAITS = (
    "trust",  # mean trust in the other side
    "communication",  # sqrt(language x listening)
    "priority",  # business: how truthfully it labels; IT: how far impact rules its choice of work
    "language",  # ability to speak the other side's language
    "listening",
    "understanding",  # IT: of the business; business: of IT
)
RHYTHMS = ("retail", "payroll", "finance", "steady")


@dataclass(frozen=True, slots=True)
class Person:
    """One person.

    id      unique in the organisation; luck is keyed by it, so it must stay the same between runs
    name    free text, may repeat
    side    "business" or "it"
    role    one of IT_ROLES or BUSINESS_ROLES (already resolved to a known one)
    team    free text; a business team may own services
    traits  only the traits that were given, each 0 to 1
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
    value_per_day  what a full ordinary day without it would lose, kEUR (thousands of the
                   organisation's currency); None: drawn when the world is built
    rhythm         one of RHYTHMS: when it matters most
    """

    name: str
    owner: str
    value_per_day: float | None
    rhythm: str


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Directed ties, as columns of equal length.

    source, target  row numbers in Organisation.people
    contact         0 to 1, how often source meets target
    trust           0 to 1, NaN where not given
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
    """When things happen.

    start      ISO date of the day a strategy starts (day 0)
    months     length of the story told by the folder, in months of 20 working days
    campaigns  ISO date ranges "2026-09-07/2026-09-18" of marketing campaigns; None: drawn
    """

    start: str = "2026-07-01"
    months: int = 6
    campaigns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Organisation:
    """An organisation as it was read: nothing drawn, nothing overwritten.

    source  what the user named to get it: a bundled name or a path
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
