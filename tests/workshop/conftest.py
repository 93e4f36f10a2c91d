"""A workshop without a server: its clock stands still unless a test moves it, and no month is simulated."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz.workshop.state import WorkshopState, new_state
from itborg_viz.workshop.workshop import HOST, Workshop


@dataclass
class Clock:
    """A clock that a test moves."""

    now: float = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@dataclass
class Table:
    """A workshop with players, and short ways to act."""

    workshop: Workshop
    clock: Clock
    tokens: list[str] = field(default_factory=list)

    @property
    def state(self) -> WorkshopState:
        """What is saved."""
        return self.workshop.state

    def seat(self, players: int) -> None:
        """Let players join."""
        for _ in range(players):
            token = f"secret-{len(self.state.players)}-{self.state.joined}"
            self.workshop.join(f"Player {self.state.joined + 1}", new_token=token)
            self.tokens.append(token)

    def host(self, do: str, **more: Any) -> None:
        """Act as the facilitator."""
        self.workshop.act(HOST, {"do": do, **more})

    def phone(self, n: int, do: str, **more: Any) -> None:
        """Act as the n-th player."""
        self.workshop.act(self.tokens[n], {"do": do, **more})

    def computed(self) -> None:
        """Have the months computed; the portfolio has five requests."""
        self.workshop.results = SimpleNamespace(state=SimpleNamespace(portfolio=tuple(range(5))), recorded=None)


@pytest.fixture
def table() -> Table:
    """Return a workshop of 90 minutes without players."""
    return new_table()


def new_table(**settings: Any) -> Table:
    """Return a workshop without players, at its first page."""
    clock = Clock()
    found = Table(Workshop(new_state(**settings), clock), clock)
    found.computed()
    return found
