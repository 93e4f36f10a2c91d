"""A study on disk: no run is repeated, failures are recorded, shards add up to the study."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from itborg.analysis.study import Replications, Shard, in_memory, run_study
from itborg.analysis.study.executors import on_threads
from itborg.analysis.study.progress_table import ProgressTable
from itborg.analysis.study.study_store import collect, copy_runs, load_results, save
from itborg.analysis.study.tasks import TaskRunner, tasks
from itborg.common.errors import InputError
from tests.analysis.toy_studies import paired_toy, small_study, toy_study

SAME = ("measures.parquet", "summary.parquet", "points.parquet", "manifest.json")


class Counting:
    """The toy with a counter of its calls; strategies in `broken` raise."""

    def __init__(self, broken: tuple[str, ...] = (), stop_after: int | None = None) -> None:
        """Start at 0."""
        self.calls = 0
        self.broken, self.stop_after = broken, stop_after

    def __call__(self, values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        """Return what the toy returns."""
        self.calls += 1
        if self.stop_after is not None and self.calls > self.stop_after:
            raise KeyboardInterrupt
        if strategy in self.broken and values["dummy"] > 1:
            raise ArithmeticError("division by zero")
        return paired_toy(values, strategy, seed)


def write_results(study, folder: Path) -> Path:
    """Write the results of a study into its folder."""
    save(*collect(study, folder), folder, "itborg sweep toy.toml")
    return folder


def test_finished_runs_are_never_repeated(tmp_path):
    toy, study = Counting(), toy_study()
    run_study(study, tmp_path, model=toy)
    assert toy.calls == study.max_runs == 36
    run_study(study, tmp_path, model=toy)
    assert toy.calls == 36


def test_an_extended_study_runs_only_new_runs(tmp_path):
    toy = Counting()
    run_study(toy_study(["none", "itil"], levels=(2.0,)), tmp_path, model=toy)
    assert toy.calls == 12
    larger = toy_study(["none", "brm_style", "itil"], levels=(0.5, 2.0), replications=Replications(7))
    run_study(larger, tmp_path, model=toy)
    assert toy.calls == larger.max_runs == 42
    found = collect(larger, tmp_path)[1]
    pd.testing.assert_frame_equal(found.runs, in_memory(larger, model=paired_toy).runs)


def test_a_run_with_another_seed_length_or_parameter_has_another_id(tmp_path):
    one = small_study()
    others = [
        small_study(seed=2),
        small_study(days=21),
        small_study(settings={"homophily": 0.5}),
        small_study(without=["shadow_it"]),
    ]
    ids = {ProgressTable(TaskRunner(study), []).run_id((0, 1, 0)) for study in [one, *others]}
    assert len(ids) == 5
    assert ProgressTable(TaskRunner(small_study()), []).run_id((0, 1, 0)) == ProgressTable(TaskRunner(one), []).run_id(
        (0, 1, 0)
    )


def test_an_interrupted_study_gives_the_same_results_as_an_uninterrupted_one(tmp_path):
    study = toy_study()
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path / "a", workers=on_threads(1), model=Counting(stop_after=10))
    finished = int(collect(study, tmp_path / "a")[0].done.sum())
    assert 6 <= finished < 36
    toy = Counting()
    run_study(study, tmp_path / "a", model=toy)
    assert toy.calls == 36 - finished
    run_study(study, tmp_path / "b", model=paired_toy)
    for file in SAME:
        one, other = (write_results(study, tmp_path / name) / file for name in "ab")
        assert one.read_bytes() == other.read_bytes()


def test_an_interrupted_study_is_balanced(tmp_path):
    study = toy_study(replications=Replications(20))
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path, workers=on_threads(1), model=Counting(stop_after=70))
    counts = collect(study, tmp_path)[0].done.sum(axis=2)
    assert np.ptp(counts) <= 2


def test_failed_runs_are_listed_and_the_others_continue(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=Counting(broken=("itil",)))
    found = load_results(write_results(study, tmp_path))
    assert len(found.runs) == 30
    failures = pd.read_csv(tmp_path / "failures.csv")
    assert len(failures) == 6
    assert set(failures["strategy"]) == {"itil"}
    assert set(failures["dummy"]) == {2.0}
    assert set(failures["error"]) == {"ArithmeticError: division by zero"}


def test_the_same_command_repeats_failed_runs(tmp_path):
    study, toy = toy_study(), Counting()
    run_study(study, tmp_path, model=Counting(broken=("itil",)))
    run_study(study, tmp_path, model=toy)
    assert toy.calls == 6
    assert len(collect(study, tmp_path)[1].failures) == 0


@pytest.mark.parametrize("shared", [True, False])
def test_shards_add_up_to_the_same_study(tmp_path, shared):
    study = toy_study()
    toy = Counting()
    folders = [tmp_path / "all" if shared else tmp_path / str(number) for number in (1, 2, 3)]
    for number, folder in enumerate(folders, start=1):
        run_study(study, folder, shard=Shard(number, 3), model=toy)
    assert toy.calls == 36
    copy_runs(folders, tmp_path / "all")
    run_study(study, tmp_path / "alone", model=paired_toy)
    for file in SAME:
        one, other = (write_results(study, tmp_path / name) / file for name in ("all", "alone"))
        assert one.read_bytes() == other.read_bytes()


def test_two_processes_on_one_study_do_not_block_each_other_and_runs_count_once(tmp_path):
    study = toy_study()
    one, other = ProgressTable(TaskRunner(study, paired_toy), []), ProgressTable(TaskRunner(study, paired_toy), [])
    from itborg.analysis.study.journal import Journal

    journals = [Journal(tmp_path / "parts", study.measures) for _ in range(2)]
    for task in tasks(study, study.design_points, range(6)):
        for table, journal in zip((one, other), journals, strict=True):
            journal.append(table.add(task, table.runner(task)))
    for journal in journals:
        journal._file.close()  # both are killed: written runs count once
    found = collect(study, tmp_path)[1]
    assert len(found.runs) == study.max_runs
    pd.testing.assert_frame_equal(found.runs, in_memory(study, model=paired_toy).runs)


def test_incomplete_streams_and_parts_are_ignored(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=paired_toy)
    parts = tmp_path / "parts"
    part = next(parts.glob("*.parquet")).read_bytes()
    (parts / "0000.arrows").write_bytes(b"\xff\xff\xff\xff\x10")
    (parts / "0001.arrows").write_bytes(b"")
    (parts / "0002.parquet").write_bytes(part[: len(part) // 2])
    (parts / "0003.half").write_bytes(part[:100])
    assert len(collect(study, tmp_path)[1].runs) == study.max_runs


def test_results_in_memory_equal_results_on_disk(tmp_path):
    study = small_study()
    run_study(study, tmp_path)
    on_disk = load_results(write_results(study, tmp_path))
    pd.testing.assert_frame_equal(on_disk.runs, in_memory(study, threads=1).runs)


def test_a_manifest_contains_nothing_about_host_or_process(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=paired_toy)
    text = (write_results(study, tmp_path) / "manifest.json").read_text()
    import getpass
    import os
    import socket

    for word in (
        socket.gethostname(),
        str(tmp_path),
        str(Path.home()),
        str(os.getpid()) + ",",
        getpass.getuser() + '"',
    ):
        assert word not in text
    assert [c for c in pd.read_parquet(tmp_path / "runs.parquet") if "second" in c] == ["wall_seconds"]


def test_memory_does_not_grow_with_the_number_of_runs(tmp_path):
    script = Path(__file__).parents[2] / "benchmarks" / "study_speed.py"
    output = subprocess.run(
        [sys.executable, script, "7500", "--memory"], capture_output=True, text=True, check=True
    ).stdout
    fifths = [int(number) for number in output.split(":")[1].split(",")]
    assert len(fifths) == 5
    # The first part, written before the end of the second fifth, loads the Parquet writer once.
    assert fifths[-1] <= 1.05 * fifths[1] + 10


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        run_study(toy_study(), tmp_path / "file", model=paired_toy)
