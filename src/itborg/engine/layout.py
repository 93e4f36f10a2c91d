"""From an organisation to empty tables: who stands in which row, and how much room everything gets.

Plain Python, once per organisation; nothing is drawn here. Identity keys come from ids and names, not from rows, so
random numbers follow a person or a service when others are added or the order of the files changes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common import streams
from ..common.random_numbers import text_key
from ..organisation.types import BUSINESS_ROLES, IT_ROLES, RHYTHMS, TRAITS, Organisation
from ..strategies.levers import levers_at_rest
from . import state as st
from .history import blank_history
from .working_calendar import OUTLOOK

ROLE_CODES = {name: code for code, name in enumerate((*IT_ROLES, *BUSINESS_ROLES))}
RESOLVERS = (st.DESK, st.OPERATIONS, st.DEVELOPER, st.PROBLEM)
REFERENCE_RESOLVERS = 21  # people who solve incidents in the organisation whose parameters are the reference
SPARE_TIES = 24


def row_order(organisation: Organisation) -> list[int]:
    """Return positions in organisation.people by world row: IT first, teams together.

    Inside a team people keep the order of the file. With teams together, members are a range of rows, and the kernel
    needs no lists of them.
    """
    teams = {key: n for n, key in enumerate(team_order(organisation))}
    rows = range(len(organisation.people))
    return sorted(rows, key=lambda k: teams[organisation.people[k].side, organisation.people[k].team])


def team_order(organisation: Organisation) -> list[tuple[str, str]]:
    """Return (side, team) in world order: IT teams first, each side in order of appearance.

    The position in the list is the row in `w.teams`; a name may occur on both sides.
    """
    seen = dict.fromkeys((p.side, p.team) for p in organisation.people)
    return sorted(seen, key=lambda key: key[0] == "business")


def people_table(organisation: Organisation, order: list[int]) -> Any:
    """Return the table of people with identity, side, role and team; all else zero.

    order  from `row_order`

    Shape (n,), of type PERSON. Row numbers that point to nothing yet are NONE. `resolver` is 1 for the roles that take
    incidents: desk, operations, developers and problem staff.

    Where no IT person has such a role, all of IT become operations: an organisation known by names only can still be
    simulated.
    """
    teams = {key: n for n, key in enumerate(team_order(organisation))}
    table = np.zeros(len(order), dtype=st.PERSON)
    people = [organisation.people[k] for k in order]
    table["key"] = [text_key("person " + p.id) for p in people]
    table["side"] = [st.IT if p.side == "it" else st.BUSINESS for p in people]
    table["role"] = [ROLE_CODES[p.role] for p in people]
    table["team"] = [teams[p.side, p.team] for p in people]
    table["resolver"] = np.isin(table["role"], RESOLVERS)
    for nothing_yet in ("last_change", "picked", "problem", "problem_day", "home"):
        table[nothing_yet] = st.NONE
    if not table["resolver"][table["side"] == st.IT].any():
        table["resolver"][table["side"] == st.IT] = 1
        table["role"][table["side"] == st.IT] = st.OPERATIONS
    return table


def team_table(organisation: Organisation, people: Any) -> Any:
    """Return the table of teams; people of a team stand in consecutive rows.

    people  from `people_table`

    Shape (teams,), of type TEAM. Counts members, resolvers and developers from the table of people.

    A desk is an IT team of which more than half have the role of the service desk. `helps` names the team whose
    changes a team builds between incidents: itself if it has developers, else one that has, in turn, so that help is
    spread evenly. Without any developers every team with resolvers builds changes.
    """
    keys = team_order(organisation)
    table = np.zeros(len(keys), dtype=st.TEAM)
    team, role = people["team"], people["role"]
    table["key"] = [text_key(f"team {side} {name}") for side, name in keys]
    table["side"] = [st.IT if side == "it" else st.BUSINESS for side, _ in keys]
    table["members"] = np.bincount(team, minlength=len(keys))
    table["first"] = np.cumsum(table["members"]) - table["members"]
    table["resolvers"] = np.bincount(team[people["resolver"] == 1], minlength=len(keys))
    table["developers"] = np.bincount(team[role == st.DEVELOPER], minlength=len(keys))
    desk = np.bincount(team[role == st.DESK], minlength=len(keys))
    table["is_desk"] = (table["side"] == st.IT) & (2 * desk > table["members"])
    for nothing_yet in ("first_incident", "first_waiting", "first_change", "channel", "helps"):
        table[nothing_yet] = st.NONE
    builders = np.flatnonzero(table["developers"] > 0)
    if not len(builders):
        builders = np.flatnonzero((table["side"] == st.IT) & (table["resolvers"] > 0))
    for n, t in enumerate(np.flatnonzero(table["side"] == st.IT)):
        table["helps"][t] = t if t in builders else builders[n % len(builders)]
    return table


def service_table(organisation: Organisation, teams: Any) -> tuple[Any, NDArray[np.float64]]:
    """Return the table of services, those of one owner together, and the supplied day values (NaN where none).

    organisation  services with owner, rhythm and perhaps a day value
    teams         table of teams; gets `first_service` and `services` of the owners

    Shape (s,), of type SERVICE. Day values are kEUR on a mean day, shape (s,); missing ones are drawn in the initial
    state.
    """
    rows = {key: n for n, key in enumerate(team_order(organisation))}
    services = sorted(organisation.services, key=lambda s: rows["business", s.owner])
    table = np.zeros(len(services), dtype=st.SERVICE)
    values = np.full(len(services), np.nan)
    for n, s in enumerate(services):
        x = table[n]
        x.key = text_key("service " + s.name)
        x.owner = rows["business", s.owner]
        x.rhythm = RHYTHMS.index(s.rhythm)
        values[n] = np.nan if s.value_per_day is None else s.value_per_day
        if teams[x.owner].services == 0:
            teams[x.owner].first_service = n
        teams[x.owner].services += 1
    return table, values


def supplied_traits(organisation: Organisation, order: list[int]) -> NDArray[np.float64]:
    """Return the traits that people.csv supplies, NaN where it gives nothing.

    order  from `row_order`

    Shape (n, len(TRAITS)), values 0 to 1. Kept apart from the table of people because the initial state reads it after
    it has drawn what is missing.
    """
    supplied = np.full((len(order), len(TRAITS)), np.nan)
    for row, k in enumerate(order):
        for n, trait in enumerate(TRAITS):
            supplied[row, n] = organisation.people[k].traits.get(trait, np.nan)
    return supplied


def tie_table(
    organisation: Organisation, people: Any, order: list[int], parameters: Any
) -> tuple[Any, NDArray[np.float64]]:
    """Return the table of ties, a block of rows with spare room per person, and the supplied trust.

    people      table of people; gets `first_tie`, `ties` and `tie_room`
    order       from `row_order`
    parameters  record of parameters, shape (1,): lasting parts of ties

    Every tie has a tie back. One that the data lack starts without contact: surveys name contacts of one side only.
    The room is twice the ties of a person, or SPARE_TIES more, at most everybody else; a full block means that no new
    tie forms. Contact inside a team and a side lasts in part, because tasks bring these people together; across it
    does not. Supplied trust has one value per row, NaN where the data give none.
    """
    row_of, count = np.empty(len(order), dtype=np.int64), len(order)
    row_of[order] = np.arange(count)
    ties = organisation.ties
    source, target = row_of[ties.source], row_of[ties.target]
    pairs = np.sort(np.concatenate([source * count + target, target * count + source]))
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
    a, b = pairs // count, pairs % count
    degree = np.bincount(a, minlength=count)
    room = np.minimum(count - 1, np.maximum(2 * degree, degree + SPARE_TIES))
    people["tie_room"] = room
    people["first_tie"] = np.cumsum(room) - room
    people["ties"] = degree
    rows = people["first_tie"][a] + np.arange(len(pairs)) - (np.cumsum(degree) - degree)[a]
    known_rows = np.searchsorted(pairs, source * count + target)
    contact = np.zeros(len(pairs))
    contact[known_rows] = ties.contact
    across = people["side"][a] != people["side"][b]
    p = parameters[0]
    lasting = np.where(
        across, 0.0, np.where(people["team"][a] == people["team"][b], p.same_team_lasting, p.same_side_lasting)
    )
    table = np.zeros(int(room.sum()), dtype=st.TIE)
    table["target"][rows] = b
    table["mate"][rows] = rows[np.searchsorted(pairs, b * count + a)]
    table["across"][rows] = across
    table["contact"][rows] = contact
    table["lasting"][rows] = lasting * contact
    supplied = np.full(len(table), np.nan)
    supplied[rows[known_rows]] = ties.trust
    return table, supplied


def empty_world(organisation: Organisation, parameters: Any, campaign: NDArray[np.int64]) -> st.World:
    """Return the world of an organisation before anything was drawn.

    organisation  people, ties, services and calendar, checked when they were read
    parameters    record of parameters, shape (1,), from `mechanisms.registry.parameter_record`
    campaign      from `working_calendar.campaign_days`: one entry per day and OUTLOOK more

    Sizes of tables are estimates by `scale` (people who solve incidents over REFERENCE_RESOLVERS) and days; the run
    enlarges what turns out too small. Fields that are not known from the data are 0, seeds included; levers have no
    rows until a run has a length.

    The chief, who answers for rejected requests and closed shadow solutions, is the CIO, else the first IT person.
    """
    order = row_order(organisation)
    people = people_table(organisation, order)
    teams = team_table(organisation, people)
    services, values = service_table(organisation, teams)
    ties, supplied_trust = tie_table(organisation, people, order, parameters)
    it, n, days = int((people["side"] == st.IT).sum()), len(people), len(campaign) - OUTLOOK
    needs = np.zeros(len(services) * st.SKILLS, dtype=st.NEED)
    on_problems = np.flatnonzero((people["role"] == st.PROBLEM) | (people["role"] == st.OPERATIONS))
    benches = len(on_problems)
    people["bench"] = st.NONE
    people["bench"][on_problems] = np.arange(benches)
    scale = float(people["resolver"].sum()) / REFERENCE_RESOLVERS
    services["value"] = values
    history = blank_history(days)
    o = np.zeros(1, dtype=st.ORGANISATION)
    o["chief"] = next((row for row in range(it) if people[row].role == st.CIO), 0)
    o["it"], o["people"], o["scale"] = it, n, scale
    debt = int(scale * float(parameters["initial_causes"][0]) + 1.0)  # today's root causes
    shaped = debt * int(
        1.0 + float(parameters["earlier_generations"][0])
    )  # these and those before, which shaped components
    incident_rows = 1024 + int(64 * scale)
    closed = 12 * scale * days  # incidents of a run; a large organisation begins with fewer rows
    return st.World(
        organisation=o,
        parameters=parameters,
        streams=np.zeros(streams.COUNT, dtype=np.uint64),
        levers=levers_at_rest(0),
        history=history,
        people=people,
        teams=teams,
        services=services,
        needs=needs,
        ties=ties,
        components=np.zeros(256 + shaped, dtype=st.COMPONENT),
        causes=np.zeros(256 + 2 * debt, dtype=st.CAUSE),
        incidents=np.zeros(incident_rows, dtype=st.INCIDENT),
        changes=np.zeros(256 + int(24 * scale), dtype=st.CHANGE),
        closed=np.zeros(incident_rows + int(min(closed, 8192 + 240 * scale)), dtype=st.CLOSED),
        rhythm=np.zeros((len(services), len(campaign))),
        up=np.ones((len(services), len(campaign))),
        understanding=np.zeros((it, len(services))),
        expertise=np.zeros((it, len(needs))),
        expertise_base=np.zeros((it, len(needs))),
        deviation=np.zeros((len(ties), 3)),
        stereotype=np.zeros((n, 2, 3)),
        relay=np.zeros((it, min(int((teams["side"] == st.IT).sum()), len(needs) + len(services)))),
        people_seen=np.zeros((incident_rows, st.PEOPLE_REMEMBERED), dtype=np.int64),
        teams_seen=np.zeros((incident_rows, st.TEAMS_REMEMBERED), dtype=np.int64),
        handoffs=np.zeros((len(teams), len(teams)), dtype=np.int64),
        columns=history.view(np.float64).reshape(days, -1),
        desk=np.flatnonzero(teams["is_desk"][people["team"]] == 1),
        delivery=np.flatnonzero(people["role"] == st.DELIVERY_MANAGER),
        supplied=supplied_traits(organisation, order),
        supplied_trust=supplied_trust,
        campaign=campaign,
        tastes=np.zeros((benches, st.TASTES)),
        tasted=np.full((benches, st.TASTES), st.NONE),
        scratch=np.zeros(max(n, len(services)) + 1),
        order=np.zeros(n + 1, dtype=np.int64),
    )
