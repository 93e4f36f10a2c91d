"""The two kinds of people as Mesa agents. They hold no numbers of their own: the tables do."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..common.errors import InputError
from ..engine.row_names import position
from ..engine.traits import (
    honesty_to_priority,
    write_honesty,
    write_it_understanding,
    write_mean_understanding,
    write_understanding,
)
from ..mechanisms.labels import LEVELS
from .attributes import ByName, InTable, number
from .person import HandOver, Incident, Person, Tie
from .rule_probes import Talk, label_chances, receivers, visit_by

__all__ = ["BusinessManager", "HandOver", "ITStaff", "Incident", "Person", "Talk", "Tie"]


class BusinessManager(Person):
    """A manager of the business."""

    satisfaction = InTable("How satisfied it is with IT, 0 to 1.")
    expected_lead = InTable("Working days it expects IT to take for a change.", high=np.inf)
    honesty = InTable("What one step of exaggeration costs it in private, 0 or more.", high=np.inf)

    @property
    def priority(self) -> float:
        """How truthfully it labels, 0 to 1: honesty / (honesty + .16). Setting it sets honesty; 1 acts like .99."""
        return honesty_to_priority(self.honesty)

    @priority.setter
    def priority(self, value: object) -> None:
        goal = number(self.name, "priority", value)
        if goal != self.priority:
            write_honesty(self.world, self.row, goal)

    @property
    def it_understanding(self) -> float:
        """What it understands of IT, 0 to 1."""
        return float(self.world.people["it_understanding"][self.row])

    @it_understanding.setter
    def it_understanding(self, value: object) -> None:
        write_it_understanding(self.world, self.row, number(self.name, "it_understanding", value))

    @property
    def incidents(self) -> list[Incident]:
        """Open incidents that it reported, oldest first."""
        return self.model.open_incidents("owner", self.row)

    def label_probabilities(self, level: int) -> dict[int, float]:
        """Return how likely it is to state each label for a change whose true level is `level`, 1 to 4.

        >>> from itborg import Model
        >>> ann = Model(burn_in=0, days=1, rng=1).agents_by_type[BusinessManager].to_list()[0]
        >>> round(sum(ann.label_probabilities(2).values()), 9)
        1.0
        """
        true = position("level", level, range(1, LEVELS + 1)) + 1
        day = self.model.room_for_today()
        chances = label_chances(self.world, day, self.row, true)
        return dict(enumerate(chances, start=1))


class ITStaff(Person):
    """Someone who works in IT."""

    @property
    def priority(self) -> float:
        """How far business impact rather than label and technical severity rules its choice of work, 0 to 1.

        It is the mean of what it understands of the services; setting it shifts that to a mean.
        """
        return float(self.world.understanding[self.row].mean())

    @priority.setter
    def priority(self, value: object) -> None:
        goal = number(self.name, "priority", value)
        if goal != self.priority:
            write_mean_understanding(self.world, self.row, goal)

    @property
    def understanding(self) -> ByName:
        """What it understands of the business behind each service, 0 to 1, by name of the service.

        >>> from itborg import Model
        >>> bob = Model(burn_in=0, days=1, rng=1).agents_by_type[ITStaff].to_list()[0]
        >>> bob.understanding = 0.5
        >>> set(bob.understanding.values())
        {0.5}
        """
        return ByName(
            self.name, "understanding", self.model.rows.services, lambda: self.world.understanding[self.row],
            lambda places, values: write_understanding(self.world, self.row, places, values),
        )  # fmt: skip

    @understanding.setter
    def understanding(self, values: Any) -> None:
        self.understanding.assign(values)

    @property
    def expertise(self) -> ByName:
        """What it can do, 0 to 1, by (service, skill)."""

        def write(places: Any, values: Any) -> None:
            self.world.expertise[self.row, list(places)] = values

        return ByName(
            self.name, "expertise", self.model.rows.needs, lambda: self.world.expertise[self.row], write
        )  # fmt: skip

    @expertise.setter
    def expertise(self, values: Any) -> None:
        self.expertise.assign(values)

    @property
    def queue(self) -> list[Incident]:
        """Open incidents that name it, oldest first."""
        return self.model.open_incidents("holder", self.row)

    def visit(self, department: str) -> BusinessManager:
        """Go and see the work of a department by the written rules; returns the manager met.

        >>> from itborg import Model
        >>> model = Model(burn_in=0, days=1, rng=1)
        >>> bob = model.agents_by_type[ITStaff].to_list()[0]
        >>> before, met = bob.priority, bob.visit("Marketing")
        >>> met.team, bob.priority > before
        ('Marketing', True)
        """
        team = self.model.rows.team("business", department)
        day = self.model.room_for_today()
        met = visit_by(self.world, day, self.row, team)
        return self.model.person(met)

    def would_hand_to(self, incident: Incident) -> list[HandOver]:
        """Return to whom it would hand an open incident on if it had to tomorrow morning, likeliest first.

        >>> from itborg import Model
        >>> model = Model(burn_in=20, days=1, rng=1)
        >>> held = [one for bob in model.agents_by_type[ITStaff] for one in bob.queue][0]
        >>> bob = model.agents_by_type[ITStaff].to_list()[0]
        >>> round(sum(way.probability for way in bob.would_hand_to(held)), 9)
        1.0
        """
        day, w = self.model.room_for_today(), self.world
        x = w.incidents[incident.row]
        if x.open != 1 or x.key != incident.key:
            raise InputError(f"incident {incident.key} is not open any more")
        ways = receivers(w, day, self.row, incident.row)
        teams, people = self.model.rows.teams, self.model.people
        return [
            HandOver(way.kind, teams[way.row][1] if way.kind == "queue" else people[way.row], way.probability)
            for way in ways
        ]
