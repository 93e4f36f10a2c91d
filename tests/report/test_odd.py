"""The ODD protocol is complete and current: everything of the model is in it, under the names of the protocol."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import pytest

from itborg.cli import execute
from itborg.common.streams import COUNT
from itborg.engine import records, work_records
from itborg.engine.day.one_day import simulate_one_day
from itborg.engine.history import COLUMNS
from itborg.engine.state import World
from itborg.evidence.validation.patterns import PATTERNS
from itborg.mechanisms.mechanism import EQUATIONS
from itborg.mechanisms.registry import MECHANISMS, PARAMETERS
from itborg.report import citing, odd
from itborg.strategies.levers import LEVERS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page() -> str:
    """The protocol."""
    return odd.page()


def cells(page: str) -> set[tuple[str, ...]]:
    """Return all rows of all tables, as cells without marks."""
    rows = (line for line in page.splitlines() if line.startswith("| "))
    return {tuple(cell.strip().strip("*`") for cell in re.split(r"(?<!\\)\|", row)[1:-1]) for row in rows}


def test_elements_and_concepts_have_the_names_and_the_order_of_the_protocol(page: str) -> None:
    assert re.findall(r"^## \d\. (.*)$", page, re.M) == list(odd.ELEMENTS)
    concepts = page.split("## 4. Design concepts")[1].split("## 5. ")[0]
    assert re.findall(r"^### (.*)$", concepts, re.M) == list(odd.CONCEPTS)
    assert len(odd.ELEMENTS) == 7
    assert len(odd.CONCEPTS) == 11
    for text in re.split(r"^##+ .*$", concepts, flags=re.M)[2:]:
        assert len(text.split()) >= 25


def test_every_parameter_has_its_value_range_unit_meaning_and_source(page: str) -> None:
    rows = cells(page)
    for one in PARAMETERS.values():
        texts = (one.unit, one.meaning, one.source)
        row = (one.name, f"{one.default:g}", f"{one.low:g} to {one.high:g}", *(t.replace("|", "\\|") for t in texts))
        assert row in rows, one.name


def test_every_submodel_is_there_with_all_its_equations(page: str) -> None:
    submodels = page.split("## 7. Submodels")[1]
    assert re.findall(r"^### `(\w+)`$", submodels, re.M) == [
        one.__module__.rpartition(".")[2] for one in MECHANISMS.values()
    ]
    for rule, equation in EQUATIONS.items():
        if not rule.__name__.startswith("_"):
            assert f"`{rule.__name__}`: " in submodels
            for line in equation.splitlines():
                assert line.strip() in submodels, rule.__name__


def test_every_state_variable_of_every_table_is_there(page: str) -> None:
    declared = [one for module in (records, work_records) for one in vars(module).values() if _is_record(one, module)]
    assert set(odd.ENTITIES) == set(declared)
    text = page.split("## 2. ")[1].split("## 3. ")[0]
    for record in declared:
        assert set(odd.fields(record)) == set(record.__annotations__)
        assert all(f"`{name}`" in text for name in record.__annotations__)
    relations = [name for name, kind in World.__annotations__.items() if "NDArray" in str(kind)]
    assert all((name,) == row[:1] for name in relations for row in cells(text) if row[0] == name)
    assert {row[0] for row in cells(text)} >= {*relations, *(one.name for one in LEVERS)}


def _is_record(one: object, module: object) -> bool:
    """Return whether an object is the class of a table that this module declares."""
    return inspect.isclass(one) and one.__module__ == module.__name__  # type: ignore[attr-defined]


def test_the_schedule_has_the_steps_that_the_day_calls(page: str) -> None:
    steps = re.findall(r"^\d+\. .+$", page.split("## 3. ")[1].split("## 4. ")[0], re.M)
    calls = re.findall(r"^    (\w+)\(w, day\)$", inspect.getsource(simulate_one_day), re.M)
    assert len(steps) == len([one for one in calls if one != "start_row"])


def test_every_pattern_and_every_recorded_value_is_there(page: str) -> None:
    rows = cells(page)
    assert {(one.id, one.claim) for one in PATTERNS.values()} <= rows
    assert {(name, *column) for name, column in COLUMNS.items()} <= rows
    assert f"There are\n{COUNT} streams" in page


def test_the_page_in_docs_and_the_command_give_the_protocol_of_this_model(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (ROOT / "docs" / "odd.md").read_text(encoding="utf-8") == page
    assert execute(["odd"]) == 0
    assert capsys.readouterr().out == page


def test_the_citation_file_is_that_of_this_version() -> None:
    assert (ROOT / "CITATION.cff").read_text(encoding="utf-8") == citing.citation_cff()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] in citing.citation_cff()
    assert project["authors"] == [{"name": citing.AUTHOR}]


def test_an_entry_for_bibtex_has_balanced_braces_and_one_field_a_line() -> None:
    known = {"study": {"name": "a_{b}%", "version": "1", "seed": 3}, "study_hash": "ab12", "model": "1-cd"}
    entry = citing.bibtex(known)
    assert entry.count("{") == entry.count("}")
    assert re.findall(r"^  (\w+) = \{.*\},$", entry, re.M) == ["author", "title", "version", "note"]
