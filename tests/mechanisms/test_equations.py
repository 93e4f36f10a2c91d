"""A rule is what its equation says: the printed equation is the second writing of the code."""

from __future__ import annotations

import ast
import inspect
import math
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

from tests.mechanisms.equations import POINTS, RULES, WITH_EQUATION, evaluated, points

#: Rules without a closed form, and what tests them instead.
WITHOUT = {
    "labels.choose": "its doctest, and test_a_label_of_higher_utility_is_chosen_more_often",
    "resistance.next_stage": "test_resistance_rises_above_and_ends_below_its_threshold, one stage a week",
    "rhythms.factor": "its doctest",
    "rhythms.mean_factor": "test_the_mean_of_a_rhythm_is_the_mean_of_its_days",
    "trust.by_contact": "its doctest",
    "trust._competence": "the doctest of by_contact",
}


def test_every_rule_has_an_equation_or_a_test_of_its_own() -> None:
    assert {name for name in RULES if name not in WITH_EQUATION} <= set(WITHOUT)


@pytest.mark.parametrize("name", WITH_EQUATION)
def test_a_rule_equals_its_equation(name: str) -> None:
    rule = WITH_EQUATION[name]
    for arguments in points(rule):
        assert float(rule(**arguments)) == pytest.approx(evaluated(rule, arguments), rel=1e-9, abs=1e-12), arguments


class Mutation(ast.NodeTransformer):
    """Change the n-th place of a function at which something can be changed."""

    SWAPPED: ClassVar[dict[type, type]] = {
        ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Lt: ast.Gt, ast.Gt: ast.Lt,
    }  # fmt: skip

    def __init__(self, at: int) -> None:
        """Choose the place by its number."""
        self.at, self.seen, self.text = at, -1, ""

    def _is_here(self) -> bool:
        self.seen += 1
        return self.seen == self.at

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Swap an operator."""
        self.generic_visit(node)
        swapped = self.SWAPPED.get(type(node.op))
        if swapped and self._is_here():
            self.text = ast.unparse(node)
            node.op = swapped()
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Shift a number."""
        if isinstance(node.value, float) and self._is_here():
            self.text = ast.unparse(node)
            return ast.copy_location(ast.Constant(node.value + 0.25), node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Scale a parameter."""
        if isinstance(node.value, ast.Name) and node.value.id == "p" and self._is_here():
            self.text = ast.unparse(node)
            return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(1.25)), node)
        return node


def mutants(rule: Callable[..., Any]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield (what was changed, the changed rule) for every place of a rule at which something can be changed."""
    source = textwrap.dedent(inspect.getsource(rule))
    for at in range(1000):
        tree = ast.parse(source)
        function = tree.body[0]
        assert isinstance(function, ast.FunctionDef)
        function.decorator_list = []
        mutation = Mutation(at)
        mutation.visit(function)
        if not mutation.text:
            return
        space = dict(vars(inspect.getmodule(rule)))  # type: ignore[arg-type]
        exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), space)
        yield mutation.text, space[function.name]


def differs(mutant: Callable[..., Any], rule: Callable[..., Any]) -> bool:
    """Return whether a mutant and the equation disagree at some point."""
    for arguments in points(rule, 20 * POINTS):
        expected = evaluated(rule, arguments)
        try:
            found = float(mutant(**arguments))
        except (ArithmeticError, ValueError):
            return True
        if not math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12):
            return True
    return False


#: Changes that no value of the arguments can show, with the reason.
EQUIVALENT = {"1e-09": "a guard against division by 0"}


@pytest.mark.parametrize("name", WITH_EQUATION)
def test_every_small_change_of_a_rule_breaks_its_equation(name: str) -> None:
    rule = WITH_EQUATION[name]
    unnoticed = [text for text, mutant in mutants(rule) if text not in EQUIVALENT and not differs(mutant, rule)]
    assert unnoticed == []
