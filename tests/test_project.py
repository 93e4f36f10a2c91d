"""What the project states about itself is true: pages, examples, commands, pinned versions, licence."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from itborg.cli import itborg as command_line
from itborg.engine.simulation import quiet_arithmetic
from itborg.report.reference_tables import mechanisms_page
from itborg.strategies import listing
from itborg.strategies.levers import LEVER

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (".", "docs", "docs/course", "results", "viz", "experiments")
    for path in (ROOT / folder).glob("*.md")
)
#: Folders with files written by hand.
WRITTEN = ("src", "tests", "docs", "experiments", "viz", ".ci")
MODULES = sorted(
    path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py") if path.name != "__main__.py"
)


def page(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """Return the code blocks of a page that are in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page(name), flags=re.MULTILINE | re.DOTALL)


def shell_lines() -> Iterator[str]:
    """Yield every command in the shell blocks of the documents."""
    for name in PAGES:
        for block in blocks(name, "sh"):
            yield from (line for line in block.splitlines() if line.strip())


def texts() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of everything written by hand."""
    files = [path for path in ROOT.iterdir() if path.is_file() and path.name not in ("uv.lock", ".git")]
    files += [path for folder in WRITTEN for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in files:
        if "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    module = importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    with quiet_arithmetic():
        assert doctest.testmod(module).failed == 0


def test_python_in_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    snippets = blocks("README.md", "python")
    assert snippets
    for snippet in snippets:
        exec(compile(snippet, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "people have low trust in the other side" in printed
    assert not printed.startswith("0 of")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", sorted(set(shell_lines())))
def test_commands_in_documents_are_valid(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line, comments=True)
    if words[:2] == ["uv", "run"]:
        words = words[2:]
        while words[0] in ("--extra", "--group"):
            known = {"--extra": PROJECT["project"]["optional-dependencies"], "--group": PROJECT["dependency-groups"]}
            assert words[1] in known[words[0]], line
            words = words[2:]
    if words[0] != "itborg":
        assert words in (["pytest"], [".ci/run"], [".ci/long"], ["python", "-m", "docs.site"])
        return
    command: click.Command = command_line
    context = click.Context(command, info_name="itborg")
    words = words[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, line
        command, words = found, words[1:]
    command.make_context("itborg", words, parent=context)


@pytest.mark.parametrize("name", PAGES)
def test_links_in_documents_exist(name: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page(name))
    here = (ROOT / name).parent
    assert [link for link in links if "://" not in link and not (here / link).exists()] == []


def test_the_readme_counts_the_strategies_that_are_compared_by_default() -> None:
    compared = [row for row in listing() if row["levers"] and not row["control"]]
    assert f"compares {len(compared)} strategies" in page("README.md")


def test_badges_of_the_readme_are_true() -> None:
    python, licence = re.findall(r"^!\[(.+?)\]\(https://img", page("README.md"), flags=re.MULTILINE)
    assert python == f"Python {PROJECT['project']['requires-python'].removeprefix('>=')} or newer"
    assert licence == f"{PROJECT['project']['license']} licence"


def test_the_readme_begins_with_the_two_commands() -> None:
    first, second = blocks("README.md", "sh")[:2]
    assert (first, second) == ("uv run itborg compare\n", "uv run pytest\n")
    assert page("README.md").index("python3 -m pip install uv") < page("README.md").index(first)


@pytest.mark.parametrize("number", [1, 2])
def test_the_checks_begin_with_the_commands_of_the_readme(number: int) -> None:
    text = page(".ci/run")
    program = re.search(r"awk -v wanted=\"\$1\" '(.+?)' README.md", text)
    assert program is not None
    order = ["awk", "-v", f"wanted={number}", program.group(1), "README.md"]
    found = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found == blocks("README.md", "sh")[number - 1]
    assert f"readme_command {number}\n" in text
    parts = re.findall(r'^part ".+" (\w+)$', text, flags=re.MULTILINE)
    assert parts[:2] == ["readme_compare", "readme_tests"]


@pytest.mark.parametrize("name", ["run", "long"])
def test_checks_can_be_run(name: str) -> None:
    assert os.access(ROOT / ".ci" / name, os.X_OK)


def test_the_model_page_names_every_lever() -> None:
    words = re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", page("docs/model.md"))
    marked = re.findall(r"`([a-z]+)`", page("docs/model.md"))  # a plain word could be any word
    assert [name for name in LEVER if name not in {*words, *marked}] == []


def test_the_page_of_mechanisms_is_written_from_the_registry() -> None:
    written = "run `uv run python -m itborg.report.reference_tables docs`"
    assert page("docs/mechanisms.md") == mechanisms_page(), written


def test_the_changelog_knows_this_version() -> None:
    assert f"\n## {PROJECT['project']['version']}\n" in page("CHANGELOG.md")


def test_licence() -> None:
    assert PROJECT["project"]["license"] == "MIT"
    assert page("LICENSE").startswith("MIT License\n\nCopyright (c) 2026 The itborg founders\n")


def test_the_default_python_is_supported() -> None:
    wanted = tuple(map(int, page(".python-version").split(".")))
    least = tuple(map(int, PROJECT["project"]["requires-python"].removeprefix(">=").split(".")))
    assert wanted[: len(least)] >= least


def test_every_requirement_is_pinned_to_a_tested_version() -> None:
    lines = (line.split("==") for line in PROJECT["tool"]["uv"]["constraint-dependencies"])
    pins = {canonicalize_name(name): pin for name, pin in lines}
    project = PROJECT["project"]
    groups = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    for wanted in (Requirement(line) for group in groups for line in group):
        name = canonicalize_name(wanted.name)
        if name != "itborg":
            assert name in pins, f"{wanted.name} has no pin"
            assert wanted.specifier.contains(pins[name], prereleases=True), f"{wanted} and its pin disagree"


def test_no_address_in_the_project_file() -> None:
    assert "://" not in page("pyproject.toml")


def test_no_file_names_a_path_of_one_machine() -> None:
    places = "home|Users|root|mnt|srv|tmp|private|work"
    machine = re.compile(r"(?<![\w./*$])/(?:" + places + r")/\w")
    found = [(name, match.group()) for name, text in texts() for match in machine.finditer(text)]
    assert found == []
