"""Compiled code of versions that are no longer used is removed; what somebody may still need stays."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from itborg.common import numba_support
from itborg.common.compiled_versions import DAY, DAYS_KEPT, MOST_KEPT, held, opened, remove_unused


def version(root: Path, number: int, days: float) -> Path:
    """Make a folder of compiled code that was used last some days ago."""
    folder = root / f"{number:016x}"
    (folder / "engine_1").mkdir(parents=True)
    (folder / "engine_1" / "kernel.nbc").write_bytes(b"0" * 1000)
    os.utime(folder, (time.time() - days * DAY,) * 2)
    return folder


def numbers(root: Path) -> list[int]:
    """Return the numbers of the folders that are left."""
    return sorted(int(folder.name, 16) for folder in root.iterdir())


def test_all_but_the_most_recently_used_versions_are_removed(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 5):
        version(tmp_path, number, 2 + number)
    remove_unused(tmp_path, tmp_path / "0")
    assert numbers(tmp_path) == list(range(MOST_KEPT))


def test_a_version_that_was_not_used_for_long_is_removed(tmp_path: Path) -> None:
    for number, days in enumerate((0, DAYS_KEPT - 1, DAYS_KEPT + 1)):
        version(tmp_path, number, days)
    remove_unused(tmp_path, tmp_path / "0")
    assert numbers(tmp_path) == [0, 1]


def test_the_own_version_and_those_used_within_a_day_stay(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 5):
        version(tmp_path, number, 0.9)
    own = version(tmp_path, MOST_KEPT + 5, 10 * DAYS_KEPT)
    remove_unused(tmp_path, own)
    assert numbers(tmp_path) == list(range(MOST_KEPT + 6))


def test_opening_a_version_counts_as_use(tmp_path: Path) -> None:
    old = version(tmp_path, 1, 2 * DAYS_KEPT)
    opened(old)
    remove_unused(tmp_path, tmp_path / "0")
    assert numbers(tmp_path) == [1]
    opened(tmp_path / "missing")


def test_what_is_no_compiled_code_stays(tmp_path: Path) -> None:
    outside = version(tmp_path / "outside", 1, 2 * DAYS_KEPT)
    root = tmp_path / "root"
    (root / "notes").mkdir(parents=True)
    (root / f"{2:016x}").write_text("a file")
    (root / f"{3:016x}").symlink_to(outside)
    for path in root.iterdir():
        os.utime(path, (0, 0), follow_symlinks=False)
    remove_unused(root, root / "0")
    assert len(list(root.iterdir())) == 3
    assert outside.is_dir()
    remove_unused(tmp_path / "missing", root)


def test_a_version_that_another_process_removes_meanwhile_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        version(tmp_path, number, 2 * DAYS_KEPT)
    remove = shutil.rmtree

    def another_first(folder: Path, ignore_errors: bool = False) -> None:
        for other in tmp_path.iterdir():
            remove(other)
        remove(folder, ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", another_first)
    remove_unused(tmp_path, tmp_path / "0")
    assert numbers(tmp_path) == []
    assert held(tmp_path) == (0, 0)


def test_a_new_version_removes_old_ones_and_a_known_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITBORG_CACHE", str(tmp_path))
    root = tmp_path / "itborg"
    old = version(root, 1, 2 * DAYS_KEPT)
    own = numba_support.cache_folder.__wrapped__()
    assert own.parent == root
    assert not old.exists()
    os.utime(own, (0, 0))
    old = version(root, 1, 2 * DAYS_KEPT)
    assert numba_support.cache_folder.__wrapped__() == own
    assert old.exists()
    assert time.time() - own.stat().st_mtime < DAY
    assert held(root) == (2, 1000)
