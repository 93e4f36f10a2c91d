"""Compiled code: two ways to compile give the same bits, and old machine code is never run for new sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import itborg
from itborg.common import numba_support
from itborg.common.numba_support import FAST_RELEASES, KERNEL_FILES, fast_way
from itborg.common.source_hash import imported_files, source_hash

PACKAGE = Path(itborg.__file__).parent
TASKS = "analysis/study/tasks.py"
RUN = """
import hashlib, sys
from itborg.common import numba_support
from itborg.engine.simulation import simulate
from itborg.organisation.load import load
from itborg.strategies.specification import strategy
run = simulate(load("grab_at_pizza"), strategy("csi_programme"), days=60, burn_in=30, seed=3)
tables = b"".join(table.tobytes() for table in (run.history, run.closed, run.handoffs))
print(numba_support.FAST, hashlib.sha256(tables).hexdigest())
"""


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own, with some environment variables changed."""
    clean = {name: value for name, value in os.environ.items() if name not in ("ITBORG_NUMBA", "ITBORG_NOTED")}
    order = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(order, env=clean | environment, capture_output=True, text=True, check=True)


@pytest.mark.long  # compiles the kernels twice
def test_both_ways_to_compile_give_the_same_bits() -> None:
    fast, portable = (python(RUN, ITBORG_NUMBA=way).stdout.split() for way in ("fast", "portable"))
    assert (fast[0], portable[0]) == ("True", "False")
    assert fast[1] == portable[1]


def test_the_fast_way_is_used_with_tested_releases_only() -> None:
    for release in FAST_RELEASES:
        assert fast_way(f"{release}.0")
        assert not fast_way(f"{release}.0", "portable")
        assert not fast_way(f"{release}1.0")
    assert not fast_way("1.0.0")
    assert fast_way("1.0.0", "fast")


def test_another_release_of_numba_is_announced_once() -> None:
    code = """
import subprocess, sys, numba
numba.__version__ = "99.0.0"
from itborg.common import numba_support
assert not numba_support.FAST
subprocess.run([sys.executable, "-c", "import numba; numba.__version__ = '99.0.0'; import itborg.common.numba_support"])
"""
    lines = python(code).stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("itborg: numba 99.0.0 is not among the releases that were tested")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return the folder of a copy of the package's sources."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "itborg", ignore=shutil.ignore_patterns("__pycache__", "bundled")))


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("entries", [KERNEL_FILES, [TASKS]], ids=["compiled code", "run ids"])
def test_a_comment_or_docstring_keeps_the_key_and_a_rule_changes_it(copy: Path, entries: list[str]) -> None:
    before = source_hash(copy, entries)
    assert before == source_hash(PACKAGE, entries)
    edit(copy / "mechanisms" / "trust.py", '"""', '"""Another docstring. ')
    edit(copy / "mechanisms" / "trust.py", "\n@rule", "\n# a comment\n@rule")
    assert source_hash(copy, entries) == before
    edit(copy / "mechanisms" / "trust.py", "return ", "return 2.0 * ")
    assert source_hash(copy, entries) != before


@pytest.mark.parametrize("entries", [KERNEL_FILES, [TASKS]], ids=["compiled code", "run ids"])
def test_an_edit_of_any_file_that_is_imported_changes_the_key(copy: Path, entries: list[str]) -> None:
    files = imported_files(copy, entries)
    before = source_hash(copy, entries)
    for file in files[::7]:
        with (copy / file).open("a", encoding="utf-8") as out:
            out.write("\nADDED = 1\n")
        after = source_hash(copy, entries)
        assert after != before, file
        before = after


def test_the_key_of_compiled_code_knows_every_rule() -> None:
    marked = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "\n@rule" in path.read_text(encoding="utf-8") or "\n@compiled" in path.read_text(encoding="utf-8")
    }
    assert marked - set(imported_files(PACKAGE, KERNEL_FILES)) == set()


def test_run_ids_know_rules_strategies_and_measures() -> None:
    files = set(imported_files(PACKAGE, [TASKS]))
    changes_from_outside = {"engine/taking_stock.py"}  # no run of a study has them
    assert set(imported_files(PACKAGE, KERNEL_FILES)) - changes_from_outside <= files
    for module in ("strategies/itil.py", "analysis/measures/service.py", "organisation/load.py", "engine/layout.py"):
        assert module in files


def test_an_import_is_found_however_it_is_written(tmp_path: Path) -> None:
    package = tmp_path / "itborg"
    (package / "inner").mkdir(parents=True)
    (package / "a.py").write_text(
        "from typing import TYPE_CHECKING\nimport itborg.b\nfrom .inner import c\nfrom .inner.d import x\n"
        "if TYPE_CHECKING:\n    from .e import y\ndef f():\n    from itborg.inner import z\n"
    )
    for name in ("b", "e", "__init__", "inner/c", "inner/d", "inner/__init__"):
        (package / f"{name}.py").write_text("")
    found = ["a.py", "b.py", "inner/__init__.py", "inner/c.py", "inner/d.py"]
    assert imported_files(package, ["a.py"]) == found


def a_file(temporary: Path) -> None:
    (temporary / f"itborg-{numba_support._user()}").write_text("somebody else's")


def a_link(temporary: Path) -> None:
    (temporary / "elsewhere").mkdir()
    (temporary / f"itborg-{numba_support._user()}").symlink_to(temporary / "elsewhere")


def nothing(temporary: Path) -> None:
    assert not list(temporary.glob("itborg-*"))


@pytest.mark.parametrize("in_the_way", [nothing, a_file, a_link])
@pytest.mark.parametrize("home", ["a file", "missing"])
def test_a_cache_that_cannot_be_written_is_replaced_by_one_folder_and_announced(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    in_the_way: Callable[[Path], None],
    home: str,
) -> None:
    if home == "a file":
        file = tmp_path / "file"
        file.write_text("a folder cannot be made here")
        monkeypatch.setenv("ITBORG_CACHE", str(file))
    else:
        monkeypatch.delenv("ITBORG_CACHE", raising=False)
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    in_the_way(tmp_path)
    folders = set()
    for _ in range(2):  # as two runs would
        monkeypatch.setenv("ITBORG_NOTED", "")
        numba_support.cache_folder.cache_clear()
        folders.add(numba_support.cache_folder())
        assert capsys.readouterr().err.count("cannot write to the usual folder") == 1
    numba_support.cache_folder.cache_clear()
    (folder,) = folders
    assert folder.is_relative_to(tmp_path)
    assert folder.parent.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("elsewhere/*"))


def no_home() -> Path:
    """Stand in for Path.home where a user has none."""
    raise RuntimeError("Could not determine home directory.")
