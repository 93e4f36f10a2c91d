"""What agents and data frames need of a model, as protocols, so that they do not depend on the class Model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..engine.row_names import Rows
    from ..engine.simulation import Run
    from ..engine.state import World


class WorldAccess[P](Protocol):
    """A model as its agents see it; P is the class of its people.

    world    the tables; replaced by larger ones when days or ties need more room
    rows     names of the rows of the tables
    people   one agent per row of the table of people
    burn_in  length of the burn-in, days
    """

    world: World
    rows: Rows
    people: list[P]
    burn_in: int

    @property
    def run_record(self) -> Run:
        """Return a copy of what the simulated days have recorded."""

    def person(self, who: str | int) -> P:
        """Return a person by id or row."""

    def ensure_next_day(self) -> int:
        """Return the row of the next day in the daily tables, which are extended first if they are full."""


class TableRow(Protocol):
    """An agent that stands for one row of the table of people."""

    row: int

    @property
    def name(self) -> str:
        """Name of the person, for messages."""

    @property
    def world(self) -> World:
        """The tables that hold the row."""
