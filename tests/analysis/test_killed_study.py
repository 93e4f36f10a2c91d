"""Processes killed at random moments, many times: no run is lost, none is counted twice."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from itborg.analysis.study import run_study
from itborg.analysis.study.study_store import collect, save
from tests.analysis import killed_study

KILLS = 25
ROOT = Path(__file__).parents[2]
#: Files that are the same to the last byte; runs.parquet is but for wall_seconds.
SAME = (
    "measures.parquet", "summary.parquet", "points.parquet", "failures.csv", "manifest.json", "daily.parquet",
    "daily_differences.parquet",
    "histories.parquet",
)  # fmt: skip


def finish(folder: Path) -> Path:
    """Run the study to its end and write its results."""
    study = killed_study.study()
    run_study(study, folder)
    save(*collect(study, folder), folder, "itborg sweep kill.toml")
    return folder


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    order = [sys.executable, "-m", "tests.analysis.killed_study", str(folder), str(KILLS)]
    output = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True).stdout
    return finish(folder), json.loads(output.splitlines()[-1])


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return finish(tmp_path_factory.mktemp("untouched"))


def test_children_were_killed_at_many_moments(killed):
    assert len(killed[1]) >= 10
    assert len({finished for _, finished in killed[1]}) >= 8


def test_runs_finished_before_a_kill_are_there_for_the_next_child(killed):
    for (_, finished), (found, _) in itertools.pairwise(killed[1]):
        assert found >= finished


@pytest.mark.parametrize("file", SAME)
def test_resumed_results_equal_uninterrupted_ones_byte_for_byte(killed, untouched, file):
    assert (killed[0] / file).read_bytes() == (untouched / file).read_bytes()


def test_no_run_occurs_twice_and_only_wall_times_differ(killed, untouched):
    one, other = (pd.read_parquet(folder / "runs.parquet") for folder in (killed[0], untouched))
    assert one["run_id"].is_unique
    pd.testing.assert_frame_equal(one.drop(columns="wall_seconds"), other.drop(columns="wall_seconds"))
