"""Behaviour of a user in any run: rules, mechanisms, agents and daily reporters, in one object.

`Behaviour` is what `behaviour=` takes in comparisons, studies and analyses. Agents act between days, as in `Model`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..common.errors import InputError
from ..engine.own_rules import OwnRules
from ..engine.simulation import Course, Setup
from ..engine.state import World
from ..strategies.base import Strategy
from .agents import checked_agent_types
from .model import Model
from .person import Person


@dataclass(frozen=True, eq=False)
class Behaviour(OwnRules):
    """What differs from the model in a run.

    rules       functions by the name of the rule that each replaces, such as {"labels.utility": mine}
    mechanisms  subclasses of Mechanism whose parameters the rules read as `p.name`
    agents      {"business": MyManager, "it": MyIT}: subclasses of BusinessManager and ITStaff, which act every day
    reporters   functions of the Model by name, called at the end of every day since the strategy's start; they return a
                number, which a study stores as a daily series and own measures find in `run.reported`

    Agents and reporters run in Python, day by day; runs with them take longer, and threads do not help.

    >>> Behaviour(rules={"labels.utlity": print})
    Traceback (most recent call last):
    itborg.common.errors.InputError: mechanism labels has no rule 'utlity'; did you mean 'utility'?
    """

    agents: Mapping[str, type[Person]] = field(default_factory=dict)
    reporters: Mapping[str, Callable[[Model], float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check all parts. Raises InputError."""
        super().__post_init__()
        checked_agent_types(self.agents)
        for name, one in self.reporters.items():
            if not callable(one):
                raise InputError(f"reporters[{name!r}] = {one!r} is not a function of the Model")
        _ = self.identity  # of the files as they are loaded now; they may be edited before it is written down

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the parts; they are checked and made known again where they arrive."""
        return type(self), (self.rules, self.mechanisms, self.agents, self.reporters)

    @property
    def acts(self) -> bool:
        """Whether agents or reporters act between days."""
        return bool(self.agents or self.reporters)

    @property
    def parts(self) -> dict[str, Any]:
        """Everything of the user by its place."""
        own = {f"agents.{side}": one for side, one in self.agents.items()}
        return {**super().parts, **own, **{f"reporters.{name}": one for name, one in self.reporters.items()}}

    def begin(self, world: World, strategy: Strategy, setup: Setup) -> Course:
        """Return a run of a world in which agents and reporters act."""
        return AgentCourse(world, strategy, setup, self)


class AgentCourse(Course):
    """A run in progress whose agents act before and after each day."""

    def __init__(self, world: World, strategy: Strategy, setup: Setup, behaviour: Behaviour) -> None:
        """Make the agents of a world after the burn-in."""
        self._model = Model.continuing(setup, world, strategy, behaviour.agents)
        self._reporters = behaviour.reporters
        super().__init__(world, setup)
        self.reported: dict[str, list[float]] = {name: [] for name in behaviour.reporters}

    @property
    def world(self) -> World:
        """The tables now."""
        return self._model.world

    @world.setter
    def world(self, world: World) -> None:
        self._model.world = world

    def run_until(self, until: int) -> World:
        """Simulate days up to day `until`, one by one, and return the world."""
        while int(self._model.world.organisation[0].day) < until:
            self._model.run_for(1)
            for name, reporter in self._reporters.items():
                self.reported[name].append(float(reporter(self._model)))
        return self._model.world
