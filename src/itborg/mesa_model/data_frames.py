"""The state of a model as a network and its record as data frames, with names instead of rows; nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..engine.history import HISTORY
from ..engine.tables.relations import trust_along
from .person import Person
from .world_access import WorldAccess

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

#: Attributes of a person that become attributes of a node.
NODE = ("name", "side", "role", "team", "trust", "communication", "priority")
#: Columns of closed incidents that keep name and value.
_NUMBERS = ("hops", "team_changes", "teams", "label", "level", "target", "stopped", "loss", "spent")
#: Columns of closed incidents that are 0 or 1 in the table.
_FLAGS = ("returned", "questioned", "reopened", "in_time", "in_time_user_clock", "red")


def network(model: WorldAccess[Person]) -> nx.DiGraph[str]:
    """Return the network at the end of the last simulated day.

    Nodes are ids of people with the attributes in NODE; edges have `contact` and `trust`, each 0 to 1. The graph is a
    picture: it is frozen, because the model would ignore a change of it. `graph.copy()` can be changed.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    people = model.people
    for person in people:
        graph.add_node(person.person_id, **{name: getattr(person, name) for name in NODE})
    w = model.world
    for person in people:
        x = w.people[person.row]
        for n in range(x.first_tie, x.first_tie + x.ties):
            tie = w.ties[n]
            trust = float(trust_along(w, person.row, n))
            graph.add_edge(person.person_id, people[tie.target].person_id, contact=float(tie.contact), trust=trust)
    return nx.freeze(graph)


def history(model: WorldAccess[Person]) -> pd.DataFrame:
    """Return one row per simulated day; the index `day` is negative in the burn-in, 0 is the strategy's first day.

    Columns and units are those of engine.history.
    """
    import pandas as pd

    rows = model.run_record.history
    days = pd.RangeIndex(-model.burn_in, len(rows) - model.burn_in, name="day")
    values = np.asarray(rows).view(np.float64).reshape(len(rows), -1)
    return pd.DataFrame(values.copy(), index=days, columns=list(HISTORY.names or ()))


def closed_incidents(model: WorldAccess[Person]) -> pd.DataFrame:
    """Return one row per closed incident, in the order of closing.

    `opened` and `closed` are working days since the strategy's start; `hours` is the time from one to the other in
    calendar hours, `target` the target in working days, `stopped` the working days for which IT's clock stood, `loss`
    in kEUR, `spent` the effort in person-days. `in_time` is by IT's clock. `hops` counts changes of team or person.
    """
    import pandas as pd

    rows = model.run_record.closed
    services, people = np.array(model.rows.services), np.array([person.person_id for person in model.people])
    frame = pd.DataFrame({"incident": rows["key"], "service": services[rows["service"]]})
    frame["owner"], frame["solver"] = people[rows["owner"]], people[rows["solver"]]
    frame["opened"], frame["closed"] = rows["opened"] - model.burn_in, rows["closed"] - model.burn_in
    frame["hours"] = rows["hours"]
    for name in _NUMBERS:
        frame[name] = rows[name]
    for name in _FLAGS:
        frame[name] = rows[name].astype(bool)
    return frame
