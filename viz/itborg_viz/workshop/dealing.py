"""Who plays which role: the next one that nobody has, then second seats; roles without a player fall to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..game.roles import ROLES, Topic
from .state import Player

#: Played by the facilitator while there are fewer players than roles.
FACILITATOR = "executive"
#: Roles in the order in which they are dealt.
ORDER = sorted(ROLES, key=lambda key: ROLES[key].min_players)


def next_role(players: Iterable[Player]) -> str:
    """Return the role of somebody who joins: the first that nobody has, otherwise one with the fewest players."""
    taken = Counter(one.role for one in players)
    free = next((key for key in ORDER if not taken[key]), "")
    return free or min((key for key in ORDER if key != FACILITATOR), key=lambda key: taken[key])


def role_player(key: str, held: Iterable[str]) -> str:
    """Return the role whose players have a role: itself where somebody has it; "" for the facilitator.

    held  the roles that players have

    >>> role_player("change", ["sales", "it_manager"])
    'it_manager'
    """
    held = set(held)
    wanted = key
    while wanted and wanted not in held:
        wanted = ROLES[wanted].with_role
    if wanted or key == FACILITATOR:
        return wanted
    others = [one for one in ORDER if one in held and one != FACILITATOR]
    return min(others, key=lambda one: ROLES[one].side != ROLES[key].side, default="")


def covered(players: Mapping[str, Player]) -> dict[str, tuple[str, ...]]:
    """Return token -> roles played: the player's own, and those that nobody has and that fall to it.

    All players of one role share what falls to it. Roles in no tuple are played by the facilitator.
    """
    held = {one.role for one in players.values() if one.role}
    falls = {key: role_player(key, held) for key in ROLES}
    return {
        token: (one.role, *(key for key in ROLES if falls[key] == one.role and key != one.role))
        for token, one in players.items()
        if one.role
    }


def topic_kind(topic: str) -> Topic | None:
    """Return the kind of a topic that roles vote on; None for the test vote, on which everybody votes."""
    start = topic.partition(":")[0]
    kinds: dict[str, Topic] = {"order": "order", "start": "order", "way": "ways", "money": "money"}
    return kinds.get(start)


def may_vote(roles: Iterable[str], topic: str) -> bool:
    """Return whether somebody who plays these roles votes on a topic."""
    kind = topic_kind(topic)
    return kind is None or any(kind in ROLES[key].votes_on for key in roles)
