"""The map is the territory: ARCHITECTURE.md against the disk, imports against the map."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "itborg"
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
LONGEST = 300
#: Files that are too long today and wait to be split. Nothing may be added.
WAITING: set[str] = set()
#: Functions that fetch something from a lower floor when they are called: file -> room.
FETCHED = {("comparison/result.py", "report/")}
#: What rules may import besides each other.
RULES_MAY = {"__future__", "math", "itborg.common.numba_support"}


def section(title: str) -> list[str]:
    """Return the paths in the table of one section of the map."""
    text = MAP.split(f"\n## {title}", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)


FLOORS = section("Floors")
SOURCES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def floor(file: str) -> int:
    """Return the floor on which a file lives."""
    found = [n for n, place in enumerate(FLOORS) if file == place or (place[-1] == "/" and file.startswith(place))]
    assert len(found) == 1, f"{file} is on {len(found)} floors of ARCHITECTURE.md; give it one line"
    return found[0]


def module_name(file: str) -> str:
    """Return the dotted name of a file of the package."""
    return ".".join(["itborg", *file.removesuffix(".py").split("/")]).removesuffix(".__init__")


FILES = {module_name(file): file for file in SOURCES}


def imports(node: ast.AST, package: str, called: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield (module or name, whether only when called) of all imports that are not for type checkers alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        inside = called or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if isinstance(child, ast.Import):
            yield from ((alias.name, called) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - child.level + 1] if child.level else []
            base = ".".join([*above, *([child.module] if child.module else [])])
            yield from ((f"{base}.{alias.name}", called) for alias in child.names)
        yield from imports(child, package, inside)


def imported(file: str) -> Iterator[tuple[str, bool]]:
    """Yield (dotted name, whether only when called) of what a file of the package imports."""
    name = module_name(file)
    package = name if file.endswith("__init__.py") else name.rpartition(".")[0]
    yield from imports(ast.parse((PACKAGE / file).read_text(encoding="utf-8")), package)


def inside(file: str) -> Iterator[tuple[str, bool]]:
    """Yield (file of the package, whether only when called) of what a file imports from the package."""
    for name, called in imported(file):
        if name.split(".")[0] == "itborg":
            target = FILES.get(name) or FILES.get(name.rpartition(".")[0])
            if target not in (None, "__init__.py", file):
                yield str(target), called


@pytest.mark.parametrize("title", ["Floors", "The rules", "The day"])
def test_everything_on_the_map_exists(title: str) -> None:
    missing = [place for place in section(title) if not (PACKAGE / place).exists()]
    assert missing == []


def test_everything_that_exists_is_on_the_map() -> None:
    for file in SOURCES:
        floor(file)


@pytest.mark.parametrize(("title", "folder"), [("The rules", "rules/"), ("The day", "day/")])
def test_the_heart_of_the_model_is_mapped_file_by_file(title: str, folder: str) -> None:
    assert sorted(section(title)) == [file for file in SOURCES if file.startswith(folder)]


def test_the_map_names_the_folders_beside_the_package() -> None:
    table = MAP.split("\n## Beside the package", 1)[1].split("\n## ", 1)[0]
    named = re.findall(
        r"`([a-z]+)/`", "".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    )
    assert [name for name in named if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("file", SOURCES)
def test_imports_point_one_way(file: str) -> None:
    here = floor(file)
    wrong = [
        target
        for target, called in inside(file)
        if floor(target) > here and not (called and (file, FLOORS[floor(target)]) in FETCHED)
    ]
    assert wrong == [], f"{file} stands above what it imports"


def test_no_import_goes_round_in_a_circle() -> None:
    above = {file: {target for target, called in inside(file) if not called} for file in SOURCES}
    while above:
        free = {file for file, needs in above.items() if not needs & above.keys()}
        assert free, f"a circle among {sorted(above)}"
        above = {file: needs for file, needs in above.items() if file not in free}


@pytest.mark.parametrize("file", [file for file in SOURCES if file.startswith("rules/")])
def test_a_rule_knows_nothing_but_arithmetic_and_other_rules(file: str) -> None:
    names = {name for name, _ in imported(file)}
    strange = {
        name for name in names if name.rpartition(".")[0] not in RULES_MAY and name not in RULES_MAY
        and not name.startswith("itborg.rules.")
    }  # fmt: skip
    assert strange == set()


@pytest.mark.parametrize("library", ["mesa", "numba"])
def test_heavy_libraries_are_known_in_few_places(library: str) -> None:
    knowing = {file for file in SOURCES if any(name.split(".")[0] == library for name, _ in imported(file))}
    assert (
        knowing
        <= {"mesa": {"model.py", "colleague.py", "agents.py"}, "numba": {"compiled.py", "cli/doctor.py"}}[library]
    )


def test_no_file_is_too_long() -> None:
    lines = {file: len((PACKAGE / file).read_text(encoding="utf-8").splitlines()) for file in SOURCES}
    assert {file for file, count in lines.items() if count > LONGEST} <= WAITING


def test_the_ten_steps_of_the_day_stand_in_order() -> None:
    text = (PACKAGE / "day" / "one_day.py").read_text(encoding="utf-8")
    described = re.findall(r"^    (\d+)\. ", text, flags=re.MULTILINE)
    assert described == [str(n) for n in range(1, 11)]
    tree = ast.parse(text)
    day = next(x for x in ast.walk(tree) if isinstance(x, ast.FunctionDef) and x.name == "live_one_day")
    called = [x.value.func.id for x in day.body if isinstance(x, ast.Expr) and isinstance(x.value, ast.Call)]  # type: ignore[attr-defined]
    homes = {alias.name: f"day/{x.module}.py" for x in tree.body if isinstance(x, ast.ImportFrom) for alias in x.names}
    assert {homes[name] for name in called} <= set(section("The day"))
    assert called[0] == "start_row"
    assert called[-1] == "write_row"


#: Read by the kernel's sources in plain Python, before anything is compiled: names and types of what comes from a folder.
NOT_COMPILED = {"organisation/types.py"}


def test_machine_code_is_named_by_every_source_that_ends_in_it() -> None:
    from itborg.common.numba_support import _KERNEL

    kernel = {file for file in SOURCES if any(file == part or file.startswith(f"{part}/") for part in _KERNEL)}
    reached = {target for file in kernel for target, _ in inside(file)}
    assert reached - kernel <= NOT_COMPILED
