"""What to try on Monday: every intervention tried in every life, which takes a while, so it begins early."""

from __future__ import annotations

from collections.abc import Hashable

from ... import jobs
from ..recommendations import Suggestion, suggestions
from ..team_state import Room
from .game_session import Session


def monday_key(session: Session) -> Hashable:
    """Return what the suggestions depend on."""
    return ("monday", session.key)


def found_out(room: Room) -> list[Suggestion]:
    """Return what would have helped most."""
    return suggestions(room.game)


def ahead_of_debrief(session: Session, room: Room) -> None:
    """Begin before somebody asks."""
    jobs.submit(monday_key(session), lambda: found_out(room))
