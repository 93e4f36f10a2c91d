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


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert execute([*words, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_is_json_on_stdout_and_a_folder_that_says_how_to_get_it_again(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "answer"
    words = [command, *COMMANDS[command], *SMALL, "--out", str(folder)]
    found = said(capsys, *words)
    assert found["words"]
    assert json.loads((folder / "answer.json").read_text()) == found
    assert (folder / "answer.md").read_text().startswith(found["words"][0])
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["command"] == " ".join(["itborg", command, *_without_folder_and_shape(words[1:])])
    assert str(tmp_path) not in (folder / "manifest.json").read_text()
    assert {one.suffix for one in (folder / "figures").iterdir()} == {".svg", ".png"}


def _without_folder_and_shape(words: list[str]) -> list[str]:
    """Return words in the order of the options, as the manifest has them."""
    aside, kept, skip = ("--out", "--threads"), [], False
    for word in words:
        if not skip and word not in aside and word != "--quiet":
            kept.append(word)
        skip = word in aside
    return sorted_as_declared(kept)


def sorted_as_declared(words: list[str]) -> list[str]:
    order = [
        "--intervention", "--factor", "--trials", "--scenarios", "--samples", "--points", "--waves", "--replications", "--days",
    ]  # fmt: skip
    pairs = list(zip(words[::2], words[1::2], strict=True))
    return [word for pair in sorted(pairs, key=lambda pair: order.index(pair[0])) for word in pair]


def test_the_same_command_again_runs_nothing_and_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["discover", *COMMANDS["discover"], *SMALL, "--out", str(tmp_path / "answer")]
    first = said(capsys, *words)
    monkeypatch.setattr(
        "itborg.analysis.study.tasks.after_burn_in", lambda *_: pytest.fail("a finished run was run again")
    )
    assert said(capsys, *words) == first


def test_a_study_file_is_the_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "mine.toml"
    study.write_text(
        'question = "Which?"\nstrategies = ["itil"]\nmeasures = ["net_value", "sla_met"]\nreplications = 6\ndays = 10\n'
        '[design]\nkind = "morris"\nsamples = 4\n[factors]\ndemand = {}\nhonesty = {}\n'
    )
    found = said(capsys, "sensitivity", str(study), "--measure", "sla_met", "--quiet", "--out", str(tmp_path / "a"))
    assert (found["strategy"], found["minus"], found["measure"], found["days"]) == ("itil", "none", "sla_met", 10)
    assert {row["factor"] for row in found["factors"]} == {"demand", "honesty"}


def test_incidents_become_targets_that_calibrate_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "\n".join(
        f"{at},2026-03-{1 + at % 28:02d}T08:00:00,2026-03-{1 + at % 28:02d}T{9 + 3 * (at % 4)}:00:00,{at % 4}".replace(
            "T9", "T09"
        )
        for at in range(80)
    )
    export, targets = tmp_path / "export.csv", tmp_path / "ours.toml"
    export.write_text("number,opened,closed,handoffs\n" + rows)
    assert execute(["org", "import", "--incidents", str(export), "--it-people", "9", "--out", str(targets)]) == 0
    assert "demand.incidents_per_person_day" in capsys.readouterr().out
    words = ["calibrate", "--targets", str(targets), *COMMANDS["calibrate"], *SMALL, "--out", str(tmp_path / "fit")]
    found = said(capsys, *words)
    assert {row["target"]: row["fitted"] for row in found["targets"]}["handoffs.rank_correlation"] is False


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sensitivity", "--factor", "demnd"], "did you mean 'demand'"),
        (["sensitivity", "--factor", "demand=2..1"], "NAME=LOW..HIGH"),
        (["sensitivity", "--strategy", "itill"], "did you mean 'itil'"),
        (["sensitivity", "--replications", "3"], "6 replicates"),
        (["discover", "--case", "loosed"], "did you mean 'loses'"),
        (["discover", "--measure", "net_valu"], "did you mean 'net_value'"),
        (["optimise", "--budget", "0"], "not above 0"),
        (["optimise", "--intervention", "magic"], "no intervention 'magic'"),
        (["calibrate", "--targets", "nowhere.toml"], "nowhere.toml"),
        (["calibrate", "--hold-out", "handoffs.rank_corelation"], "did you mean"),
        (["org", "import", "--incidents", "nowhere.csv", "--out", "x.toml"], "cannot be read"),
        (["org", "import", "--incidents", "nowhere.csv", "--out", "x"], "x.toml"),
    ],
)
def test_a_mistake_is_a_plain_line_and_leaves_with_2(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert execute(words) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("library", "command"), [("SALib", "sensitivity"), ("sklearn", "calibrate"), ("optuna", "optimise")]
)
def test_a_missing_library_is_told_with_how_to_get_it(
    library: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    assert execute([command, *COMMANDS[command], *SMALL, "--out", str(tmp_path / "answer")]) == 2
    assert "pip install 'itborg[studies]'" in capsys.readouterr().err
