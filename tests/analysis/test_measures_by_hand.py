"""Invariants of measures, and examples that can be checked by hand."""

from __future__ import annotations

import math
import os
import pkgutil
import subprocess
import sys
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as draw
from hypothesis.extra.numpy import arrays
from scipy import stats

from itborg.analysis import measures
from itborg.analysis.measures import (
    MEASURES,
    Window,
    chosen,
    concentration,
    handoff_statistics,
    listing,
    measure,
    measure_many,
)
from itborg.analysis.measures import measure_window as of_window
from itborg.analysis.measures.measure import Measure, rank_correlation, ranks, ranks_of_counts, share_of_largest
from itborg.common.errors import InputError
from itborg.engine.simulation import Run
from tests.analysis.synthetic_runs import make_run

PRODUCT = """
net_value benefit loss cost value_at_risk sla_met sla_met_user_clock share_over_tolerance business_rating it_rating perception_gap
watermelon_gap
trust_business_to_it trust_it_to_business cross_contact_share priority_inflation priority_information firefighting_share
shadow_share root_causes lead_time requirement_fit business_understanding_of_it_staff it_understanding_of_managers
protest_share workaround_share coalition_share against_it_share exit_probability exit_month handoff_share
team_handoff_share handoff_time_correlation ping_pong_share sam_level sam_communications sam_value sam_governance sam_partnership
sam_scope sam_skills utilisation revenue profit
""".split()  # noqa: SIM905


def with_history(run: Run, **columns: float) -> Run:
    """Return the run with some columns of its history set to a constant."""
    for name, value in columns.items():
        run.history[name] = value
    return run


def test_the_registry_has_exactly_the_documented_measures() -> None:
    assert list(MEASURES) == PRODUCT
    assert all(name == one.name for name, one in MEASURES.items())


def test_every_measure_of_a_theme_is_in_the_registry() -> None:
    themes = [import_module(f"{measures.__name__}.{one.name}") for one in pkgutil.iter_modules(measures.__path__)]
    declared = {one.name for theme in themes for one in getattr(theme, "MEASURES", ()) if isinstance(one, Measure)}
    assert declared == set(MEASURES), "add its name to _ORDER in analysis/measures/registry.py"


def test_the_listing_has_meaning_unit_and_direction_of_each_measure() -> None:
    for record in listing():
        assert set(record) == {"name", "meaning", "unit", "better"}
        assert record["meaning"]
        assert record["unit"]
        assert record["better"] in {"higher", "lower", None}


def test_flows_cover_all_days_and_states_the_last_quarter() -> None:
    run = make_run(days=80, burn_in=20)
    run.history["cost"] = np.arange(-20.0, 80.0)
    run.history["root_causes"] = np.arange(-20.0, 80.0)
    result = measure(run, ["cost", "root_causes"])
    assert result == {"cost": 39.5, "root_causes": 69.5}


def test_the_burn_in_is_left_out() -> None:
    run = make_run()
    before = measure(run)
    run.history[: run.burn_in] = np.nan
    run.closed["hops"][run.closed["opened"] < run.burn_in] = 99
    assert measure(run) == before


def test_incidents_opened_in_the_burn_in_are_not_counted_even_if_closed_later() -> None:
    run = make_run(closed=4, burn_in=20)
    run.closed["opened"] = [19.9, 20.0, 30.0, 5.0]
    run.closed["hops"] = [3, 1, 0, 3]
    assert measure(run)["handoff_share"] == 0.5


def test_a_share_counts_incidents_and_not_days() -> None:
    run = with_history(make_run(days=8, burn_in=0), closed=0, closed_in_time=0)
    run.history["closed"][-2:] = [1, 9]
    run.history["closed_in_time"][-2:] = [1, 0]
    assert measure(run)["sla_met"] == pytest.approx(0.1)


def test_the_watermelon_gap_is_targets_met_minus_the_business_rating() -> None:
    run = with_history(make_run(), closed=10, closed_in_time=9, satisfaction=0.3, trust_business_to_it=0.4)
    assert measure(run)["watermelon_gap"] == pytest.approx(0.9 - 0.35)


def test_profit_is_revenue_plus_benefit_minus_cost_and_net_value_is_without_revenue() -> None:
    m = measure(make_run())
    assert m["profit"] == pytest.approx(m["revenue"] + m["benefit"] - m["cost"])
    assert m["net_value"] == pytest.approx(m["benefit"] - m["loss"] - m["cost"])


def test_true_labels_have_full_information_and_no_inflation() -> None:
    sums = {"labels": 4, "label_sum": 10, "level_sum": 10}
    run = with_history(make_run(), **sums, label_squares=30, level_squares=30, label_level=30)
    assert measure(run)["priority_information"] == pytest.approx(1.0)
    assert measure(run)["priority_inflation"] == 0.0


def test_constant_labels_have_no_information() -> None:
    sums = {"labels": 4, "label_sum": 16, "level_sum": 10}
    run = with_history(make_run(), **sums, label_squares=64, level_squares=30, label_level=40)
    assert math.isnan(measure(run)["priority_information"])
    assert measure(run)["priority_inflation"] == 1.5


def test_the_level_of_maturity_is_the_mean_of_its_six_criteria_and_lies_between_1_and_5() -> None:
    m = measure(make_run())
    names = ("communications", "value", "governance", "partnership", "scope", "skills")
    assert m["sam_level"] == pytest.approx(np.mean([m[f"sam_{name}"] for name in names]))


def test_a_perfect_relationship_reaches_level_five() -> None:
    full = {"trust_business_to_it": 1, "trust_it_to_business": 1, "it_language": 1, "business_language": 1}
    known = {"it_understanding": 1, "business_understanding": 1, "cross_contact_share": 0.5}
    flows = {"fidelity": 5, "cross_contacts": 5, "delivered": 5, "choice": 5, "promises_kept": 5}
    sound = {
        "root_causes": 0,
        "shadow_it": 0,
        "requests": 5,
        "closed": 5,
        "closed_in_time": 5,
        "closed_in_time_user_clock": 5,
    }
    labels = {"labels": 4, "label_sum": 10, "level_sum": 10, "label_squares": 30, "level_squares": 30}
    run = with_history(make_run(), **full, **known, **flows, **sound, **labels, label_level=30)
    assert measure(run)["sam_level"] == pytest.approx(5.0)


def test_backlog_and_debt_are_relative_to_the_size_of_it() -> None:
    small, large = make_run(scale=1.0), make_run(scale=10.0)
    for run in (small, large):
        with_history(run, open_incidents=60, root_causes=30)
    assert measure(large)["it_rating"] > measure(small)["it_rating"]
    assert measure(large)["sam_scope"] > measure(small)["sam_scope"]


def test_shares_of_zero_are_nan() -> None:
    run = make_run(closed=0)
    nothing = ("closed", "delivered", "shadow_it", "requests", "labels", "cross_contacts", "not_desk_capacity")
    worked = ("incident_work_not_desk", "change_work", "problem_work")
    m = measure(with_history(run, **dict.fromkeys(nothing + worked, 0.0)))
    undefined = {name for name, value in m.items() if math.isnan(value)}
    assert undefined == {
        "sla_met", "sla_met_user_clock", "share_over_tolerance", "it_rating", "perception_gap", "watermelon_gap", "priority_inflation",
        "priority_information", "firefighting_share", "shadow_share", "lead_time", "requirement_fit", "utilisation",
        "handoff_share", "team_handoff_share",
        "handoff_time_correlation", "ping_pong_share", "sam_level", "sam_communications", "sam_value",
        "sam_governance", "sam_scope",
    }  # fmt: skip


def test_without_incidents_handoff_statistics_and_concentration_are_nan() -> None:
    run = make_run(closed=0)
    assert handoff_statistics(run).pop("incidents") == 0.0
    assert all(math.isnan(value) for name, value in handoff_statistics(run).items() if name != "incidents")
    assert all(math.isnan(value) for value in concentration(run).values())


def test_handoff_statistics_by_hand() -> None:
    run = make_run(closed=8, burn_in=0)
    run.closed["hops"] = [0, 0, 0, 1, 1, 2, 7, 5]
    run.closed["team_changes"] = [0, 0, 0, 0, 1, 1, 4, 5]
    run.closed["in_time_user_clock"] = [1, 1, 0, 1, 0, 0, 0, 1]
    run.closed["hours"] = [1, 2, 9, 10, 30, 40, 100, 60]
    run.closed["questioned"] = [0, 0, 1, 0, 1, 1, 1, 1]
    rows = handoff_statistics(run)
    assert rows["share_with_1_or_more"] == 5 / 8
    assert rows["share_with_2_or_more"] == 3 / 8
    assert rows["team_share_with_1_or_more"] == 4 / 8
    assert rows["team_share_with_2_or_more"] == 2 / 8
    assert [rows[f"in_time_{n}"] for n in (0, 1, 2, 5)] == [2 / 3, 0.5, 0.0, 0.5]
    assert [rows[f"median_hours_{n}"] for n in (0, 1, 2, 5)] == [2.0, 20.0, 40.0, 80.0]
    assert math.isnan(rows["median_hours_3"])
    assert rows["time_ratio_0_over_1"] == 0.1
    assert rows["time_ratio_5_over_1"] == 4.0
    assert rows["waiting_for_user_0"] == pytest.approx(1 / 3)
    assert rows["waiting_for_user_5"] == 1.0


def test_a_window_covers_the_chosen_days() -> None:
    run = make_run(days=80, burn_in=20)
    run.history["cost"] = np.arange(-20.0, 80.0)
    assert of_window(Window.between(run, 0, 20), ["cost"]) == {"cost": 9.5}
    assert of_window(Window.between(run, -20, 0), ["cost"]) == {"cost": -10.5}
    all_days = of_window(Window.between(run, 0, 80))
    assert all_days == measure(run)


def test_incidents_of_a_window_are_those_opened_in_it() -> None:
    run = make_run(closed=4, burn_in=20, days=80)
    run.closed["opened"] = [19.0, 25.0, 29.9, 30.0]
    run.closed["hops"] = [0, 1, 0, 1]
    assert of_window(Window.between(run, 0, 10), ["handoff_share"]) == {"handoff_share": 0.5}


@pytest.mark.parametrize(("first", "last"), [(10, 10), (-21, 0), (0, 81)])
def test_days_outside_the_run_are_an_error(first: int, last: int) -> None:
    with pytest.raises(InputError, match="-20 to 80"):
        Window.between(make_run(days=80, burn_in=20), first, last)


def test_measure_many_gives_one_row_for_each_run_in_the_order_of_the_names() -> None:
    runs = [make_run(seed) for seed in range(3)]
    table = measure_many(runs, ["cost", "requirement_fit"])
    assert table.tolist() == [[measure(run)["cost"], measure(run)["requirement_fit"]] for run in runs]
    assert measure_many([]).shape == (0, len(MEASURES))


def test_measures_do_not_change_the_run() -> None:
    run = make_run()
    history, closed = run.history.tobytes(), run.closed.tobytes()
    measure(run)
    handoff_statistics(run)
    concentration(run)
    assert (run.history.tobytes(), run.closed.tobytes()) == (history, closed)


def test_an_unknown_measure_suggests_the_most_similar_name() -> None:
    with pytest.raises(InputError, match="did you mean 'net_value'"):
        chosen(["netvalue"])


@given(arrays(np.float64, draw.integers(1, 60), elements=draw.integers(0, 9).map(float)))
def test_ranks_equal_those_of_scipy_sorted_or_counted(values: np.ndarray) -> None:
    expected = stats.rankdata(values)
    assert np.array_equal(ranks(values), expected)
    assert np.array_equal(ranks_of_counts(values.astype(np.int64)), expected)


def test_a_sum_of_products_does_not_depend_on_the_threads_of_blas() -> None:
    code = (
        "import numpy as np; from itborg.analysis.measures.measure import inner_product; "
        "a, b = np.random.default_rng(1).normal(size=(2, 25_000)); print(inner_product(a, b).hex())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(found) == 1


def test_rank_correlation_is_nan_for_one_pair_or_a_constant() -> None:
    assert math.isnan(rank_correlation(np.array([1]), np.array([2.0])))
    assert math.isnan(rank_correlation(np.array([1, 1]), np.array([2.0, 3.0])))


@given(arrays(np.float64, draw.integers(1, 40), elements=draw.floats(0.01, 100.0)), draw.floats(0.0, 1.0))
def test_the_largest_values_have_at_least_their_share_of_the_total(values: np.ndarray, part: float) -> None:
    assert part - 1e-9 <= share_of_largest(values, part) <= 1.0 + 1e-9
