"""UCINET's DL: matrices, lists of edges and lists of neighbours, with labels or numbers (.dl)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .network import MAX_NODES, Network, NetworkFileError

_TOKEN = re.compile(r'"([^"]*)"|([^\s,]+)')
_SETTING = re.compile(r"\b(nr|nc|nm|n|format|diagonal)\s*=\s*(\w+)")
_DATA = re.compile(r"\bdata\s*:[ \t]*", re.IGNORECASE)
#: Begins a list of labels in the header, or states that they stand beside the data.
_LABELS = re.compile(
    r"\b(?:(row|col|column|matrix|level)\s+)?labels?\s*(:|embedded\s*:?)|\b(?:n|nr|nc|nm|format|diagonal)\s*=",
    re.IGNORECASE,
)
#: Forms of the data that are read.
_FORMS = ("fullmatrix", "edgelist1", "nodelist1")
#: A value of a matrix that is not known.
_UNKNOWN = (".", "na", "")
_MISMATCH = "; a network of two modes has to be made a network of people first"


def read_dl(text: str) -> Network:
    """Return the network of a DL file; ids of nodes are their numbers, labels are the attribute `label`.

    Values of a matrix that are not 0, and third fields of a list of edges, are the attribute `weight`; rows are
    sources. Several matrices are read as one network, which a note states.

    Raises NetworkFileError for a network of two modes, for another form of the data, and with the line for a node or a
    number that is wrong.
    """
    found = _DATA.search(text)
    if not re.match(r"\s*dl\b", text, re.IGNORECASE) or found is None:
        raise NetworkFileError("this is not a DL file: expected DL, settings such as n=12, and data:")
    header = text[: found.start()]
    settings = {key: value.lower() for key, value in _SETTING.findall(header.lower())}
    form = settings.get("format", "fullmatrix")
    if "nr" in settings or "nc" in settings or form.endswith("2"):
        raise NetworkFileError(f"rows and columns are different things here{_MISMATCH}")
    if form not in _FORMS or settings.get("diagonal", "present") != "present":
        stated = form if form not in _FORMS else "diagonal=absent"
        raise NetworkFileError(f"DL with {stated[:30]} is not read; save it as {', '.join(_FORMS)} with the diagonal")
    size = settings.get("n", "")
    if not size.isdecimal() or len(size) > 9 or not 0 < int(size) <= MAX_NODES:
        raise NetworkFileError(f"expected n= and a number of nodes up to {MAX_NODES:,}")
    labels, embedded = _labels(header)
    reader = _Reader(int(size), labels, embedded)
    lines = list(_lines(text[found.end() :], header.count("\n") + text[found.start() : found.end()].count("\n") + 1))
    if form == "fullmatrix":
        reader.read_matrices(lines)
    else:
        reader.read_lists(lines, form == "nodelist1")
    return reader.network


def _labels(header: str) -> tuple[list[str], bool]:
    """Return the labels of nodes in the header, and whether labels stand beside the data.

    >>> _labels("dl n=2 labels: Ann, 'Bo'")
    (['Ann', "'Bo'"], False)
    """
    marks = list(_LABELS.finditer(header))
    labels: list[str] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        kind, sign = (mark[1] or "").lower(), (mark[2] or "")
        if sign == ":" and kind not in ("matrix", "level") and not labels:
            labels = _tokens(header[mark.end() : after.start() if after else None])
    return labels, any("embedded" in (mark[2] or "").lower() for mark in marks)


def _tokens(text: str) -> list[str]:
    return [quoted or plain for quoted, plain in _TOKEN.findall(text)]


def _lines(text: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the fields of each line that has any."""
    for number, line in enumerate(text.splitlines(), start=first):
        if fields := _tokens(line):
            yield number, fields


class _Reader:
    """Fills the network from the data of a file."""

    def __init__(self, size: int, labels: Sequence[str], embedded: bool) -> None:
        if labels and len(labels) != size:
            raise NetworkFileError(f"{len(labels)} labels where there are {size} nodes{_MISMATCH if embedded else ''}")
        self.network, self.size, self.embedded = Network(), size, embedded
        for at in range(size):
            self.network.add_node(str(at + 1), {"label": labels[at]} if labels else {})
        self.by_label = {label.lower(): str(at + 1) for at, label in enumerate(labels)}
        if len(self.by_label) < len(labels):
            self.by_label = {}  # two nodes of one label are known by number only

    def node(self, field: str, line: int) -> str:
        """Return the id of the node that a field names. Raises NetworkFileError if there is none."""
        known = self.by_label.get(field.lower())
        if known:
            return known
        if self.embedded and len(self.by_label) < self.size:
            key = self.by_label[field.lower()] = str(len(self.by_label) + 1)
            self.network.nodes[key]["label"] = field
            return key
        if not self.embedded and field.isdecimal() and len(field) < 10 and 1 <= int(field) <= self.size:
            return str(int(field))
        raise NetworkFileError(f"line {line}: there is no node '{field[:40]}' among the {self.size} of this file")

    def read_matrices(self, lines: Sequence[tuple[int, list[str]]]) -> None:
        """Add the edges of square matrices, which may be broken into lines anywhere."""
        fields = [(number, field) for number, line in lines for field in line]
        length = self.size * (self.size + 1) + self.size if self.embedded else self.size**2
        if not fields or len(fields) % length:
            what = f"{len(fields):,} fields where {length:,} are expected"
            raise NetworkFileError(f"the matrix of {self.size} nodes has {what}{' with its labels' * self.embedded}")
        matrices = len(fields) // length
        for begin in range(0, len(fields), length):
            self._read_matrix(fields[begin : begin + length])
        if matrices > 1:
            self.network.notes.append(f"{matrices} matrices are read as one network.")

    def _read_matrix(self, fields: Sequence[tuple[int, str]]) -> None:
        """Add the edges of one matrix, with a line and a column of labels if they are embedded."""
        columns = list(self.network.nodes)
        if self.embedded:
            columns = [self.node(field, line) for line, field in fields[: self.size]]
            fields = fields[self.size :]
        width = self.size + self.embedded
        for row in range(self.size):
            cells = fields[row * width : (row + 1) * width]
            source = self.node(cells[0][1], cells[0][0]) if self.embedded else str(row + 1)
            for target, (line, field) in zip(columns, cells[self.embedded :], strict=True):
                if field.lower() not in _UNKNOWN and _number(field, line) != 0.0:
                    self.network.add_edge(source, target, {"weight": field}, directed=True)

    def read_lists(self, lines: Sequence[tuple[int, list[str]]], neighbours: bool) -> None:
        """Add the edges of a list of edges with weights, or of a list of neighbours."""
        parts = 1
        for number, fields in lines:
            if fields == ["!"]:
                parts += 1
                continue
            if len(fields) < 2 and not neighbours:
                raise NetworkFileError(f"line {number}: an edge needs two nodes")
            source, rest = self.node(fields[0], number), fields[1:] if neighbours else fields[1:2]
            weight = {}
            if not neighbours and len(fields) > 2:
                if _number(fields[2], number) == 0.0:
                    continue
                weight = {"weight": fields[2]}
            for target in rest:
                self.network.add_edge(source, self.node(target, number), weight, directed=True)
        if parts > 1:
            self.network.notes.append(f"{parts} matrices are read as one network.")


def _number(field: str, line: int) -> float:
    """Return a number. Raises NetworkFileError with the line for another field."""
    try:
        return float(field)
    except ValueError:
        raise NetworkFileError(f"line {line}: '{field[:40]}' is not a number") from None
