"""Recordings: the recorded run has the same bits as the run alone, and the recording agrees with its history."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from itborg.engine.day.voices import voice_of
from itborg.engine.row_names import Rows
from itborg.engine.simulation import World, after_burn_in, prepare, run_seed, run_until, simulate, with_strategy
from itborg.engine.state import NONE
from itborg.engine.table import array_of, column
from itborg.organisation import generate, load
from itborg.report.playback import Recording, StrategyChange, record
from itborg.report.playback.divergence import divergence
from itborg.report.playback.indicators import indicator_band
from itborg.report.playback.journeys import CHANGE, INCIDENT, OPEN
from itborg.report.playback.node_positions import ASPECT, WIDE, positions, ranks
from itborg.report.playback.pack import NOBODY, pack
from itborg.report.playback.resistance import AGAINST_IT
from itborg.report.playback.voices import voices_of
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
    gap = np.abs(mean - level)  # people update the values of the history once a week
    assert gap.mean() < 0.005
    assert gap.max() < 0.02


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


def test_news_name_strategies_as_controls_do_and_on_their_first_day() -> None:
    changed = record(
        load("grab_at_pizza"), StrategyChange(strategy("brm_style"), 30, strategy("itil")), days=40, seed=3
    )
    months = [(one.day, one.text) for one in changed.news if one.kind == "month"]
    assert [(day, text.split(".")[0]) for day, text in months if "starts" in text or "replaces" in text] == [
        (0, "BRM style starts"), (30, "ITIL replaces BRM style"),
    ]  # fmt: skip
    assert not any("brm_style" in one.text or "itil" in one.text for one in changed.news)


def test_equal_runs_do_not_diverge() -> None:
    again = record(load("grab_at_pizza"), StrategyChange(strategy("none"), 0, strategy("brm_style")), days=DAYS, seed=3)
    assert divergence(again, recorded()).day is None


def test_a_lever_set_by_hand_stays_in_its_range() -> None:
    rows = StrategyChange(strategy("none"), 5, strategy("none"), {"board": 7.0}).schedule(10)
    assert rows["board"].tolist() == [0.0] * 5 + [1.0] * 5


@cache
def world_after(days: int) -> World:
    """Return the world of the baseline some days after the start."""
    setup = prepare(load("grab_at_pizza"), days=DAYS)
    world = with_strategy(after_burn_in(setup, run_seed(3, 0)), strategy("none"), setup)
    return run_until(world, setup.burn_in + days)


def test_voices_of_a_recording_are_those_of_the_model() -> None:
    w = world_after(10)
    found, heard = voices_of(w), 0
    for m in range(found.first, len(w.people)):
        for service in range(len(w.services)):
            voice, counterpart = voice_of(w, m, service, w.services[service].change_team)
            at = m - found.first, service
            assert found.voice[at] == pytest.approx(voice)
            if 0 < voice < 1:
                heard += 1
                assert found.counterpart[at] == counterpart
            colleague = found.colleague[at]
            assert colleague == NONE or w.people[int(colleague)].counterpart == found.counterpart[at]
    assert heard > 20


def test_every_request_has_the_counterpart_of_its_row_and_a_colleague_of_the_own_side() -> None:
    found = recorded()
    requests = [item for item in found.items if item.kind == CHANGE and item.opened >= 0]
    sides = [person.side for person in found.rows.people]
    spoken = [item for item in requests if item.counterpart != NONE]
    assert spoken
    assert all(sides[item.counterpart] == "it" and item.voice > 0 for item in spoken)
    assert any(item.colleague != NONE for item in spoken)
    assert all(item.colleague == NONE or sides[item.colleague] == "business" for item in requests)
    assert all(item.voice == 0 and item.colleague == NONE for item in requests if item.counterpart == NONE)


def test_channels_lead_from_a_manager_to_an_it_team_that_builds_for_it() -> None:
    found = recorded()
    channels, it = found.channels, [side == "it" for side, _ in found.rows.teams]
    assert channels.voice.shape == (1 + DAYS // channels.step, len(channels.pairs))
    assert all(found.rows.people[m].side == "business" and it[team] for m, team in channels.pairs.tolist())
    assert ((channels.voice > 0) == (channels.counterpart != NONE)).all()
    assert ((channels.colleague == NONE) | (channels.counterpart != NONE)).all()


def test_ties_are_recorded_while_their_contact_is_not_forgotten() -> None:
    w, found = world_after(0), recorded()
    people, ties = array_of(w.people), array_of(w.ties)
    least = column(w.parameters, "forgotten_contact")[0]
    there = 0
    for m, person in enumerate(people):
        block = ties[person["first_tie"] : person["first_tie"] + person["ties"]]
        there += int(
            ((m < block["target"]) & (np.maximum(block["contact"], ties["contact"][block["mate"]]) >= least)).sum()
        )
    assert (found.ties.contact[0] > 0).sum() == there


def test_stages_of_resistance_are_recorded_day_by_day_and_news_report_where_it_begins() -> None:
    organisation = load("grab_at_pizza")
    found = record(organisation, strategy("borg_enforced"), days=DAYS, seed=3, parameters={"resist_threshold": 1.0})
    stage, business = found.resistance % AGAINST_IT, [person.side == "business" for person in found.rows.people]
    history = found.run.history[found.run.burn_in :]
    for least, name in enumerate(("protest", "workaround", "coalition"), start=1):
        assert (stage[1:, business] >= least).mean(axis=1) == pytest.approx(history[name])
    assert (found.resistance[1:, business] >= AGAINST_IT).mean(axis=1) == pytest.approx(history["against_it"])
    assert stage.max() > 0
    assert any(news.kind == "resistance" for news in found.news)


def test_brokers_are_of_the_month() -> None:
    assert recorded().brokers.shape == (1 + DAYS // 20, 5)
    assert len(set(recorded().brokers[0].tolist())) == 5


def test_packed_arrays_can_be_unpacked() -> None:
    found = recorded()
    packed = pack(found)
    for name, (kind, first, shape) in packed.meta["arrays"].items():
        count = int(np.prod(shape))
        values = np.frombuffer(packed.data, dtype=kind, count=count, offset=first).reshape(shape)
        if name in packed.meta["steps"]:
            values = np.cumsum(values, axis=0, dtype=np.uint8)
        if name == "contact":
            assert np.abs(values / 255 - found.ties.contact).max() <= 0.5 / 255 + 1e-6
        if name == "resistance":
            assert (values == found.resistance).all()
        if name == "request_counterpart":
            people = [item.counterpart for item in found.items if item.kind == CHANGE]
            assert [row if row < NOBODY else NONE for row in values.tolist()] == people
        if name == "request_item":
            assert all(found.items[n].kind == CHANGE for n in values.tolist())
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
