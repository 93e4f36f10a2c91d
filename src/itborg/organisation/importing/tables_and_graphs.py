"""Organisations from two tables without organisation.toml, and tables from network files.

`from_csv` and `read_csvs` read two tables and write nothing; `write_tables` converts a network file to the two tables.
Formats of network files are those of networkx (GraphML, GEXF, GML, Pajek).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...common.errors import InputError, Problem, did_you_mean
from ...common.files import write_csv
from ..reading.csv_table import CsvTable, read_table
from ..reading.folder import in_order, read_ties_file
from ..reading.messages import listing
from ..reading.people import check_people, read_people
from ..reading.services import default_services
from ..types import TRAITS, Organisation, Person

#: Columns that a table of people may have in addition to id and team.
OPTIONAL = ("name", "side", "role", *TRAITS)
#: Usual names of attributes in network files for what people.csv and ties.csv call team, name and contact.
TEAM_NAMES = ("team", "department", "dept", "unit", "group", "division")
NAME_NAMES = ("name", "label")
CONTACT_NAMES = ("contact", "weight", "strength", "frequency")
#: File name extensions of network files.
GRAPH_FILES = (".graphml", ".gexf", ".gml", ".net")


def from_csv(
    people_csv: str | Path, ties_csv: str | Path, it_teams: Collection[str] = (), name: str = ""
) -> Organisation:
    """Return the organisation of a table of people and a table of ties.

    people_csv  columns id and team; name, side, role and traits may follow
    ties_csv    columns source, target and contact, optionally trust, as in the folder of an organisation
    it_teams    the teams that are IT; a side in the table has priority
    name        name of the organisation; "" takes the name of the folder that holds the people

    There is one service per business team, largest teams first, at most 8; their values are drawn later. Raises
    InputError, which lists the problems, one per line, at most 20.

    Calendar and currency are the defaults of the types. For a folder with organisation.toml use `load`.
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
    """Return the organisation of two tables (None after an error) and all problems.

    shown  names of the two files for messages

    Arguments are those of `from_csv`. Services are default services, and the source is the name of the table of people.
    """
    problems: list[Problem] = []
    table = read_table(people_csv, shown[0], ("id", "team"), OPTIONAL, problems)
    people = _people(table, it_teams, problems) if table is not None else []
    ties = read_ties_file(ties_csv, shown[1], table, problems)
    problems = in_order(problems, shown)
    if ties is None or any(not problem.warning for problem in problems):
        return None, problems
    return Organisation(name, tuple(people), default_services(people), ties, source=shown[0]), problems


def _people(table: CsvTable, it_teams: Collection[str], problems: list[Problem]) -> list[Person]:
    """Return the people, with the side from the table or, where it is empty, from the IT teams.

    table     columns id and team, and any of OPTIONAL; its column side is completed
    problems  list to which missing sides and unknown IT teams are added
    """
    teams = table.column("team")
    for team in it_teams:
        if team not in teams:
            message = f"nobody is in the IT team '{team}'; {did_you_mean(team, sorted(set(teams)))}"
            problems.append(Problem(table.file, None, "team", message))
    if "side" not in table.columns and not it_teams:
        message = "who is IT is missing: add a column side (business or it), or use `itborg org import --it TEAM`"
        problems.append(Problem(table.file, table.lines[0] - 1 if table.lines else None, "side", message))
        return []
    sides = table.column("side")
    table.columns["side"] = [
        side or ("it" if team in it_teams else "business") for side, team in zip(sides, teams, strict=True)
    ]
    people = read_people(table, problems)
    problems += check_people(people, table)
    return people


def read_graph(path: Path) -> Any:
    """Return the networkx graph of a network file; the extension decides the format.

    Raises InputError for another extension, or if the file cannot be read.

    path  file with one of the extensions GRAPH_FILES, upper or lower case
    """
    import networkx as nx

    readers = dict(zip(GRAPH_FILES, (nx.read_graphml, nx.read_gexf, nx.read_gml, nx.read_pajek), strict=True))
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: expected a network file of the kinds {', '.join(readers)}")
    try:
        return reader(path)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except Exception as error:  # each reader raises different exceptions
        raise InputError(f"{path}: cannot be read as {path.suffix[1:].upper()} ({error})") from None


def is_graph(path: Path) -> bool:
    """Return whether a path has the extension of a network file; the file itself is not opened."""
    return path.suffix.lower() in GRAPH_FILES


def write_tables(path: Path, folder: Path, team: str = "", contact: str = "") -> tuple[Path, Path]:
    """Write the people and ties of a network file as people.csv and ties.csv, and return both paths.

    folder   existing folder to write to
    team     attribute of the nodes that holds the team; "" looks for a usual name
    contact  attribute of the edges that holds the frequency of contact; "" looks for a usual name

    If no contact exceeds 1, values are used unchanged. Otherwise (numbers of mails, minutes) x becomes
    x / (x + median), so that the median tie has contact 0.5. An edge without a value has contact 0.5. Both rules are
    assumptions. Undirected edges become ties in both directions; self-loops are left out, and of parallel edges the
    one with most contact counts. Raises InputError for a file that cannot be read or has no edges, and for a missing
    attribute.
    """
    graph = read_graph(path)
    if graph.number_of_edges() == 0:
        raise InputError(f"{path}: there are no edges")
    nodes: Mapping[Any, Mapping[str, object]] = dict(graph.nodes(data=True))
    team_name = _attribute(path, "node", "team", team, TEAM_NAMES, nodes.values())
    name_name = _usual(NAME_NAMES, nodes.values())
    optional = [name for name in ("side", "role", *TRAITS) if any(name in node for node in nodes.values())]
    people = [
        (
            key,
            node.get(name_name, "") if name_name else "",
            node.get(team_name, ""),
            *(node.get(name, "") for name in optional),
        )
        for key, node in nodes.items()
    ]
    edges = [(a, b, data) for a, b, data in graph.edges(data=True) if a != b]
    edge_data = [data for _, _, data in edges]
    named = _attribute(path, "edge", "contact", contact, CONTACT_NAMES, edge_data) if contact else ""
    contact_name = named or _usual(CONTACT_NAMES, edge_data) or ""
    shares = _shares(path, contact_name, [data.get(contact_name) if contact_name else None for data in edge_data])
    most: dict[tuple[Any, Any], float] = {}
    for (a, b, _), share in zip(edges, shares, strict=True):
        for pair in ((a, b),) if graph.is_directed() else ((a, b), (b, a)):
            most[pair] = max(share, most.get(pair, 0.0))
    ties = [(a, b, round(share, 4)) for (a, b), share in most.items()]
    return (
        write_csv(folder / "people.csv", [("id", "name", "team", *optional), *people]),
        write_csv(folder / "ties.csv", [("source", "target", "contact"), *ties]),
    )


def _usual(names: Sequence[str], items: Iterable[Mapping[str, object]]) -> str | None:
    """Return the first of some names that any node or edge has as an attribute.

    Names are tried in the order given; None if none is present.
    """
    present = {name for item in items for name in item}
    return next((name for name in names if name in present), None)


def _attribute(
    path: Path, kind: str, what: str, wanted: str, usual: Sequence[str], items: Iterable[Mapping[str, object]]
) -> str:
    """Return the wanted attribute, or one with a usual name if none is wanted. Raises InputError if there is none.

    kind  "node" or "edge", for messages
    what  column that the attribute fills, "team" or "contact", for messages
    """
    items = list(items)
    present = sorted({name for item in items for name in item})
    name = wanted if wanted in present else "" if wanted else _usual(usual, items)
    if name:
        return name
    have = f"the {kind}s have {', '.join(present)}" if present else f"the {kind}s have no attributes"
    if wanted:
        raise InputError(f"{path}: no {kind} has an attribute '{wanted}'; {did_you_mean(wanted, present)}")
    raise InputError(f"{path}: which attribute is the {what}? {have}; name it with --{what} NAME")


def _shares(path: Path, name: str, values: Sequence[object]) -> list[float]:
    """Return contacts from 0 to 1; see write_tables for the rules.

    Raises InputError for a value that is not a number, is negative or infinite.
    """
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
