"""What a study tells: terminal, report, figures, methods; and that the page about it is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from itborg.analysis.study import Design, Factor, Replications, in_memory
from itborg.cli import execute
from itborg.report.study_page import fitting
from itborg.report.study_text import answer, methods, stopped
from tests.analysis.toys import paired_toy, small_study, toy_study

ROOT = Path(__file__).parents[2]
TINY = """
question = "Does it pay?"
strategies = ["itil", "brm_style"]
measures = ["net_value", "loss"]
replicates = 3
days = 10
burn_in = 3

[design]
kind = "grid"

[factors]
load = [0.8, 1.2]
trust_prior = [0.3, 0.6]
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Give the folder of a small study that was run by the command, and the folder of its file."""
    place = tmp_path_factory.mktemp("swept")
    (place / "trust_and_load.toml").write_text(TINY)
    order = ["sweep", str(place / "trust_and_load.toml"), "--quiet"]
    assert execute([*order, "--out", str(place / "results" / "trust_and_load")]) == 0
    return place / "results" / "trust_and_load"


def test_the_command_writes_what_the_page_says(swept):
    text = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
    table = text.split("## The folder")[1].split("## Reading")[0]
    said = {name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([\w./*]+)`", row)}
    assert said == {
        "report.html", "figures/*.pdf", "*.png", "methods.md", "measures.parquet", "summary.parquet", "points.parquet",
        "runs.parquet", "failures.csv", "manifest.json", "parts/", "daily.parquet", "histories.parquet",
    }  # fmt: skip
    for name in said - {"*.png", "histories.parquet"}:  # the last only where it was asked for
        assert list(swept.glob(name.rstrip("/"))), name
    assert [path.stem for path in swept.glob("figures/*.png")]


def test_the_python_of_the_page_is_true(swept, monkeypatch, capsys):
    monkeypatch.chdir(swept.parents[1])
    for snippet in re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "studies.md").read_text(), re.M | re.S):
        exec(compile(snippet, "studies.md", "exec"), {})
    assert "brm_style" in capsys.readouterr().out


def test_json_goes_to_stdout_alone_and_says_the_same(swept, capsys):
    file = swept.parents[1] / "trust_and_load.toml"
    assert execute(["sweep", str(file), "--out", str(swept), "--format", "json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert found["complete"] is True
    assert (found["runs"], found["failed"]) == (36, 0)
    assert len(found["summary"]) == 4 * 3 * 2
    rows = [row for row in found["summary"] if row["strategy"] == "none"]
    assert {row["difference_mean"] for row in rows} == {0.0}


def test_shards_and_merge_give_what_one_command_gives(swept, tmp_path):
    file = swept.parents[1] / "trust_and_load.toml"
    for number in (1, 2):
        execute(["sweep", str(file), "--out", str(tmp_path / str(number)), "--shard", f"{number}/2", "--quiet"])
    order = ["merge", str(file), str(tmp_path / "1"), str(tmp_path / "2"), "--out", str(tmp_path / "whole"), "--quiet"]
    assert execute(order) == 0
    for name in ("measures.parquet", "summary.parquet", "points.parquet", "manifest.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (swept / name).read_bytes()


def test_a_report_is_written_again_from_the_folder_alone(swept, capsys):
    before = (swept / "report.html").read_text(encoding="utf-8")
    assert execute(["report", str(swept)]) == 0
    assert (swept / "report.html").read_text(encoding="utf-8") == before
    assert "http" not in before.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--shard", "3/2"], "expected I/N"),
        (["--shard", "x"], "expected I/N"),
        (["--half-width", "0.1", "--replications", "3"], "--half-width goes with --replications auto"),
        (["--replications", "auto"], "--replications auto needs --half-width"),
        (["--replications", "auto", "--half-width", "-1"], "is not above 0"),
        (["--replications", "auto", "--half-width", "1", "--shard", "1/9"], "whole cells are dealt out"),
        (["--cluster", "tcp://127.0.0.1:9"], "no Dask scheduler"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_plain_line(swept, tmp_path, capsys, monkeypatch, words, said):
    from itborg.analysis.study import executors as cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    file = swept.parents[1] / "trust_and_load.toml"
    assert execute(["sweep", str(file), "--out", str(tmp_path / "x"), "--quiet", *words]) == 2
    assert said in capsys.readouterr().err


def test_the_answer_names_who_leads_and_who_cannot_be_told_from_nothing():
    clear = in_memory(toy_study(levels=(0.1,), replications=Replications(20)), model=paired_toy)
    assert answer(clear).startswith("brm_style leads: +2.0")
    vague = in_memory(toy_study(["none", "itil"], levels=(40.0,), replications=Replications(5)), model=paired_toy)
    assert answer(vague).startswith("None is clearly better than none")
    turned = in_memory(toy_study(["brm_style", "none"], levels=(0.1,), replications=Replications(20)), model=paired_toy)
    assert answer(turned).startswith("Nothing beats brm_style; none comes nearest")


def test_a_methods_paragraph_is_made_from_the_manifest(swept):
    known = json.loads((swept / "manifest.json").read_text())
    from itborg.analysis.study.study_store import load_results

    text = methods(load_results(swept), known)
    for word in (
        "full grid of 4 points",
        "load (0.8 to 1.2)",
        "3 replicates",
        "36 runs",
        "root seed 1",
        known["model"],
    ):
        assert word in text
    assert text in (swept / "methods.md").read_text(encoding="utf-8")


def test_stopping_early_is_told():
    found = in_memory(toy_study(replications=Replications(400, half_width=0.5)), model=paired_toy)
    assert "one fixed number for all cells would have taken" in stopped(found)


def test_figures_fit_the_design():
    factors = (Factor("honesty", 0.1, 0.3), Factor("demand", 0.8, 1.2), Factor("dummy", 0, 1))
    small = {"replications": Replications(2), "days": 2, "burn_in": 1}
    wanted = {
        Design(): ["over_cells"],
        Design("grid", factors[:1], levels=3): ["over_cells", "along"],
        Design("grid", factors[:2], levels=2): ["over_cells", "over_two"],
        Design("latin_hypercube", factors, samples=9): ["over_cells", "what_moves"],
    }
    for design, names in wanted.items():
        assert fitting(in_memory(small_study(design=design, **small))) == names
