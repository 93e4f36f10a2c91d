"""What a study says moves a difference, and who is ahead, stands above luck that all of its cells share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from itborg.analysis.study import Design, Factor, Replications, Results, in_memory, plan_study
from itborg.analysis.study.findings import effects, moves, not_behind, verdicts
from itborg.report.study_text import answer, moved

STUDIES = 1000
FACTORS = (Factor("demand", 0.5, 1.5), Factor("honesty", 0.05, 0.3))
Truth = Callable[[float], float]


def run_until(truth: Truth, random_numbers: float, seed: int, replications: int = 10) -> Results:
    """Return a study in which net value under itil is `truth(load)`, and all cells are tossed about by the same luck.

    luck  standard deviation over replicates of what load does, times 2
    """

    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        shared = np.random.default_rng([seed, 0]).normal(0, 2 * random_numbers)
        own = np.random.default_rng([seed, *(int(1e6 * values[one.name]) for one in FACTORS)]).normal()
        return {"net_value": 0.0 if strategy == "none" else truth(values["demand"]) + shared * values["demand"] + own}

    design = Design("latin_hypercube", FACTORS, samples=16)
    options = {"replications": Replications(replications), "measures": ["net_value"], "seed": seed}
    return in_memory(plan_study(["none", "itil"], design=design, **options), threads=1, model=model)


@pytest.mark.parametrize(
    ("truth", "random_numbers", "idle"),
    [(lambda _: 1.0, 1.0, [0, 1]), (lambda load: 40 * (load - 1) ** 2, 0.1, [1])],
    ids=["luck_that_leans_on_a_factor", "a_curve_of_another_factor"],
)
def test_a_factor_that_does_nothing_is_told_to_move_something_in_at_most_1_study_of_20(truth, random_numbers, idle):
    chance, told = np.random.default_rng(5), []
    for seed in range(STUDIES):
        rows = Design("latin_hypercube", FACTORS, samples=16, seed=seed).matrix()
        shared = chance.normal(0, 2 * random_numbers, (10, 1)) * rows[:, 0]
        found = effects(rows, truth(rows[:, 0]) + shared + chance.normal(size=(10, 16)))
        told.append(any(found[at].excludes_zero for at in idle))
    assert np.mean(told) <= 0.06  # 0.05, and what so many studies leave open


def test_what_a_factor_does_is_told_in_the_unit_of_the_measure():
    """From load 0.5 to 1.5 the difference grows by 3; the points of a Latin hypercube span nearly all of that."""
    one = {move.factor: move for move in moves(run_until(lambda load: 3 * load, 0.2, 1), "itil")}
    assert one["demand"].clear
    assert one["demand"].effect.low < 2.8 < one["demand"].effect.high
    assert not one["honesty"].clear


def test_the_baseline_is_moved_by_what_moves_it():
    found = run_until(lambda _: 1.0, 0.1, 1)
    assert [one.effect.mean for one in moves(found, "none")] == [0.0, 0.0]


def toy(effects: Mapping[str, float]) -> Results:
    """Return a study of one cell in which strategies differ by their effects and a little luck of their own."""

    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        return {"net_value": effects[strategy] + np.random.default_rng([seed, len(strategy)]).normal()}

    study = plan_study(list(effects), replications=Replications(30), measures=["net_value"])
    return in_memory(study, threads=1, model=model)


def test_who_leads_is_said_with_those_who_are_not_clearly_behind():
    found = toy({"none": 0.0, "itil": 5.0, "workshop": 5.1, "brm_style": 2.0})
    leader = verdicts(found)[0].strategy
    assert set(not_behind(found, leader)) == {"itil", "workshop"} - {leader}
    assert "Not significantly behind it: " in answer(found)


def test_a_sign_that_turns_in_some_of_many_cells_by_luck_is_not_told_to_depend_on_the_cell():
    found = [verdicts(run_until(lambda _: 0.0, 0.0, seed))[0] for seed in range(30)]
    assert not any(one.turns for one in found)
    assert verdicts(run_until(lambda load: 9 * (load - 1), 0.0, 1))[0].turns


def test_of_every_measure_it_is_told_what_moves_it_or_that_nothing_does():
    def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
        own = np.random.default_rng([seed, *(int(1e6 * values[one.name]) for one in FACTORS)]).normal(size=3)
        base = {"net_value": own[0], "loss": 9 * values["demand"] + own[1], "cost": own[2]}
        return {
            name: value + (strategy == "itil") * 7 * values["honesty"] * (name == "loss")
            for name, value in base.items()
        }

    design = Design("latin_hypercube", FACTORS, samples=16)
    options = {"replications": Replications(10), "measures": ["net_value", "loss", "cost"]}
    lines = moved(in_memory(plan_study(["none", "itil"], design=design, **options), threads=1, model=model), 6)
    assert len(lines) == 4
    assert all("net value" in line and "noise" in line for line in lines[:2])
    assert "Factors that change loss" in lines[2]
    assert "of none: demand +" in lines[2]
    assert "of itil minus none: honesty +" in lines[2]
    assert lines[3] == "No factor significantly changes cost."
