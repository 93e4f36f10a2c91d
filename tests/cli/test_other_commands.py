"""run, list, org, doctor: what they print."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from itborg import cli
from itborg.analysis.measures import MEASURES
from itborg.cli.run_details import INDICATORS
from itborg.mechanisms.registry import KNOCKOUTS, PARAMETERS

KINDS = ["strategies", "parameters", "measures", "mechanisms", "organisations"]


def json_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Return what a command prints as JSON."""
    assert cli.execute([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_a_list_has_a_unique_name_and_a_meaning(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json_of(capsys, "list", kind)
    assert rows
    assert all(row["name"] and row["meaning"] for row in rows)
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("output_format", ["table", "csv"])
def test_tables_and_csv_have_every_row_of_a_list(
    kind: str, output_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json_of(capsys, "list", kind)
    assert cli.execute(["list", kind, "--format", output_format]) == 0
    printed = capsys.readouterr().out
    assert all(str(row["name"]) in printed for row in rows)


def test_the_list_of_parameters_has_unit_range_default_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json_of(capsys, "list", "parameters")
    assert {row["name"] for row in rows} == set(PARAMETERS)
    assert all({"unit", "low", "high", "default", "source"} <= set(row) for row in rows)
    assert {row["name"] for row in json_of(capsys, "list", "mechanisms")} == set(KNOCKOUTS)


@pytest.mark.usefixtures("toy")
def test_the_events_of_a_run_are_in_the_order_of_days(working_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json_of(capsys, "run", "brm_style", "--days", "60", "--replications", "3", "--out", "out")
    days = [event["day"] for event in data["story"]]
    assert days == sorted(days)
    assert min(days) == 1
    assert max(days) <= 60
    assert data["story"][0]["date"] == "2026-07-01"
    assert data["story"][0]["text"].startswith("brm_style starts")
    assert set(data["measures"]["net_value"]) == {"value", "mean", "low", "high", "difference"}
    files = sorted(path.name for path in (working_folder / "out").iterdir())
    tables = ["history.parquet", "incidents.parquet"]
    assert files == ["SHA256SUMS", *tables, "manifest.json", "request.json", "run.json", "story.md"]
    assert json.loads((working_folder / "out/run.json").read_text()) == data
    manifest = json.loads((working_folder / "out/manifest.json").read_text())
    assert manifest["command"] == "itborg run brm_style --org grab_at_pizza --replications 3 --days 60 --seed 1"


@pytest.mark.usefixtures("toy")
def test_a_run_prints_a_summary_and_writes_all_details(
    working_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", "brm_style", "--days", "60", "--replications", "3", "--quiet", "--out"]
    assert cli.execute([*words, "little"]) == 0
    summary = capsys.readouterr().out
    assert cli.execute([*words, "much", "--details"]) == 0
    details = capsys.readouterr().out
    page = (working_folder / "little/story.md").read_text()
    assert page == (working_folder / "much/story.md").read_text()
    data = json.loads((working_folder / "little/run.json").read_text())
    for one in data["practices"]:
        assert one["card"] in page
    rows = [*data["measures"], *(row["meaning"] for row in data["vocr"].values())]
    assert all(f"| {name} |" in page and f"\n{name} " in details for name in rows)
    assert len(set(rows)) == len(rows)
    assert not any(row["meaning"] in summary for row in data["vocr"].values())
    assert "--details" in summary


def test_indicators_of_changes_are_not_named_like_measures() -> None:
    assert not {row[0] for row in INDICATORS.values()} & set(MEASURES)


@pytest.mark.usefixtures("toy", "working_folder")
def test_the_baseline_can_be_run_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["run", "none", "--days", "10", "--replications", "2"]) == 0
    printed = capsys.readouterr().out
    assert "No intervention" in printed
    assert "One run is one random sample" in printed


def test_an_organisation_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json_of(capsys, "org", "show")
    assert (shown["people"], shown["it"], shown["business"]) == (40, 26, 14)
    assert sum(team["people"] for team in shown["teams"]) == 40
    assert cli.execute(["org", "show"]) == 0
    assert "Grab@Pizza: 40 people (26 IT, 14 business), 8 services" in capsys.readouterr().out


@pytest.mark.usefixtures("toy")
def test_a_new_organisation_is_valid(working_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["org", "new", "mine"]) == 0
    assert (working_folder / "mine/people.csv").exists()
    assert cli.execute(["org", "check", "mine"]) == 0
    assert (
        "valid; without intervention, IT outside the service desk is busy 90 % of its time" in capsys.readouterr().out
    )


@pytest.mark.usefixtures("toy")
def test_people_without_ties_are_named(working_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["org", "new", "mine"]) == 0
    assert cli.execute(["org", "check", "mine"]) == 0
    assert "nobody knows them" not in capsys.readouterr().out
    with (working_folder / "mine/people.csv").open("a") as people:
        people.write("zoe,Zoe,it,developer,Development\n")
    assert cli.execute(["org", "check", "mine"]) == 0
    assert "without any tie, so that nobody knows them: zoe" in capsys.readouterr().out


@pytest.mark.usefixtures("working_folder")
def test_a_generated_organisation_is_valid_and_errors_are_named_with_file_and_line(
    working_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute(["org", "generate", "20", "--seed", "3", "--out", "made"]) == 0
    assert cli.execute(["org", "check", "made", "--no-run"]) == 0
    people = working_folder / "made/people.csv"
    people.write_text(people.read_text().replace(",it,", ",ti,", 1))
    capsys.readouterr()
    assert cli.execute(["org", "check", "made"]) == 2
    printed = capsys.readouterr()
    assert "people.csv:" in printed.out
    assert "error" in printed.err.splitlines()[-1]


@pytest.mark.usefixtures("toy")
def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m itborg list parameters | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout
