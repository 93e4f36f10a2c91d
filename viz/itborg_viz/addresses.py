"""The addresses of the server: where it listens, what it is called, and who may open what.

A proxy is meant if names or a path of it are given, or if phones are to call another machine than the one that listens
on loopback only.
"""

from __future__ import annotations

import errno
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from itborg.common.errors import InputError

from .guard import LOOPBACK, host_of

#: Addresses that stand for all networks of the machine.
EVERYWHERE = ("0.0.0.0", "::")
NAME = re.compile(r"([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?", re.ASCII)
PATH = re.compile(r"[\w.~/-]*", re.ASCII)


@dataclass(frozen=True)
class Addresses:
    """Where the server listens and how it is called.

    host       address to listen on; "0.0.0.0" accepts connections from other machines
    port       port to listen on
    allowed    names and addresses by which the server may also be called, such as that of a proxy; a port is ignored
    root_path  path under which a proxy publishes the server, such as "/itborg", "" for none
    given      address of the server as phones call it, with the path of a proxy; "" to find it out
    all_pages  whether others may open all pages, and not only games

    Raises InputError for a name, a path or an address that could never be called.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    allowed: tuple[str, ...] = ()
    root_path: str = ""
    given: str = ""
    all_pages: bool = False

    def __post_init__(self) -> None:
        """Check the texts, and bring the path into one form."""
        for name in self.allowed:
            if not NAME.fullmatch(name):
                raise InputError(f"--allow-host {name} is not the name of a host, such as room.example or 192.168.1.20")
        if not PATH.fullmatch(self.root_path):
            raise InputError(f"--root-path {self.root_path} is not a path such as /itborg")
        if self.given and not (self.given.startswith(("http://", "https://")) and urlsplit(self.given).hostname):
            raise InputError(f"--address {self.given} is not an address: it begins with http:// or https:// and a host")
        path = self.root_path.strip("/")
        object.__setattr__(self, "root_path", path and f"/{path}")

    @property
    def local(self) -> str:
        """The address of the app on this computer, with a final slash."""
        return f"{_url('127.0.0.1' if self.host in EVERYWHERE else self.host, self.port)}{self.root_path}/"

    @property
    def called(self) -> str:
        """The address as phones call it, without a final slash.

        The only name of a proxy counts if phones cannot reach this machine itself, or a path is published.
        """
        if self.given:
            return self.given.rstrip("/")
        if len(self.allowed) == 1 and (self.root_path or self.host in LOOPBACK):
            return f"http://{self.allowed[0]}{self.root_path}"
        if self.host in LOOPBACK:
            return self.local.rstrip("/")
        return f"{_url(reachable(self.host)[-1], self.port)}{self.root_path}"

    @property
    def proxied(self) -> bool:
        """Whether others come through a proxy."""
        elsewhere = self.host in LOOPBACK and self.given and host_of(urlsplit(self.given).netloc) not in LOOPBACK
        return bool(self.allowed or self.root_path or elsewhere)

    @property
    def hosts(self) -> set[str]:
        """Names and addresses by which the server may be called, besides loopback."""
        return {*map(host_of, (*reachable(self.host), *self.allowed, urlsplit(self.called).netloc))}

    @property
    def outside(self) -> set[str]:
        """Names of a proxy: who calls the server by one of them is not taken for the person at this computer."""
        names = {host_of(one) for one in (*self.allowed, urlsplit(self.called).netloc)}
        return names - {*LOOPBACK, *map(host_of, reachable(self.host))} if self.proxied else set()

    @property
    def exposed(self) -> str:
        """What a facilitator should know if others can see the server, "" if nobody can."""
        network, who = self.host not in LOOPBACK, []
        if network:
            who.append("in this network")
        if self.proxied:
            who.append("who can reach the proxy")
        if not who:
            return ""
        seen = "open the app" if self.all_pages else "see that a game is hosted here, and no other page of the app"
        plain = "in a network that you do not trust, use no real names and no real figures."
        return (
            f"Everybody {' or '.join(who)} can {seen}. Only those with the code can join a game."
            f"{f' Nothing is encrypted: {plain}' if network else ''}"
        )

    @property
    def notice(self) -> str:
        """One line for the terminal about who may open what, "" if nobody else can see the server."""
        if not self.exposed:
            return ""
        alone = f" All pages open on this computer only, at {self.local}; see --all-pages."
        unknown = self.proxied and host_of(urlsplit(self.called).netloc) in LOOPBACK
        where = "Name the address of the proxy with --address." if unknown else f"Others reach it at {self.called}."
        return f"warning: {self.exposed}{'' if self.all_pages else alone} {where}"


def check_listening(host: str, port: int) -> None:
    """Raise InputError with a suggestion if an address cannot be listened on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise InputError(f"--host {host}: no such address ({error.strerror}); try --host 127.0.0.1") from None
    with socket.socket(family, kind) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            raise InputError(f"cannot listen on {host}:{port} ({error.strerror}); {_advice(error, port)}") from None


def _advice(error: OSError, port: int) -> str:
    """Return what helps against an address that cannot be listened on."""
    if error.errno == errno.EADDRNOTAVAIL:
        return "this computer does not have the address: try --host 127.0.0.1, or 0.0.0.0 for all its addresses"
    return "try --port 8765" if error.errno == errno.EACCES else f"try --port {port + 1 if port < 65535 else 8765}"


def reachable(host: str) -> list[str]:
    """Return the names and addresses of this machine by which others reach a server on `host`."""
    if host not in EVERYWHERE:
        return [host]
    name = socket.gethostname()
    found = [name, f"{name}.local"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route, suppress(OSError):
        route.connect(("192.0.2.1", 9))  # an address of documentation: nothing is sent
        found.append(route.getsockname()[0])
    return found


def _url(host: str, port: int) -> str:
    """Return the address of a host; one of IPv6 gets brackets."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
