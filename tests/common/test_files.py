"""Folders and files are written completely or not at all, and never overwrite others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from itborg.common.errors import InputError
from itborg.common.files import atomic_folder, free_name, new_folder, write_atomically

SLOW_WRITER = """
import signal
import time
from pathlib import Path
from itborg.cli import _prepare_streams
from itborg.common.files import atomic_folder
_prepare_streams()
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's job in the background lacks
with atomic_folder(Path("out")) as (temporary, target):
    (temporary / "half").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


def fail_halfway(folder: Path, error: type[BaseException]) -> None:
    """Start to write a folder and fail."""
    with atomic_folder(folder) as (temporary, _):
        (temporary / "a").write_text("1")
        raise error


def test_a_folder_gets_its_name_only_when_it_is_complete(working_folder: Path) -> None:
    with atomic_folder(Path("out")) as (temporary, target):
        (temporary / "a").write_text("1")
        assert not Path("out").exists()
    assert target == Path("out")
    assert sorted(os.listdir()) == ["out"]
    assert (working_folder / "out" / "a").read_text() == "1"


@pytest.mark.usefixtures("working_folder")
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_after_any_exception_nothing_is_left_behind(error: type[BaseException]) -> None:
    with pytest.raises(error):
        fail_halfway(Path("deep/out"), error)
    assert not list(Path("deep").iterdir())


@pytest.mark.usefixtures("working_folder")
def test_a_number_is_appended_instead_of_overwriting() -> None:
    names = []
    for _ in range(3):
        with atomic_folder(Path("out")) as (temporary, target):
            (temporary / "a").write_text("1")
        names.append(target.name)
    assert names == ["out", "out-2", "out-3"]


def test_an_empty_folder_is_used(working_folder: Path) -> None:
    (working_folder / "out").mkdir()
    assert free_name(working_folder / "out") == working_folder / "out"
    with atomic_folder(working_folder / "out") as (temporary, target):
        (temporary / "a").write_text("1")
    assert (target / "a").exists()


@pytest.mark.parametrize("make", [atomic_folder, new_folder])
def test_a_folder_written_by_another_process_meanwhile_is_not_changed(working_folder: Path, make: Any) -> None:
    def write() -> None:
        with make(Path("out")) as yielded:
            temporary = yielded[0] if isinstance(yielded, tuple) else yielded
            (temporary / "a").write_text("ours")
            (working_folder / "out").mkdir()
            (working_folder / "out" / "a").write_text("theirs")

    with pytest.raises(InputError, match="out: another process has written to this folder"):
        write()
    assert (working_folder / "out" / "a").read_text() == "theirs"
    assert os.listdir(working_folder) == ["out"]


@pytest.mark.parametrize("kill", [signal.SIGTERM, signal.SIGINT])
def test_a_process_terminated_while_writing_leaves_nothing_behind(working_folder: Path, kill: signal.Signals) -> None:
    command = [sys.executable, "-c", SLOW_WRITER]
    with subprocess.Popen(command, cwd=working_folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(0.05)
        writer.send_signal(kill)
    assert not list(working_folder.iterdir())


def test_a_killed_process_leaves_no_folder_of_that_name(working_folder: Path) -> None:
    command = [sys.executable, "-c", SLOW_WRITER]
    with subprocess.Popen(command, cwd=working_folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.kill()
    assert not (working_folder / "out").exists()


def test_a_path_that_cannot_be_written_is_an_input_error(working_folder: Path) -> None:
    (working_folder / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"), atomic_folder(working_folder / "file" / "out"):
        pass
    with pytest.raises(InputError, match="cannot be written"):
        write_atomically(working_folder / "file" / "page.html", "text")


def test_a_file_is_replaced_in_one_step(working_folder: Path) -> None:
    write_atomically(working_folder / "page", "old")
    write_atomically(working_folder / "page", "new")
    assert (working_folder / "page").read_text() == "new"
    assert os.listdir(working_folder) == ["page"]
