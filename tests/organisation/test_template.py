"""The template gives useful results: the effects of strategies on it are visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from itborg import compare
from itborg.analysis.comparison import Comparison
from itborg.cli.organisation_check import BUSY
from itborg.organisation import check, new

NAMED = ["brm_style", "problem_management", "csi_programme", "divorce"]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Return a comparison of some strategies on the template, with few replications."""
    return compare(NAMED, organisation=new(tmp_path_factory.mktemp("new") / "ours"), replications=40, days=240, seed=11)


def test_the_template_without_intervention_is_busy_but_not_overloaded(found: Comparison) -> None:
    assert BUSY[0] < found.level("none", "utilisation").mean < BUSY[1]


def test_the_template_without_intervention_earns_more_than_it_loses(found: Comparison) -> None:
    assert found.level("none", "net_value").low > 0


def test_in_the_template_some_strategies_help_and_some_harm_significantly(found: Comparison) -> None:
    assert found.difference("csi_programme").low > 0
    assert found.difference("brm_style").low > 0
    assert found.difference("divorce").high < 0


def test_the_template_has_a_problem_manager(found: Comparison) -> None:
    assert found.difference("problem_management", measure="root_causes").high < 0


def test_the_template_has_few_rows(tmp_path: Path) -> None:
    folder = new(tmp_path / "ours")
    assert len((folder / "people.csv").read_text().splitlines()) <= 20
    assert len((folder / "ties.csv").read_text().splitlines()) <= 100


def test_a_missing_person_with_many_ties_is_reported_once(tmp_path: Path) -> None:
    folder = new(tmp_path / "ours")
    people, ties = folder / "people.csv", (folder / "ties.csv").read_text().splitlines()
    people.write_text(
        "".join(row for row in people.read_text().splitlines(keepends=True) if not row.startswith("cem,"))
    )
    lines = [n for n, tie in enumerate(ties, start=1) if "cem" in tie.split(",")[:2]]
    (problem,) = check(folder)
    assert problem.line == lines[0]
    assert "nobody in people.csv has the id 'cem'" in problem.message
    shown = ", ".join(map(str, lines[:4]))
    assert problem.message.endswith(f"({len(lines)} ties, on lines {shown} and {len(lines) - 4} more)")


def test_two_missing_people_are_reported_separately(tmp_path: Path) -> None:
    folder = new(tmp_path / "ours")
    with (folder / "ties.csv").open("a") as ties:
        ties.write("ada,zoe,0.5\nada,yan,0.5\nyan,ada,0.5\n")
    found = sorted(check(folder), key=lambda one: one.line or 0)
    assert [(one.line, one.column) for one in found] == [(100, "target"), (101, "target")]
    assert "ties" not in found[0].message
    assert found[1].message.endswith("(2 ties, on lines 101, 102)")


def test_a_one_person_team_with_a_misspelt_name_is_a_warning(tmp_path: Path) -> None:
    folder = new(tmp_path / "ours")
    with (folder / "people.csv").open("a") as people:
        people.write("zoe,Zoe,business,manager,Kitchn\nyan,Yan,business,manager,Purchasing\n")
    (problem,) = check(folder)
    assert problem.warning
    assert problem.message == "team 'Kitchn' has one person; did you mean 'Kitchen'?"
