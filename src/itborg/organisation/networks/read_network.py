"""Read a network file of any known kind; the extension decides which. Every failure is an InputError in our words."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path

from ...common.errors import InputError
from .dl import read_dl
from .edge_list import read_edge_list
from .gexf import read_gexf
from .gml import read_gml
from .graphml import read_graphml
from .network import MAX_BYTES, Network, NetworkFileError
from .pajek import read_pajek

#: Reader of each kind of file that is XML, from bytes, and of each that is text.
_XML: dict[str, Callable[[bytes], Network]] = {".graphml": read_graphml, ".gexf": read_gexf}
_TEXT: dict[str, Callable[[str], Network]] = {
    ".gml": read_gml, ".net": read_pajek, ".paj": read_pajek, ".edgelist": read_edge_list, ".edges": read_edge_list,
    ".dl": read_dl,
}  # fmt: skip
#: File name extensions of network files.
KINDS = (*_XML, *_TEXT)
#: Attributes by which programs mark the two modes of a network, and their values.
_MODES = ("bipartite", "type")
_PAIRS_OF_MODES = ({"0", "1"}, {"false", "true"})
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def is_network(path: Path) -> bool:
    """Return whether a path has the extension of a network file, also with .gz behind it; the file is not opened.

    >>> is_network(Path("Mail.GraphML.gz")), is_network(Path("people.csv"))
    (True, False)
    """
    return _kind(path) in KINDS


def _kind(path: Path) -> str:
    """Return the extension of a path in lower case, without .gz."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def read_network(path: Path) -> Network:
    """Return the network of a file. Raises InputError, which names the file, if it cannot be read.

    path  file with one of the extensions KINDS, in upper or lower case, perhaps with .gz
    """
    kind = _kind(path)
    if kind not in KINDS:
        raise InputError(f"{path}: expected a network file of the kinds {', '.join(KINDS)}")
    try:
        return parse_network(path.name, _bytes(path))
    except NetworkFileError as error:
        raise InputError(f"{path}: {error}") from None


def parse_network(name: str, data: bytes) -> Network:
    """Return the network in the content of a file. Raises NetworkFileError.

    name  of the file, with one of the extensions KINDS
    """
    kind, data = _kind(Path(name)), _unpacked(data)
    if not data.strip():
        raise NetworkFileError("the file is empty")
    network = _XML[kind](data) if kind in _XML else _TEXT[kind](decoded(data))
    _check_one_mode(network)
    return network


def _check_one_mode(network: Network) -> None:
    """Raise NetworkFileError if an attribute divides the nodes into two modes and every edge leads across.

    networkx names the attribute `bipartite` (0, 1), igraph `type` (false, true).
    """
    for name in _MODES:
        modes = {key: node.get(name, "").lower() for key, node in network.nodes.items()}
        if set(modes.values()) not in _PAIRS_OF_MODES or not network.edges:
            continue
        if all(modes[edge.source] != modes[edge.target] for edge in network.edges):
            first = sum(mode == min(modes.values()) for mode in modes.values())
            sizes = f"{first} and {len(modes) - first} nodes"
            raise NetworkFileError(
                f"a network of two modes by the attribute {name} ({sizes}), such as people and events; make it a "
                "network of people first, who are tied if they share an event"
            )


def _bytes(path: Path) -> bytes:
    """Return the content of a file; at most MAX_BYTES and one more. Raises NetworkFileError."""
    try:
        with path.open("rb") as handle:
            return handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NetworkFileError("there is no such file") from None
    except (OSError, ValueError) as error:
        raise NetworkFileError(f"this file cannot be read ({getattr(error, 'strerror', None) or error})") from None


def _unpacked(data: bytes) -> bytes:
    """Return data unpacked if they are gzipped. Raises NetworkFileError if they are broken or have too many bytes."""
    try:
        if data.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(MAX_BYTES + 1)
    except (EOFError, OSError, zlib.error):
        raise NetworkFileError("the gzip file is damaged or was cut short; download it again") from None
    if len(data) > MAX_BYTES:
        raise NetworkFileError(f"the file has more than {MAX_BYTES:,} bytes")
    return data


def decoded(data: bytes) -> str:
    """Return bytes as text: by the byte order mark, else as UTF-8, else as Windows-1252.

    Raises NetworkFileError for bytes that are no text.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise NetworkFileError("the file is damaged: it is not the UTF-16 that its first bytes announce") from None
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise NetworkFileError(f"byte {data.index(0)} is NUL, so this is not text")
    return text
