"""What a workshop remembers, as plain data: written to a file before anything is acknowledged, and read at the start.

Results of months are not part of it; they are computed again from the decisions. Times are seconds since 1970.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from itborg.common.errors import InputError

from .typed import typed

SCHEMA_VERSION = 1
#: Forms of the game, by their minutes: the months that are played in each round.
FORMS: dict[str, tuple[tuple[int, ...], ...]] = {
    "90": ((1,), (2,), (3,), (4, 5), (6,)),
    "60": ((1,), (2, 3), (4, 5, 6)),
    "180": ((1,), (2,), (3,), (4,), (5,), (6,)),
}
#: The pages of a workshop: those before the first round, those of each round, and those after the last.
OPENING, ROUND, CLOSING = (
    ("join", "briefing"),
    ("decide", "predict", "live", "reveal", "improve"),
    (
        "debrief",
        "recommendations",
        "over",
    ),
)
#: Letters and digits of codes: none that looks like another.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


@dataclass
class Player:
    """Somebody with a phone.

    token   secret of the phone; no view shows it
    number  by which messages and views name the player, 1 for the first who joined
    name    as typed, cleaned
    role    key of roles.ROLES, "" before roles are dealt
    away    whether the phone is not connected now
    seen    time of the last message
    """

    token: str
    number: int
    name: str
    role: str = ""
    away: bool = False
    seen: float = 0.0


@dataclass
class Talk:
    """Two players who say that they talked to each other.

    round      0 for the first
    first      number of the player who said so first
    second     number of the other
    time       when the first said so
    confirmed  whether the other said so too, in time
    """

    round: int
    first: int
    second: int
    time: float
    confirmed: bool = False


@dataclass
class Idea:
    """What somebody would do differently next month.

    number   1 for the first of the game
    round    0 for the first
    month    last month of that round
    player   number of the player, 0 for the facilitator
    votes    numbers of the players who support it
    chosen   whether the room decided for it; it then stays on the wall
    """

    number: int
    round: int
    month: int
    player: int
    text: str
    votes: list[int] = field(default_factory=list)
    chosen: bool = False


@dataclass
class Draft:
    """What the room is about to decide for the months of this round.

    interventions  names of strategies that start
    initiatives    names of initiatives of the deck that start
    months         name of one of both -> the month in which it starts, if not in the first of the round
    first          ranks of the change requests that are put first, in the first month of the round
    deferred       ranks of those that have to wait
    events         names of events that the facilitator brings
    talks          pairs of roles that are brought together, besides the confirmed talks of players
    """

    interventions: list[str] = field(default_factory=list)
    initiatives: list[str] = field(default_factory=list)
    months: dict[str, int] = field(default_factory=dict)
    first: list[int] = field(default_factory=list)
    deferred: list[int] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    talks: list[list[str]] = field(default_factory=list)


@dataclass
class WorkshopState:
    """A workshop, from its first page to its last.

    id                names it in addresses and files; not secret
    code              what a phone needs to join
    host_token        secret of the facilitator's console
    organisation      name of a bundled organisation, or the texts of the files of another one, as in a saved game
    seed, budget      of the game; kEUR
    form              key of FORMS
    phones            False: one screen, without phones
    doors_open        whether anybody may join
    phase, round      the page that is open; round 0 is the first
    deadline          when the time of the phase is over, None without a limit
    left              seconds that were left when it was paused
    players           by token
    joined            number of players who have joined so far
    decisions         of each month played, as in a saved game
    drafted           round to which draft, votes and predictions belong
    votes             topic -> token -> choice. Topics are "test", "order", "start:INITIATIVE" and "way:INTERVENTION"
    revealed          whether the votes of this round can be seen
    predictions       token -> indicator -> [low, high], for the last month of this round
    past_predictions  the same for each round played
    passed_on         facts that the room has passed on
    message           what the chief executive says this month
    stop              position in the lived month at which the wall waits
    sheet             which sheet of the page the wall shows, 0 for the first
    done              token -> ids of the last messages carried out
    version           number of changes so far
    """

    id: str
    code: str
    host_token: str
    organisation: str | dict[str, str]
    seed: int = 1
    budget: float = 180.0
    form: str = "90"
    phones: bool = True
    doors_open: bool = True
    phase: str = "join"
    round: int = 0
    deadline: float | None = None
    left: float | None = None
    paused: bool = False
    players: dict[str, Player] = field(default_factory=dict)
    joined: int = 0
    decisions: list[dict[str, Any]] = field(default_factory=list)
    drafted: int = 0
    draft: Draft = field(default_factory=Draft)
    votes: dict[str, dict[str, str]] = field(default_factory=dict)
    revealed: bool = False
    predictions: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    past_predictions: list[dict[str, dict[str, list[float]]]] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    passed_on: list[str] = field(default_factory=list)
    message: str = ""
    stop: int = 0
    sheet: int = 0
    done: dict[str, list[str]] = field(default_factory=dict)
    version: int = 0

    @property
    def rounds(self) -> tuple[tuple[int, ...], ...]:
        """The months of each round."""
        return FORMS[self.form]

    @property
    def months(self) -> tuple[int, ...]:
        """The months of this round."""
        return self.rounds[min(self.round, len(self.rounds) - 1)]


def new_state(
    organisation: str | dict[str, str] = "grab_at_pizza",
    seed: int = 1,
    budget: float = 180.0,
    form: str = "90",
    phones: bool = True,
) -> WorkshopState:
    """Return a new workshop with a random id, code and token."""
    if form not in FORMS:
        raise InputError(f"form = {form!r} is not one of {', '.join(FORMS)}")
    token = secrets.token_urlsafe(24)
    return WorkshopState(secrets.token_hex(6), new_code(), token, organisation, seed, budget, form, phones)


def new_code() -> str:
    """Return a random code to join by."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def state_to_json(state: WorkshopState) -> dict[str, Any]:
    """Return a workshop as JSON types; state_from_json() returns the same workshop."""
    return {"kind": "itborg workshop", "schema_version": SCHEMA_VERSION, **asdict(state)}


def state_from_json(data: Any) -> WorkshopState:
    """Return the workshop of JSON types. Raises InputError for anything else."""
    if not isinstance(data, dict) or data.get("kind") != "itborg workshop":
        raise InputError("this is not a saved workshop")
    if data.get("schema_version") != SCHEMA_VERSION:
        raise InputError(f"this workshop has schema version {data.get('schema_version')!r}, not {SCHEMA_VERSION}")
    try:
        ours = {one.name: data[one.name] for one in fields(WorkshopState) if one.name in data}
        state: WorkshopState = typed(ours, WorkshopState, "workshop")
    except InputError as error:
        raise InputError(f"this workshop is damaged: {error}") from None
    if state.form not in FORMS or not 0 <= state.round < len(FORMS[state.form]):
        raise InputError("this workshop is damaged: its form or round is not known")
    if state.phase not in (*OPENING, *ROUND, *CLOSING):
        raise InputError("this workshop is damaged: its page is not known")
    return state
