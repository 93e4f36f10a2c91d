"""What a study writes: terminal, report, figures, methods; and its documentation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from itborg.analysis.study import Design, Factor, Replications, in_memory
from itborg.cli import execute
from itborg.report import study_multiples
from itborg.report.study_page import fitting
from itborg.report.study_tables import measures_table
from itborg.report.study_text import answer, methods, stopped
from tests.analysis.toy_studies import paired_toy, small_study, toy_study

ROOT = Path(__file__).parents[2]
TINY = """
question = "Does it pay?"
strategies = ["itil", "brm_style"]
measures = ["net_value", "loss"]
replications = 3
days = 10
burn_in = 3

[design]
kind = "grid"

[factors]
demand = [0.8, 1.2]
trust_prior = [0.3, 0.6]
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Give the folder of a small study that was run by the command, and the folder of its file."""
    place = tmp_path_factory.mktemp("swept")
    (place / "trust_and_demand.toml").write_text(TINY)
    order = ["sweep", str(place / "trust_and_demand.toml"), "--quiet"]
    assert execute([*order, "--out", str(place / "results" / "trust_and_demand")]) == 0
    return place / "results" / "trust_and_demand"


def test_the_command_writes_the_files_that_the_documentation_lists(swept):
    text = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
    table = text.split("## The folder")[1].split("## Reading")[0]
    listed = {name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([\w./*]+)`", row)}
    assert listed == {
        "report.html", "figures/*.pdf", "*.png", "methods.md", "measures.parquet", "summary.parquet", "points.parquet",
        "runs.parquet", "failures.csv", "manifest.json", "parts/", "daily.parquet", "daily_differences.parquet",
        "histories.parquet",
        "README.md", "interactions.csv", "CITATION.cff", "odd.md", "request.json", "SHA256SUMS",
    }  # fmt: skip
    for name in listed - {"*.png", "histories.parquet"}:  # the last only where it was asked for
        assert list(swept.glob(name.rstrip("/"))), name
    assert [path.stem for path in swept.glob("figures/*.png")]


def test_the_python_examples_of_the_documentation_run(swept, monkeypatch, capsys):
    monkeypatch.chdir(swept.parents[1])
    for snippet in re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "studies.md").read_text(), re.M | re.S):
        exec(compile(snippet, "studies.md", "exec"), {})
    assert "brm_style" in capsys.readouterr().out


def test_json_output_is_complete_and_alone_on_stdout(swept, capsys):
    file = swept.parents[1] / "trust_and_demand.toml"
    assert execute(["sweep", str(file), "--out", str(swept), "--format", "json"]) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert found["complete"] is True
    assert (found["runs"], found["failed"]) == (36, 0)
    assert len(found["summary"]) == 4 * 3 * 2
    rows = [row for row in found["summary"] if row["strategy"] == "none"]
    assert {row["difference_mean"] for row in rows} == {0.0}


def test_merged_shards_equal_the_results_of_one_command(swept, tmp_path):
    file = swept.parents[1] / "trust_and_demand.toml"
    for number in (1, 2):
        execute(["sweep", str(file), "--out", str(tmp_path / str(number)), "--shard", f"{number}/2", "--quiet"])
    order = ["merge", str(file), str(tmp_path / "1"), str(tmp_path / "2"), "--out", str(tmp_path / "whole"), "--quiet"]
    assert execute(order) == 0
    for name in ("measures.parquet", "summary.parquet", "points.parquet", "manifest.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (swept / name).read_bytes()


def test_a_report_can_be_rewritten_from_the_folder_alone(swept, capsys):
    before = (swept / "report.html").read_text(encoding="utf-8")
    assert execute(["report", str(swept)]) == 0
    assert (swept / "report.html").read_text(encoding="utf-8") == before
    assert "http" not in before.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--shard", "3/2"], "expected I/N"),
        (["--shard", "x"], "expected I/N"),
        (["--half-width", "0.1", "--replications", "3"], "--half-width goes with --replications auto"),
        (["--replications", "auto"], "--replications auto needs --half-width"),
        (["--replications", "auto", "--half-width", "-1"], "is not above 0"),
        (["--replications", "auto", "--half-width", "1", "--shard", "1/9"], "a design point per shard"),
        (["--cluster", "tcp://127.0.0.1:9"], "no Dask scheduler"),
    ],
)
def test_a_mistake_on_the_command_line_is_reported_in_one_line(swept, tmp_path, capsys, monkeypatch, words, message):
    from itborg.analysis.study import executors as cluster

    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    file = swept.parents[1] / "trust_and_demand.toml"
    assert execute(["sweep", str(file), "--out", str(tmp_path / "x"), "--quiet", *words]) == 2
    assert message in capsys.readouterr().err


def test_the_result_names_the_leader_only_if_it_is_significantly_better():
    clear = in_memory(toy_study(levels=(0.1,), replications=Replications(20)), model=paired_toy)
    assert answer(clear).startswith("brm_style leads: +2.0")
    vague = in_memory(toy_study(["none", "itil"], levels=(40.0,), replications=Replications(5)), model=paired_toy)
    assert answer(vague).startswith("No strategy is significantly better than none")
    turned = in_memory(toy_study(["brm_style", "none"], levels=(0.1,), replications=Replications(20)), model=paired_toy)
    assert answer(turned).startswith("No strategy is better than brm_style; none is closest")


def test_the_methods_paragraph_is_written_from_the_manifest(swept):
    known = json.loads((swept / "manifest.json").read_text())
    from itborg.analysis.study.study_store import load_results

    text = methods(load_results(swept), known)
    for word in (
        "full grid of 4 points",
        "demand (0.8 to 1.2)",
        "3 replications",
        "36 runs",
        "random seed 1",
        known["model"],
    ):
        assert word in text
    assert text in (swept / "methods.md").read_text(encoding="utf-8")


def test_early_stopping_is_reported():
    found = in_memory(toy_study(replications=Replications(400, half_width=0.5)), model=paired_toy)
    assert "one fixed number for all points would have needed" in stopped(found)


def test_the_figures_fit_the_design():
    factors = (Factor("honesty", 0.1, 0.3), Factor("demand", 0.8, 1.2), Factor("dummy", 0, 1))
    small = {"replications": Replications(2), "days": 2, "burn_in": 1}
    wanted = {
        Design(): ["over_points"],
        Design("grid", factors[:1], levels=3): ["over_points", "along_factor"],
        Design("grid", factors[:2], levels=2): ["over_points", "factor_map"],
        Design("latin_hypercube", factors, samples=9): ["over_points", "factor_effects"],
    }
    more = {"along_factor": "measures_along_factor", "factor_map": "measures_map"}
    for design, names in wanted.items():
        found = in_memory(small_study(design=design, **small))
        assert fitting(found) == [*names, "measures_over_points", *(more[name] for name in names if name in more)]
        found = in_memory(small_study(design=design, measures=["loss"], **small))
        assert fitting(found) == names


def test_small_multiples_have_a_panel_for_every_measure():
    measures = ["net_value", "loss", "sla_met", "business_rating", "cost"]
    factor = Factor("demand", 0.8, 1.2)
    found = in_memory(
        small_study(design=Design("grid", (factor,), levels=2), measures=measures, replications=Replications(2), days=2)
    )
    for draw in (study_multiples.measures_over_points, study_multiples.measures_along_factor):
        titles = [axes.title for axes in draw(found).axes if axes.visible]
        assert [one.partition(",")[0] for one in titles] == ["net value", "loss", "SLA met", "business rating", "cost"]
    table = measures_table(found)
    assert [row.cells[0].text for row in table.rows] == ["net value", "loss", "SLA met", "business rating", "cost"]
    assert len(table.heads) == 5  # measure, unit, baseline, two strategies


def test_a_design_for_indices_prints_them(tmp_path, capsys):
    for kind, heading in (("sobol", "first-order and total Sobol index"), ("morris", "Morris mu* and sigma, kEUR/day")):
        file = tmp_path / f"{kind}.toml"
        text = TINY.replace('kind = "grid"', f'kind = "{kind}"\nsamples = 4').replace("[0.8, 1.2]", "{}")
        file.write_text(text.replace("[0.3, 0.6]", "{}"))
        assert execute(["sweep", str(file), "--quiet", "--out", str(tmp_path / kind)]) == 0
        screen = " ".join(capsys.readouterr().out.split())
        assert f"Net value of itil minus none, {heading}" in screen
        assert re.search(r" (demand|trust_prior): [\d.]+ \([\d.]+ to [\d.]+\) and [\d.]+", screen)
        assert "every measure" in screen
