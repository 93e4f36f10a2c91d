"""The main command: what it prints, where, and what it leaves behind."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from itborg import cli
from tests.toy import Toy

pytestmark = pytest.mark.usefixtures("toy")
SHORT = ["compare", "itil", "brm_style", "--replications", "4", "--days", "40"]


@pytest.fixture(autouse=True)
def _quick_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the drawing out where the report is not the point."""
    if "report" not in request.node.name:
        monkeypatch.setattr("itborg.report.comparison_page.page", lambda *_: "<html>")


FILES = [
    "blocks.parquet",
    "comparison.json",
    "daily.parquet",
    "handoffs.parquet",
    "manifest.json",
    "measures.parquet",
    "risk.parquet",
]


def test_json_goes_to_stdout_alone_and_is_what_was_written(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--format", "json", "--out", "out"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == json.loads((place / "out/comparison.json").read_text())
    assert "written to out" in told.err


@pytest.mark.usefixtures("place")
def test_csv_has_one_row_per_strategy_and_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["strategy"] for row in rows} == {"none", "itil", "brm_style"}
    assert {row["difference_mean"] for row in rows if row["strategy"] == "none"} == {"0.0"}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_terminal(width: int, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.execute([*SHORT, "calendar"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    body = [match[1] for line in lines if (match := re.match(r" *\d+≈? +(\w+)", line))]
    assert body == ["brm_style", "itil", "none", "calendar"]
    assert sum("benefit" in line for line in lines) == (2 if width == 120 else 1)
    assert any("≈" in line for line in lines)
    assert "brm_style leads: +4.0" in "\n".join(lines)
    assert "What the names mean: itborg list strategies." in lines


@pytest.mark.usefixtures("place")
def test_of_one_pair_no_interval_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", "itil", "--replications", "1", "--days", "20", "--quiet"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "nan" not in said
    assert "% of 1 paired replication." in said


def test_results_go_to_a_folder_named_by_time_and_organisation(place: Path) -> None:
    assert cli.execute([*SHORT, "--quiet"]) == 0
    (folder,) = (place / "results").iterdir()
    assert folder.name.endswith("-compare-grab_at_pizza")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "report.html"])


def test_results_are_never_overwritten(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert cli.execute([*SHORT, "--out", "out"]) == 0
    assert sorted(path.name for path in place.iterdir()) == ["out", "out-2"]
    assert "written to out-2" in capsys.readouterr().err


def test_the_same_inputs_leave_the_same_files(place: Path) -> None:
    for _ in range(2):
        assert cli.execute([*SHORT, "--out", "out"]) == 0
    for name in ("comparison.json", "manifest.json", "report.html"):
        assert (place / "out" / name).read_bytes() == (place / "out-2" / name).read_bytes()


def test_the_manifest_repeats_the_numbers_and_names_nothing_of_the_machine(place: Path) -> None:
    assert cli.execute([*SHORT, "--out", "out", "--set", "phi0=0.2", "--without", "readiness"]) == 0
    text = (place / "out/manifest.json").read_text()
    known = json.loads(text)
    assert known["command"] == (
        "itborg compare itil brm_style --org grab_at_pizza --replications 4 --days 40 --seed 1 "
        "--set honesty=0.2 --without readiness"
    )
    assert str(place) not in text
    assert known["complete"] is True
    assert cli.execute([*known["command"].split()[1:], "--out", "again"]) == 0
    assert json.loads((place / "again/manifest.json").read_text()) == known


def test_ctrl_c_keeps_the_pairs_that_are_done_and_says_so(
    place: Path, toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.stop_after = 3
    assert (
        cli.execute(["compare", "itil", "--replications", "9", "--days", "20", "--format", "json", "--out", "out"])
        == 130
    )
    told = capsys.readouterr()
    assert json.loads(told.out)["replications"] == 3
    assert "interrupted: keeping the 3 pairs that are finished" in told.err
    assert json.loads((place / "out/manifest.json").read_text())["complete"] is False


def test_ctrl_c_before_two_pairs_leaves_nothing(place: Path, toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.stop_after = 1
    assert cli.execute(["compare", "itil", "--days", "20"]) == 130
    assert capsys.readouterr().err.endswith("itborg: interrupted\n")
    assert not list(place.iterdir())


@pytest.mark.usefixtures("place")
def test_auto_says_plainly_that_there_is_a_tie(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", "calendar", "--replications", "auto", "--days", "20"]) == 0
    told = capsys.readouterr().out
    assert "the order against the next line is not clear (1 of 1 orders)" in " ".join(told.split())
    assert "Stopped after 400 pairs with ties left" in told


def test_the_report_is_written_again_from_the_tables_alone(place: Path, toy: Toy) -> None:
    assert cli.execute([*SHORT, "--out", "out"]) == 0
    page = (place / "out/report.html").read_text()
    (place / "out/report.html").unlink()
    asked = len(toy.calls)
    assert cli.execute(["report", "out"]) == 0
    assert (place / "out/report.html").read_text() == page
    assert len(toy.calls) == asked


def test_who_names_the_folder_of_all_results_or_a_run_is_led_on(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute([*SHORT, "--quiet"]) == 0
    assert cli.execute(["run", "itil", "--days", "20", "--replications", "2", "--quiet", "--out", "one"]) == 0
    (folder,) = (place / "results").iterdir()
    capsys.readouterr()
    assert cli.execute(["report", "results"]) == 2
    assert capsys.readouterr().err.endswith(f"; the latest in it is results/{folder.name}\n")
    assert cli.execute(["report", "one"]) == 2
    assert "one: this is one run, read its story.md" in capsys.readouterr().err


def test_damaged_results_are_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--out", "out", "--quiet"]) == 0
    capsys.readouterr()
    (place / "out/daily.parquet").write_bytes(b"no")
    assert cli.execute(["report", "out"]) == 2
    assert "out: these results are damaged or of another version" in capsys.readouterr().err
