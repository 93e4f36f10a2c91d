"""Help: an example everywhere, and nothing heavy to show it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from itborg import cli
from itborg.cli.lazy_group import LazyGroup

HEAVY = ("numba", "pandas", "mesa", "numpy", "scipy", "matplotlib", "rich", "pyarrow", "networkx")


def commands(group: LazyGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command and group."""
    yield path
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, LazyGroup):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


EVERY = list(commands(cli.itborg))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*path, "--help"]) == 0
    told = capsys.readouterr().out
    assert "Example" in told
    assert f"  {' '.join(('itborg', *path))}" in told
    assert max(map(len, told.splitlines())) <= 80


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["compare", "--help"], ["compar"], ["compare", "--rns"]]
)
def test_help_and_usage_errors_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom itborg.cli import execute\n"
        f"code = execute({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", [[], ["org"]], ids=["itborg", "org"])
def test_a_group_alone_shows_its_help_as_it_is(path: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(path) == 2
    assert capsys.readouterr().err.startswith("Usage: itborg ")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["--version"]) == 0
    assert capsys.readouterr().out.startswith("itborg ")


def test_python_dash_m_is_the_same_command() -> None:
    told = subprocess.run([sys.executable, "-m", "itborg", "nothing"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr.startswith("itborg: no command 'nothing'; known: compare, run")
