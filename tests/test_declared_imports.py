"""Everything that is imported is declared: in the place of pyproject.toml that installs it for whoever runs that file.

A requirement of a requirement does not count: it may disappear with the next release of the library that brought it.
"""

from __future__ import annotations

import ast
import importlib.metadata
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OUR_OWN = {"itborg", "itborg_viz", "tests", "benchmarks", "docs"}
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("src", "viz", "tests", "benchmarks", "experiments", "docs")
    for path in (ROOT / folder).rglob("*.py")
)
#: Functions that import the module their first argument names, and that cope when it is missing.
IMPORT_BY_NAME = {"import_module", "find_spec", "importorskip", "extra"}


def declared(requirements: list[str]) -> set[str]:
    """Return the names of the distributions that a list of requirements installs, our own extras resolved."""
    names: set[str] = set()
    for requirement in map(Requirement, requirements):
        if canonicalize_name(requirement.name) == PROJECT["project"]["name"]:
            for extra in requirement.extras:
                names |= declared(PROJECT["project"]["optional-dependencies"][extra])
        else:
            names.add(canonicalize_name(requirement.name))
    return names


CORE = declared(PROJECT["project"]["dependencies"])
EXTRAS = {name: declared(lines) for name, lines in PROJECT["project"]["optional-dependencies"].items()}
GROUPS = {name: declared(lines) for name, lines in PROJECT["dependency-groups"].items()}


def modules(node: ast.AST, lazy: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield (top-level module, whether a plain import of the file survives its absence) for every import below a node."""
    for child in ast.iter_child_nodes(node):
        typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        inside = lazy or typing_only or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if isinstance(child, ast.Import):
            yield from ((alias.name.split(".")[0], lazy) for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield child.module.split(".")[0], lazy
        elif isinstance(child, ast.Call) and ast.unparse(child.func).split(".")[-1] in IMPORT_BY_NAME and child.args:
            first = child.args[0].values[0] if isinstance(child.args[0], ast.JoinedStr) else child.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value[:1] != ".":
                yield first.value.split(".")[0], True
        yield from modules(child, inside)


#: Modules whose distribution has another name, for environments in which it is missing.
OTHER_NAME = {"griffe": "griffelib"}


@cache
def distributions() -> dict[str, set[str]]:
    """Return the installed distributions that provide each top-level module."""
    found = importlib.metadata.packages_distributions()
    return {module: {canonicalize_name(name) for name in names} for module, names in found.items()}


def providers(module: str) -> set[str]:
    """Return the distributions that provide a module; a missing library is assumed to have the name of its module."""
    return distributions().get(module, set()) | {canonicalize_name(OTHER_NAME.get(module, module))}


def available(file: str, lazy: bool) -> set[str]:
    """Return the distributions that a file may import, at once or, if lazy, where their absence is handled."""
    extras = set().union(*EXTRAS.values())
    if file.startswith("src/"):
        return CORE | extras if lazy else CORE
    if file.startswith("viz/"):
        return CORE | EXTRAS["viz"] | (EXTRAS["offline"] if lazy else set())
    if file.startswith("tests/"):
        return CORE | GROUPS["dev"] | (GROUPS["browser"] | GROUPS["docs"] if lazy else set())
    if file.startswith("docs/"):
        return CORE | GROUPS["docs"]
    return CORE | GROUPS["dev"] | GROUPS["browser"]


def undeclared(file: str) -> list[str]:
    """Return the modules of other distributions that a file imports and that are not declared for it."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return sorted(
        f"{module} ({'lazy' if lazy else 'unconditional'})"
        for module, lazy in set(modules(tree))
        if module not in sys.stdlib_module_names | OUR_OWN and not providers(module) & available(file, lazy)
    )


@pytest.mark.parametrize("file", FILES)
def test_a_file_imports_only_what_is_declared_for_it(file: str) -> None:
    assert undeclared(file) == [], "declare it in pyproject.toml, where whoever runs this file installs from"


def test_an_undeclared_import_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(GROUPS, "dev", GROUPS["dev"] - {"hypothesis"})
    assert undeclared("tests/analysis/test_statistics.py") == ["hypothesis (unconditional)"]
