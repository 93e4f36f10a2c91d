"""Addresses of the server: how phones call it, who is told what, and options that are refused."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz.addresses import Addresses, check_listening
from itborg_viz.workshop.hosting import Hosting
from itborg_viz.workshop.views import Audience, regions

from itborg.common.errors import InputError


def test_phones_call_the_only_name_of_a_proxy_and_otherwise_the_address_that_is_given() -> None:
    assert Addresses(allowed=("room.example",), root_path="tool/").called == "http://room.example/tool"
    assert Addresses(allowed=("room.example:8443",)).called == "http://room.example:8443"
    assert Addresses(allowed=("room.example",), given="https://a.example/b/").called == "https://a.example/b"
    assert Addresses(allowed=("a.example", "b.example")).called == "http://127.0.0.1:8765"
    assert Addresses("192.168.1.20", allowed=("a.example",)).called == "http://192.168.1.20:8765"
    assert Addresses("::1", 80).local == "http://[::1]:80/"


def test_the_address_on_this_computer_ends_with_a_slash() -> None:
    assert Addresses(root_path="/tool").local == "http://127.0.0.1:8765/tool/"
    assert Addresses("0.0.0.0", 9000).local == "http://127.0.0.1:9000/"


def test_the_terminal_states_who_may_open_what_as_soon_as_others_can() -> None:
    assert Addresses().notice == ""
    proxied = Addresses(allowed=("room.example",))
    assert "reach the proxy can see that a game is hosted here, and no other page" in proxied.notice
    assert "All pages open on this computer only, at http://127.0.0.1:8765/; see --all-pages." in proxied.notice
    assert "Others reach it at http://room.example." in proxied.notice
    everything = Addresses(allowed=("room.example",), all_pages=True).notice
    assert "reach the proxy can open the app" in everything
    assert "this computer only" not in everything
    assert "Name the address of the proxy with --address." in Addresses(root_path="/tool").notice
    assert "in this network or who can reach the proxy" in Addresses("0.0.0.0", root_path="/tool").notice
    assert all("\n" not in one.notice for one in (proxied, Addresses("0.0.0.0")))


def test_names_of_a_proxy_are_those_of_others_and_names_of_this_machine_are_not() -> None:
    assert Addresses("192.168.1.20", allowed=("Room.example:80", "192.168.1.20")).outside == {"room.example"}
    assert Addresses(given="https://room.example/tool").outside == {"room.example"}
    assert Addresses("192.168.1.20", given="http://192.168.1.20:8765").outside == set()
    assert {"room.example", "a.example"} <= Addresses(allowed=("room.example:80",), given="http://a.example").hosts


@pytest.mark.parametrize("name", ["http://x/y", "x/y", "", "*", "a b", "x:port", "a@b"])
def test_a_host_that_no_browser_could_name_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"is not the name of a host, such as room\.example"):
        Addresses(allowed=(name,))


def test_a_path_and_an_address_that_cannot_be_called_are_refused() -> None:
    with pytest.raises(InputError, match="is not a path such as /itborg"):
        Addresses(root_path="http://x/tool")
    for given in ("room.example", "http://"):
        with pytest.raises(InputError, match="is not an address: it begins with"):
            Addresses(given=given)


def test_an_address_that_cannot_be_listened_on_is_answered_with_what_helps() -> None:
    with pytest.raises(InputError, match=r"does not have the address: try --host 127\.0\.0\.1"):
        check_listening("192.0.2.1", 8765)
    with pytest.raises(InputError, match=r"--host nosuch\.invalid: no such address"):
        check_listening("nosuch.invalid", 8765)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match="try --port"):
            check_listening("127.0.0.1", port)


def test_a_port_that_is_reserved_is_answered_with_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_socket: socket.socket, _address: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(InputError, match=r"Permission denied.*try --port 8765"):
        check_listening("127.0.0.1", 80)


@pytest.mark.parametrize(("addresses", "advice"), [
    (Addresses(), "start it with --host 0.0.0.0,"),
    (Addresses(root_path="/tool"), "start it with --address and the address of the proxy,"),
    (Addresses(allowed=("a.example", "b.example")), "start it with --address and the address of the proxy,"),
    (Addresses(allowed=("a.example",)), "a.example/j/"),
    (Addresses("192.168.1.20"), "Phones must be in the same network"),
])  # fmt: skip
def test_the_wall_shows_an_address_for_phones_or_what_gives_one(
    tmp_path: Path, addresses: Addresses, advice: str
) -> None:
    hosting = Hosting(tmp_path, addresses)
    hosted = hosting.find(hosting.create(phones=True).id)
    assert hosted is not None
    hosted.workshop.state.phase = "join"
    shown = regions(hosted.workshop, Audience("wall"))["stage"]
    assert advice in shown
    assert ("No phone can open this address" in shown) == ("start it with" in advice)
