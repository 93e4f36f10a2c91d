"""Nothing is unused: every field is read, every parameter is used, every column and random stream is written or drawn.

The tests read the sources. A name with two meanings can hide an unused one, so they may find too little, never too much.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from itborg.common import streams
from itborg.engine import state
from itborg.engine.history import COLUMNS
from itborg.mechanisms.mechanism import EQUATIONS
from itborg.mechanisms.registry import PARAMETERS

PACKAGE = Path(state.__file__).parents[1]
KERNEL = ("engine", "mechanisms")
TABLES = (
    "PERSON", "TEAM", "SERVICE", "NEED", "TIE", "COMPONENT", "CAUSE", "INCIDENT", "CHANGE", "CLOSED", "ORGANISATION",
)  # fmt: skip
#: Random streams of earlier versions: their numbers are never used again.
RETIRED = {
    "REQUEST", "REQUEST_TEAM", "INCIDENT", "LOBBY", "RETURN_TRUST", "QUESTION", "SHADOW_DETECTED", "PAIR_TRUST",
    "SYSTEM_VALUE", "ESCALATION", "ESCALATED", "INCIDENT_CHANNEL", "INCIDENTAL_FIX",
}  # fmt: skip


@cache
def trees(folders: tuple[str, ...] = ("",)) -> list[ast.AST]:
    """Return the syntax trees of the files in some folders of the package, without the definitions of the tables."""
    files = sorted({file for folder in folders for file in (PACKAGE / folder).rglob("*.py")})
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files if file.name != "state.py"]


def attributes(tree: ast.AST, context: type[ast.expr_context]) -> Iterator[str]:
    """Yield the names of attributes that are read (Load) or written (Store)."""
    yield from (one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute) and isinstance(one.ctx, context))


def read(folders: tuple[str, ...] = ("",)) -> set[str]:
    """Return every name that is read as an attribute or occurs as a string, such as the column of a table."""
    texts = {one.value for tree in trees(folders) for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    return {name for tree in trees(folders) for name in attributes(tree, ast.Load)} | {
        x for x in texts if type(x) is str
    }


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_a_table_is_read(table: str) -> None:
    assert set(getattr(state, table).names) - read() == set()


def test_every_parameter_is_read_by_the_model() -> None:
    assert set(PARAMETERS) <= read(KERNEL)


def test_every_rule_of_a_mechanism_is_called() -> None:
    names = {one.id for tree in trees() for one in ast.walk(tree) if isinstance(one, ast.Name)}
    called = names | {name for tree in trees() for name in attributes(tree, ast.Load)}
    uncalled = {f"{rule.__module__}.{rule.__name__}" for rule in EQUATIONS if rule.__name__ not in called}
    assert uncalled == set(), "call the rule in a phase of the day, or remove it"


def test_every_column_of_the_history_is_written_in_a_day() -> None:
    written = {name for tree in trees(("engine/day",)) for name in attributes(tree, ast.Store)}
    assert set(COLUMNS) <= written


def test_every_random_stream_is_used_or_retired() -> None:
    streams_defined = {name for name in vars(streams) if name.isupper()}
    drawn = {
        one.attr
        for tree in trees()
        for one in ast.walk(tree)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in ("S", "streams")
    }
    assert streams_defined - drawn == RETIRED
