"""Pages and the socket of workshops: who may do what, what is sent to whom, and what survives the end of the server."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from itborg_viz.game.facts import cards
from itborg_viz.workshop import connection, limits
from itborg_viz.workshop.host_messages import ACTIONS
from itborg_viz.workshop.limits import HELD, WRONG
from itborg_viz.workshop.state import state_to_json
from itborg_viz.workshop.store import read

from .phone_client import PageClient, exceptions
from .served import Served, served

#: Names and texts that a page must show as text or not at all.
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</template><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "Ann\u202egnor",
    "a\u0000b\nc\u2028d",
    "{{ 7 * 7777 }}",
    "Z\u0351\u0351\u0351\u0351\u0351algo",
    "&lt;b&gt; <b>",
    "=cmd|' /C calc'!A1",
    "' OR 1=1 --",
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    """Serve one workshop."""
    with served(tmp_path / "games") as found:
        yield found


def opened(room: Served, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of a page."""
    request = urllib.request.Request(room.address + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers), response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode(errors="replace")


def now(room: Served) -> Any:
    """Return the state of the workshop on the server."""
    return room.hosting.hosted[room.state.id].workshop.state


def test_a_vote_reaches_the_file_before_it_is_acknowledged_and_then_the_wall(room: Served) -> None:
    console, wall, phone = room.console(), room.wall(), room.phone("Ann")
    assert console.do("phase", to="decide") == ""
    assert phone.do("vote", topic="order", choice="second_node") == ""
    saved = read(room.hosting.store.path(room.state.id))
    assert saved.votes == {"order": {phone.token: "second_node"}}
    wall.until(lambda: wall.page == ("decide", 0))


def test_a_phone_changes_nothing_with_any_message_of_the_facilitator(room: Served) -> None:
    console, phone = room.console(), room.phone("Ann")
    console.do("phase", to="decide")
    before = state_to_json(now(room))
    arguments = {"to": "next", "seconds": 1, "name": "storm", "player": 1, "role": "hr", "open": False, "text": "x",
                 "fact": "x", "idea": 1, "n": 1, "adopt": True, "initiatives": ["second_node"], "on": False}  # fmt: skip
    for do in [*ACTIONS, "again", "hello", "watch", "", None]:
        if do not in ("predict", "idea"):
            assert phone.do(do, **arguments) == "phones cannot do this"  # type: ignore[arg-type]
    after = state_to_json(now(room))
    for state in (before, after):
        del state["players"]  # when they were seen last
    assert before == after


def test_a_wall_can_only_watch(room: Served) -> None:
    assert room.wall().do("phase", to="next") == "the wall cannot do this"


def test_the_console_needs_its_token_and_a_phone_the_code(room: Served) -> None:
    for token in ("", "x", room.state.code, room.state.host_token[:-1], None, ["x"]):
        page = PageClient(room.address, **{"as": "console", "workshop": room.state.id, "token": token})
        assert page.until_closed() == 4401
    assert PageClient(room.address, **{"as": "wall", "workshop": "0" * 12}).until_closed() == 4404
    wrong = PageClient(room.address, **{"as": "phone", "code": "ABCDEF", "name": "Ann"})
    assert wrong.until_closed() == 4404
    nameless = PageClient(room.address, **{"as": "phone", "code": room.state.code})
    assert nameless.until_closed() == 4403
    assert nameless.refused["hello"] == ""
    assert room.phone("Ann", code=room.state.code.lower()).token


def test_many_wrong_codes_of_an_address_stop_new_phones_and_nobody_who_is_in(
    room: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HELD", 0.0)
    phone = room.phone("Ann")
    for _ in range(WRONG):
        connection.wrong.add("127.0.0.1")
    page = PageClient(room.address, **{"as": "phone", "code": room.state.code, "name": "Ben"})
    assert page.until_closed() == 4403
    assert "Wait a minute" in page.refused["hello"]
    assert phone.do("vote", topic="test", choice="thin") == ""
    phone.close()
    assert room.phone(token=phone.token).token == phone.token
    assert room.console().do("phase", to="briefing") == ""
    assert opened(room, f"/workshop/{room.state.id}/kit?key=wrong")[0] == 404


def test_a_wrong_code_is_answered_later_each_time_and_a_right_one_at_once(room: Served) -> None:
    for _ in range(4):
        connection.wrong.add("127.0.0.1")
    start = time.monotonic()
    page = PageClient(room.address, **{"as": "phone", "code": "ABCDEF", "name": "Ann"})
    assert room.phone("Ben").token
    assert time.monotonic() - start < 4 * HELD
    assert page.until_closed() == 4404
    assert time.monotonic() - start >= 4 * HELD


@pytest.mark.parametrize("first", ["no json", "[1]", '{"do": "vote"}', '{"do": "hello", "as": "owner"}', "[" * 4000])
def test_a_socket_that_begins_otherwise_is_closed(room: Served, first: str) -> None:
    page = PageClient(room.address)
    page.raw(first)
    page.raw({"do": "anything"})
    assert page.until_closed() == 1008


def test_a_page_of_another_site_and_another_host_are_refused(room: Served) -> None:
    with pytest.raises(exceptions.InvalidStatus):
        PageClient(room.address, origin="http://evil.example", **{"as": "wall", "workshop": room.state.id})
    assert opened(room, f"/j/{room.state.code}", Host="evil.example")[0] == 403


def test_too_long_and_too_many_messages_close_the_socket(room: Served) -> None:
    long, fast = room.phone("Ann"), room.phone("Ben")
    long.raw({"do": "idea", "text": "x" * 5000})
    assert long.until_closed() == 1009
    for _ in range(60):
        fast.raw({"do": "ping"})
    assert fast.until_closed() == 4429
    assert room.phone(token=fast.token).token == fast.token


def test_frames_hold_no_foreign_card_no_hidden_vote_no_token_and_no_true_worth(room: Served) -> None:
    console, wall = room.console(), room.wall()
    phones = [room.phone(f"Player {n}") for n in range(13)]
    console.do("phase", to="briefing")
    console.do("phase", to="decide")
    votes = ("second_node", "board_wall")
    for n, phone in enumerate(phones):
        phone.do("vote", topic="order", choice=votes[n % 2])
    for page in (console, wall, *phones):
        page.drain()
    state = now(room)
    everybody = cards(room.hosting.hosted[room.state.id].workshop.organisation, 1)
    secrets = [state.host_token, *state.players]
    for page in (console, wall, *phones):
        text = "".join(page.frames)
        assert not [one for one in secrets if one != page.token and one in text]
        assert text.count(page.token) == 1 if page.token else True  # in the welcome only
    for phone in phones:
        mine = room.hosting.hosted[room.state.id].workshop.roles_of(phone.token)
        foreign = [fact.text for role, card in everybody.items() if role not in mine for fact in card.facts]
        own = {fact.text for role in mine for fact in everybody[role].facts}
        text = "".join(phone.regions.values())
        assert not [one for one in foreign if one not in own and one in text]
    walls = "".join(wall.frames)
    assert not [fact.text for card in everybody.values() for fact in card.facts if fact.useful and fact.text in walls]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_ideas_are_shown_as_text(room: Served, name: str) -> None:
    console, wall, phone = room.console(), room.wall(), room.phone(name)
    console.do("say", text=name)
    console.do("rename", player=1, name=name)
    for page in (console, wall, phone):
        page.drain()
        shown = "".join(page.regions.values())
        assert not [
            one
            for one in ("<img", "<script", "<svg o", "onload=alert(1)>", "\u202e", "\u2028", "\x00", "54439")
            if one in shown
        ]


def test_pages_have_a_strict_policy_and_no_secret(room: Served) -> None:
    for path in (f"/j/{room.state.code}", f"/workshop/{room.state.id}/wall", f"/workshop/{room.state.id}/console"):
        status, headers, text = opened(room, path)
        assert status == 200
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert headers["cache-control"] == "no-store"
        assert room.state.host_token not in text
        assert "http" not in text.replace("<!doctype html>", "")
    for path in (
        "/workshop/static/../web.py",
        "/workshop/static/web.py",
        "/workshop/x",
        "/j/",
        "/workshop/static/%2e%2e/web.py",
    ):
        assert opened(room, path)[0] == 404


def test_a_phone_that_comes_back_is_the_same_player_and_its_outbox_is_carried_out_once(room: Served) -> None:
    console, phone = room.console(), room.phone("Ann")
    console.do("phase", to="decide")
    phone.raw({"do": "vote", "topic": "order", "choice": "second_node", "id": "same"})
    phone.close()
    for _ in range(100):
        if now(room).players[phone.token].away:
            break
        time.sleep(0.02)
    assert now(room).players[phone.token].away
    again = room.phone(token=phone.token)
    version = now(room).version
    again.raw({"do": "vote", "topic": "order", "choice": "board_wall", "id": "same"})
    again.until(lambda: "same" in again.acks)
    assert now(room).votes["order"] == {phone.token: "second_node"}
    assert now(room).version == version
    assert len(now(room).players) == 1


def test_a_player_who_is_removed_is_out_and_the_others_stay(room: Served) -> None:
    console, one, other = room.console(), room.phone("Ann"), room.phone("Ben")
    assert console.do("remove", player=1) == ""
    assert one.until_closed() == 4403
    assert other.do("vote", topic="test", choice="thin") == ""
    assert (
        PageClient(room.address, **{"as": "phone", "code": room.state.code, "token": one.token}).until_closed() == 4403
    )


def test_nothing_is_acknowledged_that_cannot_be_saved(room: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    console, phone = room.console(), room.phone("Ann")
    real = room.hosting.store.write

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.hosting.store, "write", full)
    phone.raw({"do": "vote", "topic": "test", "choice": "thin", "id": "v"})
    console.until(lambda: "cannot be saved" in console.refused.get("", ""))
    phone.drain()
    assert "v" not in phone.acks
    monkeypatch.setattr(room.hosting.store, "write", real)
    phone.until(lambda: "v" in phone.acks)
    assert read(room.hosting.store.path(room.state.id)).votes["test"] == {phone.token: "thin"}
