"""An organisation from a user's own two tables, without organisation.toml."""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...common.errors import InputError, Problem, did_you_mean
from ..reading.csv_table import Table, read_table
from ..reading.folder import in_order, read_ties_file
from ..reading.messages import listing
from ..reading.people import check_people, read_people
from ..reading.services import made_services
from ..types import TRAITS, Organisation, Person

#: Columns that a table of people may have besides id and team.
OPTIONAL = ("name", "side", "role", *TRAITS)


def from_csv(
    people_csv: str | Path, ties_csv: str | Path, it_teams: Collection[str] = (), name: str = ""
) -> Organisation:
    """Return the organisation of a table of people and one of ties.

    people_csv  columns id and team; name, side, role and traits may follow
    ties_csv    source, target, contact, optional trust, as in an organisation's folder
    it_teams    the teams that are IT; a side in the table wins over this
    name        of the organisation; "" takes the name of the folder the people are in

    Services are one per business team, largest first, at most 8, of undrawn value.
    Raises InputError that lists every problem, one a line, at most 20.
    """
    if isinstance(it_teams, str):
        it_teams = [it_teams]
    title = name or Path(people_csv).absolute().parent.name
    shown = str(people_csv), str(ties_csv)
    organisation, problems = read_csvs(Path(people_csv), Path(ties_csv), it_teams, title, shown)
    if organisation is None:
        raise InputError(listing([problem for problem in problems if not problem.warning]))
    return organisation


def read_csvs(
    people_csv: Path, ties_csv: Path, it_teams: Collection[str], name: str, shown: tuple[str, str]
) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation of two tables, None if there is an error, and all problems.

    shown  what the user calls the two files
    """
    found: list[Problem] = []
    table = read_table(people_csv, shown[0], ("id", "team"), OPTIONAL, found)
    people = _people(table, it_teams, found) if table is not None else []
    ties = read_ties_file(ties_csv, shown[1], table, found)
    problems = in_order(found, shown)
    if ties is None or any(not problem.warning for problem in problems):
        return None, problems
    return Organisation(name, tuple(people), made_services(people), ties, source=shown[0]), problems


def _people(table: Table, it_teams: Collection[str], found: list[Problem]) -> list[Person]:
    """Return the people, with the side that the table or the list of IT teams gives them."""
    teams = table.column("team")
    for team in it_teams:
        if team not in teams:
            message = f"nobody is in the IT team '{team}'; {did_you_mean(team, sorted(set(teams)))}"
            found.append(Problem(table.file, None, "team", message))
    if "side" not in table.columns and not it_teams:
        message = "nobody says who is IT: add a column side (business or it), or `itborg org import --it TEAM`"
        found.append(Problem(table.file, table.lines[0] - 1 if table.lines else None, "side", message))
        return []
    given = table.column("side")
    table.columns["side"] = [
        side or ("it" if team in it_teams else "business") for side, team in zip(given, teams, strict=True)
    ]
    people = read_people(table, found)
    found += check_people(people, table)
    return people


#: Names under which other tools keep what people.csv and ties.csv call otherwise.
TEAM_NAMES = ("team", "department", "dept", "unit", "group", "division")
NAME_NAMES = ("name", "label")
CONTACT_NAMES = ("contact", "weight", "strength", "frequency")


def read_graph(path: Path) -> Any:
    """Return the networkx graph of a file, by its ending. Raises InputError where it cannot be read."""
    import networkx as nx

    readers = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".gml": nx.read_gml, ".net": nx.read_pajek}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: expected a network file of the kinds {', '.join(readers)}")
    try:
        return reader(path)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except Exception as error:  # each reader has errors of its own
        raise InputError(f"{path}: cannot be read as {path.suffix[1:].upper()} ({error})") from None


def is_graph(path: Path) -> bool:
    """Return whether a path looks like a network file rather than a table."""
    return path.suffix.lower() in (".graphml", ".gexf", ".gml", ".net")


def write_tables(path: Path, folder: Path, team: str = "", contact: str = "") -> tuple[Path, Path]:
    """Write a network file as people.csv and ties.csv and return both paths.

    team     attribute of the nodes that says where somebody works; "" looks for a usual name
    contact  attribute of the edges that says how often; "" looks for a usual name

    Contact up to 1 is taken as it is. Larger numbers (mails, minutes) become x / (x + median), so that the median
    tie has a contact of one half; edges without one get one half. Both assumptions. Undirected edges go both ways;
    self-loops are left out, and of several edges between two people the closest counts.
    """
    graph = read_graph(path)
    if graph.number_of_edges() == 0:
        raise InputError(f"{path}: there are no edges: nobody knows anybody")
    nodes: Mapping[Any, Mapping[str, object]] = dict(graph.nodes(data=True))
    where = _attribute(path, "node", "team", team, TEAM_NAMES, nodes.values())
    named = _usual(NAME_NAMES, nodes.values())
    also = [name for name in ("side", "role", *TRAITS) if any(name in node for node in nodes.values())]
    people = [
        (key, node.get(named, "") if named else "", node.get(where, ""), *(node.get(name, "") for name in also))
        for key, node in nodes.items()
    ]
    edges = [(a, b, data) for a, b, data in graph.edges(data=True) if a != b]
    often = _attribute(path, "edge", "contact", contact, CONTACT_NAMES, [e[2] for e in edges]) if contact else ""
    often = often or _usual(CONTACT_NAMES, [data for _, _, data in edges]) or ""
    shares = _shares(path, often, [data.get(often) if often else None for _, _, data in edges])
    closest: dict[tuple[Any, Any], float] = {}
    for (a, b, _), share in zip(edges, shares, strict=True):
        for pair in ((a, b),) if graph.is_directed() else ((a, b), (b, a)):
            closest[pair] = max(share, closest.get(pair, 0.0))
    ties = [(a, b, round(share, 4)) for (a, b), share in closest.items()]
    return (
        _table(folder / "people.csv", ("id", "name", "team", *also), people),
        _table(folder / "ties.csv", ("source", "target", "contact"), ties),
    )


def _usual(names: Sequence[str], things: Iterable[Mapping[str, object]]) -> str | None:
    present = {name for thing in things for name in thing}
    return next((name for name in names if name in present), None)


def _attribute(
    path: Path, kind: str, what: str, wanted: str, usual: Sequence[str], things: Iterable[Mapping[str, object]]
) -> str:
    """Return the attribute that holds something, as named or under a usual name."""
    things = list(things)
    present = sorted({name for thing in things for name in thing})
    found = wanted if wanted in present else "" if wanted else _usual(usual, things)
    if found:
        return found
    have = f"the {kind}s have {', '.join(present)}" if present else f"the {kind}s have no attributes"
    if wanted:
        raise InputError(f"{path}: no {kind} has an attribute '{wanted}'; {did_you_mean(wanted, present)}")
    raise InputError(f"{path}: which attribute is the {what}? {have}; name it with --{what} NAME")


def _shares(path: Path, name: str, values: Sequence[object]) -> list[float]:
    """Return contacts 0 to 1."""
    numbers = []
    for value in values:
        try:
            number = math.nan if value is None else float(str(value))
        except ValueError:
            raise InputError(f"{path}: edge attribute {name} = '{value}' is not a number") from None
        if number < 0.0 or math.isinf(number):
            raise InputError(f"{path}: edge attribute {name} = {value}; expected a number of at least 0")
        numbers.append(number)
    known = [x for x in numbers if not math.isnan(x) and x > 0.0]
    middle = float(np.median(known)) if known and max(known) > 1.0 else 0.0
    return [0.5 if math.isnan(x) else x / (x + middle) if middle else x for x in numbers]


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])
    return path
