"""A study on disk: nothing is run twice, what fails is told of, shards make a whole."""

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
from itborg.analysis.study.progress_table import Account
from itborg.analysis.study.study_store import collect, load_results, save, take_over
from itborg.analysis.study.tasks import TaskRunner, tasks
from itborg.common.errors import InputError
from tests.analysis.toys import paired_toy, small_study, toy_study

SAME = ("measures.parquet", "summary.parquet", "points.parquet", "manifest.json")


class Counting:
    """The toy, and how often it was asked; `broken` names runs that raise."""

    def __init__(self, broken: tuple[str, ...] = (), stop_after: int | None = None) -> None:
        """Begin at 0."""
        self.asked = 0
        self.broken, self.stop_after = broken, stop_after

    def __call__(self, values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        """Answer as the toy does."""
        self.asked += 1
        if self.stop_after is not None and self.asked > self.stop_after:
            raise KeyboardInterrupt
        if strategy in self.broken and values["dummy"] > 1:
            raise ArithmeticError("the moon is full")
        return paired_toy(values, strategy, seed)


def collect_run(study, folder: Path) -> Path:
    """Write the results of a study's folder."""
    save(*collect(study, folder), folder, "itborg sweep toy.toml")
    return folder


def test_finished_runs_are_never_repeated(tmp_path):
    toy, study = Counting(), toy_study()
    run_study(study, tmp_path, model=toy)
    assert toy.asked == study.most_runs == 36
    run_study(study, tmp_path, model=toy)
    assert toy.asked == 36


def test_a_study_with_more_in_it_runs_only_what_is_new(tmp_path):
    toy = Counting()
    run_study(toy_study(["none", "itil"], levels=(2.0,)), tmp_path, model=toy)
    assert toy.asked == 12
    larger = toy_study(["none", "brm_style", "itil"], levels=(0.5, 2.0), replications=Replications(7))
    run_study(larger, tmp_path, model=toy)
    assert toy.asked == larger.most_runs == 42
    found = collect(larger, tmp_path)[1]
    pd.testing.assert_frame_equal(found.runs, in_memory(larger, model=paired_toy).runs)


def test_a_run_of_another_seed_length_or_parameter_is_another_run(tmp_path):
    one = small_study()
    others = [
        small_study(seed=2),
        small_study(days=21),
        small_study(settings={"homophily": 0.5}),
        small_study(without=["shadow_it"]),
    ]
    ids = {Account(TaskRunner(study), []).run_id((0, 1, 0)) for study in [one, *others]}
    assert len(ids) == 5
    assert Account(TaskRunner(small_study()), []).run_id((0, 1, 0)) == Account(TaskRunner(one), []).run_id((0, 1, 0))


def test_an_interrupted_study_ends_as_an_uninterrupted_one(tmp_path):
    study = toy_study()
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path / "a", workers=on_threads(1), model=Counting(stop_after=10))
    kept = int(collect(study, tmp_path / "a")[0].done.sum())
    assert 6 <= kept < 36
    toy = Counting()
    run_study(study, tmp_path / "a", model=toy)
    assert toy.asked == 36 - kept
    run_study(study, tmp_path / "b", model=paired_toy)
    for file in SAME:
        one, other = (collect_run(study, tmp_path / name) / file for name in "ab")
        assert one.read_bytes() == other.read_bytes()


def test_an_interrupted_study_is_balanced(tmp_path):
    study = toy_study(replications=Replications(20))
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path, workers=on_threads(1), model=Counting(stop_after=70))
    pairs = collect(study, tmp_path)[0].done.sum(axis=2)
    assert np.ptp(pairs) <= 2


def test_what_fails_is_listed_and_the_rest_goes_on(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=Counting(broken=("itil",)))
    found = load_results(collect_run(study, tmp_path))
    assert len(found.runs) == 30
    listed = pd.read_csv(tmp_path / "failures.csv")
    assert len(listed) == 6
    assert set(listed["strategy"]) == {"itil"}
    assert set(listed["dummy"]) == {2.0}
    assert set(listed["error"]) == {"ArithmeticError: the moon is full"}


def test_what_failed_is_tried_again_by_the_same_command(tmp_path):
    study, toy = toy_study(), Counting()
    run_study(study, tmp_path, model=Counting(broken=("itil",)))
    run_study(study, tmp_path, model=toy)
    assert toy.asked == 6
    assert len(collect(study, tmp_path)[1].failures) == 0


@pytest.mark.parametrize("shared", [True, False])
def test_shards_make_the_same_whole(tmp_path, shared):
    study = toy_study()
    toy = Counting()
    folders = [tmp_path / "whole" if shared else tmp_path / str(number) for number in (1, 2, 3)]
    for number, folder in enumerate(folders, start=1):
        run_study(study, folder, shard=Shard(number, 3), model=toy)
    assert toy.asked == 36
    take_over(folders, tmp_path / "whole")
    run_study(study, tmp_path / "alone", model=paired_toy)
    for file in SAME:
        one, other = (collect_run(study, tmp_path / name) / file for name in ("whole", "alone"))
        assert one.read_bytes() == other.read_bytes()


def test_two_processes_at_the_same_study_do_not_wait_for_each_other_and_count_once(tmp_path):
    study = toy_study()
    one, other = Account(TaskRunner(study, paired_toy), []), Account(TaskRunner(study, paired_toy), [])
    from itborg.analysis.study.journal import Journal

    journals = [Journal(tmp_path / "parts", study.measures) for _ in range(2)]
    for task in tasks(study, study.cells, range(6)):
        for account, journal in zip((one, other), journals, strict=True):
            journal.append(account.add(task, account.life(task)))
    for journal in journals:
        journal._file.close()  # both die without a word: what they have written counts, once
    found = collect(study, tmp_path)[1]
    assert len(found.runs) == study.most_runs
    pd.testing.assert_frame_equal(found.runs, in_memory(study, model=paired_toy).runs)


def test_a_torn_stream_and_a_half_part_block_nothing(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=paired_toy)
    parts = tmp_path / "parts"
    whole = next(parts.glob("*.parquet")).read_bytes()
    (parts / "0000.arrows").write_bytes(b"\xff\xff\xff\xff\x10")
    (parts / "0001.arrows").write_bytes(b"")
    (parts / "0002.parquet").write_bytes(whole[: len(whole) // 2])
    (parts / "0003.half").write_bytes(whole[:100])
    assert len(collect(study, tmp_path)[1].runs) == study.most_runs


def test_in_memory_and_on_disk_are_the_same_numbers(tmp_path):
    study = small_study()
    run_study(study, tmp_path)
    on_disk = load_results(collect_run(study, tmp_path))
    pd.testing.assert_frame_equal(on_disk.runs, in_memory(study, threads=1).runs)


def test_a_manifest_says_nothing_of_host_or_process(tmp_path):
    study = toy_study()
    run_study(study, tmp_path, model=paired_toy)
    text = (collect_run(study, tmp_path) / "manifest.json").read_text()
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
    told = subprocess.run([sys.executable, script, "memory", "7500"], capture_output=True, text=True, check=True).stdout
    fifths = [int(number) for number in told.split(":")[1].split(",")]
    assert len(fifths) == 5
    # The first part, written before the second fifth ends, loads the writer of Parquet once and for all.
    assert fifths[-1] <= 1.05 * fifths[1] + 10


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        run_study(toy_study(), tmp_path / "file", model=paired_toy)
