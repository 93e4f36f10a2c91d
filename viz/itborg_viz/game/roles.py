"""The roles of a room: twelve people of the organisation, with what each decides and votes on.

A role is played by a person of the organisation, so what its player does shows on the network at that person. Fewer
than twelve players take several roles each, more than twelve share one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from itborg.organisation.types import Organisation, Person, Side

from .deck import services_of

Topic = Literal["order", "ways", "money"]
BUSINESS_RANKS = ("ceo", "director", "manager")


class Role(NamedTuple):
    """A role.

    key          in files and messages
    title        on screens
    side         of its person
    part         business: part of the deck whose owner it is, "" for the head; IT: its roles in people.csv, best first
    decides      what it alone decides
    votes_on     what it votes on: "order" of initiatives, "ways" of working, "money"
    min_players  players from which it has a player of its own
    with_role    role whose player has it below that; "" for the facilitator
    """

    key: str
    title: str
    side: Side
    part: str | tuple[str, ...]
    decides: str
    votes_on: tuple[Topic, ...]
    min_players: int
    with_role: str

    def person(self, organisation: Organisation) -> str:
        """Return the id of the person who has this role in an organisation; where people are few, one has several."""
        return persons(organisation)[self.key]


#: Roles by key, business first.
ROLES: dict[str, Role] = {
    one.key: one
    for one in (
        Role("executive", "Chief executive", "business", "", "The message of the month, and one veto in the game",
             ("order",), 12, ""),
        Role("sales", "Sales and products", "business", "shop", "What Sales asks for", ("order",), 1, ""),
        Role("marketing", "Marketing", "business", "coupons", "Whether a campaign is announced", ("order",), 3,
             "sales"),
        Role("kitchen", "Kitchen and delivery", "business", "kitchen", "What Kitchen asks for", ("order",), 7, "sales"),
        Role("finance", "Finance", "business", "books", "Whether money is released", ("money", "order"), 4, "sales"),
        Role("hr", "Human resources", "business", "payroll", "Whether there is a workshop day", ("ways",), 10,
             "finance"),
        Role("it_manager", "IT manager", "it", ("cio",), "How many initiatives run at a time", ("order", "ways"), 2,
             "sales"),
        Role("relationship", "Relationship and service levels", "it", ("service delivery manager",),
             "Who is brought together", ("ways",), 5, "it_manager"),
        Role("change", "Change", "it", ("change manager",), "The change calendar", ("order",), 9, "relationship"),
        Role("operations", "Operations", "it", ("operations",), "What Operations asks for", ("order",), 8,
             "it_manager"),
        Role("support", "Support and problems", "it", ("problem manager", "service desk"),
             "Whether firefighters go to problem work", ("ways",), 6, "it_manager"),
        Role("it_finance", "IT finance", "it", ("process manager",), "The price of every offer", ("money",), 11,
             "support"),
    )
}  # fmt: skip


def persons(organisation: Organisation) -> dict[str, str]:
    """Return role -> id of its person: different people where there are enough on each side.

    >>> from itborg.organisation import load
    >>> found = persons(load("grab_at_pizza"))
    >>> found["marketing"], found["operations"]
    ('daoud', 'gwen')
    """
    found: dict[str, str] = {}
    for role in ROLES.values():
        wanted = list(_candidates(role, organisation))
        found[role.key] = next((one.id for one in wanted if one.id not in found.values()), wanted[0].id)
    return found


def _candidates(role: Role, organisation: Organisation) -> Iterator[Person]:
    """Yield the people of a role's side, the most suitable first."""
    side = [one for one in organisation.people if one.side == role.side]
    if isinstance(role.part, tuple):
        for wanted in role.part:
            yield from (one for one in side if one.role == wanted)
    else:
        ranks = BUSINESS_RANKS if role.part == "" else BUSINESS_RANKS[1:]
        team = services_of(organisation)[role.part].owner if role.part else None
        yield from (one for rank in ranks for one in side if one.role == rank and team in (one.team, None))
    yield from side
