"""Scenario discovery: a true box is found and described; without one, none is reported."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest

from itborg.analysis.discovery import discover, discovery_study, regions
from itborg.analysis.discovery.prim import Box, choose, coverage, density, peel, unbounded_box
from itborg.analysis.study.evaluate import RunSource
from itborg.common.errors import InputError
from itborg.report.presentation import sentences


def boxed(seed: int = 1, points: int = 500, noise: float = 0.4) -> tuple[np.ndarray, np.ndarray]:
    """Return outcomes below 0 where the first factor is small and the second large, and above 0 elsewhere."""
    rng = np.random.default_rng(seed)
    x = rng.random((points, 5))
    inside = (x[:, 0] < 0.4) & (x[:, 1] > 0.5)
    return x, np.where(inside, -1.0, 1.0)[:, None] + noise * rng.normal(size=(points, 6))


def test_a_true_box_is_found() -> None:
    x, y = boxed()
    found = regions(x, y)
    best = found.regions[0]
    assert [(at, side) for at, side in best.box.bounds] == [(0, "high"), (1, "low")]
    assert best.box.high[0] == pytest.approx(0.4, abs=0.05)
    assert best.box.low[1] == pytest.approx(0.5, abs=0.05)
    assert best.density.mean > 0.85
    assert best.coverage.mean > 0.85
    assert all(share > 0.9 for share in best.repeated.values())


def test_coverage_and_density_come_from_held_out_points() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.random((300, 8)), rng.normal(size=(300, 1))
    found = regions(x, y)
    overall = found.overall.mean
    for one in found.regions:
        assert one.density.low < overall + 0.12  # a spurious box is no denser on held-out points
    assert abs(overall - 0.5) < 0.1


def test_without_cases_there_is_no_region() -> None:
    x, _ = boxed()
    found = regions(x, np.full((len(x), 4), 2.0))
    assert found.regions == ()
    assert found.overall.mean == 0


def test_every_box_lies_inside_the_previous_one() -> None:
    x, y = boxed(3)
    cases = (y.mean(axis=1) < 0).astype(float)
    boxes = peel(x, cases)
    counts = [int(box.holds(x).sum()) for box in boxes]
    assert counts[0] == len(x)
    assert all(later < earlier for earlier, later in itertools.pairwise(counts))
    assert all(np.all(b.low >= a.low) and np.all(b.high <= a.high) for a, b in itertools.pairwise(boxes))


def test_density_and_coverage_by_hand() -> None:
    x = np.array([[0.1], [0.2], [0.8], [0.9]])
    cases = np.array([1.0, 0.0, 1.0, 1.0])
    box = Box(np.array([0.5]), np.array([np.inf]))
    assert (density(box, x, cases), coverage(box, x, cases)) == (1.0, pytest.approx(2 / 3))
    assert (density(unbounded_box(1), x, cases), coverage(unbounded_box(1), x, cases)) == (0.75, 1.0)


def test_superfluous_bounds_are_removed() -> None:
    x, y = boxed(4)
    cases = (y.mean(axis=1) < 0).astype(float)
    assert {at for at, _ in choose(peel(x, cases), x, cases).bounds} == {0, 1}


def model(values: Mapping[str, float], strategy: str, seed: int) -> dict[str, float]:
    """Return outcomes in which itil loses to none where demand is low, with a longer lead time."""
    noise = np.random.default_rng([seed % 2**32, int(values["demand"] * 1e6)]).normal()
    worth = 1.0 if values["demand"] > 0.8 else -1.0
    gain = worth * (strategy == "itil")
    return {"net_value": 10 + gain + 0.3 * noise, "lead_time": 30 - gain + 0.3 * noise}


@pytest.mark.parametrize("measure", ["net_value", "lead_time"])
def test_sentences_name_the_strategies_and_the_region(measure: str) -> None:
    study = discovery_study(measure=measure, factors=["demand", "honesty", "trust_prior"], samples=160)
    found = discover(study, run_source=RunSource(model=model))
    text = " ".join(sentences(found))
    assert "itil loses to none where demand is below 0.8" in text.replace("0.79", "0.8").replace("0.81", "0.8")
    assert "(density)" in text
    assert "(coverage)" in text
    assert "honesty" not in text


def test_wins_and_loses_are_complements() -> None:
    study = discovery_study(factors=["demand", "honesty"], samples=160)
    loses, wins = (discover(study, case=case, run_source=RunSource(model=model)) for case in ("loses", "wins"))
    assert loses.findings.overall.mean + wins.findings.overall.mean == pytest.approx(1, abs=1e-6)
    assert wins.findings.regions[0].box.bounds == [(0, "low")]


def test_the_margin_counts_large_losses_only() -> None:
    study = discovery_study(factors=["demand", "honesty"], samples=80)
    assert discover(study, margin=5, run_source=RunSource(model=model)).findings.overall.mean < 0.01


def test_unknown_cases_and_small_studies_are_errors() -> None:
    with pytest.raises(InputError, match="did you mean 'loses'"):
        discover(discovery_study(factors=["demand"], samples=60), case="looses", run_source=RunSource(model=model))
    with pytest.raises(InputError, match="40 points"):
        discover(discovery_study(factors=["demand"], samples=10), run_source=RunSource(model=model))
