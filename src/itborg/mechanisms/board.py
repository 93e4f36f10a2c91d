"""The strategic change meeting: who attends, what it sees, what it rejects."""

from __future__ import annotations

from .mechanism import Mechanism


class Board(
    Mechanism,
    meaning="a board of both sides shares its view of value and rejects what is not worth its cost",
):
    """Parameters of the mechanism."""
