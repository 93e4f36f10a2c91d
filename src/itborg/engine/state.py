"""The state of the world: what is true today. Tables of records, one row per person or thing.

The kernel sees one NamedTuple of tables. A row of a table is a record, `person.satisfaction`
reads and writes it both compiled and interpreted. Times are in working days, effort in
person-days, money in kEUR; shares are 0 to 1.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

F, I = np.float64, np.int64
#: Codes of PEOPLE.role; the names are in organisation.types.
DESK, OPERATIONS, DEVELOPER, PROBLEM, CHANGE_MANAGER, PROCESS_MANAGER, DELIVERY_MANAGER, CIO = range(8)
MANAGER, DIRECTOR, CEO = 8, 9, 10
IT, BUSINESS = 0, 1
ABILITY, BENEVOLENCE, INTEGRITY = 0, 1, 2
NONE = -1
PERSON = np.dtype((np.record, [
    ("key", I),  # identity for luck
    ("side", I), ("role", I), ("team", I),
    ("rank", F),  # 0 to 1, place in a keyed order among those of the same team and role
    ("listening", F), ("language", F),
    ("trust", F), ("ability", F), ("benevolence", F), ("integrity", F),  # mean trust in the other side, at last stock
    ("contact", F), ("cross_contact", F), ("cross_ties", F),  # sums over ties, at last stock
    ("label_weight", F),  # weight given to labels today
    ("problem", I), ("problem_key", I), ("problem_day", I),  # root cause in hand, its identity, the day it was picked
    ("waits_until", F),  # when the next incident in sight becomes ready
    ("picked", I), ("last_key", I),  # day on which last_change was picked, and its identity: rows are used again
    ("honesty", F),  # business: private cost of exaggeration
    ("it_understanding", F),  # business: understanding of IT
    ("satisfaction", F), ("expected_lead", F),
    ("first_tie", I), ("ties", I), ("tie_room", I),
    ("taken", F),  # person-days of today taken by contacts, meetings, training
    ("speed", F),  # share of the clock that becomes work today
    ("clock", F),  # position in today, 0 to 1 (above 1: booked into tomorrow)
    ("named", I),  # open incidents that name this person
    ("last_change", I),  # row of the change worked on last
    ("home", I),  # business team served under federation
    ("works_problems", I),  # 1 today if on problem work
    ("resolver", I),  # 1: takes incidents
    ("seat", I),  # 1: is invited to the board
]))
TEAM = np.dtype((np.record, [
    ("key", I), ("side", I), ("first", I), ("members", I),
    ("resolvers", I),  # members who take incidents
    ("developers", I),
    ("is_desk", I),
    ("first_service", I), ("services", I),  # services a business team owns (rows are contiguous)
    ("first_incident", I), ("incidents", I),  # linked list of open incidents
    ("first_change", I), ("changes", I),  # linked list of waiting changes
    ("helps", I),  # IT team whose changes this team helps to build
]))
SERVICE = np.dtype((np.record, [
    ("key", I), ("owner", I), ("value", F), ("rhythm", I),
    ("today", F),  # calendar factor today
    ("mean_rhythm", F),
    ("up", F),  # product of (1 - impact) over today's outages
    ("change_team", I),  # IT team that builds its changes
    ("causes", I), ("first_component", I),  # root causes it ever had; its components as a list
    ("told", F),  # probability that IT was told of its peaks
    ("prepared", I),  # 1 if today's peak was prepared
    ("log_today", F),
    ("understood", F),  # mean understanding of it among IT people
    ("board_view", F),  # joint understanding of the last board meeting
]))
NEED = np.dtype((np.record, [
    ("key", I), ("service", I), ("team", I),
]))
TIE = np.dtype((np.record, [
    ("target", I), ("mate", I),  # the row of the tie back
    ("across", I),  # 1: to the other side
    ("contact", F),
    ("lasting", F),  # structural contact that decay stops at
    ("trust", F),  # trust when its owner last took stock
    ("draw", F),  # how that trust weighs in inviting
    ("accept", F),  # how the trust of the other end weighs in accepting
]))
COMPONENT = np.dtype((np.record, [
    ("key", I), ("need", I), ("causes", I), ("difficulty", F), ("article", F),
    ("after", I),  # next component of the same service
]))
CAUSE = np.dtype((np.record, [
    ("key", I), ("active", I), ("service", I), ("component", I),
    ("hazard", F), ("effort", F), ("left", F), ("count", F),
    ("hidden", I),  # 1: born of shadow IT
    ("opened", F),  # day it appeared
    ("after", I),  # next free row
    ("begun", F),  # day problem work began, NaN before
]))
INCIDENT = np.dtype((np.record, [
    ("key", I), ("open", I), ("service", I), ("owner", I), ("cause", I), ("cause_key", I), ("component", I),
    ("need", I), ("seen", I),  # true and perceived need
    ("second", I),  # second need, NONE when none is left
    ("difficulty", F), ("effort", F),
    ("impact", F), ("severity", F), ("worth", F),  # worth = ln(impact x day value)
    ("label", I), ("level", I), ("target", F),  # stated, true level 1..4; SLA target in days
    ("opened", F), ("ready", F), ("since", F),  # working days; since: handed to its holder
    ("loss", F),
    ("team", I), ("holder", I), ("sender", I), ("sender_team", I),
    ("log_effort", F),
    ("hops", I), ("returned", I), ("asked", I), ("appointed", I), ("answered_hop", I), ("failed", I), ("reopened", I),
    ("context", F), ("information", F), ("spent", F),
    ("people_seen", I), ("teams_seen", I),
    ("before", I), ("after", I),  # neighbours in the team's list; after: next free row
]))
CHANGE = np.dtype((np.record, [
    ("key", I), ("open", I), ("service", I), ("owner", I), ("team", I),
    ("value", F), ("effort", F), ("risk", F), ("left", F),
    ("label", I), ("level", I), ("promise", F), ("asked_day", F), ("approved", F),
    ("workers", I), ("worker_a", I), ("worker_b", I),
    ("appeal", F),  # technical interest, no value to the business
    ("log_density", F),  # ln(value) - .6 ln(effort) against the average change
    ("release", F),  # day of release once finished, NaN before
    ("builder", I),
    ("before", I), ("after", I),
]))
CLOSED = np.dtype((np.record, [
    ("key", I), ("opened", F), ("closed", F), ("hours", F), ("hops", I), ("teams", I), ("returned", I), ("asked", I),
    ("reopened", I), ("service", I), ("component", I), ("label", I), ("level", I),
    ("target", F), ("in_time", I), ("red", I), ("loss", F), ("spent", F), ("owner", I), ("solver", I),
]))
#: Scalars of the organisation as a whole.
ORGANISATION = np.dtype((np.record, [
    ("seed", I),  # root of all luck
    ("day", I),  # next day to live through
    ("it", I), ("people", I), ("scale", F),
    ("reach", F),  # share of a service's users whom one disturbance reaches, against the reference organisation
    ("framework", F), ("benefit", F),
    ("change_capacity", F), ("incident_capacity", F),
    ("pull", F), ("pressure20", F), ("pressure60", F),
    ("practice", F),  # root causes removed, as remembered
    ("open_incidents", I), ("open_changes", I), ("active_causes", I),
    ("incident_rows", I), ("change_rows", I), ("cause_rows", I), ("components", I), ("closed", I),
    ("causes_ever", I), ("chief", I),  # root causes that ever were; the row of the CIO, else of the first IT person
    ("free_incident", I), ("free_change", I), ("free_cause", I),
    ("busiest_team", I), ("board_decides", I),
    ("understanding", F), ("business_understanding", F),  # means of yesterday
    ("records", F),  # how far a framework works on what people put in
    ("sla", F),  # share closed in time, as remembered
]))


class World(NamedTuple):
    """All tables. Shapes: n people, k needs, s services, t tie rows, d days."""

    organisation: Any  # (1,) ORGANISATION
    parameters: Any  # (1,) PARAMETER_DTYPE
    levers: Any  # (d,) LEVER_DTYPE
    history: Any  # (d,) HISTORY
    people: Any  # (n,), IT people first, then by team
    teams: Any
    services: Any  # business teams' services contiguous
    needs: Any  # (k,), SKILLS per service
    ties: Any  # (t,), a block per person
    components: Any
    causes: Any
    incidents: Any
    changes: Any
    closed: Any
    rhythm: NDArray[np.float64]  # (s, d) calendar factor
    understanding: NDArray[np.float64]  # (n_it, s)
    expertise: NDArray[np.float64]  # (n_it, k)
    expertise_base: NDArray[np.float64]  # (n_it, k)
    belief: NDArray[np.float64]  # (tie rows of IT people, k)
    deviation: NDArray[np.float64]  # (t, 3) trust of a tie against the stereotype
    stereotype: NDArray[np.float64]  # (n, 2, 3) trust in each side, by component
    people_seen: NDArray[np.int64]  # (incident rows, 8) last holders
    teams_seen: NDArray[np.int64]  # (incident rows, 12) last teams
    handoffs: NDArray[np.int64]  # (teams, teams)
    columns: NDArray[np.float64]  # (d, columns) the same memory as history
    desk: NDArray[np.int64]  # rows of the people of the service desk
    delivery: NDArray[np.int64]  # rows of the service delivery managers
    given: NDArray[np.float64]  # (n, traits) traits that were given, NaN where not
    given_trust: NDArray[np.float64]  # (t,) trust of ties that was given, NaN where not
    campaign: NDArray[np.int64]  # (d,) 1 campaign, 0 none, -1 to be drawn week by week
    scratch: NDArray[np.float64]  # room for a loop over ties or a team
    order: NDArray[np.int64]  # the same length
#: Skills that each service needs.
SKILLS = 3
