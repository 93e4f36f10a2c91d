"""No strategy has a coefficient on an outcome: what strategies can import, and which formulas contain levers.

Checked in the sources: strategies have access to levers and days, never to the world, and no formula of an outcome in
the kernel contains a lever.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import itborg
from itborg.engine.history import COLUMNS
from itborg.strategies import LEVER, STRATEGIES

PACKAGE = Path(itborg.__file__).parent
#: Modules of the package that a strategy file may import.
ALLOWED = {
    "itborg.strategies",
    "itborg.common.own_code",
    "itborg.common.errors",
    "itborg.common.periods",
    "itborg.common.toml_reader",
}
#: Outcomes of runs: columns of the history and the state that they are computed from.
OUTCOMES = {
    "benefit", "incident_loss", "release_loss", "cost", "gross_revenue", "value_at_risk", "peak_loss", "closed_in_time",
    "closed_in_time_user_clock", "closed_red", "fit", "lead_time", "satisfaction", "it_aligned", "managers_content", "shadow_it", "delivered",
    "delivered_value", "failed_changes", "label_sum", "cross_contact_share", "root_causes", "open_incidents", "hops",
    "reopened", "lapsed", "trust_business_to_it", "trust_it_to_business", "net_value",
}  # fmt: skip
#: The one lever that is a price: the cost of IT staff is part of the cost.
PRICES = {("cost", "staff_cost_factor")}
#: The one lever that decides who writes a requirement, and so whose understanding determines the fit.
WRITERS = {("fit", "mandate"), ("benefit", "mandate"), ("delivered_value", "mandate")}


def sources(folder: str) -> list[Path]:
    """Return the Python files of a folder of the package."""
    return sorted((PACKAGE / folder).glob("*.py"))


def names_in(node: ast.AST) -> set[str]:
    """Return every name, attribute and text in an expression."""
    found: set[str] = set()
    for one in ast.walk(node):
        match one:
            case ast.Attribute():
                found.add(one.attr)
            case ast.Name():
                found.add(one.id)
            case ast.Constant(value=str()):
                found.add(one.value)
    return found


def written(tree: ast.AST) -> Iterator[tuple[set[str], ast.AST]]:
    """Yield (fields, formula) of every assignment to a field of a table."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AugAssign):
            targets, value = [node.target], node.value
        else:
            continue
        fields = {one.attr for target in targets for one in ast.walk(target) if isinstance(one, ast.Attribute)}
        if fields:
            yield fields, value


def local_names(function: ast.AST) -> dict[str, list[ast.AST]]:
    """Return the formulas of each local name of a function; rows of tables are not formulas."""
    formulas: dict[str, list[ast.AST]] = {}
    for node in ast.walk(function):
        pairs: list[tuple[ast.AST, ast.AST]] = []
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = list(zip(names, values, strict=True))
            case (
                ast.Assign(targets=[ast.Name() as name], value=value)
                | ast.AugAssign(target=ast.Name() as name, value=value)
            ):
                pairs = [(name, value)]
        for name, value in pairs:
            if isinstance(name, ast.Name) and not isinstance(value, ast.Subscript):
                formulas.setdefault(name.id, []).append(value)
    return formulas


def levers_behind(value: ast.AST, formulas: dict[str, list[ast.AST]], done: frozenset[str] = frozenset()) -> set[str]:
    """Return the levers in a formula or in the formula of a local name in it."""
    found = levers_read(value)
    for name in {one.id for one in ast.walk(value) if isinstance(one, ast.Name)} - done:
        for formula in formulas.get(name, []):
            found |= levers_behind(formula, formulas, done | {name})
    return found


def levers_read(value: ast.AST) -> set[str]:
    """Return the levers in a formula itself: fields of `lv` or of `levers[day]`."""
    return {
        one.attr
        for one in ast.walk(value)
        if isinstance(one, ast.Attribute) and one.attr in LEVER and ("lv" in names_in(one) or "levers" in names_in(one))
    }


def module_of(node: ast.ImportFrom) -> str:
    """Return the absolute name of the module that a file in itborg/strategies imports from."""
    parents = {0: [], 1: ["itborg", "strategies"], 2: ["itborg"]}[node.level]
    return ".".join([*parents, *([node.module] if node.module else [])])


@pytest.mark.parametrize("file", sources("strategies"), ids=lambda file: file.name)
def test_a_strategy_file_imports_nothing_but_strategies_and_errors_periods_and_toml(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            names = [module_of(node)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            inside = name == "itborg" or name.startswith("itborg.")
            assert not inside or any(name == one or name.startswith(f"{one}.") for one in ALLOWED), name


def test_a_plan_receives_the_number_of_days_and_nothing_else() -> None:
    for kind in STRATEGIES.values():
        assert list(inspect.signature(kind.plan).parameters) == ["self", "days"]


def levers_in_outcomes(tree: ast.AST) -> set[tuple[str, str]]:
    """Return (outcome, lever) for each lever in the formula of an outcome, local names included."""
    return {
        (field, lever)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for fields, value in written(function)
        for field in fields & OUTCOMES
        for lever in levers_behind(value, local_names(function))
    }


@pytest.mark.parametrize("file", sources("engine/day"), ids=lambda file: file.name)
def test_no_formula_of_an_outcome_contains_a_lever(file: Path) -> None:
    assert levers_in_outcomes(ast.parse(file.read_text(encoding="utf-8"))) <= PRICES | WRITERS


@pytest.mark.parametrize("file", sources("engine/day"), ids=lambda file: file.name)
def test_the_kernel_reads_levers_and_never_writes_one(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            owner = node.value
            assert "levers" not in names_in(owner), ast.unparse(node)
            assert not (isinstance(owner, ast.Name) and owner.id == "lv"), ast.unparse(node)


def test_every_lever_is_read_by_the_kernel_and_none_has_the_name_of_an_outcome() -> None:
    files = [*sources("engine/day"), *sources("engine"), *sources("mechanisms")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    read = {one.attr for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    assert set(LEVER) <= read
    assert not set(LEVER) & OUTCOMES
    assert set(LEVER) & set(COLUMNS) == {"visits"}  # the column counts the visits themselves


@pytest.mark.parametrize(
    "body",
    [
        "h.fit += 0.1 * lv.board",
        "more = 1.0 + lv.board\n gain = x * more\n h.fit += gain",
        "a, b = 1.0, lv.board\n h.fit = b",
    ],
)
def test_a_coefficient_in_a_formula_of_an_outcome_is_found(body: str) -> None:
    assert levers_in_outcomes(ast.parse(f"def deliver(h, lv, x):\n {body}")) == {("fit", "board")}
