"""Days of a study: the same numbers as a run's own history, whoever ran it and however often it was stopped."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from itborg.analysis.comparison.series import daily
from itborg.analysis.study import Shard, read_study, run_study
from itborg.analysis.study import daily_series as every_day
from itborg.analysis.study.daily_series import over_cells
from itborg.analysis.study.executors import on_threads
from itborg.analysis.study.journal import Journal
from itborg.analysis.study.progress_table import Account
from itborg.analysis.study.study_store import collect, load_results, save, take_over
from itborg.analysis.study.tasks import TaskRunner, tasks
from itborg.common.errors import InputError
from itborg.engine.history import COLUMNS
from itborg.engine.reactive_run import run_reactive
from itborg.engine.simulation import after_burn_in, run_seed
from itborg.engine.simulation import collect_run as run_until
from tests.analysis.toys import small_study

SERIES = ("net_value", "lead_time")
TABLES = ("daily.parquet", "histories.parquet")


def days_study(**rest):
    """Return a small study that keeps every day."""
    return small_study(**({"daily": SERIES, "full_histories": True} | rest))


def collect_run(study, folder, **rest):
    """Run a study and write its results."""
    run_study(study, folder, **rest)
    save(*collect(study, folder), folder, "itborg sweep days.toml")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return collect_run(days_study(), tmp_path_factory.mktemp("whole"))


def a_run(study, cell, strategy, replication):
    """Return one run as the model itself lives it."""
    prepare = TaskRunner(study)._stage(study.cells[cell], replication)
    world = after_burn_in(prepare, run_seed(study.seed, replication))
    return run_until(run_reactive(world, study.strategies[strategy], prepare), prepare)


def test_a_history_in_full_is_what_the_model_records(whole):
    study = days_study()
    run = a_run(study, 3, 2, 5)
    frame = pd.read_parquet(whole / "histories.parquet")
    own = frame[(frame["point"] == 3) & (frame["strategy"] == "brm_style") & (frame["replication"] == 5)]
    assert list(own["day"]) == list(range(1, 21))
    for name in COLUMNS:
        np.testing.assert_array_equal(own[name], run.history[name][study.burn_in :].astype(np.float32))
    assert len(frame) == study.most_runs * study.days


def test_means_and_quantiles_of_days_are_those_of_the_runs(whole):
    study = days_study()
    runs = [a_run(study, 1, 1, replication) for replication in range(8)]
    values = np.array([daily(run.history, study.burn_in, ["net_value"])[0] for run in runs])
    frame = pd.read_parquet(whole / "daily.parquet")
    own = frame[(frame["point"] == 1) & (frame["strategy"] == "itil") & (frame["series"] == "net_value")]
    np.testing.assert_allclose(own["mean"], values.mean(axis=0), rtol=1e-5)
    for name, at in (("p05", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)):
        np.testing.assert_allclose(own[name], np.quantile(values, at, axis=0), rtol=1e-5)


def test_the_mean_over_cells_and_nothing_else_is_drawn(whole):
    frame = pd.read_parquet(whole / "daily.parquet")
    own = frame[(frame["strategy"] == "itil") & (frame["series"] == "net_value") & (frame["day"] == 20)]
    drawn = load_results(whole).days
    at = drawn[(drawn["strategy"] == "itil") & (drawn["series"] == "net_value") & (drawn["day"] == 20)]
    np.testing.assert_allclose(at["mean"], own["mean"].mean(), rtol=1e-5)


def test_shards_interruptions_and_few_cells_at_a_time_change_no_byte(whole, tmp_path, monkeypatch):
    study = days_study()
    account = Account(TaskRunner(study), study.measures)
    journal = Journal(tmp_path / "1" / "parts", study.measures, study.every_day)
    for task in list(tasks(study, study.cells, range(8)))[:7]:
        journal.append(account.add(task, account.life(task)))
    journal._file.close()  # dies without a word
    for number in (1, 2):
        run_study(study, tmp_path / str(number), shard=Shard(number, 2), workers=on_threads(1))
    monkeypatch.setattr(every_day, "NUMBERS", 1)
    (tmp_path / "all").mkdir()
    take_over([tmp_path / "1", tmp_path / "2"], tmp_path / "all")
    save(*collect(study, tmp_path / "all"), tmp_path / "all", "itborg sweep days.toml")
    for name in TABLES:
        assert (tmp_path / "all" / name).read_bytes() == (whole / name).read_bytes()


def test_runs_that_kept_no_days_are_lived_again_when_days_are_asked_for_and_not_the_other_way(tmp_path):
    collect_run(small_study(), tmp_path)
    assert not any((tmp_path / name).exists() for name in TABLES)
    assert collect(days_study(), tmp_path)[0].done.sum() == 0
    collect_run(days_study(), tmp_path)
    assert collect(small_study(), tmp_path)[0].done.all()
    collect_run(small_study(), tmp_path)
    assert not any((tmp_path / name).exists() for name in TABLES)
    assert over_cells(tmp_path, small_study()) is None


def test_a_run_that_failed_has_no_days(tmp_path):
    class Failing(TaskRunner):
        def __call__(self, task):
            outcomes = super().__call__(task)
            return [one._replace(values=(), days=(), error="no") if one.strategy == 1 else one for one in outcomes]

    study = days_study()
    account = Account(Failing(study), study.measures)
    journal = Journal(tmp_path / "parts", study.measures, study.every_day)
    for task in tasks(study, study.cells, range(8)):
        journal.append(account.add(task, account.life(task)))
    journal.close()
    save(*collect(study, tmp_path), tmp_path, "itborg sweep days.toml")
    frame = pd.read_parquet(tmp_path / "daily.parquet")
    assert frame.groupby("strategy", observed=True)["mean"].count()["itil"] == 0
    assert set(pd.read_parquet(tmp_path / "histories.parquet")["strategy"]) == {"none", "brm_style"}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("", ("net_value",)),
        ('measures = ["sla_met"]', ()),
        ("daily = []", ()),
        ('daily = ["requirement_fit", "lead_time"]', ("requirement_fit", "lead_time")),
    ],
)
def test_a_study_file_says_which_days_are_kept(tmp_path, line, kept):
    file = tmp_path / "days.toml"
    file.write_text(f'question = "?"\nstrategies = ["itil"]\n{line}\n')
    assert read_study(file).daily == kept


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('daily = ["net_valu"]', r"days.toml:3.*daily series.*net_value"),
        ("daily = 3", r"days.toml:3"),
        ('full_histories = "yes"', r"days.toml:3.*neither true nor false"),
    ],
)
def test_a_mistake_about_days_is_told_with_its_line(tmp_path, line, said):
    file = tmp_path / "days.toml"
    file.write_text(f'question = "?"\nstrategies = ["itil"]\n{line}\n')
    with pytest.raises(InputError, match=said):
        read_study(file)
