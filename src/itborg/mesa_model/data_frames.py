"""A world looked at from outside: as a network, as tables with names. Looking changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..engine.history import HISTORY
from ..engine.tables.relations import trust_along
from .person import Incident, Person

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from .model import Model

NODE = ("name", "side", "role", "team", "trust", "communication", "priority")
_NUMBERS = ("hops", "teams", "label", "level", "target", "loss", "spent")
_YES_OR_NO = ("returned", "asked", "reopened", "in_time", "red")


def network(model: Model) -> nx.DiGraph[str]:
    """Return who knows and trusts whom tonight, people by id."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    people: list[Any] = model.people
    for one in people:
        graph.add_node(one.person_id, **{name: getattr(one, name) for name in NODE})
    w = model.world
    for one in people:
        x = w.people[one.row]
        for n in range(x.first_tie, x.first_tie + x.ties):
            tie = w.ties[n]
            other = people[tie.target].person_id
            graph.add_edge(one.person_id, other, contact=float(tie.contact), trust=float(trust_along(w, one.row, n)))
    return graph


def history(model: Model) -> pd.DataFrame:
    """Return one row per day lived through; days of the burn-in are negative."""
    import pandas as pd

    rows = model.run_record.history
    days = pd.RangeIndex(-model.burn_in, len(rows) - model.burn_in, name="day")
    values = np.asarray(rows).view(np.float64).reshape(len(rows), -1)
    return pd.DataFrame(values.copy(), index=days, columns=list(HISTORY.names or ()))


def closed_incidents(model: Model) -> pd.DataFrame:
    """Return the closed incidents in the order in which they closed; days count from the strategy's start."""
    import pandas as pd

    rows = model.run_record.closed
    services, people = np.array(model.rows.services), np.array([one.person_id for one in model.people])
    frame = pd.DataFrame({"incident": rows["key"], "service": services[rows["service"]]})
    frame["owner"], frame["solver"] = people[rows["owner"]], people[rows["solver"]]
    frame["opened"], frame["closed"] = rows["opened"] - model.burn_in, rows["closed"] - model.burn_in
    frame["hours"] = rows["hours"]
    for name in _NUMBERS:
        frame[name] = rows[name]
    for name in _YES_OR_NO:
        frame[name] = rows[name].astype(bool)
    return frame


def open_incidents(model: Model, column: str, row: int) -> list[Incident]:
    """Return open incidents whose `column` ("holder", "owner") is a person, oldest first."""
    table = model.world.incidents
    rows = np.flatnonzero((table["open"] == 1) & (table[column] == row))
    return [incident(model, int(n)) for n in rows[np.argsort(table["opened"][rows], kind="stable")]]


def incident(model: Model, row: int) -> Incident:
    """Return one open incident by its row."""
    x, names = model.world.incidents[row], model.rows
    owner: Person = model.person(int(x.owner))
    return Incident(
        key=int(x.key), service=names.services[x.service], owner=owner, team=names.teams[x.team][1],
        label=int(x.label), level=int(x.level), opened=float(x.opened) - model.burn_in, impact=float(x.impact),
        loss=float(x.loss), hops=int(x.hops), row=row,
    )  # fmt: skip
