"""The state of the world: what is true today. Tables of records, one row per person or thing.

The kernel sees one NamedTuple of tables. A row of a table is a record, `person.satisfaction`
reads and writes it both compiled and interpreted. Times are in working days, effort in
person-days, money in kEUR; shares are 0 to 1.

References between tables are row numbers, NONE (-1) for no row. Relations between two kinds of things, as who
understands which service, are matrices indexed by both rows. The world is the complete state: a copy of it, with the
same seed and levers, has the same future.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .records import Need, Person, Service, Team, Tie, Totals
from .table import Table, record_dtype
from .work_records import Cause, Change, Closed, Component, Incident

if TYPE_CHECKING:
    from ..mechanisms.registry import Parameters
    from ..strategies.levers import Levers
    from .history import HistoryRow

#: Codes of PEOPLE.role; the names are in organisation.types.
DESK, OPERATIONS, DEVELOPER, PROBLEM, CHANGE_MANAGER, PROCESS_MANAGER, DELIVERY_MANAGER, CIO = range(8)
MANAGER, DIRECTOR, CEO = 8, 9, 10
IT, BUSINESS = 0, 1
ABILITY, BENEVOLENCE, INTEGRITY = 0, 1, 2
#: Sides, and components of trust.
SIDES, COMPONENTS = 2, 3
NONE = -1
PERSON = record_dtype(Person)
TEAM = record_dtype(Team)
SERVICE = record_dtype(Service)
NEED = record_dtype(Need)
TIE = record_dtype(Tie)
COMPONENT = record_dtype(Component)
CAUSE = record_dtype(Cause)
INCIDENT = record_dtype(Incident)
CHANGE = record_dtype(Change)
CLOSED = record_dtype(Closed)
ORGANISATION = record_dtype(Totals)


class World(NamedTuple):
    """All tables. Shapes: n people, k needs, s services, t tie rows, d days.

    IT people are rows 0 to `organisation[0].it - 1` of `people`, managers follow. `ties` has a block of `tie_room`
    rows per person, of which the first `ties` are used. Tables of components, root causes, incidents, changes and
    closed incidents have spare rows; scalars of `organisation` count those used so far.

    Trust of person i in a person at the end of tie row r is `stereotype[i, side] + deviation[r]`, by component: general
    trust in a side, and what this person adds to it. What an IT person believes a colleague to be able to do follows
    from one number of the tie, `known`, from expertise and from the team; see `handoffs.believed_expertise`.

    `understanding[i, s]` is what IT person i understands of the business behind service s; what managers understand
    of IT is one number, `people[m].it_understanding`.
    """

    organisation: Table[Totals]  # (1,)
    parameters: Table[Parameters]  # (1,)
    streams: NDArray[np.uint64]  # start of each random stream for the seed of the run
    levers: Table[Levers]  # (d,)
    history: Table[HistoryRow]  # (d,)
    people: Table[Person]  # (n,), IT people first, then by team
    teams: Table[Team]
    services: Table[Service]  # business teams' services contiguous
    needs: Table[Need]  # (k,), SKILLS per service
    ties: Table[Tie]  # (t,), a block per person
    components: Table[Component]
    causes: Table[Cause]
    incidents: Table[Incident]
    changes: Table[Change]
    closed: Table[Closed]
    rhythm: NDArray[np.float64]  # (s, d) calendar factor
    up: NDArray[np.float64]  # (s, d) share of the value of a day not lost: product of (1 - impact) over its outages
    understanding: NDArray[np.float64]  # (n_it, s)
    expertise: NDArray[np.float64]  # (n_it, k)
    expertise_base: NDArray[np.float64]  # (n_it, k)
    deviation: NDArray[np.float64]  # (t, 3) trust of a tie against the stereotype
    stereotype: NDArray[np.float64]  # (n, 2, 3) trust in each side, by component
    relay: NDArray[np.float64]  # (n_it, teams that own needs or build) how well an IT person is heard there
    people_seen: NDArray[np.int64]  # (incident rows, 8) last holders
    teams_seen: NDArray[np.int64]  # (incident rows, 12) last teams
    handoffs: NDArray[np.int64]  # (teams, teams)
    columns: NDArray[np.float64]  # (d, columns) the same memory as history
    desk: NDArray[np.int64]  # rows of the people of the service desk
    delivery: NDArray[np.int64]  # rows of the service delivery managers
    supplied: NDArray[np.float64]  # (n, traits) traits that the data supply, NaN elsewhere
    supplied_trust: NDArray[np.float64]  # (t,) trust of ties that the data supply, NaN elsewhere
    campaign: NDArray[np.int64]  # (d,) 1 campaign, 0 none, -1 to be drawn week by week
    tastes: NDArray[np.float64]  # (people who may work on problems, TASTES) taste for root causes met of late
    tasted: NDArray[np.int64]  # the same shape: keys of these root causes
    scratch: NDArray[np.float64]  # room for a loop over ties, services or a team
    order: NDArray[np.int64]  # the same length


#: Skills that each service needs.
SKILLS = 3
#: Tastes of a person for root causes that are kept, by row of the root cause modulo this number.
TASTES = 256
#: Holders and teams of an incident that are remembered.
PEOPLE_REMEMBERED, TEAMS_REMEMBERED = 8, 12
