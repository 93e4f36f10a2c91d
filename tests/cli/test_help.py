"""Help: an example for every command, and no heavy imports to show it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from itborg import cli
from itborg.cli.lazy_group import LazyGroup

HEAVY = ("numba", "pandas", "mesa", "numpy", "scipy", "matplotlib", "rich", "pyarrow", "networkx")


def command_paths(group: LazyGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words that call each command and group, such as ("org", "show")."""
    yield path
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, LazyGroup):
            yield from command_paths(command, (*path, name))
        else:
            yield (*path, name)


PATHS = list(command_paths(cli.itborg))  # type: ignore[arg-type]


def options_of(path: tuple[str, ...]) -> list[click.Option]:
    """Return the options of the command that these words call."""
    command: click.Command | None = cli.itborg
    for name in path:
        assert isinstance(command, LazyGroup)
        command = command.get_command(click.Context(command), name)
    assert command is not None
    return [one for one in command.params if isinstance(one, click.Option)]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*path, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "Example" in printed
    assert f"  {' '.join(('itborg', *path))}" in printed
    assert max(map(len, printed.splitlines())) <= 80


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_option_has_a_help_text(path: tuple[str, ...]) -> None:
    for option in options_of(path):
        assert option.help, option.opts
        assert option.help[-1] in ".]", option.opts


def test_replaced_names_of_options_do_not_return() -> None:
    replaced = {"--runs", "--pairs", "--load", "--minus", "--by", "--aim", "--worlds", "--page", "--full"}
    assert not replaced & {name for path in PATHS for option in options_of(path) for name in option.opts}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["compare", "--help"], ["compar"], ["compare", "--rns"]]
)
def test_help_and_usage_errors_import_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom itborg.cli import execute\n"
        f"code = execute({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", [[], ["org"]], ids=["itborg", "org"])
def test_a_group_without_a_command_prints_its_help(path: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(path) == 2
    assert capsys.readouterr().err.startswith("Usage: itborg ")


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["--version"]) == 0
    assert capsys.readouterr().out.startswith("itborg ")


def test_python_dash_m_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "itborg", "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("itborg: no command 'nothing'; known: compare, explain, run")
