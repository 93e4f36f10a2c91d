"""Lists of edges: one edge a line, two ids and perhaps a weight, separated by spaces, tabs, commas or semicolons."""

from __future__ import annotations

import re

from .network import Network, NetworkFileError

#: Names of a first line that is a header, in lower case.
_SOURCES, _TARGETS = ("source", "from", "sender", "ego"), ("target", "to", "receiver", "alter")
#: What networkx writes in braces behind two ids.
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*['"]?([^,'"]+)['"]?""")


def read_edge_list(text: str) -> Network:
    """Return the network of a list of edges; nodes are the ids that occur, without attributes.

    Lines that begin with # or % are comments; "% sym" or "% asym" above the first edge, as collections of networks have
    it, states whether edges lead both ways. The third field is the attribute `weight`, or has the name in a header
    whose first two names are source and target. Edges lead from the first to the second node: such a file does not
    state whether they lead back, which a note says. Raises NetworkFileError with the line.
    """
    network = Network()
    names = ["source", "target", "weight"]
    delimiter: str | None = None
    begun = directed = stated = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare or bare.startswith(("#", "%")):
            kinds = {"sym", "asym"} & set(bare.lower().split()) if not begun else set()
            stated, directed = stated or bool(kinds), directed or "asym" in kinds
            continue
        if not begun:
            delimiter = next((mark for mark in "\t;," if mark in bare), None)
        fields, attributes = _fields(bare, delimiter)
        if not begun and _is_header(fields):
            names, begun = [name.lower() for name in fields], True
            continue
        begun = True
        if len(fields) < 2 or not fields[0] or not fields[1]:
            raise NetworkFileError(f"line {number}: expected two ids, found '{bare[:40]}'")
        rest = dict(zip(names[2:], fields[2:], strict=False)) | attributes
        for end in fields[:2]:
            if end not in network.nodes:
                network.add_node(end, {})
        network.add_edge(
            fields[0], fields[1], {name: value for name, value in rest.items() if value}, directed or not stated
        )
    if not stated:
        network.notes.append("Edges of a list lead from the first to the second person of a line.")
    return network


def _is_header(fields: list[str]) -> bool:
    """Return whether a line names its columns."""
    return len(fields) > 1 and fields[0].lower() in _SOURCES and fields[1].lower() in _TARGETS


def _fields(line: str, delimiter: str | None) -> tuple[list[str], dict[str, str]]:
    """Return the fields of a line, and the attributes in braces that networkx writes.

    delimiter  None for any white space
    """
    begin = line.rfind("{") if line.endswith("}") else -1
    plain, attributes = (line, "") if begin < 0 else (line[:begin], line[begin + 1 : -1])
    fields = [field.strip().strip("\"'") for field in plain.strip().split(delimiter)]
    return fields, dict(_PAIR.findall(attributes))
