"""The two kinds of agents. All their values are in the tables of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..common.errors import InputError, unknown
from ..engine.row_names import position
from ..engine.table import column
from ..engine.traits import (
    read_priority,
    write_honesty,
    write_it_understanding,
    write_mean_understanding,
    write_understanding,
)
from ..mechanisms.labels import LEVELS
from .attributes import ByName, InTable, number
from .open_incidents import HandoffOption, Incident, open_incidents
from .person import Person, Tie
from .rule_probes import Talk, label_chances, receivers, visit_by

__all__ = ["BusinessManager", "HandoffOption", "ITStaff", "Incident", "Person", "Talk", "Tie"]


class BusinessManager(Person):
    """A manager of the business."""

    satisfaction = InTable("Satisfaction with IT, 0 to 1.")
    expected_lead = InTable("Expected lead time of a change, working days, 0 or more.", high=np.inf)
    honesty = InTable("Private cost of exaggerating a priority by one level, utility, 0 or more.", high=np.inf)

    @property
    def priority(self) -> float:
        """How truthfully this manager states priorities, 0 to 1: honesty / (honesty + half_honest).

        `half_honest` is a parameter. Setting the priority sets honesty; values near 1 are limited by `most_truthful`.
        """
        return read_priority(self.world, self.row)

    @priority.setter
    def priority(self, value: object) -> None:
        goal = number(self.name, "priority", value)
        if goal != self.priority:
            write_honesty(self.world, self.row, goal)

    @property
    def it_understanding(self) -> float:
        """Understanding of IT, 0 to 1."""
        return float(column(self.world.people, "it_understanding")[self.row])

    @it_understanding.setter
    def it_understanding(self, value: object) -> None:
        write_it_understanding(self.world, self.row, number(self.name, "it_understanding", value))

    @property
    def incidents(self) -> list[Incident]:
        """Open incidents that this manager reported, oldest first."""
        return open_incidents(self.model, "owner", self.row)

    def label_probabilities(self, level: int) -> dict[int, float]:
        """Return the probability of each stated priority (label), 1 to 4, for a change of true priority `level`.

        level  1 (low) to 4 (top); InputError for any other

        >>> from itborg import Model
        >>> ann = Model(burn_in=0, days=1, rng=1).agents_by_type[BusinessManager].to_list()[0]
        >>> round(sum(ann.label_probabilities(2).values()), 9)
        1.0
        """
        true_level = position("level", level, range(1, LEVELS + 1)) + 1
        day = self.model.ensure_next_day()
        return dict(enumerate(label_chances(self.world, day, self.row, true_level), start=1))


class ITStaff(Person):
    """A person of the IT side."""

    @property
    def priority(self) -> float:
        """How far business impact, rather than label and technical severity, decides the choice of work, 0 to 1.

        It is the mean understanding of the services; setting it shifts the understanding of each service so that the
        mean has the new value.
        """
        return float(self.world.understanding[self.row].mean())

    @priority.setter
    def priority(self, value: object) -> None:
        goal = number(self.name, "priority", value)
        if goal != self.priority:
            write_mean_understanding(self.world, self.row, goal)

    @property
    def understanding(self) -> ByName:
        """Understanding of the business behind each service, 0 to 1, by name of the service.

        >>> from itborg import Model
        >>> bob = Model(burn_in=0, days=1, rng=1).agents_by_type[ITStaff].to_list()[0]
        >>> bob.understanding = 0.5
        >>> set(bob.understanding.values())
        {0.5}
        """
        return ByName(
            self.name, "understanding", self.model.rows.services, lambda: self.world.understanding[self.row],
            lambda services, values: write_understanding(self.world, self.row, services, values),
        )  # fmt: skip

    @understanding.setter
    def understanding(self, values: Any) -> None:
        self.understanding.assign(values)

    @property
    def expertise(self) -> ByName:
        """Expertise, 0 to 1, by (service, skill)."""

        def write(needs: Any, values: Any) -> None:
            self.world.expertise[self.row, list(needs)] = values

        return ByName(
            self.name, "expertise", self.model.rows.needs, lambda: self.world.expertise[self.row], write
        )  # fmt: skip

    @expertise.setter
    def expertise(self, values: Any) -> None:
        self.expertise.assign(values)

    @property
    def queue(self) -> list[Incident]:
        """Open incidents assigned to this person, oldest first."""
        return open_incidents(self.model, "holder", self.row)

    def visit(self, department: str) -> BusinessManager:
        """Apply the rules of one visit to a business team and return the manager met.

        Like a talk, a visit between two days takes no working time and is not recorded. Raises InputError for an
        unknown team.

        >>> from itborg import Model
        >>> model = Model(burn_in=0, days=1, rng=1)
        >>> bob = model.agents_by_type[ITStaff].to_list()[0]
        >>> before, met = bob.priority, bob.visit("Marketing")
        >>> met.team, bob.priority > before
        ('Marketing', True)
        """
        team = self.model.rows.team("business", department)
        day = self.model.ensure_next_day()
        met: BusinessManager = self.model.person(visit_by(self.world, day, self.row, team))
        return met

    def would_hand_to(self, incident: Incident) -> list[HandoffOption]:
        """Return the ways in which this person would hand off an open incident on the next day, most probable first.

        Raises InputError if the incident is closed.

        >>> from itborg import Model
        >>> model = Model(burn_in=20, days=1, rng=1)
        >>> held = [one for bob in model.agents_by_type[ITStaff] for one in bob.queue][0]
        >>> bob = model.agents_by_type[ITStaff].to_list()[0]
        >>> round(sum(option.probability for option in bob.would_hand_to(held)), 9)
        1.0
        """
        day, w = self.model.ensure_next_day(), self.world
        x = w.incidents[incident.row]
        if x.open != 1 or x.key != incident.key:
            raise InputError(f"incident {incident.key} is not open any more")
        teams, people = self.model.rows.teams, self.model.people
        return [
            HandoffOption(r.kind, teams[r.row][1] if r.kind == "queue" else people[r.row], r.probability)
            for r in receivers(w, day, self.row, incident.row)
        ]


#: Default class of agents for each side.
AGENT_TYPES: Mapping[str, type[Person]] = {"it": ITStaff, "business": BusinessManager}


def checked_agent_types(agent_types: Mapping[str, type[Person]]) -> Mapping[str, type[Person]]:
    """Return classes of agents by side unchanged; InputError for an unknown side and a class of another one."""
    for side, kind in agent_types.items():
        if side not in AGENT_TYPES:
            raise unknown("side", side, AGENT_TYPES)
        if not (isinstance(kind, type) and issubclass(kind, AGENT_TYPES[side])):
            raise InputError(f"agent_types[{side!r}] = {kind!r} is not a subclass of {AGENT_TYPES[side].__name__}")
    return agent_types
