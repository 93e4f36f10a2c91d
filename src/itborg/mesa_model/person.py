"""What agents of both sides share: each stands for one row of the tables and holds no state of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import mesa

from ..common.errors import InputError
from ..common.random_numbers import text_key, uniform
from ..engine.simulation import quiet_arithmetic
from ..engine.state import NONE
from ..engine.tables.relations import find_tie, trust_along, trust_of
from ..engine.traits import read_communication, read_trust, write_communication, write_trust
from .attributes import InTable, number
from .guards import check_attribute, check_methods
from .rule_probes import Talk, talk_between
from .world_access import WorldAccess

if TYPE_CHECKING:
    from ..engine.state import World


#: Attributes of an agent that are set when it is made.
FIXED = {"row": "model.person(id)", "model": "another model", "unique_id": "people.csv"}


class Tie(NamedTuple):
    """A tie from one person to another: contact and trust, each 0 to 1."""

    other: Person
    contact: float
    trust: float


class Person(mesa.Agent):  # type: ignore[misc]
    """A person of either side: what BusinessManager and ITStaff have in common."""

    model: WorldAccess[Person]

    language = InTable("How well this person speaks the language of the other side, 0 to 1.")
    listening = InTable("How well this person listens, 0 to 1.")

    def __init_subclass__(cls, **more: Any) -> None:
        """Raise InputError for a subclass with methods that the model would never call."""
        check_methods(cls)
        super().__init_subclass__(**more)

    def __init__(self, model: WorldAccess[Person], row: int | None = None) -> None:
        """Stand for one row of the table of people; only a model makes its people.

        Raises InputError when a user makes one: people are those of the organisation.
        """
        if row is None or len(model.people) != row:
            raise InputError(
                f"{type(self).__name__}: the model makes its people, one for each row of people.csv; add people to the "
                "organisation, and classes of your own as Model(agent_types={...})"
            )
        super().__init__(model)
        self.row = row

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; raise InputError for one that nothing reads."""
        if "_sealed" in self.__dict__:
            check_attribute(self, name, FIXED, "The traits are listed in docs/own_behaviour.md.")
        super().__setattr__(name, value)

    def remove(self) -> None:
        """Raise InputError: the tables of the engine keep everybody of the organisation."""
        raise InputError(
            f"{self.name} cannot be removed from a model: the people are those of the organisation; leave the person "
            "out of people.csv and load it again"
        )

    def __repr__(self) -> str:
        """Show class, id, name, role and team."""
        return f"<{type(self).__name__} {self.person_id}: {self.name}, {self.role}, {self.team}>"

    def start_of_day(self) -> None:
        """Do nothing; a subclass may override this to act before each day. Called only if a subclass does."""

    def end_of_day(self) -> None:
        """Do nothing; a subclass may override this to act after each day. Called only if a subclass does."""

    @property
    def world(self) -> World:
        """The tables this person is in; larger tables may replace them from one day to the next."""
        return self.model.world

    @property
    def person_id(self) -> str:
        """Id in people.csv."""
        return self.model.rows.people[self.row].id

    @property
    def name(self) -> str:
        """Name in people.csv."""
        return self.model.rows.people[self.row].name

    @property
    def side(self) -> str:
        """Side: "business" or "it"."""
        return self.model.rows.people[self.row].side

    @property
    def role(self) -> str:
        """Role, one of organisation.IT_ROLES or BUSINESS_ROLES."""
        return self.model.rows.people[self.row].role

    @property
    def team(self) -> str:
        """Name of the team or department."""
        return self.model.rows.people[self.row].team

    @property
    def trust(self) -> float:
        """Mean trust in the people of the other side, 0 to 1.

        Setting it shifts the trust in each of them so that the mean has the new value. Each component of trust stays
        between 0.02 and 0.98, so 0 and 1 cannot be reached.
        """
        return read_trust(self.world, self.row)

    @trust.setter
    def trust(self, value: object) -> None:
        goal = number(self.name, "trust", value)
        if goal != self.trust:
            write_trust(self.world, self.row, goal)

    @property
    def communication(self) -> float:
        """Geometric mean of language and listening, 0 to 1. Setting it scales both by the same factor."""
        return read_communication(self.world, self.row)

    @communication.setter
    def communication(self, value: object) -> None:
        goal = number(self.name, "communication", value)
        if goal != self.communication:
            write_communication(self.world, self.row, goal)

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Ties to other people, most contact first; `talk_to` changes them."""
        w, x = self.world, self.world.people[self.row]
        ties = [
            Tie(self.model.person(int(w.ties[n].target)), float(w.ties[n].contact), float(trust_along(w, self.row, n)))
            for n in range(x.first_tie, x.first_tie + x.ties)
        ]
        return tuple(sorted(ties, key=lambda tie: -tie.contact))

    def trust_in(self, other: Person) -> float:
        """Return the trust in another person, 0 to 1; without a tie, the trust in that side in general.

        Raises InputError for the same person or a person of another model.
        """
        return float(trust_of(self.world, self.row, self._row_of(other)))

    def contact_with(self, other: Person) -> float:
        """Return the contact with another person, 0 (no tie) to 1. Raises InputError as `trust_in`."""
        row = find_tie(self.world, self.row, self._row_of(other))
        return 0.0 if row == NONE else float(self.world.ties[row].contact)

    def talk_to(self, other: Person) -> Talk:
        """Apply the rules of one talk with another person: understanding, trust and contact of both change.

        A talk between two days takes no working time and is not recorded in the history; its effects stay. Raises
        InputError as `trust_in`.

        >>> from itborg import BusinessManager, ITStaff, Model
        >>> model = Model(burn_in=0, days=1, rng=1)
        >>> ann, bob = model.agents_by_type[BusinessManager].to_list()[0], model.agents_by_type[ITStaff].to_list()[0]
        >>> before = ann.contact_with(bob)
        >>> 0 < ann.talk_to(bob).received < 1 and ann.contact_with(bob) > before
        True
        """
        day = self.model.ensure_next_day()
        return talk_between(self.world, day, self.row, self._row_of(other))

    def draw(self, purpose: str, event: int = 0) -> float:
        """Return a uniform random number, 0 to 1, of this person for a purpose and an event on the next day.

        purpose  what it is for; each purpose has its own numbers
        event    number of the event on that day

        It depends on the seed, purpose, person, day and event alone: runs of different strategies have common random
        numbers, whatever was drawn before.
        """
        w = self.world
        day, key = int(w.organisation[0].day), int(w.people[self.row].key)
        with quiet_arithmetic():
            stream = text_key(f"own {purpose} {event}")
            return float(uniform(int(w.organisation[0].seed), stream, key, day))

    def _row_of(self, other: Person) -> int:
        if not isinstance(other, Person) or other.model is not self.model:
            raise InputError(f"{other!r} is not a person of the model of {self.name}")
        if other is self:
            raise InputError(f"{self.name} is both people; expected two different ones")
        return other.row
