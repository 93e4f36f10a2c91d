"""The records of the tables: one class a table, field by field.

The classes exist for people and type checkers: `people: Table[Person]` gives every row its field names. numpy gets
its structured type from the same annotations (`table.record_dtype`), and numba types the arrays it is given. Times are
in working days, effort in person-days, money in kEUR; shares are 0 to 1; rows and flags are integers, NONE is no row.
"""

from __future__ import annotations

from typing import Protocol


class Person(Protocol):
    """A person of either side. Fields of one side are 0 on the other; traits are 0 to 1, trust is in the other side.

    Honesty, understanding of IT, satisfaction and expected lead time are of managers; skills, work and home are of IT
    people, whose understanding and expertise are matrices of the world. Opinions and sums over ties are as of the last update.
    """

    key: int  # identity for random numbers
    side: int  # IT or BUSINESS
    team: int
    role: int
    resolver: int  # 1: takes incidents
    works_problems: int  # 1 today if on problem work
    clock: float  # position in today, 0 to 1 (above 1: booked into tomorrow)
    named: int  # open incidents that name this person
    first_tie: int
    ties: int
    rank: float  # 0 to 1, place in a random order among those of the same team and role
    trust: float  # opinion of the other side, when last updated; so are its three components
    speed: float  # share of the clock that becomes work today
    waits_until: float  # when the next incident of the team becomes ready, at latest the end of the slot
    bench: int  # row in the table of tastes, NONE for those who never work on problems
    home: int  # business team served under federation
    counterpart: int  # its other end
    openness: float  # factor of trust on attention for the other side
    contact: float  # sums over ties, when last updated
    cross_contact: float
    own_budget: float  # contact that the person can keep up on the own side, and on the other
    listening: float
    language: float
    taken: float  # person-days of today taken by contacts, meetings, training
    direct: float  # strength of the strongest tie to the other side
    ability: float
    benevolence: float
    integrity: float
    cross_ties: float
    cross_budget: float
    problem: int  # root cause in hand
    problem_key: int  # its identity: rows are used again
    problem_day: int  # day on which it was picked
    picked: int  # day on which last_change was picked
    last_key: int  # its identity
    honesty: float  # business: private cost of exaggeration
    it_understanding: float  # business: understanding of IT
    satisfaction: float
    expected_lead: float  # working days
    tie_room: int
    last_change: int  # row of the change worked on last
    seat: int  # 1: is invited to the board
    threshold: float  # business: force at which resistance begins
    stage: int  # business: stage of resistance
    against_it: int  # business: 1 resists IT itself, not the process
    exposure: float  # business: incidents felt, as remembered


class Team(Protocol):
    """A team of one side; its members stand in consecutive rows. IT teams have queues, business teams own services."""

    key: int
    side: int
    first: int  # row of its first member
    members: int
    resolvers: int  # members who take incidents
    developers: int
    is_desk: int
    first_service: int  # services a business team owns, in consecutive rows
    services: int
    next_user: int  # business: next team that uses the same service
    first_incident: int  # linked list of open incidents that are ready
    first_waiting: int  # of the others, the one that becomes ready first in front
    incidents: int
    first_change: int  # linked list of waiting changes
    changes: int
    channel: int  # column of the team in `World.relay`, NONE for teams that own no need and build no changes
    helps: int  # IT team whose changes this team helps to build


class Service(Protocol):
    """An IT service, owned by a business team.

    `value` is what it earns on a mean day, kEUR; `today` and `mean_rhythm` are calendar factors, 1 for an ordinary day.
    """

    key: int
    owner: int
    value: float  # kEUR a day
    rhythm: int
    today: float  # calendar factor today
    mean_rhythm: float
    change_team: int  # IT team that builds its changes
    causes: int  # root causes it ever had
    first_component: int  # its components as a list, the newest in front
    loose: int  # of these, the newest that are in no group yet
    first_user: int  # teams that use it without owning a service, as a list
    announced: float  # probability that IT was told of its peaks
    reached: float  # mean voice of the owner team where its changes are built
    prepared: int  # 1 if today's peak was prepared
    released: float  # lost through releases today, kEUR
    log_today: float
    understood: float  # mean understanding of it among IT people
    board_view: float  # joint understanding of the last board meeting


class Need(Protocol):
    """A skill that a service needs, in the order of SKILLS for each service; `team` owns it and gets its incidents."""

    key: int
    service: int
    team: int


class Tie(Protocol):
    """One direction of a tie between two people; contact, trust and weights are 0 to 1."""

    target: int
    across: int  # 1: to the other side
    contact: float
    draw: float  # weight of that trust in inviting
    accept: float  # weight of the other end's trust in accepting
    trust: float  # trust when its owner last updated it
    strength: float  # as a channel of words, when its owner last updated it
    known: float  # inside IT: how far its owner knows what the other end can do
    mate: int  # the row of the tie back
    lasting: float  # structural contact that decay stops at
    pair: float  # standard normal number of the two people, the same both ways


class Totals(Protocol):
    """Scalars of the organisation as a whole: sizes, rows in use, stocks, and memories that rules read.

    Capacities are in person-days a day, `benefit` in kEUR a day; `scale` is IT resolvers over the 21 of the reference.
    """

    seed: int  # random seed
    day: int  # next day to simulate
    it: int
    people: int
    scale: float
    reach: float  # share of a service's users whom one disturbance reaches, against the reference organisation
    framework: float
    benefit: float
    change_capacity: float
    incident_capacity: float
    pull: float
    pressure: float  # remembered pull of firefighting, 0 to 1
    lasting_pressure: float  # the same over a longer time
    practice: float  # root causes removed, as remembered
    open_incidents: int
    open_changes: int
    active_causes: int
    incident_rows: int
    change_rows: int
    cause_rows: int
    components: int
    closed: int
    causes_ever: int  # root causes that ever were
    chief: int  # the row of the CIO, else of the first IT person
    free_incident: int
    free_change: int
    free_cause: int
    busiest_team: int
    board_decides: int
    understanding: float  # means of yesterday
    business_understanding: float
    records: float  # how far a framework works on what people put in
    sla: float  # share closed in time, as remembered
    mandate: float  # mandate in force today
    heard: float  # share of managers whose resistance IT has noticed
    voting: int  # 1 once managers vote on outsourcing, after the burn-in
    exit_day: int  # day on which outsourcing was decided, NONE before
    outsourcing: int  # 1: its levers hold from the next day on; 2: they hold
