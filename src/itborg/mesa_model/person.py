"""What people of both sides have in common as Mesa agents: live handles on rows of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import mesa

from ..common.errors import InputError
from ..engine.state import NONE
from ..engine.tables.relations import find_tie, trust_along, trust_of
from ..engine.traits import read_communication, read_trust, write_communication, write_trust
from .attributes import InTable, number
from .rule_probes import Talk, talk_between

if TYPE_CHECKING:
    from ..engine.state import World
    from .model import Model


class Tie(NamedTuple):
    """What one person has with another: contact and trust, each 0 to 1."""

    other: Person
    contact: float
    trust: float


class Incident(NamedTuple):
    """An open incident, as it stands.

    key      its identity, the same under every strategy
    label    stated level 1 to 4; level: the true one
    opened   working days since the strategy's start
    impact   share of the service that is lost while it is open
    loss     kEUR lost so far
    row      its row in the table of incidents, for as long as it is open
    """

    key: int
    service: str
    owner: Person
    team: str
    label: int
    level: int
    opened: float
    impact: float
    loss: float
    hops: int
    row: int


class HandOver(NamedTuple):
    """One way in which an incident may be handed over.

    way          "tie": to someone one knows; "queue": to a team, by ticket; "back": to the sender
    to           the person, or the name of the team
    probability  0 to 1; those of all ways sum to 1
    """

    way: str
    to: Person | str
    probability: float


class Person(mesa.Agent):  # type: ignore[misc]
    """A person of either side: everything BusinessManager and ITStaff have in common."""

    model: Model

    language = InTable("How well it speaks the other side's language, 0 to 1.")
    listening = InTable("How well it listens, 0 to 1.")

    def __init__(self, model: Model, row: int) -> None:
        """Stand for one row of the table of people."""
        super().__init__(model)
        self.row = row

    def __repr__(self) -> str:
        """Show who it is."""
        return f"<{type(self).__name__} {self.person_id}: {self.name}, {self.role}, {self.team}>"

    def start_of_day(self) -> None:
        """Do what a subclass says before a day begins. Called only where a subclass says something."""

    def end_of_day(self) -> None:
        """Do what a subclass says after a day has ended. Called only where a subclass says something."""

    @property
    def world(self) -> World:
        """The tables it reads and writes; they may be replaced by larger ones from day to day."""
        return self.model.world

    @property
    def person_id(self) -> str:
        """Its id in people.csv."""
        return self.model.rows.people[self.row].id

    @property
    def name(self) -> str:
        """Its name in people.csv."""
        return self.model.rows.people[self.row].name

    @property
    def side(self) -> str:
        """Its side: "business" or "it"."""
        return self.model.rows.people[self.row].side

    @property
    def role(self) -> str:
        """What it does all day, one of the known roles."""
        return self.model.rows.people[self.row].role

    @property
    def team(self) -> str:
        """Its team or department."""
        return self.model.rows.people[self.row].team

    @property
    def trust(self) -> float:
        """Mean trust in the other side, 0 to 1. Setting it shifts trust in everybody there to that mean.

        Each component of trust stays between .02 and .98, so the very ends cannot be reached.
        """
        return read_trust(self.world, self.row)

    @trust.setter
    def trust(self, value: object) -> None:
        goal = number(self.name, "trust", value)
        if goal != self.trust:
            write_trust(self.world, self.row, goal)

    @property
    def communication(self) -> float:
        """Geometric mean of language and listening, 0 to 1. Setting it scales both."""
        return read_communication(self.world, self.row)

    @communication.setter
    def communication(self, value: object) -> None:
        goal = number(self.name, "communication", value)
        if goal != self.communication:
            write_communication(self.world, self.row, goal)

    @property
    def ties(self) -> list[Tie]:
        """Whom it knows, closest first."""
        w, x = self.world, self.world.people[self.row]
        found = [
            Tie(self.model.person(int(w.ties[n].target)), float(w.ties[n].contact), float(trust_along(w, self.row, n)))
            for n in range(x.first_tie, x.first_tie + x.ties)
        ]
        return sorted(found, key=lambda tie: -tie.contact)

    def trust_in(self, other: Person) -> float:
        """Return its trust in someone, 0 to 1; a stranger is trusted like that side in general."""
        return float(trust_of(self.world, self.row, self._met(other)))

    def contact_with(self, other: Person) -> float:
        """Return its contact with someone, 0 (strangers) to 1."""
        row = find_tie(self.world, self.row, self._met(other))
        return 0.0 if row == NONE else float(self.world.ties[row].contact)

    def talk_to(self, other: Person) -> Talk:
        """Talk to someone by the written rules: both learn, judge each other and become better acquainted.

        Between two days a talk takes no time and is in no history; what it moves stays moved.

        >>> from itborg import BusinessManager, ITStaff, Model
        >>> model = Model(burn_in=0, days=1, rng=1)
        >>> ann, bob = model.agents_by_type[BusinessManager].to_list()[0], model.agents_by_type[ITStaff].to_list()[0]
        >>> before = ann.contact_with(bob)
        >>> 0 < ann.talk_to(bob).heard < 1 and ann.contact_with(bob) > before
        True
        """
        day = self.model.room_for_today()
        return talk_between(self.world, day, self.row, self._met(other))

    def _met(self, other: Person) -> int:
        if not isinstance(other, Person) or other.model is not self.model:
            raise InputError(f"{other!r} is not a person of the model of {self.name}")
        if other is self:
            raise InputError(f"{self.name} is both people; expected two different ones")
        return other.row
