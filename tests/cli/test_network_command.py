"""itborg network: tables, JSON and CSV hold the same numbers, and a mistake is one line."""

from __future__ import annotations

import csv
import io
import json

import pytest

from itborg import cli
from itborg.analysis.network.shocks import SHOCKS
from itborg.evidence.validation.network_effects import EFFECTS, network_changes
from itborg.organisation.structures import STRUCTURES

SHORT = ["network", "--replications", "2", "--days", "20", "--quiet", "--only", "cut_cross", "--only", "silo"]


def test_the_document_has_effects_with_intervals_and_statistics_of_two_years(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.execute([*SHORT, "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in table["changes"]] == ["cut_cross", "silo"]
    for one in table["changes"]:
        assert set(one["effects"]) == set(EFFECTS)
        for numbers in one["effects"].values():
            assert numbers["low"] <= numbers["estimate"] <= numbers["high"]
    days = {*table["statistics"][0]} - {"name"}
    assert days == {"first day", "day 240", "day 480"}
    assert table["statistics"][0]["name"] == "density"


def test_effects_of_strategies_are_shown_with_and_without_ties(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--strategy", "brm_style", "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in table["strategies"]] == ["brm_style"]
    assert table["strategies"][0]["effect"] != table["strategies"][0]["effect_without_ties"]
    assert cli.execute([*SHORT, "--strategy", "brm_style"]) == 0
    assert "ties across cut every week" in capsys.readouterr().out


def test_csv_has_a_row_for_each_number_of_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert cli.execute([*SHORT, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 2 * len(EFFECTS) + 3 * len(table["statistics"])
    benefit = next(row for row in rows if row["name"] == "silo" and row["what"] == "benefit")
    assert float(benefit["estimate"]) == pytest.approx(table["changes"][1]["effects"]["benefit"]["estimate"])


def test_other_replications_give_other_numbers_and_the_same_ones_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for first in ("0", "0", "1000"):
        assert cli.execute([*SHORT, "--format", "json", "--first", first]) == 0
        found.append(json.loads(capsys.readouterr().out)["changes"])
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_the_terminal(width: int, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.execute(SHORT) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert any("cut_cross" in line and "±" in line for line in lines)


def test_every_shock_is_also_held_and_every_structure_is_run() -> None:
    kinds = {kind: [one.name for one in network_changes(True) if one.kind == kind] for kind in ("shock", "structure")}
    assert kinds == {"shock": list(SHOCKS), "structure": list(STRUCTURES)}
    assert [one.name for one in network_changes(True) if one.kind == "held shock"] == [f"{n}_held" for n in SHOCKS]


@pytest.mark.parametrize(
    ("arguments", "message"), [(["--only", "cut_crosss"], "cut_cross"), (["--org", "grab_at_pizza@sillo"], "sillo")]
)
def test_a_mistake_is_reported_in_one_line(arguments, message, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["network", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.strip().splitlines()) == 1
