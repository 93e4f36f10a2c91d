"""What a strategy took, its gain per kEUR, the efficient frontier, and plausible parameter sets."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from itborg.analysis.comparison import compare, plan
from itborg.analysis.comparison.efficiency import best_per_keur, frontier, most_expensive
from itborg.analysis.comparison.parameter_sets import ParameterSets, parameter_sets
from itborg.analysis.plausible import PLAUSIBLE
from itborg.common.errors import InputError
from itborg.strategies import strategy
from tests.toy import SPEND, install


@pytest.fixture
def found() -> Iterator[Any]:
    """Compare three toy strategies."""
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        yield compare(["itil", "brm_style", "calendar"], replications=30, days=100, seed=4)


def test_a_strategy_took_its_money_and_the_baseline_nothing(found: Any) -> None:
    for name, per_day in SPEND.items():
        assert found.spend_of(name).total.mean == pytest.approx(100 * per_day)


def test_gain_per_keur_is_the_gain_over_all_days_divided_by_the_spend(found: Any) -> None:
    expected = 100 * found.difference("itil").mean / (100 * SPEND["itil"])
    assert found.gain_per_keur("itil").mean == pytest.approx(expected)
    assert math.isnan(found.gain_per_keur("none").mean)


def test_a_gain_per_keur_of_a_known_spend_is_as_uncertain_as_the_gain(found: Any) -> None:
    gain, rate = found.difference("itil"), found.gain_per_keur("itil")
    assert rate.high - rate.low == pytest.approx(100 * (gain.high - gain.low) / found.spend_of("itil").total.mean)


def test_where_gain_and_spend_go_together_their_ratio_is_certain(found: Any) -> None:
    days, row, net = found.provenance.days, found.strategies.index("itil"), found.measures.index("net_value")
    spend, values = found.spend.copy(), found.values.copy()
    spend[:, row, 0] += np.arange(len(spend))
    values[:, row, net] = values[:, 0, net] + 2.0 * (spend[:, row].sum(axis=1) - spend[:, 0].sum(axis=1)) / days
    rate = replace(found, spend=spend, values=values).gain_per_keur("itil")
    assert rate == pytest.approx((2.0, 2.0, 2.0))


def test_the_frontier_holds_what_gains_more_than_all_that_took_less(found: Any) -> None:
    assert frontier(found) == ["itil", "brm_style"]  # calendar took less and gains nothing
    assert best_per_keur(found) == "itil"
    assert most_expensive(found) == "brm_style"


def test_spend_and_terms_are_in_json_and_csv(found: Any) -> None:
    row = found.to_dict()["strategies"]["itil"]
    assert row["spend"]["mean"] == pytest.approx(50.0)
    assert row["gain_per_keur"] == pytest.approx(found.gain_per_keur("itil")._asdict())
    assert {"spend", "gain_per_keur", "dose", "put_in", "same_sign"} <= set(found.frame())


def test_parameter_sets_are_plausible_and_do_not_depend_on_threads() -> None:
    one, two = (parameter_sets(plan(["itil"], days=60, threads=threads), sets=2, replications=1) for threads in (1, 2))
    assert one is not None
    assert two is not None
    assert len(one) == 2 <= one.drawn
    assert np.array_equal(one.values, two.values)
    assert one.points[0] != one.points[1]
    assert PLAUSIBLE


def test_parameters_that_the_user_changed_keep_their_values_at_every_set() -> None:
    found = parameter_sets(plan(["itil"], days=60, parameters={"honesty": 0.2}), sets=2, replications=1)
    assert found is not None
    assert [point["honesty"] for point in found.points] == [0.2, 0.2]


def test_a_strategy_that_does_nothing_has_no_effect_at_any_set() -> None:
    found = parameter_sets(plan(["none", "calendar"], days=40), sets=2, replications=1)
    assert found is not None
    assert np.array_equal(found.differences("none"), [0.0, 0.0])


def test_same_sign_counts_sets_with_the_sign_of_the_estimate() -> None:
    sets = ParameterSets(("none", "a"), "net_value", 4, 2, np.array([[0.0, 1.0], [0.0, 2.0], [0.0, -1.0], [0.0, 0.0]]))
    assert (sets.same_sign("a", 0.5), sets.same_sign("a", -0.5), sets.same_sign("a", 0.0)) == (2, 1, 0)
    assert ParameterSets.read(sets.plain()).plain() == sets.plain()


def test_itil_as_means_differs_from_itil_by_the_objective_alone() -> None:
    objective, means = (strategy(name).schedule(200) for name in ("itil", "itil_as_means"))
    differing = [name for name in objective.dtype.names if (objective[name] != means[name]).any()]
    assert differing == ["objective"]


def test_compare_in_python_checks_signs_at_parameter_sets_as_the_command_does() -> None:
    found = compare(["itil"], days=60, replications=2, sets=2)
    wanted = parameter_sets(plan(["itil"], days=60, replications=2), sets=2)
    assert found.parameter_sets is not None
    assert wanted is not None
    assert found.parameter_sets.plain() == wanted.plain()
    assert compare(["itil"], days=60, replications=2).parameter_sets is None
    with pytest.raises(InputError, match="sets = -1"):
        compare(["itil"], sets=-1)
