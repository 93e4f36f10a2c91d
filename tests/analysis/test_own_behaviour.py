"""Code of a user enters every experiment, paired, identified, and with the same bytes however it is run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from itborg import (
    Behaviour,
    InputError,
    Model,
    calibrate,
    compare,
    discover,
    optimise,
    sensitivity,
    simulate,
    strategy,
)
from itborg.analysis.comparison.plan import plan
from itborg.analysis.decomposition.decompose import decompose
from itborg.analysis.study.evaluate import evaluate
from itborg.analysis.study.executors import on_cluster, on_threads
from itborg.analysis.study.run_id import study_hash
from itborg.analysis.study.runner import Shard, run_study
from itborg.analysis.study.study import Study
from itborg.analysis.study.study_file import read_study
from itborg.analysis.study.study_store import collect, load_results, save
from itborg.cli import execute
from itborg.common.own_code import identity_of, named_code
from itborg.report.playback.find_run import find_run
from tests.analysis.own_pages import MOST_LINES, blocks, written

SMALL: dict[str, Any] = {"days": 12, "burn_in": 10, "seed": 3}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the files of the page; it is the working directory."""
    folder = tmp_path_factory.mktemp("own")
    written(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def rules() -> Behaviour:
    """Return the behaviour of the page with a rule and a mechanism of its own."""
    found: Behaviour = named_code("flattery.py:behaviour")
    return found


def bits(**arguments: Any) -> bytes:
    """Return the history of a small run."""
    return simulate("grab_at_pizza", "itil", **{**SMALL, **arguments}).history.tobytes()  # type: ignore[no-any-return]


def test_every_block_of_the_page_is_short_and_runs(page: Path) -> None:
    assert all(block.count("\n") < MOST_LINES for block in [*blocks("python"), *blocks("toml"), *blocks("bash")])
    for script in written(page):
        done = subprocess.run([sys.executable, "-c", script], cwd=page, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_a_mechanism_of_ones_own_that_is_knocked_out_leaves_every_bit(page: Path) -> None:
    plain = bits()
    assert bits(behaviour=rules(), without=["flattery"]) == plain
    assert bits(behaviour=rules(), parameters={"flattery": 0.0}) == plain
    assert bits(behaviour=rules()) == bits(behaviour="flattery.py:behaviour") != plain
    assert bits() == plain


def test_a_rule_of_ones_own_acts_as_its_meaning_states(page: Path) -> None:
    def inflation(flattery: float) -> float:
        run = simulate("grab_at_pizza", "none", days=40, parameters={"flattery": flattery}, behaviour=rules())
        return float((run.history["label_sum"] - run.history["level_sum"])[run.burn_in :].sum())

    assert inflation(0.0) < inflation(0.1) < inflation(0.5)


def test_agents_in_an_experiment_act_as_in_a_model(page: Path) -> None:
    own: Behaviour = named_code("calm.py:behaviour")
    run = simulate("grab_at_pizza", "itil", **SMALL, behaviour=own)
    model = Model("grab_at_pizza", "itil", days=12, burn_in=10, rng=3, agent_types=own.agents)
    moods = []
    for _ in range(12):
        model.step()
        moods.append(own.reporters["mood"](model))
    assert model.run_record.history.tobytes() == run.history.tobytes() != bits()
    assert run.reported["mood"].tolist() == moods
    assert sum(one.walks for one in model.agents_by_type[own.agents["business"]]) > 0


def test_draws_of_agents_are_common_random_numbers(page: Path) -> None:
    models = [Model("grab_at_pizza", name, days=3, burn_in=2, rng=4) for name in ("none", "itil")]
    models[0].people[0].draw("something else")
    for _ in range(2):
        first, second = ([one.draw("walk") for one in model.people] for model in models)
        assert first == second
        assert len(set(first)) == len(first)
        assert min(first) > 0.0
        assert max(first) < 1.0
        assert models[0].people[0].draw("walk", 1) != first[0] != models[0].people[0].draw("run")
        for model in models:
            model.run_for(1)
        assert models[0].people[0].draw("walk") != first[0]


def test_reporters_alone_change_nothing(page: Path) -> None:
    own = Behaviour(reporters={"one": lambda model: 1.0})
    run = simulate("grab_at_pizza", "itil", **SMALL, behaviour=own)
    assert run.history.tobytes() == bits()
    assert run.reported["one"].tolist() == [1.0] * 12


def kept(study: Study, folder: Path) -> dict[str, bytes]:
    """Return the bytes of the tables of a finished study; wall times and manifest are left out."""
    save(*collect(study, folder), folder, "")
    return {name: (folder / name).read_bytes() for name in ("measures.parquet", "daily.parquet", "summary.parquet")}


def test_killed_sharded_clustered_and_plain_studies_of_ones_own_give_identical_bytes(
    page: Path, tmp_path: Path
) -> None:
    study = replace(read_study(page / "study.toml"), seed=5)

    def killed(runner: Any, wanted: Any) -> Iterator[Any]:
        for at, one in enumerate(on_threads(1)(runner, wanted)):
            if at == 2:
                raise KeyboardInterrupt
            yield one

    run_study(study, tmp_path / "plain")
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path / "killed", workers=killed)
    run_study(study, tmp_path / "killed")
    for number in (2, 1):
        run_study(study, tmp_path / "sharded", shard=Shard(number, 2))
    with on_cluster("local", 2) as workers:
        run_study(study, tmp_path / "clustered", workers=workers)
    expected = kept(study, tmp_path / "plain")
    assert not collect(study, tmp_path / "plain")[1].failures.size
    for name in ("killed", "sharded", "clustered"):
        assert kept(study, tmp_path / name) == expected, name
    back = load_results(tmp_path / "plain")
    assert back.study.measures == ("net_value", "mood_at_the_end")
    assert np.isfinite(back.runs["mood_at_the_end"]).all()


def test_a_comparison_pairs_strategies_and_measures_of_ones_own(page: Path) -> None:
    found = compare(
        ["walks.py:OpenDoors"], behaviour=rules(), measures=["measures.py:calls"], replications=3, days=10,
        parameters={"flattery": 0.2},
    )  # fmt: skip
    assert found.strategies == ("none", "open_doors")
    assert found.measures[-1] == "calls"
    single = simulate(
        "grab_at_pizza", "none", days=10, behaviour=rules(), parameters={"flattery": 0.2}
    )  # the first replication of a comparison
    expected = named_code("measures.py:calls").function.function(single)
    assert found.values[0, 0, -1] == expected
    own = found.provenance.own
    assert set(own) == {"rules.labels.utility", "mechanisms.Flattery", "strategies.open_doors", "measures.calls"}


def test_parameters_of_ones_own_are_factors_of_every_analysis(page: Path) -> None:
    points = [{"flattery": 0.0}, {"flattery": 0.4}]
    found = evaluate(points, behaviour=rules(), measures=["priority_inflation"], replications=4, days=10)
    levels = found.array("priority_inflation", "none").mean(axis=1)
    assert levels[0] < levels[1]
    ranked = sensitivity(
        strategy="itil", versus="none", measure="measures.py:calls", factors=["flattery", "demand"], samples=4, days=5,
        behaviour=rules(), replications=6,
    )  # fmt: skip
    assert {row["factor"] for row in ranked.to_dict()["factors"]} == {"flattery", "demand"}
    region = discover(factors=["flattery", "demand"], samples=40, replications=1, days=5, behaviour=rules())
    assert region.to_dict()["measure"] == "net_value"
    best = optimise(
        interventions=["walks.py:OpenDoors", "calendar"], uncertain=["flattery", "demand"], trials=2, scenarios=2,
        replications=1, days=5, behaviour=rules(), budget=1000.0,
    )  # fmt: skip
    assert any("OpenDoors" in one for one in best.trials["plan"])
    parts = decompose("walks.py:OpenDoors", replications=2, days=5, behaviour="calm.py:behaviour")
    total = sum(one.contribution.mean for one in parts.contributions)
    assert total == pytest.approx(parts.effect.mean)


def test_changed_code_has_another_identity_and_comments_do_not_count(page: Path, tmp_path: Path) -> None:
    def study(text: str) -> Study:
        for name in ("walks.py", "measures.py", "study.toml"):
            (tmp_path / name).write_text((page / name).read_text())
        (tmp_path / "calm.py").write_text(text)
        return read_study(tmp_path / "study.toml")

    text = (page / "calm.py").read_text()
    same = study("# another comment\n" + text)
    assert study_hash(study(text)) == study_hash(same)
    assert study_hash(study(text.replace("0.1", "0.2"))) != study_hash(same)
    assert same.behaviour is not None
    assert set(same.behaviour.identity) == {"agents.business", "reporters.mood"}


def test_a_function_is_identified_by_its_text_and_what_it_took_along() -> None:
    def made(number: float) -> Any:
        return lambda run: number

    assert identity_of(made(1.0)) == identity_of(made(1.0)) != identity_of(made(2.0))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Behaviour(rules={"label.utility": print}), "did you mean 'labels'"),
        (lambda: Behaviour(rules={"labels.utlity": print}), "did you mean 'utility'"),
        (lambda: Behaviour(rules={"labels.payoff": lambda a, b: a}), r"takes \(understanding"),
        (lambda: Behaviour(agents={"it": named_code("calm.py:Calm")}), "not a subclass of ITStaff"),
        (lambda: Behaviour(reporters={"x": 3}), "not a function"),  # type: ignore[dict-item]
        (lambda: named_code("calm.py:behavior"), "did you mean 'behaviour'"),
        (lambda: named_code("quiet.py:behaviour"), "no such file"),
        (lambda: simulate("grab_at_pizza", behaviour="calm.py:Calm"), "itborg.Behaviour"),
        (lambda: simulate("grab_at_pizza", parameters={"flattery": 0.2}), "mechanism that this run does not have"),
        (lambda: plan(["none"], measures=["measures.py:nothing"]), "has no 'nothing'"),
        (lambda: strategy("calm.py:behaviour"), "not a Strategy"),
    ],
)
def test_a_mistake_names_the_place_and_what_is_expected(page: Path, make: Any, words: str) -> None:
    named_code("flattery.py:behaviour")
    with pytest.raises(InputError, match=words):
        make()


def test_a_replay_refuses_results_with_code_that_acts(page: Path, tmp_path: Path) -> None:
    order = ["compare", "itil", "--replications", "2", "--days", "6", "--no-robustness", "--quiet", "--out"]
    assert execute([*order, str(tmp_path / "acts"), "--behaviour", "calm.py:behaviour"]) == 0
    with pytest.raises(InputError, match=r"code of your own \(agents.business\), which a replay does not have"):
        find_run(tmp_path / "acts")
    assert execute([*order, str(tmp_path / "looks"), "--measure", "measures.py:top_labels"]) == 0
    assert find_run(tmp_path / "looks").days == 6


def test_a_calibration_fits_a_model_with_behaviour_of_ones_own(page: Path) -> None:
    small: dict[str, Any] = {"points": 20, "waves": 1, "replications": 2, "days": 20}
    plain = calibrate(free=["honesty"], **small)
    own = calibrate(free=["honesty", "flattery"], behaviour=rules(), **small)
    assert {"honesty", "flattery"} <= set(own.posterior.columns)
    assert "flattery" not in plain.posterior.columns
