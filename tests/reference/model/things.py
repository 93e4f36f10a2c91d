"""What the plain model is made of: people, ties, teams, services, incidents, changes, root causes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.reference.model.chance import RandomNumbers

SKILLS = 3
WEEK, MONTH, QUARTER = 5, 20, 60
SLOTS = 4
IT, BUSINESS = 0, 1
ABILITY, BENEVOLENCE, INTEGRITY = 0, 1, 2
DESK, OPERATIONS, DEVELOPER, PROBLEM, CHANGE_MANAGER, PROCESS_MANAGER, DELIVERY_MANAGER, CIO = range(8)


class Shelf:
    """Numbered places. A place given back is the first to be used again; walks go by place."""

    def __init__(self) -> None:
        """Start without places."""
        self.places: list[Any] = []
        self.free: list[int] = []  # last given back stands last

    def put(self, thing: Any) -> None:
        """Give a thing a place."""
        if self.free:
            thing.place = self.free.pop()
            self.places[thing.place] = thing
        else:
            thing.place = len(self.places)
            self.places.append(thing)

    def take(self, thing: Any) -> None:
        """Take a thing off its place."""
        self.places[thing.place] = None
        self.free.append(thing.place)

    def all(self) -> list[Any]:
        """Return what stands on the shelf, by place."""
        return [thing for thing in self.places if thing is not None]


class Recall:
    """A memory of the last few: when it is full, the newest takes the position of the oldest."""

    def __init__(self, size: int) -> None:
        """Start with nothing in mind."""
        self.size, self.count = size, 0
        self.slots: list[Any] = []

    def add(self, thing: Any) -> None:
        """Remember one more."""
        position = self.count % self.size
        self.slots[position : position + 1] = [thing]
        self.count += 1


@dataclass(eq=False, repr=False)
class Tie:
    """What one person keeps of another: contact, what trust adds to the stereotype, what the other can do."""

    contact: float
    lasting: float
    trust: float  # when its owner last took stock
    draw: float  # how that trust weighs in inviting
    accept: float  # how the trust of the other end weighs in accepting
    strength: float  # as a channel of words, when its owner last took stock
    deviation: list[float]
    known: float = 0.0  # inside IT: how far its owner knows what the other can do


@dataclass(eq=False, repr=False)
class Team:
    """A team; its queues have the newest arrival in front."""

    number: int
    key: int
    side: int
    is_desk: int
    resolvers: int
    uses: Service | None = None
    members: list[Person] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    helps: Team | None = None


@dataclass(eq=False, repr=False)
class Person:
    """One of IT or of the business. `ties` is keyed by the other's number and keeps the kernel's order."""

    number: int
    key: int
    side: int
    role: int
    team: Team
    rank: float
    listening: float
    language: float
    trust: float
    ability: float
    benevolence: float
    integrity: float
    contact: float
    cross_contact: float
    cross_ties: float
    own_budget: float
    cross_budget: float
    openness: float
    honesty: float
    it_understanding: float
    satisfaction: float
    expected_lead: float
    tie_room: int
    taken: float
    speed: float
    clock: float
    named: int
    picked: int
    resolver: int
    seat: int
    works_problems: int
    threshold: float
    stage: int
    against_it: int
    exposure: float
    stereotype: list[list[float]]
    understanding: list[float]
    expertise: list[float]
    expertise_base: list[float]
    p: Any  # the parameters of the model
    ties: dict[int, Tie] = field(default_factory=dict)
    home: Team | None = None
    last_change: Change | None = None
    problem: Cause | None = None  # picked on problem_day
    problem_day: int = -1


@dataclass(eq=False, repr=False)
class Service:
    """What the business lives on."""

    number: int
    key: int
    owner: Team
    value: float
    today: float
    mean_rhythm: float
    announced: float
    reached: float
    prepared: int
    released: float
    understood: float
    board_view: float
    rhythm: list[float]
    up: list[float]  # share of the value of every day not lost
    change_team: Team | None = None
    components: list[Component] = field(default_factory=list)  # the newest in front

    @property
    def causes(self) -> int:
        """Root causes it ever had."""
        return sum(c.causes for c in self.components)


@dataclass(eq=False, repr=False)
class Component:
    """A part of a service in which root causes gather; `causes` counts all it ever had."""

    need: int
    causes: int
    difficulty: float
    article: float


@dataclass(eq=False, repr=False)
class Cause:
    """A root cause."""

    key: int
    component: Component
    service: Service
    hazard: float
    left: float
    count: float
    hidden: int
    opened: float
    begun: float | None
    place: int = -1


@dataclass(eq=False, repr=False)
class Incident:
    """An open incident. Needs are numbers: service x SKILLS + skill."""

    key: int
    service: Service
    owner: Person
    cause: Cause | None
    component: Component
    need: int
    difficulty: float
    effort: float
    effort_stated: float  # as estimated at first; later halvings do not change it
    impact: float
    severity: float
    opened: float
    perceived_need: int = -1
    second: int | None = None
    label: int = 0
    level: int = 0
    voice: float = 0.0
    credit: float = 0.0
    target: float = 0.0
    stopped: float = 0.0
    held_from: float | None = None
    ready: float = 0.0
    since: float = 0.0
    loss: float = 0.0
    hops: int = 0
    team_changes: int = 0
    returned: int = 0
    questioned: int = 0
    appointed: int = 0
    answered_hop: int = -1
    failed: int = 0
    reopened: int = 0
    context: float = 1.0
    information: float = 0.0
    spent: float = 0.0
    holder: Person | None = None
    sender: Person | None = None
    sender_team: Team | None = None
    team: Any = None
    holders: Recall = field(default_factory=lambda: Recall(8))
    stations: Recall = field(default_factory=lambda: Recall(12))
    place: int = -1


@dataclass(eq=False, repr=False)
class Change:
    """A change request that IT accepted."""

    key: int
    service: Service
    owner: Person
    value: float
    effort: float
    left: float
    risk: float
    label: int
    level: int
    voice: float
    credit: float
    counterpart: Person | None
    promise: float
    requested_day: float
    approved: float
    appeal: float
    log_density: float
    release: float | None = None
    builder: Person | None = None
    workers: list[Person] = field(default_factory=list)
    team: Any = None
    place: int = -1


@dataclass(eq=False, repr=False)
class Firm:
    """The whole organisation on one day."""

    draws: RandomNumbers
    p: SimpleNamespace
    levers: list[SimpleNamespace]
    people: list[Person]
    teams: list[Team]
    services: list[Service]
    need_team: list[Team]
    need_keys: list[int]
    scalars: SimpleNamespace
    components: list[Component] = field(default_factory=list)
    causes: Shelf = field(default_factory=Shelf)
    incidents: Shelf = field(default_factory=Shelf)
    changes: Shelf = field(default_factory=Shelf)
    closed: list[dict[str, float]] = field(default_factory=list)
    handoffs: dict[tuple[int, int], int] = field(default_factory=dict)
    row: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def it(self) -> list[Person]:
        """The people of IT."""
        return self.it_people

    def __post_init__(self) -> None:
        """Split people by side."""
        self.it_people = [x for x in self.people if x.side == IT]
        self.managers = [x for x in self.people if x.side == BUSINESS]
