"""Who and what stands in which row of the tables: the world holds numbers, an organisation holds names.

Recordings, reports and the Mesa view use it to give rows their names, and to find the row of a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..common.errors import unknown
from ..organisation.types import Organisation, Person
from .layout import row_order, team_order
from .state import SKILLS

#: What the needs of a service are about, in the order of the table of needs.
SKILL_NAMES = ("application", "platform", "data")


@dataclass(frozen=True, eq=False)
class Rows:
    """Names by row of the tables.

    people    as they were read, one per row
    teams     (side, team)
    services  names of services
    """

    people: tuple[Person, ...]
    teams: tuple[tuple[str, str], ...]
    services: tuple[str, ...]

    @classmethod
    def of(cls, organisation: Organisation) -> Rows:
        """Return the names of an organisation in the order in which its world is laid out.

        organisation  the one that the world was laid out from; another one with the same sizes would give wrong names
        """
        teams = team_order(organisation)
        place = {key: n for n, key in enumerate(teams)}
        services = sorted(organisation.services, key=lambda s: place["business", s.owner])
        people = tuple(organisation.people[k] for k in row_order(organisation))
        return cls(people, tuple(teams), tuple(s.name for s in services))

    @cached_property
    def needs(self) -> tuple[tuple[str, str], ...]:
        """(service, skill) by row of the table of needs."""
        return tuple((service, skill) for service in self.services for skill in SKILL_NAMES[:SKILLS])

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each person by id."""
        return {person.id: row for row, person in enumerate(self.people)}

    def team(self, side: str, name: str) -> int:
        """Return the row of a team; InputError for one that is not there.

        side  "it" or "business"; two teams of the same name may be on different sides
        """
        if (side, name) not in self.teams:
            raise unknown(f"{side} team", name, [team for s, team in self.teams if s == side])
        return self.teams.index((side, name))


def position(kind: str, name: object, known: Sequence[object]) -> int:
    """Return the place of a name in a list; InputError with the nearest one if it is not there.

    kind   what the name is of, for the message: "service", "person"
    name   name to find
    known  all names, in the order of the rows
    """
    if name not in known:
        raise unknown(kind, str(name), map(str, known))
    return known.index(name)
