"""Recordings: the recorded run has the same bits as the run alone, and the recording agrees with its history."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from itborg.engine.row_names import Rows
from itborg.engine.simulation import after_burn_in, prepare, run_seed, simulate
from itborg.organisation import generate, load
from itborg.report.playback import Recording, StrategyChange, record
from itborg.report.playback.divergence import divergence
from itborg.report.playback.indicators import indicator_band
from itborg.report.playback.journeys import CHANGE, INCIDENT, OPEN
from itborg.report.playback.node_positions import ASPECT, WIDE, positions, ranks
from itborg.report.playback.pack import pack
from itborg.strategies import strategy

DAYS = 60


@cache
def recorded(name: str = "brm_style") -> Recording:
    return record(load("grab_at_pizza"), strategy(name), days=DAYS, seed=3)


def test_recording_changes_no_bit_of_a_run() -> None:
    plain = simulate(load("grab_at_pizza"), strategy("brm_style"), days=DAYS, seed=3)
    assert plain.history.tobytes() == recorded().run.history.tobytes()
    assert plain.closed.tobytes() == recorded().run.closed.tobytes()


def test_every_closed_incident_has_a_path_from_its_manager_to_its_solver() -> None:
    found = recorded()
    closed = found.run.closed
    ours = {i.key: i for i in found.items if i.kind == INCIDENT and i.outcome != OPEN}
    before = after_burn_in(prepare(load("grab_at_pizza"), days=DAYS), run_seed(3, 0)).organisation["closed"][0]
    late = closed[before:]
    assert set(late["key"].tolist()) == set(ours)
    for row in late:
        item = ours[int(row.key)]
        assert item.steps[0][1] == row.owner
        assert item.station == row.solver
        assert item.closed == row.closed - found.run.burn_in


def test_the_times_of_a_path_increase() -> None:
    for item in recorded().items:
        times = [time for time, _ in item.steps]
        assert times == sorted(times)
        assert times[-1] <= item.closed


def test_delivered_and_lapsed_changes_are_as_many_as_in_the_history() -> None:
    found = recorded()
    history = found.run.history[found.run.burn_in :]
    ended = [i for i in found.items if i.kind == CHANGE and i.outcome != OPEN]
    assert len(ended) == history["delivered"].sum() + history["lapsed"].sum()


def test_mean_trust_of_a_snapshot_agrees_with_the_history() -> None:
    found = recorded()
    business = [p.side == "business" for p in found.rows.people]
    mean = found.people.trust[1:, business].mean(axis=1)
    level = found.run.history["trust_business_to_it"][found.run.burn_in :]
    assert np.abs(mean - level).max() < 0.01


def test_trust_changes_have_each_day_once_and_end_at_the_trust_of_the_day() -> None:
    found = recorded()
    row = found.rows.row_of["daoud"]
    entries = found.trust_changes(row)
    assert [e.day for e in entries] == sorted({e.day for e in entries})
    assert all(e.after == pytest.approx(found.people.trust[e.day + 1, row]) for e in entries)
    assert all(e.text for e in entries)


def test_a_change_of_strategy_leaves_the_days_before_it_unchanged() -> None:
    organisation = load("grab_at_pizza")
    changed = record(organisation, StrategyChange(strategy("brm_style"), 30, strategy("none")), days=DAYS, seed=3)
    start = changed.run.burn_in
    assert changed.run.history[: start + 30].tobytes() == recorded().run.history[: start + 30].tobytes()
    apart = divergence(changed, recorded())
    assert apart.day is not None
    assert apart.day >= 30


def test_equal_runs_do_not_diverge() -> None:
    again = record(load("grab_at_pizza"), StrategyChange(strategy("none"), 0, strategy("brm_style")), days=DAYS, seed=3)
    assert divergence(again, recorded()).day is None


def test_a_lever_set_by_hand_stays_in_its_range() -> None:
    rows = StrategyChange(strategy("none"), 5, strategy("none"), {"board": 7.0}).schedule(10)
    assert rows["board"].tolist() == [0.0] * 5 + [1.0] * 5


def test_packed_arrays_can_be_unpacked() -> None:
    found = recorded()
    packed = pack(found)
    for name, (kind, first, shape) in packed.meta["arrays"].items():
        count = int(np.prod(shape))
        values = np.frombuffer(packed.data, dtype=kind, count=count, offset=first).reshape(shape)
        if name == "trust":
            assert np.abs(values / 255 - found.people.trust).max() <= 0.5 / 255 + 1e-6
        if name == "pairs":
            assert (values == found.ties.pairs).all()
    assert packed.meta["arrays"]["step_first"][2] == [len(found.items) + 1]


SIZES = pytest.mark.parametrize("people", [6, 40, 300])
SHAPES = pytest.mark.parametrize("aspect", [ASPECT, WIDE])


@SIZES
def test_ranks_in_a_team_are_unique_and_most_contact_with_the_other_side_is_first(people: int) -> None:
    organisation = generate(people, seed=2)
    rows = Rows.of(organisation)
    found, met = ranks(organisation), dict.fromkeys(rows.row_of, 0.0)
    for a, b, contact in zip(
        organisation.ties.source, organisation.ties.target, organisation.ties.contact, strict=True
    ):
        if organisation.people[a].side != organisation.people[b].side:
            met[organisation.people[a].id] += contact
    for team in rows.teams:
        here = [n for n, p in enumerate(rows.people) if (p.side, p.team) == team]
        assert sorted(found[here]) == list(range(len(here)))
        assert met[rows.people[here[int(np.argmin(found[here]))]].id] == max(met[rows.people[n].id] for n in here)


@SIZES
@SHAPES
def test_business_is_left_of_it(people: int, aspect: float) -> None:
    organisation = generate(people, seed=2)
    areas, side = positions(organisation, aspect).teams, np.array([side for side, _ in Rows.of(organisation).teams])
    business, it = areas[side == "business"], areas[side == "it"]
    assert (business[:, 0] + business[:, 2]).max() < (it[:, 0] - it[:, 2]).min()


@SIZES
@SHAPES
def test_areas_of_teams_lie_in_the_picture_and_do_not_overlap(people: int, aspect: float) -> None:
    areas = positions(generate(people, seed=2), aspect).teams
    low, high = areas[:, :2] - areas[:, 2:], areas[:, :2] + areas[:, 2:]
    assert (low > -1e-9).all()
    assert (high < np.array([aspect, 1]) + 1e-9).all()
    common = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    both = (common > 1e-9).all(axis=2)
    assert (both == np.eye(len(areas), dtype=bool)).all()


@SIZES
@SHAPES
def test_the_service_desk_is_the_team_of_it_nearest_to_business(people: int, aspect: float) -> None:
    organisation = generate(people, seed=2)
    renamed = tuple(
        replace(one, team="Zebra", role="Service-Desk") if one.role == "service desk" else one
        for one in organisation.people
    )
    organisation = replace(organisation, people=renamed)
    teams = Rows.of(organisation).teams
    desk = teams.index(("it", "Zebra"))
    across = positions(organisation, aspect).teams[:, 0]
    assert across[desk] == min(at for at, (side, _) in zip(across, teams, strict=True) if side == "it")


def test_a_band_leaves_out_runs_without_a_value() -> None:
    values = np.random.default_rng(1).normal(size=(30, 3, 7))
    values[4:, 1, 2] = np.nan
    values[0, 2] = np.nan
    found = indicator_band(values)
    np.testing.assert_array_equal(
        [found.low, found.middle, found.high], np.nanquantile(values, [0.05, 0.5, 0.95], axis=0)
    )
