"""Every front door opens for valid inputs, and refuses in one message what once ended in a traceback."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from itborg.common.errors import InputError

from .doors import Door, doors
from .mutations import mutated

DOORS = {door.name: door for door in doors()}
TOML = ["strategy", "study", "targets", "folder organisation.toml"]


def enter(door: Door, data: bytes, folder: Path) -> str:
    """Return the message with which a door refuses an input, "" if it uses it."""
    try:
        door.enter(data, folder)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", [one for one in DOORS if one not in ("specification", "organisation", "options")])
def test_every_door_opens_for_its_valid_inputs(name: str, tmp_path: Path) -> None:
    for at, seed in enumerate(DOORS[name].seeds):
        folder = tmp_path / str(at)
        folder.mkdir()
        message = enter(DOORS[name], seed, folder)
        assert not message or "a key" in message, message


@pytest.mark.parametrize("name", DOORS)
def test_no_door_answers_a_mutated_input_with_anything_but_a_message(name: str, tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / str(number)
        folder.mkdir()
        enter(DOORS[name], mutated(random.Random(number), DOORS[name].seeds), folder)


@pytest.mark.parametrize("name", TOML)
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"x = " + b"9" * 400, "an integer has more than 19 digits"),
        (b"x = " + b"9" * 5000, "a number has too many digits"),
        (b"x = 1e" + b"9" * 400, ""),
        (b'"" = 1', "unknown key ''"),
        (b"a." * 70_000 + b"a = 1", "more than 20,000 characters or 2,000 dots"),
        (b"x = " + b"[" * 5000, "nested too deeply"),
    ],
)
def test_toml_of_any_size_and_number_is_refused_with_the_reason(
    name: str, line: bytes, reason: str, tmp_path: Path
) -> None:
    assert reason in enter(DOORS[name], line + b"\n" + DOORS[name].seeds[0], tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"days = 240", b"days = 1000000000000000000", "too many; expected 1 to 100000"),
        (b'replications = "auto"\nhalf_width = 5\nmax_replications = 40', b"replications = 1000000000000", "too many"),
        (b"samples = 64", b"samples = 1099511627776", "1099511627776 samples are too many"),
        (b"samples = 64", b"samples = 900000", "points; at most 1000000"),
        (b'"itil"', b'"a\\u0000b.toml"', "cannot be read"),
        (b'kind = "sobol"', b'kind = "table"\nfile = "' + b"a" * 300 + b'"', "cannot be read"),
        (b'"itil"', b'"' + b"a" * 300 + b'"', "no strategy"),
        (b'baseline = "none"', b'organisations = ["' + b"a/" * 3000 + b'"]', "too long"),
    ],
)
def test_a_study_of_any_size_and_with_any_path_is_refused_with_the_reason(
    old: bytes, new: bytes, reason: str, tmp_path: Path
) -> None:
    seed = DOORS["study"].seeds[0]
    assert old in seed
    assert reason in enter(DOORS["study"], seed.replace(old, new), tmp_path)


@pytest.mark.skipif("link" not in DOORS, reason="the app is not installed")
@pytest.mark.parametrize("field", ["strategy", "then", "with", "org"])
def test_a_link_never_opens_a_file(field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from itborg_viz.visitor import Visitor

    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text('base = ["itil"]\n')
    opened: list[str] = []
    watching = [True]
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" and watching else None)
    for name in ("mine", "./mine", "mine.toml", str(tmp_path / "mine"), "itil+mine", "a" * 300, "a\0b"):
        visitor = Visitor.from_address(f"{field}={name}")
        assert visitor.problem.value
        assert name not in visitor.link
    watching.clear()
    assert not [one for one in opened if "mine" in one or one.startswith(str(tmp_path))]
