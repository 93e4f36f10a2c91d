"""People and ties of a network file, as the two tables that the other readers check.

What is a person and what a tie is decided here, and each decision is a note for the user; `networks` only reads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ...common.errors import InputError, Problem, did_you_mean
from ...common.files import write_csv
from ..networks.network import Edge, Network
from ..networks.read_network import read_network
from ..reading.messages import Nearest, listing
from ..reading.receipt import Receipt
from ..types import TRAITS
from .find_person import PersonFinder
from .tables_and_graphs import Stated, read_people_table

#: Usual names of attributes for what people.csv and ties.csv call team, name and contact; case does not matter.
TEAM_NAMES = ("team", "department", "dept", "unit", "group", "division", "abteilung", "afdeling", "service", "equipe")
NAME_NAMES = ("name", "label")
CONTACT_NAMES = ("contact", "weight", "strength", "frequency", "value")
#: Largest number of nodes without a person that a message names.
MOST_NAMED = 4
#: Attributes of nodes that people.csv knows under the same name.
_SAME = ("side", "role", *TRAITS)
#: A number with a decimal comma; with three digits behind it, it could as well be a thousand.
_DECIMAL_COMMA = re.compile(r"^(\d*),(\d{1,2}|\d{4,})$")


class NetworkTables(NamedTuple):
    """The two tables of a network file, and how the file was understood."""

    people: Path
    ties: Path
    receipt: Receipt


def write_tables(path: Path, folder: Path, team: str = "", contact: str = "") -> NetworkTables:
    """Write the people and ties of a network file as people.csv and ties.csv.

    folder   existing folder to write to
    team     attribute of the nodes that holds the team; "" looks for a usual name
    contact  attribute of the edges that holds the frequency of contact; "" looks for a usual name

    Raises InputError for a file that cannot be read or has no edges, and for a missing attribute.
    """
    network = _connected(path)
    nodes = network.nodes
    team_name = _team(path, network, team)
    name_name = _usual(NAME_NAMES, nodes.values())
    same = {name: found for name in _SAME if (found := _usual((name,), nodes.values()))}
    people = [
        (key, node.get(name_name, ""), node.get(team_name, ""), *(node.get(found, "") for found in same.values()))
        for key, node in nodes.items()
    ]
    written = write_csv(folder / "people.csv", [("id", "name", "team", *same), *people])
    notes = [f"{_count(len(nodes), 'node')} in the file, as many people; their team is the attribute {team_name}."]
    return _with_ties(path, network, written, {key: key for key in nodes}, contact, notes)


def write_ties(
    path: Path, people_csv: Path, folder: Path, contact: str = "", stated: Stated | None = None
) -> NetworkTables:
    """Write the edges of a network file as ties.csv of people who are in a table.

    people_csv  a table of people with any columns
    folder      existing folder to write to; other arguments as for `write_tables`
    stated      what the user states about the table

    A node is the person whom its id or its label names, whichever is true of more nodes (`PersonFinder`). Nodes without
    an edge need not be in the table. Raises InputError as `write_tables` does, and for another node that is not.
    """
    network = _connected(path)
    problems: list[Problem] = []
    people = read_people_table(people_csv, str(people_csv), problems, stated)
    if people is None:
        raise InputError(listing([problem for problem in problems if not problem.warning]))
    ids = set(people.column("id"))
    label = _usual(NAME_NAMES, network.nodes.values())
    keys = {"id": {key: key for key in network.nodes}}
    if label:
        keys["label"] = {key: node.get(label, "") or key for key, node in network.nodes.items()}
    found: list[tuple[int, str, dict[str, str]]] = []
    for kind, words in keys.items():
        finder = PersonFinder(people.column("id"), people.column("name"))
        person = {key: finder(word) for key, word in words.items()}
        found.append((sum(one in ids for one in person.values()), kind, person))
    matched, kind, person = max(found, key=lambda one: one[0])
    _check_known(path, network, person, people.column("id"))
    notes = [f"{matched} of {len(network.nodes)} nodes are in the table of people, by their {kind}."]
    return _with_ties(path, network, people_csv, person, contact, notes, folder)


def _connected(path: Path) -> Network:
    """Return the network of a file. Raises InputError if it cannot be read or has no edges."""
    network = read_network(path)
    if not network.edges:
        raise InputError(f"{path}: there are no edges")
    return network


def _with_ties(
    path: Path, network: Network, people: Path, person: Mapping[str, str], contact: str, notes: list[str],
    folder: Path | None = None,
) -> NetworkTables:  # fmt: skip
    """Write ties.csv, beside the table of people or in a folder, and return the tables.

    If no contact exceeds 1, values are used unchanged, unless they are weights that are all 1, as in a matrix of zeros
    and ones. Otherwise (numbers of mails, minutes) x becomes x / (x + median), so that the median tie has contact 0.5.
    An edge without a value has contact 0.5. Both rules are assumptions. Undirected edges become ties in both
    directions; self-loops are left out, and of parallel edges the one with most contact counts.

    person  id of the person of each node
    """
    edges = [edge for edge in network.edges if person[edge.source] != person[edge.target]]
    name = _contact(path, edges, contact)
    shares, scale = _shares(path, name, [edge.attributes.get(name) for edge in edges])
    most: dict[tuple[str, str], float] = {}
    for edge, share in zip(edges, shares, strict=True):
        pair = person[edge.source], person[edge.target]
        for one in (pair,) if edge.directed else (pair, pair[::-1]):
            most[one] = max(share, most.get(one, 0.0))
    ties = [(*pair, round(share, 4)) for pair, share in most.items()]
    written = write_csv((folder or people.parent) / "ties.csv", [("source", "target", "contact"), *ties])
    directed = sum(edge.directed for edge in edges)
    loops, merged = len(network.edges) - len(edges), 2 * len(edges) - directed - len(ties)
    notes.append(f"{_count(len(network.edges), 'edge')} in the file, {_count(len(ties), 'tie')}; {scale}.")
    if directed < len(edges):
        notes.append(f"{_count(len(edges) - directed, 'edge')} without direction: a tie each way.")
    if loops:
        notes.append(f"{_count(loops, 'edge')} of a node with itself: left out.")
    if merged:
        notes.append(f"{_count(merged, 'tie')} more than once: the one with most contact counts.")
    facts: dict[str, float | int | str] = {"nodes": len(network.nodes), "edges": len(network.edges), "ties": len(ties)}
    form = f"network, {path.suffixes[0][1:].upper() if path.suffixes else ''}"
    return NetworkTables(people, written, Receipt(str(path), form, facts=facts, notes=[*network.notes, *notes]))


def _check_known(path: Path, network: Network, person: Mapping[str, str], ids: Sequence[str]) -> None:
    """Raise InputError if the end of an edge is nobody in the table of people; the first ones are named.

    person  id of the person of each node, the id or label of the node if there is none
    ids     ids of the table of people
    """
    known, nearest = set(ids), Nearest(ids)
    ends = dict.fromkeys(person[end] for edge in network.edges for end in edge[:2])
    absent = [one for one in ends if one not in known]
    if absent:
        named = "; ".join(f"'{one}', {nearest(one)}" for one in absent[:MOST_NAMED])
        more = f" and {len(absent) - MOST_NAMED} more" if len(absent) > MOST_NAMED else ""
        raise InputError(f"{path}: {_count(len(absent), 'node')} with edges not in the table of people: {named}{more}")


def _team(path: Path, network: Network, wanted: str) -> str:
    """Return the attribute that holds the team. Raises InputError if it is missing, with the attributes there are."""
    present = _present(network.nodes.values())
    if wanted and (found := _usual((wanted,), network.nodes.values())):
        return found
    if wanted:
        raise InputError(f"{path}: no node has an attribute '{wanted}'; {did_you_mean(wanted, present)}")
    found = _usual(TEAM_NAMES, network.nodes.values()) or network.team
    if not found:
        have = f"the nodes have {', '.join(present[:12])}" if present else "the nodes have no attributes"
        raise InputError(
            f"{path}: which attribute is the team? {have}; name it with --team NAME, or name a table of the people, "
            f"with their id and team, before the file: PEOPLE.csv {path.name}"
        )
    return found


def _contact(path: Path, edges: Sequence[Edge], wanted: str) -> str:
    """Return the attribute that holds the contact, "" for none. Raises InputError if a wanted one is missing."""
    attributes = [edge.attributes for edge in edges]
    found = _usual((wanted,) if wanted else CONTACT_NAMES, attributes)
    if wanted and not found:
        raise InputError(f"{path}: no edge has an attribute '{wanted}'; {did_you_mean(wanted, _present(attributes))}")
    return found


def _present(items: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the names of all attributes, sorted."""
    return sorted({name for item in items for name in item})


def _usual(names: Sequence[str], items: Iterable[Mapping[str, str]]) -> str:
    """Return the attribute with the first of some names that any node or edge has, "" if none; case does not matter."""
    present = {name.lower(): name for name in reversed(_present(items))}
    return next((present[name.lower()] for name in names if name.lower() in present), "")


def _shares(path: Path, name: str, values: Sequence[str | None]) -> tuple[list[float], str]:
    """Return contacts from 0 to 1 by the rules of `_with_ties`, and a clause that states the rule.

    Raises InputError for a value that is not a number, is negative or infinite.
    """
    numbers = []
    for value in values:
        try:
            number = math.nan if value in (None, "") else float(_DECIMAL_COMMA.sub(r"\1.\2", str(value)))
        except ValueError:
            raise InputError(f"{path}: edge attribute {name} = '{str(value)[:40]}' is not a number") from None
        if number < 0.0 or math.isinf(number):
            raise InputError(f"{path}: edge attribute {name} = {str(value)[:40]}; expected a number of at least 0")
        numbers.append(number)
    known = [x for x in numbers if not math.isnan(x) and x > 0.0]
    if not known:
        return [0.5 if math.isnan(x) else x for x in numbers], "their contact is 0.5, as the file has none"
    ones = min(known) == max(known) == 1.0 and name.lower() != CONTACT_NAMES[0]
    if max(known) <= 1.0 and not ones:
        return [0.5 if math.isnan(x) else x for x in numbers], f"their contact is the attribute {name}"
    middle = float(np.median(known))
    scaled = [0.5 if math.isnan(x) else x / (x + middle) for x in numbers]
    return scaled, f"their contact is x / (x + {middle:g}), where x is the attribute {name} and {middle:g} its median"


def _count(number: int, what: str) -> str:
    """Return a number and what it counts, in the plural where it has one.

    >>> _count(1, "edge"), _count(2, "edge")
    ('1 edge', '2 edges')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
