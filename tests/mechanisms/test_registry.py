"""The registry: what mechanisms declare is complete and consistent."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import itborg
from itborg.mechanisms.registry import CORE, KNOCKOUTS, MECHANISMS, PARAMETERS, SYMBOLS

PACKAGE = Path(itborg.__file__).parent
#: Files of the room that are no mechanism.
NOT_MECHANISMS = {"__init__", "arithmetic", "mechanism", "registry"}


def test_every_file_of_the_room_is_a_mechanism_and_is_registered() -> None:
    files = {path.stem for path in (PACKAGE / "mechanisms").glob("*.py")} - NOT_MECHANISMS
    assert files == set(MECHANISMS)


def test_type_checkers_see_the_parameters_of_every_mechanism() -> None:
    tree = ast.parse((PACKAGE / "mechanisms" / "registry.py").read_text(encoding="utf-8"))
    record = next(one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == "Parameters")
    bases = [ast.unparse(base) for base in record.bases]
    hint = "add the mechanism to the bases of `Parameters` in mechanisms/registry.py, in the order of MECHANISMS"
    assert bases == [one.__name__ for one in MECHANISMS.values()], hint


def test_no_name_and_no_symbol_is_used_twice() -> None:
    names = [one.name for mechanism in MECHANISMS.values() for one in mechanism.PARAMETERS]
    symbols = [one.symbol for one in PARAMETERS.values() if one.symbol]
    knockouts = [one.name for mechanism in MECHANISMS.values() for one in mechanism.KNOCKOUTS]
    for each in (names, symbols, knockouts):
        assert len(each) == len(set(each))
    assert [symbol for symbol, name in SYMBOLS.items() if symbol in PARAMETERS and symbol != name] == []


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_has_a_range_around_its_default_a_unit_a_meaning_and_a_source(name: str) -> None:
    one = PARAMETERS[name]
    assert one.low <= one.default <= one.high
    assert one.low < one.high
    assert one.low >= 0.0
    assert all((one.unit, one.meaning, one.source))
    if one.unit in ("share", "probability"):
        assert one.high <= 1.0


def test_the_core_is_a_small_part_of_all_parameters() -> None:
    assert set(CORE) <= set(PARAMETERS)
    assert 60 <= len(CORE) <= 90, "experiments/core_parameters.py ranks the parameters"


@pytest.mark.parametrize("name", KNOCKOUTS)
def test_a_knockout_changes_parameters_that_exist(name: str) -> None:
    assert KNOCKOUTS[name].values
    assert set(KNOCKOUTS[name].values) <= set(PARAMETERS)


def test_every_parameter_is_read_somewhere() -> None:
    sources = [*(PACKAGE / "mechanisms").glob("*.py"), *(PACKAGE / "engine").rglob("*.py")]
    read = set(
        re.findall(r"\bp(?:arameters\[0\])?\.(\w+)", "\n".join(path.read_text(encoding="utf-8") for path in sources))
    )
    assert [name for name in PARAMETERS if name not in read] == []
