"""Every number that shapes behaviour is a parameter with a name, a range, a unit and a source.

The law reads the syntax trees of `mechanisms` and `engine`: constants in functions, default values of arguments, and
constants of modules and classes, floats and integers alike. It lets through:

- 0, 1 and -1;
- 2 as an exponent or a divisor, and 0.5 as the factor of a sum (a square, a mean);
- integers that identify something: an index, the key of a random event, a value compared with == or !=, an enumeration;
- declarations of parameters, which is where numbers belong.

Anything else needs an entry in ALLOWED, with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import itborg

PACKAGE = Path(itborg.__file__).parent
ROOMS = ("mechanisms", "engine")
#: (file, function or constant, value or None for all values): why it is no coefficient.
ALLOWED: dict[tuple[str, str, float | None], str] = {
    ("mechanisms/arithmetic.py", "power", None): "exponents for which a faster way gives the same bits",
    ("engine/simulation.py", "BURN_IN", None): "default length of a run",
    ("engine/simulation.py", "DAYS", None): "default length of a run",
    ("engine/simulation.py", "SETTLING", None): "length of a trial run that measures demand",
    ("engine/growing.py", "GROWTH", None): "free rows of a table",
    (
        "engine/tables/room.py",
        "(INCIDENT_ROOM, CHANGE_ROOM)",
        None,
    ): "free rows of a table; it grows when they are used up",
    ("engine/tables/room.py", "PEAK_ROOM", None): "free rows of a table; it grows when they are used up",
    ("engine/compilation.py", "_smallest_world", None): "size of the organisation that is compiled for",
    ("engine/own_rules.py", "kernels", None): "characters of a hash in the name of a module",
    ("engine/ensemble.py", "reduced_ensemble", None): "replications in memory at the same time",
    ("engine/day/work.py", "SLOTS", None): "turns of a day, the resolution of time inside a day",
    ("engine/day/outages.py", "trigger_incidents", 128): "room between the keys of random events",
    ("engine/day/solving_work.py", "take_incident", 16): "room between the keys of random events",
    ("engine/day/change_work.py", "has_room", 2): "the fields worker_a and worker_b of a change",
    ("engine/day/change_work.py", "rank_of_choice", 0.5): "rank of the only candidate, halfway between worst and best",
    ("engine/layout.py", "SPARE_TIES", None): "free rows of a table",
    ("engine/layout.py", "tie_table", 2): "free rows of a table",
    ("engine/layout.py", "empty_world", None): "dimensions of tables",
    ("engine/traits.py", "PASSES", None): "iterations of a bisection",
    ("engine/state.py", "SKILLS", None): "number of kinds of need, a dimension of tables",
    ("engine/state.py", "TASTES", None): "tastes that are kept; others are drawn again, with the same result",
    ("engine/state.py", "(PEOPLE_REMEMBERED, TEAMS_REMEMBERED)", None): "dimensions of tables",
    ("engine/day/contact_phase.py", "TRIES", None): "attempts of a rejection sampling",
    ("engine/day/contact_phase.py", "meet_people", 8): "key of a random event: meetings of a day",
    ("engine/day/contact_phase.py", "partner", 16): "key of a random event: contacts of a day",
    ("engine/day/choosing.py", "TRIES", None): "attempts of a rejection sampling",
    (
        "engine/tables/root_cause_rows.py",
        "GROUP",
        None,
    ): "steps of a search; changes the time it takes, not what it finds",
    ("engine/day/labelling.py", "choose_label", None): "the four labels",
    ("engine/day/interventions.py", "workshop", 2): "key of a random event: people met at a workshop",
    ("engine/initial_beliefs.py", "WISHES", None): "ways of choosing a team, an enumeration",
    ("engine/initial_beliefs.py", "TRUST_TRAIT", None): "key of a random event: number of a trait",
    ("engine/initial_beliefs.py", "PASSES", None): "iterations that meet a mean",
    ("engine/initial_state.py", "SMALLEST", None): "keeps a divisor away from 0",
    ("engine/initial_state.py", "place_in_team", 0.5): "the middle of a rank",
    ("engine/initial_state.py", "start_causes", 0.5): "rounding to the nearest integer",
    ("engine/layout.py", "REFERENCE_RESOLVERS", None): "the unit that rates and stocks are stated in",
    ("engine/layout.py", "team_table", 2): "a majority",
    ("engine/working_calendar.py", "(MONTHS, LONGER_THAN_A_MONTH)", None): "the calendar",
    ("engine/working_calendar.py", "SENSITIVE", None): "every second retail service has campaigns",
    ("engine/working_calendar.py", "OUTLOOK", None): "days of the calendar beyond the end of a run",
    ("mechanisms/labels.py", "choose", 2): "the second label",
    ("mechanisms/trust.py", "CURVE_STEPS", None): "points of a curve, whose values are parameters",
    ("mechanisms/registry.py", "(LEAST, MOST)", None): "range of demand that is accepted",
    ("mechanisms/labels.py", "LEVELS", None): "number of priority levels, a dimension of tables",
}
#: Values that only keep a divisor away from 0.
GUARDS = {1e-9, 1e-12}
DECLARATIONS = {"parameter", "knockout"}
NEUTRAL = {0, 1}


def numbers(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """Yield (function or constant that holds it, number) for every number that no rule above lets through."""
    return _below(tree, "", None)


def _below(node: ast.AST, where: str, parent: ast.AST | None) -> Iterator[tuple[str, ast.Constant]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant):
            if type(child.value) in (int, float) and not _arithmetic(child, node, parent):
                yield where, child
        elif not _exempt(child, node):
            yield from _below(child, _named(child, where), node)


def _named(node: ast.AST, where: str) -> str:
    """Return the innermost function or class, or the constant of the module, to which a node belongs."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and not where:
        return ast.unparse(node.targets[0])
    return ast.unparse(node.target) if isinstance(node, ast.AnnAssign) and not where else where


def _exempt(node: ast.AST, parent: ast.AST) -> bool:
    """Return whether nothing below a node can be a coefficient."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in DECLARATIONS:
        return True
    if isinstance(node, ast.keyword):
        return node.arg == "knockouts"
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and isinstance(node.value, ast.Name)
    return isinstance(node, ast.Assign) and _enumeration(node.value)


def _enumeration(value: ast.expr) -> bool:
    """Return whether a value is range(n) or a tuple of consecutive integers: codes that get names."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func) == "range"
    if not isinstance(value, ast.Tuple):
        return False
    codes = [one.value for one in value.elts if isinstance(one, ast.Constant) and type(one.value) is int]
    return len(codes) == len(value.elts) and codes == list(range(codes[0], codes[0] + len(codes)))


def _arithmetic(number: ast.Constant, node: ast.AST, parent: ast.AST | None) -> bool:
    value = number.value
    if value in NEUTRAL or value in GUARDS:
        return True
    if isinstance(node, ast.BinOp) and value == 2:
        return isinstance(node.op, ast.Pow | ast.Div | ast.FloorDiv) and node.right is number
    if isinstance(node, ast.BinOp) and value == 0.5:
        other = node.right if node.left is number else node.left
        return isinstance(node.op, ast.Mult) and isinstance(other, ast.BinOp) and isinstance(other.op, ast.Add)
    if type(value) is not int:
        return False
    if isinstance(node, ast.Compare):
        return all(isinstance(operator, ast.Eq | ast.NotEq) for operator in node.ops)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).split(".")[0] == "random_numbers"
    return isinstance(node, ast.Subscript)


def naked(room: str) -> list[str]:
    """Return file:line: value of every naked coefficient of a room."""
    found = []
    for path in sorted((PACKAGE / room).rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for where, number in numbers(ast.parse(path.read_text(encoding="utf-8"))):
            if not {(file, where, number.value), (file, where, None)} & ALLOWED.keys():
                found.append(f"src/itborg/{file}:{number.lineno}: {number.value} in {where}")
    return found


def test_numbers_that_shape_behaviour_are_parameters() -> None:
    found = [one for room in ROOMS for one in naked(room)]
    assert found == []


def test_every_exception_is_needed() -> None:
    used = set()
    for path in sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for where, number in numbers(ast.parse(path.read_text(encoding="utf-8"))):
            used |= {(file, where, number.value), (file, where, None)}
    assert set(ALLOWED) - used == set()


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("def f(x):\n    return 0.3 * x + 1.0", [0.3]),
        ("def f(x):\n    return x ** 2 + (x + 1) / 2 + 0.5 * (x + 1)", []),
        ("def f(x):\n    return 2 * x + 0.5 * x + 0.5 + x ** 0.5", [2, 0.5, 0.5, 0.5]),
        ("def f(x, gain=4.0, count=3):\n    return -1 * x", [4.0, 3]),
        ("GAIN = 4.0\nclass A:\n    weight: float = 0.7", [4.0, 0.7]),
        ("A, B, C = 0, 1, 2\nFIRST, SECOND = 1, 2\nC, D = 3, 5", [3, 5]),
        ("def f(x, w):\n    return x == 4 or w[3] > 2 or random_numbers.uniform(1, S.A, x, 7)", [2]),
        (
            "class Trust(Mechanism, knockouts={'a': {'b': 3.0}}):\n    gain = parameter(0.05, 0.02, 0.09, 'share', '')",
            [],
        ),
    ],
)
def test_the_law_finds_coefficients(code: str, values: list[float]) -> None:
    assert [number.value for _, number in numbers(ast.parse(code))] == values
