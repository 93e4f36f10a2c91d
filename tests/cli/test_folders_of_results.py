"""itborg verify and itborg rerun, and folders that are not overwritten by other results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itborg.cli import execute

STUDY = """question = "Which?"
strategies = ["itil"]
measures = ["net_value"]
replications = 6
days = 10
burn_in = 2
[design]
kind = "morris"
samples = 4
[factors]
demand = {}
honesty = {}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study file in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(STUDY)
    return tmp_path / "mine.toml"


def swept(study: Path) -> Path:
    """Return the folder of the study, run."""
    assert execute(["sweep", study.name, "--quiet"]) == 0
    return Path("results/mine")


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with their contents."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_of_another_kind_or_study_is_refused_and_stays_as_it_is(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = swept(study)
    before = contents(folder)
    other = study.with_name("other.toml")
    other.write_text(STUDY)
    for words in (["sensitivity", "mine.toml"], ["sweep", "other.toml"], ["discover", "mine.toml"]):
        assert execute([*words, "--out", str(folder), "--quiet"]) == 2
        assert "this folder holds results of `itborg sweep mine.toml`" in capsys.readouterr().err
    assert contents(folder) == before
    Path("notes").mkdir()
    Path("notes/result.json").write_text("mine")
    assert execute(["sensitivity", "mine.toml", "--out", "notes", "--quiet"]) == 2
    assert "other files (result.json)" in capsys.readouterr().err


def test_a_sensitivity_analysis_uses_the_runs_of_the_sweep_beside_it(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept(study)
    monkeypatch.setattr("itborg.analysis.study.tasks.after_burn_in", lambda *_: pytest.fail("a finished run was rerun"))
    text = study.read_text().replace('measures = ["net_value"]', 'measures = ["net_value"]\ndaily_series = []')
    study.write_text(text)
    assert execute(["sensitivity", study.name, "--quiet"]) == 0


def test_verify_names_every_damaged_file(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = swept(study)
    capsys.readouterr()
    assert execute(["verify", str(folder)]) == 0
    assert "are as they were written" in capsys.readouterr().out
    part = next((folder / "parts").glob("*.parquet"))
    for path in (part, folder / "summary.parquet"):
        path.write_bytes(path.read_bytes()[:-1])
    (folder / "methods.md").unlink()
    assert execute(["verify", str(folder)]) == 1
    shown = capsys.readouterr().out
    for line in (f"parts/{part.name}: changed", "summary.parquet: changed", "methods.md: missing"):
        assert line in shown


def test_a_folder_repeats_itself_bit_for_bit_without_its_study_file(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = swept(study)
    study.unlink()
    capsys.readouterr()
    assert execute(["rerun", str(folder), "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("the same, bit for bit")


def test_rerun_names_what_changed_where_results_differ(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = swept(study)
    request = json.loads((folder / "request.json").read_text())
    request["files"]["mine.toml"] = STUDY.replace("[design]", "seed = 2\n[design]")
    request["parameters"]["homophily"] = -1.0
    request["model"] = "0.0.1-abc"
    (folder / "request.json").write_text(json.dumps(request))
    capsys.readouterr()
    assert execute(["rerun", str(folder), "--quiet"]) == 1
    shown = capsys.readouterr().out
    assert "not the same: " in shown
    assert "measures.parquet (other values)" in shown
    assert "the model has changed: 0.0.1-abc then" in shown
    assert "parameter homophily: -1.0 then" in shown


RESULTS = (
    "compare itil --replications 2 --days 10",
    "run itil --replications 2 --days 10",
    "discover --factor demand --factor honesty --samples 40 --replications 2 --days 10",
    "sensitivity --factor demand --factor honesty --samples 4 --replications 6 --days 10",
    "optimise --intervention itil --intervention calendar --trials 8 --scenarios 2 --days 10 --also business_rating",
    "calibrate --factor honesty --factor hazard --days 40 --points 20 --waves 1 --replications 2",
    "network --only cut_cross --replications 2 --days 10",
    "knockouts shadow_it --outcome itil --replications 2",
)


@pytest.mark.parametrize("words", [one.split() for one in RESULTS], ids=lambda words: words[0])
def test_any_result_repeats_itself_bit_for_bit(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute([*words, "--out", str(tmp_path / "one"), "--quiet"]) == 0
    assert execute(["verify", str(tmp_path / "one")]) == 0
    capsys.readouterr()
    assert execute(["rerun", str(tmp_path / "one"), "--out", str(tmp_path / "deep" / "other"), "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("the same, bit for bit")


def test_any_two_strategies_of_a_finished_study_are_contrasted(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grid = STUDY.replace('kind = "morris"\nsamples = 4', 'kind = "grid"\nlevels = 3')
    study.write_text(grid.replace('["itil"]', '["itil", "cobit"]'))
    folder = swept(study)
    capsys.readouterr()
    assert execute(["contrast", str(folder), "cobit", "itil"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Net value of cobit minus itil: ")
    assert "Interactions in net value of cobit minus itil" in shown
    assert execute(["contrast", str(folder), "cobit", "itil", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 9
    assert all(row["low"] <= row["mean"] <= row["high"] for row in rows)
    assert execute(["contrast", str(folder), "cobt"]) == 2
    assert "did you mean 'cobit'" in capsys.readouterr().err


def test_a_study_prints_the_indices_of_its_design_and_flags_implausible_ranges_of_factors(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study.write_text(STUDY.replace("honesty = {}", "honesty = { low = 0.1, high = 3.0 }"))
    assert execute(["sweep", study.name, "--quiet"]) == 0
    shown = capsys.readouterr()
    assert "net value of itil minus none" in shown.out.replace("\n", " ")
    assert execute(["sweep", study.name]) == 0
    assert "warning: honesty = 3 lies outside its plausible range" in capsys.readouterr().err
    assert "honesty" in json.loads(Path("results/mine/manifest.json").read_text())["outside_plausible_range"]


def test_a_result_with_code_of_a_user_repeats_itself_with_that_code(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("helper.py").write_text("FACTOR = 2.0\n")
    Path("mine.py").write_text(
        "import helper\nfrom itborg import Behaviour\n\n\n"
        "def twice(run):\n    return helper.FACTOR * run.history['benefit'].mean()\n\n\n"
        "behaviour = Behaviour(reporters={'one': lambda model: 1.0})\n"
    )
    own = 'measures = ["net_value", "mine.py:twice"]\nbehaviour = "mine.py:behaviour"\ndaily_series = ["one"]'
    study.write_text(STUDY.replace('measures = ["net_value"]', own))
    folder = swept(study)
    order = ["compare", "itil", "--measure", "mine.py:twice", "--replications", "2", "--days", "10", "--quiet"]
    assert execute([*order, "--out", "compared"]) == 0
    for name in ("mine.toml", "mine.py", "helper.py"):
        Path(name).unlink()
    for one in (folder, Path("compared")):
        capsys.readouterr()
        assert execute(["rerun", str(one), "--quiet"]) == 0, capsys.readouterr().err
        assert capsys.readouterr().out.startswith("the same, bit for bit")
