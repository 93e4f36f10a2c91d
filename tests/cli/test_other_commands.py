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
from itborg.cli.practices import SAID
from itborg.mechanisms.registry import KNOCKOUTS, PARAMETERS

KINDS = ["strategies", "parameters", "measures", "mechanisms", "organisations"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Return what a command prints as JSON."""
    assert cli.execute([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_names_and_explains(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "list", kind)
    assert rows
    assert all(row["name"] and row["meaning"] for row in rows)
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", ["table", "csv"])
def test_every_list_has_a_line_for_each_row(kind: str, shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "list", kind)
    assert cli.execute(["list", kind, "--format", shape]) == 0
    told = capsys.readouterr().out
    assert all(str(row["name"]) in told for row in rows)


def test_parameters_tell_unit_range_default_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "list", "parameters")
    assert {row["name"] for row in rows} == set(PARAMETERS)
    assert all({"unit", "low", "high", "default", "source"} <= set(row) for row in rows)
    assert {row["name"] for row in printed(capsys, "list", "mechanisms")} == set(KNOCKOUTS)


@pytest.mark.usefixtures("toy")
def test_a_run_tells_its_story_in_the_order_of_days(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = printed(capsys, "run", "brm_style", "--days", "60", "--replications", "3", "--out", "out")
    days = [event["day"] for event in data["story"]]
    assert days == sorted(days)
    assert min(days) == 1
    assert max(days) <= 60
    assert data["story"][0]["date"] == "2026-07-01"
    assert data["story"][0]["text"].startswith("brm_style starts")
    assert set(data["measures"]["net_value"]) == {"value", "mean", "low", "high", "difference"}
    files = sorted(path.name for path in (place / "out").iterdir())
    assert files == ["history.parquet", "incidents.parquet", "manifest.json", "run.json", "story.md"]
    assert json.loads((place / "out/run.json").read_text()) == data
    told = json.loads((place / "out/manifest.json").read_text())
    assert told["command"] == "itborg run brm_style --org grab_at_pizza --replications 3 --days 60 --seed 1"


@pytest.mark.usefixtures("toy")
def test_a_run_prints_little_and_writes_down_all_of_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = ["run", "brm_style", "--days", "60", "--replications", "3", "--quiet", "--out"]
    assert cli.execute([*order, "little"]) == 0
    little = capsys.readouterr().out
    assert cli.execute([*order, "much", "--details"]) == 0
    much = capsys.readouterr().out
    page = (place / "little/story.md").read_text()
    assert page == (place / "much/story.md").read_text()
    data = json.loads((place / "little/run.json").read_text())
    for one in data["practices"]:
        assert one["card"] in page
    rows = [*data["measures"], *(row["meaning"] for row in data["vocr"].values())]
    assert all(f"| {name} |" in page and f"\n{name} " in much for name in rows)
    assert len(set(rows)) == len(rows)
    assert not any(row["meaning"] in little for row in data["vocr"].values())
    assert "--details" in little


def test_no_two_rows_of_a_run_begin_with_the_same_word_alone() -> None:
    assert not {row[0] for row in SAID.values()} & set(MEASURES)


@pytest.mark.usefixtures("toy", "place")
def test_the_story_of_doing_nothing_can_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["run", "none", "--days", "10", "--replications", "2"]) == 0
    told = capsys.readouterr().out
    assert "Nothing is done" in told
    assert "One run is one throw of the dice" in told


def test_an_organisation_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, "org", "show")
    assert (shown["people"], shown["it"], shown["business"]) == (40, 26, 14)
    assert sum(team["people"] for team in shown["teams"]) == 40
    assert cli.execute(["org", "show"]) == 0
    assert "Grab@Pizza: 40 people (26 IT, 14 business), 8 services" in capsys.readouterr().out


@pytest.mark.usefixtures("toy")
def test_a_new_organisation_is_valid(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["org", "new", "mine"]) == 0
    assert (place / "mine/people.csv").exists()
    assert cli.execute(["org", "check", "mine"]) == 0
    assert "valid; untreated, IT outside the desk is busy 90% of its time" in capsys.readouterr().out


@pytest.mark.usefixtures("toy")
def test_people_whom_nobody_knows_are_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["org", "new", "mine"]) == 0
    assert cli.execute(["org", "check", "mine"]) == 0
    assert "nobody knows them" not in capsys.readouterr().out
    with (place / "mine/people.csv").open("a") as people:
        people.write("zoe,Zoe,it,developer,Development\n")
    assert cli.execute(["org", "check", "mine"]) == 0
    assert "without any tie, so that nobody knows them: zoe" in capsys.readouterr().out


@pytest.mark.usefixtures("place")
def test_a_generated_organisation_is_valid_and_errors_are_named_with_their_place(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute(["org", "generate", "20", "--seed", "3", "--out", "made"]) == 0
    assert cli.execute(["org", "check", "made", "--no-run"]) == 0
    people = place / "made/people.csv"
    people.write_text(people.read_text().replace(",it,", ",ti,", 1))
    capsys.readouterr()
    assert cli.execute(["org", "check", "made"]) == 2
    told = capsys.readouterr()
    assert "people.csv:" in told.out
    assert "error" in told.err.splitlines()[-1]


@pytest.mark.usefixtures("toy")
def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m itborg list parameters | head -1"
    told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert told.stderr == ""
    assert told.stdout
