"""Probes of a sceptic: what is off leaves no trace, trust pays, and without a strategy nothing runs away."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from itborg.analysis.network.statistics import density, network_of
from itborg.analysis.statistics import interval
from itborg.engine.simulation import simulate
from itborg.evidence.validation.run_cache import RunCache
from itborg.mechanisms import voice
from itborg.mechanisms.registry import PARAMETERS
from itborg.organisation import load
from itborg.strategies import strategy
from tests.mechanisms.equations import RECORDS

SHORT = 200
YEAR = 240
REPLICATIONS = 24


class AtRest(NamedTuple):
    """A mechanism at rest.

    rest      values of parameters at which it does nothing
    others    its other parameters, which then must not matter
    strategy  under which it would act
    """

    rest: dict[str, float]
    others: tuple[str, ...]
    strategy: str


AT_REST = {
    "resistance": AtRest(
        {"resist_threshold": 100.0},
        (
            "grievance", "resist_spread", "resist_step", "threat", "peers", "backfire", "cooling", "workaround",
            "opinion_talk", "own_eyes", "exposure_days", "hearing", "heard_fully", "exit_majority",
        ),
        "borg_enforced",
    ),
    "request talk": AtRest({"request_talk": 0.0}, ("introduction", "request_contact"), "none"),
}  # fmt: skip


def history(strategy_name: str, **parameters: float) -> bytes:
    """Return the history of a short run, byte by byte."""
    run = simulate(
        load("grab_at_pizza"), strategy(strategy_name), days=SHORT, burn_in=60, seed=11, parameters=parameters
    )
    return bytes(run.history.tobytes())


@pytest.mark.parametrize("name", AT_REST)
def test_the_parameters_of_a_mechanism_at_rest_leave_no_trace(name: str) -> None:
    mechanism = AT_REST[name]
    ends = ({one: getattr(PARAMETERS[one], end) for one in mechanism.others} for end in ("low", "high"))
    one, two = (history(mechanism.strategy, **mechanism.rest, **values) for values in ends)
    assert one == two
    assert history(mechanism.strategy) != one


def test_without_voice_every_rule_of_voice_gives_back_what_it_got_bit_by_bit() -> None:
    for n, p in enumerate(RECORDS):
        x = (n + 1) / 37
        assert voice.heeded(x, 0.0, p) == x
        assert voice.credit(x, 0.0, 0.9) == x
        assert voice.answered(x, 0.0, p) == x
        assert voice.honest_promise(x, 0.0) == x
        assert voice.unexplained(0.0) * x == x
        off = p.copy()
        off["voice_heed"] = off["voice_answer"] = 0.0
        assert voice.heeded(x, 0.7, off) == x
        assert voice.answered(x, 0.7, off) == x


@pytest.fixture(scope="module")
def caches() -> list[RunCache]:
    """Return run caches of Grab@Pizza, one for each replication."""
    organisation = load("grab_at_pizza")
    return [RunCache(organisation, replication, seed=77) for replication in range(REPLICATIONS)]


def test_more_trust_of_the_business_in_it_pays_and_less_costs(caches: list[RunCache]) -> None:
    """All managers trust IT more, or less, by the same step on one day; everything else is the same."""
    net = {
        name: np.array([one.measure("net_value", days=YEAR, experiment=name) for one in caches])
        for name in ("", "trust_up", "trust_down")
    }
    assert interval(net["trust_up"] - net["trust_down"]).low > 0.0
    assert interval(net["trust_up"] - net[""]).high > 0.0
    assert interval(net["trust_down"] - net[""]).low < 0.0


#: Column of the history -> largest relative change of its mean from the first to the second year.
BOUNDS = {
    "delivered_value": 0.25,
    "benefit": 0.2,
    "root_causes": 0.25,
    "trust_business_to_it": 0.15,
    "trust_it_to_business": 0.15,
    "satisfaction": 0.15,
    "open_incidents": 0.3,
    "opened": 0.2,
    "cost": 0.1,
    "it_understanding": 0.15,
    "business_understanding": 0.25,
}


@pytest.mark.parametrize("column", BOUNDS)
def test_two_years_without_a_strategy_do_not_drift_away(column: str, caches: list[RunCache]) -> None:
    years = [
        np.mean([one.column(column, between=(first, first + YEAR)).mean() for one in caches]) for first in (0, YEAR)
    ]
    assert years[1] == pytest.approx(years[0], rel=BOUNDS[column])


def test_the_density_of_ties_is_that_of_the_data_after_two_years(caches: list[RunCache]) -> None:
    before, after = (
        np.mean([density(network_of(world)) for world in worlds])
        for worlds in ([one.first_day() for one in caches[:8]], [one.world() for one in caches[:8]])
    )
    assert after == pytest.approx(before, rel=0.25)
