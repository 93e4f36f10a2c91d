"""itborg compare: what it prints, and the folder it writes."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import pytest

from itborg import cli
from tests.toy import Toy

pytestmark = pytest.mark.usefixtures("toy")
SHORT = ["compare", "itil", "brm_style", "--replications", "4", "--days", "40"]


@pytest.fixture
def drawn_report() -> None:
    """Have the report drawn, which takes a second."""


@pytest.fixture(autouse=True)
def _empty_report(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the report empty unless a test uses `drawn_report`."""
    if "drawn_report" not in request.fixturenames:
        monkeypatch.setattr("itborg.report.comparison_page.page", lambda *_: "<html>")


FILES = [
    "SHA256SUMS",
    "blocks.parquet",
    "comparison.json",
    "daily.parquet",
    "handoffs.parquet",
    "manifest.json",
    "measures.parquet",
    "request.json",
    "risk.parquet",
    "spend.parquet",
]


def test_json_is_all_of_stdout_and_equals_the_file(working_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--format", "json", "--out", "out"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == json.loads((working_folder / "out/comparison.json").read_text())
    assert "written to out" in captured.err


@pytest.mark.usefixtures("working_folder")
def test_csv_has_one_row_per_strategy_and_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["strategy"] for row in rows} == {"none", "itil", "brm_style"}
    assert {row["difference_mean"] for row in rows if row["strategy"] == "none"} == {"0.0"}


@pytest.mark.usefixtures("working_folder")
@pytest.mark.parametrize("width", [80, 140])
def test_the_table_fits_the_terminal(width: int, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.execute([*SHORT, "calendar"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    body = [match[1] for line in lines if (match := re.match(r" *\d+≈? {3}(\w+)", line))]
    assert body == ["brm_style", "itil", "none", "calendar"]
    assert sum("benefit" in line for line in lines) == (2 if width == 140 else 1)
    assert any("≈" in line for line in lines)
    assert "brm_style leads: +4.0" in "\n".join(lines)
    assert "spend" in lines[3]
    assert "What the names mean: itborg list strategies." in "\n".join(lines)


@pytest.mark.usefixtures("working_folder")
def test_the_first_screen_names_spend_and_terms_and_both_kinds_of_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", "itil", "brm_style", "--replications", "4", "--days", "40", "--quiet"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "It is also the most expensive strategy: it took 160 kEUR over 40 days, working time included" in printed
    assert "Most per kEUR: itil" in printed
    assert "Spends are known to less than ± 0.5 kEUR" in printed
    assert "± 0 kEUR" not in printed
    assert "Common random numbers saved" not in printed
    assert "At equal spend (20 kEUR each) itil (+2.0 ± 0.2 at dose 1.00) leads; brm_style (+0.5" in printed
    assert re.search(r"How sure: random variation ± [\d.]+; the sign holds at 1 of 2 plausible parameter sets", printed)
    assert "the lead over itil at 1 (2 replications each)" in printed


@pytest.mark.usefixtures("working_folder")
def test_in_haste_the_first_screen_states_that_parameters_were_not_varied(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--no-robustness", "--quiet"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "Other plausible parameters were not run" in printed
    assert "At equal spend" not in printed


@pytest.mark.usefixtures("working_folder")
def test_any_strategy_can_be_the_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--baseline", "itil", "--format", "json", "--quiet"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["baseline"] == "itil"
    assert found["strategies"]["itil"]["difference"]["net_value"]["mean"] == 0.0
    assert found["strategies"]["none"]["difference"]["net_value"]["mean"] == pytest.approx(-2.0, abs=0.3)
    assert found["strategies"]["itil"]["spend"]["mean"] == pytest.approx(0.5 * 40)


@pytest.mark.usefixtures("working_folder")
def test_a_ranking_by_another_measure_is_printed_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--measure", "benefit", "--quiet"]) == 0
    assert "Ranked by benefit: value of changes" in capsys.readouterr().out
    assert cli.execute([*SHORT, "--measure", "benefitt", "--quiet"]) == 2
    assert "did you mean 'benefit'" in capsys.readouterr().err


def test_a_failure_of_the_drawing_does_not_lose_the_results(working_folder: Path, monkeypatch: Any) -> None:
    def broken(*_: Any) -> str:
        raise ValueError("label wider than the figure")

    monkeypatch.setattr("itborg.report.comparison_page.page", broken)
    with pytest.warns(UserWarning, match="label wider than the figure"):
        assert cli.execute([*SHORT, "--out", "out", "--quiet"]) == 0
    assert sorted(path.name for path in (working_folder / "out").iterdir()) == sorted([*FILES, "report.html"])
    assert "could not be drawn" in (working_folder / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("working_folder")
def test_a_value_outside_its_range_is_a_warning_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--set", "honesty=30", "--quiet"]) == 0
    assert "Warning: honesty = 30 lies outside its plausible range" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("typed", "hint"), [("--dose", "--equal-budget"), ("--runs", "'--replications'")])
def test_options_that_people_type_are_answered(typed: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", typed, "1"]) == 2
    assert hint in capsys.readouterr().err


def test_help_is_a_word_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["help"]) == 0
    assert "Commands" in capsys.readouterr().out
    assert cli.execute(["help", "explain"]) == 0
    assert "Explain why strategy A beats strategy B" in capsys.readouterr().out


@pytest.mark.usefixtures("working_folder")
def test_a_single_replication_gives_no_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", "itil", "--replications", "1", "--days", "20", "--quiet"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "nan" not in printed
    assert "grab_at_pizza: 1 paired replication, 20 days" in printed


def test_the_default_folder_is_named_by_time_and_organisation(working_folder: Path) -> None:
    assert cli.execute([*SHORT, "--quiet"]) == 0
    (folder,) = (working_folder / "results").iterdir()
    assert folder.name.endswith("-compare-grab_at_pizza")
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "report.html"])


def test_results_are_never_overwritten(working_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert cli.execute([*SHORT, "--out", "out"]) == 0
    assert sorted(path.name for path in working_folder.iterdir()) == ["out", "out-2"]
    assert "written to out-2" in capsys.readouterr().err


def test_the_same_inputs_write_the_same_files(working_folder: Path) -> None:
    for _ in range(2):
        assert cli.execute([*SHORT, "--out", "out"]) == 0
    for name in ("comparison.json", "manifest.json", "report.html"):
        assert (working_folder / "out" / name).read_bytes() == (working_folder / "out-2" / name).read_bytes()


def test_the_command_in_the_manifest_repeats_the_results_and_names_no_folder_of_the_machine(
    working_folder: Path,
) -> None:
    assert cli.execute([*SHORT, "--out", "out", "--set", "phi0=0.2", "--without", "readiness"]) == 0
    text = (working_folder / "out/manifest.json").read_text()
    known = json.loads(text)
    assert known["command"] == (
        "itborg compare itil brm_style --org grab_at_pizza --replications 4 --days 40 --seed 1 "
        "--set honesty=0.2 --without readiness"
    )
    assert str(working_folder) not in text
    assert known["complete"] is True
    assert cli.execute([*known["command"].split()[1:], "--out", "again"]) == 0
    assert json.loads((working_folder / "again/manifest.json").read_text()) == known


def test_ctrl_c_keeps_the_finished_replications_and_reports_it(
    working_folder: Path, toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.stop_after = 3
    assert (
        cli.execute(["compare", "itil", "--replications", "9", "--days", "20", "--format", "json", "--out", "out"])
        == 130
    )
    captured = capsys.readouterr()
    assert json.loads(captured.out)["replications"] == 3
    assert "interrupted: the results are those of the 3 finished replications; the same command starts" in captured.err
    assert "`itborg sweep`" in captured.err
    assert json.loads((working_folder / "out/manifest.json").read_text())["complete"] is False


def test_ctrl_c_after_the_replications_keeps_them_and_ends_the_decompositions(
    working_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[bool] = []

    def decompose_plan(_plan: Any, _replications: int, advance: Callable[[int, int], None]) -> list[Any]:
        try:
            for _ in range(1000):
                advance(0, 1)
                time.sleep(0.01)
        except CancelledError:
            ended.append(True)
        return []

    def equal_spend(*_: Any, **__: Any) -> dict[str, Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr("itborg.analysis.decomposition.decompose_plan", decompose_plan)
    monkeypatch.setattr("itborg.analysis.comparison.equal_spend.equal_spend", equal_spend)
    assert cli.execute([*SHORT, "--format", "json", "--out", "out"]) == 0
    captured = capsys.readouterr()
    assert "interrupted: the comparison is complete, how sure it is was not computed to the end" in captured.err
    assert ended
    assert "parameter_sets" in json.loads(captured.out)
    assert json.loads((working_folder / "out/manifest.json").read_text())["complete"] is True


def test_ctrl_c_before_two_replications_writes_nothing(
    working_folder: Path, toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.stop_after = 1
    assert cli.execute(["compare", "itil", "--days", "20"]) == 130
    assert capsys.readouterr().err.endswith("itborg: interrupted\n")
    assert not list(working_folder.iterdir())


@pytest.mark.usefixtures("working_folder")
def test_auto_reports_a_tie(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", "calendar", "--replications", "auto", "--days", "20"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "≈: not statistically distinguishable from the next row (1 of 1 neighbours)" in printed
    assert "Stopped after 400 replications with ties left" in printed


@pytest.mark.usefixtures("drawn_report")
def test_the_report_is_rewritten_from_the_tables_without_running_anything(working_folder: Path, toy: Toy) -> None:
    assert cli.execute([*SHORT, "--out", "out"]) == 0
    page = (working_folder / "out/report.html").read_text()
    (working_folder / "out/report.html").unlink()
    calls = len(toy.calls)
    assert cli.execute(["report", "out"]) == 0
    assert (working_folder / "out/report.html").read_text() == page
    assert len(toy.calls) == calls


def test_report_suggests_the_right_folder_if_another_is_named(
    working_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute([*SHORT, "--quiet"]) == 0
    assert cli.execute(["run", "itil", "--days", "20", "--replications", "2", "--quiet", "--out", "one"]) == 0
    (folder,) = (working_folder / "results").iterdir()
    capsys.readouterr()
    assert cli.execute(["report", "results"]) == 2
    assert capsys.readouterr().err.endswith(f"; the latest in it is results/{folder.name}\n")
    assert cli.execute(["report", "one"]) == 2
    assert "one: this is one run, read its story.md" in capsys.readouterr().err


def test_damaged_results_are_reported(working_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute([*SHORT, "--out", "out", "--quiet"]) == 0
    capsys.readouterr()
    (working_folder / "out/daily.parquet").write_bytes(b"no")
    assert cli.execute(["report", "out"]) == 2
    assert "out/daily.parquet: changed since it was written" in capsys.readouterr().err
