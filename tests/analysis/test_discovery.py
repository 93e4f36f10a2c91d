"""Regions: a box that is there is found and said in words; one that is not there is not made up."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest

from itborg.analysis.discovery import discover, discovery_study, regions
from itborg.analysis.discovery.prim import Box, chosen, coverage, density, peeled, whole_space
from itborg.analysis.study.evaluate import RunSource
from itborg.common.errors import InputError
from itborg.report.presentation import sentences


def boxed(seed: int = 1, points: int = 500, random_numbers: float = 0.4) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes below 0 where the first factor is small and the second large, and above elsewhere."""
    chance = np.random.default_rng(seed)
    x = chance.random((points, 5))
    inside = (x[:, 0] < 0.4) & (x[:, 1] > 0.5)
    return x, np.where(inside, -1.0, 1.0)[:, None] + random_numbers * chance.normal(size=(points, 6))


def test_a_box_that_is_there_is_found() -> None:
    x, y = boxed()
    found = regions(x, y)
    best = found.found[0]
    assert [(at, side) for at, side in best.box.bounds] == [(0, "high"), (1, "low")]
    assert best.box.high[0] == pytest.approx(0.4, abs=0.05)
    assert best.box.low[1] == pytest.approx(0.5, abs=0.05)
    assert best.density.mean > 0.85
    assert best.coverage.mean > 0.85
    assert all(share > 0.9 for share in best.repeated.values())


def test_coverage_and_density_are_those_of_points_that_did_not_find_the_box() -> None:
    chance = np.random.default_rng(2)
    x, y = chance.random((300, 8)), chance.normal(size=(300, 1))
    found = regions(x, y)
    overall = found.everywhere.mean
    for one in found.found:
        assert one.density.low < overall + 0.12  # a made-up box is no denser on fresh points
    assert abs(overall - 0.5) < 0.1


def test_no_case_gives_no_region_and_a_sentence() -> None:
    x, _ = boxed()
    found = regions(x, np.full((len(x), 4), 2.0))
    assert found.found == ()
    assert found.everywhere.mean == 0


def test_every_peel_is_inside_the_one_before_and_takes_a_slice() -> None:
    x, y = boxed(3)
    cases = (y.mean(axis=1) < 0).astype(float)
    boxes = peeled(x, cases)
    counts = [int(box.holds(x).sum()) for box in boxes]
    assert counts[0] == len(x)
    assert all(later < earlier for earlier, later in itertools.pairwise(counts))
    assert all(np.all(b.low >= a.low) and np.all(b.high <= a.high) for a, b in itertools.pairwise(boxes))


def test_density_and_coverage_by_hand() -> None:
    x = np.array([[0.1], [0.2], [0.8], [0.9]])
    cases = np.array([1.0, 0.0, 1.0, 1.0])
    box = Box(np.array([0.5]), np.array([np.inf]))
    assert (density(box, x, cases), coverage(box, x, cases)) == (1.0, pytest.approx(2 / 3))
    assert (density(whole_space(1), x, cases), coverage(whole_space(1), x, cases)) == (0.75, 1.0)


def test_idle_bounds_are_taken_back() -> None:
    x, y = boxed(4)
    cases = (y.mean(axis=1) < 0).astype(float)
    assert {at for at, _ in chosen(peeled(x, cases), x, cases).bounds} == {0, 1}


def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Itil loses to none where load is small; its lead time is then longer."""
    random_numbers = np.random.default_rng([seed % 2**32, int(values["demand"] * 1e6)]).normal()
    worth = 1.0 if values["demand"] > 0.8 else -1.0
    gain = worth * (strategy == "itil")
    return {"net_value": 10 + gain + 0.3 * random_numbers, "lead_time": 30 - gain + 0.3 * random_numbers}


@pytest.mark.parametrize("measure", ["net_value", "lead_time"])
def test_words_name_who_loses_to_whom_and_where(measure: str) -> None:
    study = discovery_study(measure=measure, factors=["demand", "honesty", "trust_prior"], samples=160)
    found = discover(study, living=RunSource(model=model))
    text = " ".join(sentences(found))
    assert "itil loses to none where demand is below 0.8" in text.replace("0.79", "0.8").replace("0.81", "0.8")
    assert "(density)" in text
    assert "(coverage)" in text
    assert "honesty" not in text


def test_wins_and_loses_are_each_other_s_opposite() -> None:
    study = discovery_study(factors=["demand", "honesty"], samples=160)
    loses, wins = (discover(study, case=case, living=RunSource(model=model)) for case in ("loses", "wins"))
    assert loses.found.everywhere.mean + wins.found.everywhere.mean == pytest.approx(1, abs=1e-6)
    assert wins.found.found[0].box.bounds == [(0, "low")]


def test_by_counts_only_clear_losses() -> None:
    study = discovery_study(factors=["demand", "honesty"], samples=80)
    assert discover(study, by=5, living=RunSource(model=model)).found.everywhere.mean < 0.01


def test_questions_that_cannot_be_answered_are_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'loses'"):
        discover(discovery_study(factors=["demand"], samples=60), case="looses", living=RunSource(model=model))
    with pytest.raises(InputError, match="40 points"):
        discover(discovery_study(factors=["demand"], samples=10), living=RunSource(model=model))
