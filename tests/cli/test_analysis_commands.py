"""itborg sensitivity, discover, calibrate, optimise and org import --incidents, as a user types them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from itborg.cli import execute

FACTORS = ["--factor", "demand", "--factor", "honesty=0.1..0.3"]
SMALL = ["--days", "10", "--threads", "2", "--quiet"]
COMMANDS = {
    "sensitivity": [*FACTORS, "--samples", "4", "--replications", "6"],
    "discover": [*FACTORS, "--samples", "40", "--replications", "2"],
    "optimise": ["--intervention", "calendar", "--intervention", "itil", "--trials", "8", "--scenarios", "1", "--replications", "1"],
    "calibrate": ["--factor", "desk_trained", "--points", "20", "--waves", "1", "--replications", "2"],
}  # fmt: skip
#: Options in the order in which the commands declare them, which is that of the manifest's command line.
DECLARED = [
    "--intervention", "--factor", "--trials", "--scenarios", "--samples", "--points", "--waves", "--replications", "--days",
]  # fmt: skip


def result_of(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """Return what a command prints as JSON."""
    assert execute([*words, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_an_analysis_prints_json_and_writes_a_folder_with_the_command_that_repeats_it(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "result"
    words = [command, *COMMANDS[command], *SMALL, "--out", str(folder)]
    found = result_of(capsys, *words)
    assert found["sentences"]
    assert json.loads((folder / "result.json").read_text()) == found
    assert (folder / "result.md").read_text().startswith(found["sentences"][0])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["command"] == " ".join(["itborg", command, *_as_in_manifest(words[1:])])
    assert str(tmp_path) not in (folder / "manifest.json").read_text()
    assert {one.suffix for one in (folder / "figures").iterdir()} == {".svg", ".png"}


def _as_in_manifest(words: list[str]) -> list[str]:
    """Return the options that change the result, in the order in which the command declares them."""
    typed = [word for word in words if word != "--quiet"]
    pairs = zip(typed[::2], typed[1::2], strict=True)
    kept = [pair for pair in pairs if pair[0] not in ("--out", "--threads")]
    return [word for pair in sorted(kept, key=lambda pair: DECLARED.index(pair[0])) for word in pair]


def test_repeating_a_command_runs_nothing_and_gives_the_same_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["discover", *COMMANDS["discover"], *SMALL, "--out", str(tmp_path / "result")]
    first = result_of(capsys, *words)
    monkeypatch.setattr("itborg.analysis.study.tasks.after_burn_in", lambda *_: pytest.fail("a finished run was rerun"))
    assert result_of(capsys, *words) == first


def test_a_study_file_specifies_the_analysis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "mine.toml"
    study.write_text(
        'question = "Which?"\nstrategies = ["itil"]\nmeasures = ["net_value", "sla_met"]\nreplications = 6\ndays = 10\n'
        '[design]\nkind = "morris"\nsamples = 4\n[factors]\ndemand = {}\nhonesty = {}\n'
    )
    found = result_of(
        capsys, "sensitivity", str(study), "--measure", "sla_met", "--quiet", "--out", str(tmp_path / "a")
    )
    assert (found["strategy"], found["versus"], found["measure"], found["days"]) == ("itil", "none", "sla_met", 10)
    assert {row["factor"] for row in found["factors"]} == {"demand", "honesty"}


def test_an_incident_log_becomes_targets_that_calibrate_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "\n".join(
        f"{at},2026-03-{1 + at % 28:02d}T08:00:00,2026-03-{1 + at % 28:02d}T{9 + 3 * (at % 4):02d}:00:00,{at % 4}"
        for at in range(80)
    )
    export, targets = tmp_path / "export.csv", tmp_path / "ours.toml"
    export.write_text("number,opened,closed,handoffs\n" + rows)
    assert execute(["org", "import", "--incidents", str(export), "--it-people", "9", "--out", str(targets)]) == 0
    assert "demand.incidents_per_person_day" in capsys.readouterr().out
    words = ["calibrate", "--targets", str(targets), *COMMANDS["calibrate"], *SMALL, "--out", str(tmp_path / "fit")]
    found = result_of(capsys, *words)
    assert {row["target"]: row["fitted"] for row in found["targets"]}["handoffs.rank_correlation"] is False


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sensitivity", "--factor", "demnd"], "did you mean 'demand'"),
        (["sensitivity", "--factor", "demand=2..1"], "NAME=LOW..HIGH"),
        (["sensitivity", "--strategy", "itill"], "did you mean 'itil'"),
        (["sensitivity", "--replications", "3"], "6 repl"),
        (["discover", "--case", "loosed"], "did you mean 'loses'"),
        (["discover", "--measure", "net_valu"], "did you mean 'net_value'"),
        (["optimise", "--budget", "0"], "not above 0"),
        (["optimise", "--objective", "worst"], "did you mean 'worst-case'"),
        (["optimise", "--intervention", "magic"], "no intervention 'magic'"),
        (["calibrate", "--targets", "nowhere.toml"], "nowhere.toml"),
        (["calibrate", "--hold-out", "handoffs.rank_corelation"], "did you mean"),
        (["org", "import", "--incidents", "nowhere.csv", "--out", "x.toml"], "no such file"),
        (["org", "import", "--incidents", "nowhere.csv", "--out", "x"], "x.toml"),
    ],
)
def test_a_user_error_is_one_plain_line_and_exit_code_two(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert execute(words) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("library", "command"), [("SALib", "sensitivity"), ("sklearn", "calibrate"), ("optuna", "optimise")]
)
def test_the_error_for_a_missing_library_names_the_command_that_installs_it(
    library: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    assert execute([command, *COMMANDS[command], *SMALL, "--out", str(tmp_path / "result")]) == 2
    assert "pip install 'itborg[studies]'" in capsys.readouterr().err
