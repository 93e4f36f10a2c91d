"""Files of workshops: nothing acknowledged is lost whenever the process ends, and only the owner can read them."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from itborg_viz.workshop.hosting import Hosting
from itborg_viz.workshop.months import compute
from itborg_viz.workshop.state import new_state, state_to_json
from itborg_viz.workshop.store import COPIES, Store, read

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError
from itborg.organisation.synthetic.generate import generate

#: Saves one version after another, and prints the number of each when it is on the disk.
WRITER = """
import sys
from pathlib import Path
from itborg_viz.workshop.months import compute
from itborg_viz.workshop.store import Store, read
store = Store(Path(sys.argv[1]))
state = read(store.path(sys.argv[2]))
state.message = "x" * 50_000
while True:
    state.version += 1
    state.phase = ("decide", "predict")[state.version % 2]
    store.save(state)
    print(state.version, flush=True)
"""


def test_a_file_is_the_same_workshop_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    store, state = Store(tmp_path / "games"), new_state()
    store.save(state)
    assert read(store.path(state.id)) == state
    assert stat.S_IMODE(store.path(state.id).stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert store.load() == ([state], [])


def test_an_organisation_of_ones_own_is_part_of_the_file(tmp_path: Path) -> None:
    played = generate(30, seed=7)
    began = Hosting(tmp_path).create(played, seed=5)
    again = Hosting(tmp_path)
    (state,) = again.saved()
    hosted = again.find(began.id)
    assert hosted is not None
    assert organisation_hash(hosted.workshop.organisation) == organisation_hash(played)
    assert again.organisation_of(state) == played.name
    assert compute(state.organisation, 5, 90.0, "[]").state.game.organisation.name == played.name


def test_an_organisation_with_too_many_people_for_a_game_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="620 people are too many for a game; the limit is 600"):
        Hosting(tmp_path).create(generate(620, seed=1))


@pytest.mark.parametrize("organisation", [{}, {"people.csv": "id"}, {"people.csv": 1}, 3, None, "/etc/passwd"])
def test_a_file_with_a_damaged_organisation_is_named_and_the_others_are_loaded(
    tmp_path: Path, organisation: object
) -> None:
    hosting = Hosting(tmp_path)
    damaged, good = hosting.create(), hosting.create()
    path = hosting.store.path(damaged.id)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"organisation": organisation}))
    again = Hosting(tmp_path)
    assert again.find(damaged.id) is None
    assert any(damaged.id in one for one in again.problems)
    assert again.find(good.id) is not None


def test_at_each_new_page_the_last_ten_states_before_are_kept(tmp_path: Path) -> None:
    store, state = Store(tmp_path), new_state()
    for n in range(30):
        state.phase, state.version = ("decide", "predict")[n // 2 % 2], n
        store.save(state)
    copies = store.copies(state.id)
    assert [read(one).version for one in copies] == list(range(9, 29, 2))
    assert len(copies) == COPIES
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in copies)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_process_that_is_killed_at_any_moment_leaves_what_it_acknowledged(tmp_path: Path) -> None:
    store, state = Store(tmp_path), new_state()
    store.save(state)
    command = [sys.executable, "-c", WRITER, str(tmp_path), state.id]
    for n in range(4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            seen = int(process.stdout.readline())
            time.sleep(0.011 * n)
            process.send_signal(signal.SIGKILL)
            seen = max([seen, *(int(line) for line in process.stdout.read().split())])
        found = read(store.path(state.id))
        assert seen <= found.version <= seen + 1
        assert Store(tmp_path).load()[0] == [found]
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(("field", "value"), [
    ("round", "0"), ("players", 3), ("players", {"a": {"number": 1}}), ("votes", {"test": [1]}), ("budget", float("nan")),
    ("message", "\ud800"), ("deadline", "soon"), ("draft", []), ("phones", 1), ("version", 2**70), ("code", None),
])  # fmt: skip
def test_a_file_with_a_field_of_another_type_is_named(tmp_path: Path, field: str, value: object) -> None:
    store, state = Store(tmp_path), new_state()
    store.path(state.id).write_text(json.dumps(state_to_json(state) | {field: value}))
    states, (problem,) = store.load()
    assert states == []
    assert problem.startswith(f"{state.id}.json: this workshop is damaged: workshop.{field}")


def test_whatever_else_is_in_the_folder_does_not_stop_the_start(tmp_path: Path) -> None:
    store, state = Store(tmp_path), new_state()
    store.save(state)
    (tmp_path / "0123456789ab.json").symlink_to(tmp_path / "nothing")
    (tmp_path / "0123456789ac.json").mkdir()
    (tmp_path / ".folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "0123456789ad.json")
    states, problems = store.load()
    assert states == [state]
    assert {one.partition(":")[0] for one in problems} >= {"0123456789ab.json", "0123456789ac.json"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "itborg workshop"}', "null", "[" * 100_000, "\ud800"])
def test_a_damaged_file_is_named_and_the_others_are_loaded(tmp_path: Path, text: str) -> None:
    store, state = Store(tmp_path), new_state()
    store.save(state)
    (tmp_path / "0123456789ab.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    states, problems = store.load()
    assert states == [state]
    assert len(problems) == 1
    assert problems[0].startswith("0123456789ab.json: ")


def test_damaged_fields_are_refused(tmp_path: Path) -> None:
    store, state = Store(tmp_path), new_state()
    data = state_to_json(state)
    for field, value in (("form", "5"), ("round", 9), ("players", []), ("draft", {"x": 1}), ("talks", [1])):
        store.path(state.id).write_text(json.dumps(data | {field: value}))
        with pytest.raises(InputError, match="damaged"):
            read(store.path(state.id))


def test_a_folder_that_cannot_be_written_is_an_error_with_the_option(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="--games"):
        Store(tmp_path / "file" / "games")


@pytest.mark.parametrize("id", ["../../etc/passwd", "", "0123456789AB", "0123456789ab.json"])
def test_an_id_never_leaves_the_folder(tmp_path: Path, id: str) -> None:
    with pytest.raises(InputError):
        Store(tmp_path).path(id)
    assert os.listdir(tmp_path) == []
