"""GML: of Gephi, igraph, networkx, yEd and collections of networks; labels are optional, and texts may be UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from .network import Network, NetworkFileError

#: A text in quotation marks, a comment, a quotation mark that is never closed, a bracket, or a word or number.
_TOKEN = re.compile(r'"([^"]*)"|(#[^\n]*)|(")|[\[\]]|[^\s\[\]"#]+')
#: Records nested more deeply are not those of a network.
MAX_DEPTH = 20

type Value = str | list[tuple[str, Value]]


def read_gml(text: str) -> Network:
    """Return the network of a GML file.

    Raises NetworkFileError if it is not GML, or for an edge whose end is no node. Several edges of two nodes are kept.
    """
    graph = next((value for key, value in _records(text) if key == "graph" and isinstance(value, list)), None)
    if graph is None:
        raise NetworkFileError("this is not GML: expected graph [ ... ]")
    network = Network()
    directed = dict(_texts(graph)).get("directed") == "1"
    for key, value in graph:
        if key == "node" and isinstance(value, list):
            attributes = _texts(value)
            network.add_node(attributes.pop("id", ""), attributes)
    for key, value in graph:
        if key == "edge" and isinstance(value, list):
            attributes = _texts(value)
            network.add_edge(attributes.pop("source", ""), attributes.pop("target", ""), attributes, directed)
    network.check_ends()
    return network


def _texts(record: list[tuple[str, Value]]) -> dict[str, str]:
    """Return the texts and numbers of a record by their keys; of a key that occurs twice the first one."""
    found: dict[str, str] = {}
    for key, value in record:
        if isinstance(value, str):
            found.setdefault(key, value)
    return found


def _records(text: str) -> list[tuple[str, Value]]:
    """Return the keys and values at the top of a file. Raises NetworkFileError with the line for a broken one."""
    stack: list[list[tuple[str, Value]]] = [[]]
    key = ""
    for line, token, quoted in _tokens(text):
        if token == "]" and not quoted:
            if key or len(stack) == 1:
                raise NetworkFileError(f"line {line}: ']' is not expected here")
            stack.pop()
        elif not key:
            if quoted or token == "[":
                raise NetworkFileError(f"line {line}: expected a key, found {token[:40]!r}")
            key = token.lower() if token.lower() in ("graph", "node", "edge") else token
        else:
            inner: list[tuple[str, Value]] = []
            opens = token == "[" and not quoted
            stack[-1].append((key, inner if opens else unescape(token)))
            key = ""
            if opens:
                stack.append(inner)
                if len(stack) > MAX_DEPTH:
                    raise NetworkFileError(f"line {line}: records are nested more than {MAX_DEPTH} deep")
    if key or len(stack) > 1:
        raise NetworkFileError("the file ends in the middle; was it cut short?")
    return stack[0]


def _tokens(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (line, token, whether it was in quotation marks); comments are left out."""
    line, done = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        if match[3]:
            raise NetworkFileError(f"line {line}: a quotation mark is not closed")
        if match[2] is None:
            quoted = match[1] is not None
            yield line, match[1] if quoted else match[0], quoted
