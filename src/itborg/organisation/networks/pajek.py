"""Pajek: networks with several relations, lists of neighbours, matrices, and partitions in one file (.net, .paj)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .network import MAX_NODES, Network, NetworkFileError

_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_SHAPES = ("ellipse", "box", "diamond", "triangle", "cross", "empty", "house", "man", "woman")
#: Sections that list edges, and whether those are directed.
_PAIRS = {"arcs": True, "edges": False}
_LISTS = {"arcslist": True, "edgeslist": False}

type Line = tuple[int, list[str]]


class _Section:
    """A part of the file: its kind in lower case, the words behind the kind, and its lines."""

    def __init__(self, line: int, kind: str, words: list[str]) -> None:
        self.line, self.kind, self.words = line, kind, words
        self.lines: list[Line] = []


def read_pajek(text: str) -> Network:
    """Return the network of a Pajek file; ids of nodes are their numbers, labels are the attribute `label`.

    A partition becomes an attribute with its name, and the team if it is the only one. Raises NetworkFileError with
    the line for a number that is no vertex, and for networks of two modes.
    """
    network = Network()
    sections = list(_sections(text))
    partitions: list[str] = []
    relations: dict[str, None] = {}
    ignored: dict[str, None] = {}
    target = ""  # what the next *Vertices belongs to: a network, or a partition
    for section in sections:
        if section.kind == "vertices":
            if not target.startswith("*"):
                _read_vertices(network, section)
            elif target.startswith("*partition"):
                partitions.append(_read_partition(network, section, target.removeprefix("*partition").strip()))
            target = ""
        elif section.kind in ("partition", "vector", "permutation", "cluster"):
            target = f"*{section.kind} {' '.join(section.words)}"
            if section.kind != "partition":
                ignored[section.kind] = None
        elif section.kind in _PAIRS or section.kind in _LISTS or section.kind == "matrix":
            relations[" ".join(section.words).partition('"')[0] or str(len(relations))] = None
            _read_lines(network, section)
        elif section.kind != "network":
            ignored[section.kind] = None
    if not network.nodes:
        raise NetworkFileError("this is not a Pajek network: expected *Vertices and a number")
    if len(set(partitions)) == 1:
        network.team = partitions[0]
    named = {edge.attributes["relation"] for edge in network.edges if "relation" in edge.attributes}
    if len(named) > 1:
        network.notes.append(f"{len(named)} relations are read as one network: {', '.join(sorted(named))}.")
    if ignored:
        network.notes.append(f"Sections that are not read: {', '.join('*' + kind[:40] for kind in ignored)}.")
    return network


def _sections(text: str) -> Iterator[_Section]:
    """Yield the sections of a file; comments and blank lines are left out."""
    section = None
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare or bare.startswith(("%", "/*")):
            continue
        words = [quoted or plain for quoted, plain in _TOKEN.findall(bare)]
        if bare.startswith("*"):
            if section is not None:
                yield section
            section = _Section(number, words[0][1:].lower(), words[1:])
        elif section is None:
            raise NetworkFileError(f"line {number}: expected a section such as *Vertices, found '{bare[:40]}'")
        else:
            section.lines.append((number, words))
    if section is not None:
        yield section


def _size(section: _Section) -> int:
    """Return the number of vertices that *Vertices states. Raises NetworkFileError for a wrong one."""
    sizes = [word for word in section.words if word.isdecimal() and len(word) < 10]
    if not sizes or int(sizes[0]) > MAX_NODES:
        raise NetworkFileError(f"line {section.line}: expected *Vertices and a number up to {MAX_NODES:,}")
    if len(sizes) > 1 and sizes[1] not in (sizes[0], "0"):
        raise NetworkFileError(
            f"line {section.line}: a network of two modes ({sizes[1]} and {int(sizes[0]) - int(sizes[1])} vertices); "
            "make it a network of people first, who are tied if they share an event"
        )
    return int(sizes[0])


def _read_vertices(network: Network, section: _Section) -> None:
    """Add the vertices of a network. Lines may be missing: their vertices have no label."""
    if network.nodes:
        network.notes.append("The file has several networks of vertices; their lines are read as one network.")
        return
    size = _size(section)
    for number in range(1, size + 1):
        network.add_node(str(number), {})
    for line, words in section.lines:
        node = network.nodes[_vertex(network, words[0], line)]
        node |= _vertex_attributes(words)


def _vertex_attributes(words: list[str]) -> dict[str, str]:
    """Return the label and the other attributes of a vertex; coordinates, shapes and time spans are left out.

    >>> _vertex_attributes(["1", "Ann", "0.1", "0.2", "ellipse", "department", "Sales"])
    {'label': 'Ann', 'department': 'Sales'}
    """
    rest = [word for word in words[2:] if not re.fullmatch(r"\[.*\]", word)]
    while rest and _is_number(rest[0]):
        rest.pop(0)
    if rest and (rest[0].lower() in _SHAPES or len(rest) % 2):
        rest.pop(0)
    found = dict(zip(rest[::2], rest[1::2], strict=False))
    return ({"label": words[1]} if len(words) > 1 and words[1] else {}) | found


def _read_partition(network: Network, section: _Section, title: str) -> str:
    """Give the vertices the values of a partition as an attribute, and return its name."""
    name = title or "partition"
    values = [words[-1] for _, words in section.lines]
    if len(values) != len(network.nodes):
        message = f"{len(values)} values where there are {len(network.nodes)} vertices"
        raise NetworkFileError(f"line {section.line}: the partition '{name[:40]}' has {message}")
    for node, value in zip(network.nodes.values(), values, strict=True):
        node[name] = value
    return name


def _read_lines(network: Network, section: _Section) -> None:
    """Add the edges of one section."""
    names = [word for word in section.words if not word.startswith(":")]
    relation = {"relation": " ".join(names) or section.words[0]} if section.words else {}
    if section.kind == "matrix":
        return _read_matrix(network, section, relation)
    for line, words in section.lines:
        ends = [_vertex(network, word, line) for word in (words if section.kind in _LISTS else words[:2])]
        if len(ends) < 2:
            raise NetworkFileError(f"line {line}: an edge needs two vertices")
        if section.kind in _LISTS:
            for target in ends[1:]:
                network.add_edge(ends[0], target, relation, _LISTS[section.kind])
        else:
            weight = {"weight": words[2]} if len(words) > 2 and _is_number(words[2]) else {}
            network.add_edge(ends[0], ends[1], relation | weight, _PAIRS[section.kind])
    return None


def _read_matrix(network: Network, section: _Section, relation: dict[str, str]) -> None:
    """Add an edge for each value of a matrix that is not 0; its rows are sources."""
    keys = list(network.nodes)
    if len(section.lines) != len(keys):
        raise NetworkFileError(f"line {section.line}: {len(section.lines)} rows where there are {len(keys)} vertices")
    for source, (line, words) in zip(keys, section.lines, strict=True):
        if len(words) != len(keys):
            raise NetworkFileError(f"line {line}: {len(words)} values where there are {len(keys)} vertices")
        for target, word in zip(keys, words, strict=True):
            if not _is_number(word):
                raise NetworkFileError(f"line {line}: '{word[:40]}' is not a number")
            if float(word) != 0.0:
                network.add_edge(source, target, relation | {"weight": word}, directed=True)


def _vertex(network: Network, word: str, line: int) -> str:
    """Return the id of a vertex by its number, as text. Raises NetworkFileError if there is none."""
    key = word.lstrip("0")
    if key not in network.nodes:
        raise NetworkFileError(f"line {line}: there is no vertex '{word[:40]}'; expected 1 to {len(network.nodes)}")
    return key


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
