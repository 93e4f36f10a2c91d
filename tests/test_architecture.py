"""ARCHITECTURE.md against the files: every room is on the map, and imports point one way."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGE, APP = ROOT / "src" / "itborg", ROOT / "viz" / "itborg_viz"
MOST_ROOMS = 10
LONGEST = 300
SHORTEST = 60
#: How the names begin that rules may import.
FOR_RULES = ("__future__.", "math", "typing.", "collections.", "itborg.mechanisms.", "itborg.common.")
#: Library -> the files that may import it.
FEW = {
    "mesa": {f"itborg.mesa_model.{name}" for name in ("model", "person", "collector")},
    "numba": {f"itborg.common.numba_{name}" for name in ("support", "fast", "portable")},
}
#: Folders of one file a thing: a file may be as short as its thing.
ONE_THING_A_FILE = (
    "itborg.strategies.", "itborg.mechanisms.", "itborg.cli.",
    "itborg_viz.pages.", "itborg_viz.widgets.",
)  # fmt: skip
#: Module -> why it is a file of its own, though it is short and only one file imports it. May only shrink.
SHORT = {
    "itborg_viz.worker_start": "a worker process imports it by name",
    "itborg.common.numba_portable": "one of two ways to compile, of which only one is imported at run time",
    "itborg.mesa_model.copies": "how a model is copied, which the file of the model has no room for",
}


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table in one section of the map, without its head."""
    lines = MAP.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0].splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return table[2:]


def names(cell: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


#: Room -> its row, counted from the lowest.
ROW = {room: row for row, cells in enumerate(reversed(rows("The rooms"))) for room in names(cells[0])}
FOLDERS = {room: APP if room == "itborg_viz" else PACKAGE / room for room in ROW}
MODULES = {
    ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for root in (PACKAGE, APP)
    for path in sorted(root.rglob("*.py"))
}


def room(module: str) -> str:
    """Return the room of a module; files at the top of the package have none."""
    parts = module.split(".")
    if parts[0] == "itborg_viz":
        return "itborg_viz"
    return parts[1] if len(parts) > 1 and parts[1] in ROW else ""


@cache
def imported(module: str) -> frozenset[str]:
    """Return the dotted names that a module imports anywhere, for type checkers too."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return frozenset(found)


def ours(module: str) -> set[str]:
    """Return the modules of the project that a module imports; the lazy public names of itborg are left out."""
    targets = {name if name in MODULES else name.rpartition(".")[0] for name in imported(module)}
    return {name for name in targets if name in MODULES and name not in (module, "itborg")}


def circles(graph: dict[str, set[str]]) -> set[str]:
    """Return the modules that are left when all are taken away that import nothing which is still there."""
    left = dict(graph)
    while free := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}
    return set(left)


def lines(module: str) -> int:
    """Return the length of a file."""
    return len(MODULES[module].read_text(encoding="utf-8").splitlines())


def test_the_map_and_the_folders_have_the_same_rooms() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders | {"itborg_viz"} == ROW.keys()
    assert len(folders) <= MOST_ROOMS
    top = {path.name for path in PACKAGE.glob("*.py")}
    assert top == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("cells", rows("The rooms"), ids=lambda cells: cells[0])
def test_the_folders_inside_a_room_are_on_the_map(cells: list[str]) -> None:
    inner = {path.name for name in names(cells[0]) for path in FOLDERS[name].rglob("*") if path.is_dir()}
    data = {"__pycache__", "js"} | {path.name for path in (PACKAGE / "organisation" / "bundled").iterdir()}
    assert inner - data == {name for name in names(cells[1]) if name.isidentifier()}


def test_the_map_names_the_folders_beside_the_package() -> None:
    named = [name for cells in rows("Beside the package") for name in names(cells[0])]
    assert [name for name in named if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("module", [name for name in MODULES if room(name)])
def test_a_room_imports_only_from_rows_below(module: str) -> None:
    here = ROW[room(module)]
    wrong = {target for target in ours(module) if room(target) != room(module) and ROW[room(target)] >= here}
    assert wrong == set()


def test_files_never_import_each_other_in_a_circle() -> None:
    assert circles({module: ours(module) for module in MODULES}) == set()


def test_the_search_for_circles_finds_one() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}
    assert circles(graph) == {"a", "b", "c"}


def test_imports_for_type_checkers_and_inside_functions_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text("if TYPE_CHECKING:\n    from .run import a\ndef f():\n    from ..engine import state\n")
    monkeypatch.setitem(MODULES, "itborg.common.file", file)
    assert ours("itborg.common.file") == {"itborg.engine.state"}
    assert "itborg.common.run.a" in imported("itborg.common.file")


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("itborg.mechanisms.")])
def test_mechanisms_know_nothing_but_arithmetic_and_each_other(module: str) -> None:
    if module.rpartition(".")[2] in ("registry", "mechanism", "parameter", "records"):
        return  # they describe mechanisms; they are none
    assert [name for name in sorted(imported(module)) if not name.startswith(FOR_RULES)] == []


@pytest.mark.parametrize("library", FEW)
def test_heavy_libraries_are_known_in_few_files(library: str) -> None:
    knowing = {module for module in MODULES if any(name.split(".")[0] == library for name in imported(module))}
    assert knowing <= FEW[library]


def test_the_game_can_be_played_without_widgets() -> None:
    game = [name for name in MODULES if name.startswith("itborg_viz.game.")]
    assert [name for name in game if {one.split(".")[0] for one in imported(name)} & {"solara", "anywidget"}] == []


def test_no_file_is_too_long() -> None:
    assert {module: lines(module) for module in MODULES if lines(module) > LONGEST} == {}


def test_a_short_file_has_several_importers_or_a_reason() -> None:
    importers = {module: sum(module in ours(other) for other in MODULES) for module in MODULES}
    short = {
        module
        for module, path in MODULES.items()
        if lines(module) < SHORTEST and importers[module] <= 1
        and path.name not in ("__init__.py", "__main__.py") and not module.startswith(ONE_THING_A_FILE)
    }  # fmt: skip
    assert short - SHORT.keys() == set(), "merge it with the file that imports it"
    assert SHORT.keys() - short == set(), "it needs no reason any more"


def test_the_eleven_steps_of_the_day_are_in_order() -> None:
    text = (PACKAGE / "engine" / "day" / "one_day.py").read_text(encoding="utf-8")
    steps = [str(n) for n in range(1, 12)]
    assert re.findall(r"^    (\d+)\. ", text, flags=re.MULTILINE) == steps
    assert [cells[0] for cells in rows("The day")] == steps
    tree = ast.parse(text)
    day = next(x for x in ast.walk(tree) if isinstance(x, ast.FunctionDef) and x.name == "simulate_one_day")
    homes = {alias.name: f"{x.module}.py" for x in tree.body if isinstance(x, ast.ImportFrom) for alias in x.names}
    called = [
        homes[x.value.func.id]
        for x in day.body
        if isinstance(x, ast.Expr) and isinstance(x.value, ast.Call) and isinstance(x.value.func, ast.Name)
    ]
    assert called[0] == called[-1] == "record_row.py"  # a row is started before the first step and written in the last
    assert _without_repeats(called[1:]) == _without_repeats([names(cells[2])[0] for cells in rows("The day")])


def _without_repeats(files: list[str]) -> list[str]:
    return [file for n, file in enumerate(files) if n == 0 or files[n - 1] != file]
