"""Shocks to ties keep what they must: numbers of ties, ways back, degrees, contact, trust and other worlds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from itborg.analysis.network.shocks import (
    BROKERS,
    SHOCKS,
    cut_brokers,
    cut_cross,
    cut_departments,
    cut_random,
    level_trust,
    rewire_business,
    rewire_cross,
    same_roles,
    strongest_brokers,
)
from itborg.analysis.network.statistics import network_of
from itborg.analysis.network.ties import remove_ties, ties_of, used_rows
from itborg.engine.day.handoffs import believed_expertise
from itborg.engine.growing import copy_world
from itborg.engine.simulation import after_burn_in, prepare, quiet_arithmetic, run_seed, run_until
from itborg.engine.state import IT, World
from itborg.engine.table import array_of, column
from itborg.engine.tables.ties import pair_number
from itborg.organisation import load
from itborg.strategies.levers import levers_at_rest

DAYS = 30


@pytest.fixture(scope="module")
def start() -> World:
    setup = prepare(load("grab_at_pizza"), days=DAYS)
    return after_burn_in(setup, run_seed(5, 0))._replace(levers=levers_at_rest(setup.burn_in + DAYS))


@pytest.fixture
def world(start: World) -> Iterator[World]:
    before = start.ties.copy(), start.deviation.copy()
    yield copy_world(start)
    for old, now in zip(before, (start.ties, start.deviation), strict=True):
        assert np.array_equal(old, now), "a shock changed another world"


def consistent(world: World) -> None:
    """Check that ties come in pairs without self ties and repetitions, in the blocks of their owners."""
    people, table, rows = array_of(world.people), array_of(world.ties), used_rows(world)
    owner = np.repeat(np.arange(len(people)), people["ties"])
    target, mate = table["target"][rows], table["mate"][rows]
    assert np.all(people["ties"] <= people["tie_room"])
    assert np.all(target != owner)
    assert np.array_equal(table["mate"][mate], rows)
    assert np.array_equal(table["target"][mate], owner)
    assert len({*zip(owner.tolist(), target.tolist(), strict=True)}) == len(rows)
    side = people["side"]
    assert np.array_equal(table["across"][rows] == 1, side[owner] != side[target])


def sides(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Return the side of the owner and of the target of each tie."""
    ties, side = ties_of(world), column(world.people, "side")
    return side[ties.owner], side[ties.target]


@pytest.mark.parametrize("name", SHOCKS)
def test_after_a_shock_ties_are_consistent_and_the_world_goes_on(world: World, name: str) -> None:
    SHOCKS[name].change(world)
    consistent(world)
    after = run_until(world, int(world.organisation[0].day) + DAYS)
    consistent(after)
    assert not np.isnan(array_of(after.history)["benefit"]).any()


@pytest.mark.parametrize("name", SHOCKS)
def test_the_same_run_gets_the_same_shock(world: World, name: str) -> None:
    other = copy_world(world)
    SHOCKS[name].change(world)
    SHOCKS[name].change(other)
    for one, two in zip(world, other, strict=True):
        assert one.tobytes() == two.tobytes()


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("cut_cross", lambda a, b: a != b),
        ("cut_business", lambda a, b: (a != IT) & (b != IT)),
        ("cut_it", lambda a, b: (a == IT) & (b == IT)),
    ],
)
def test_a_cut_removes_all_ties_of_its_kind_and_no_other(world: World, name: str, gone) -> None:
    before = network_of(world)
    a, b = before.side[:, None], before.side[None, :]
    SHOCKS[name].change(world)
    after = network_of(world)
    assert before.contact[gone(a, b)].sum() > 0.0
    assert np.array_equal(after.contact, np.where(gone(a, b), 0.0, before.contact))
    assert np.array_equal(after.trust[after.contact > 0], before.trust[after.contact > 0])


def what_is_believed(world: World, i: int, row: int) -> list[float]:
    """Return what an IT person believes that the other end of a tie can do, by need."""
    with quiet_arithmetic():
        return [believed_expertise(world, i, row, k) for k in range(len(world.needs))]


def test_beliefs_stay_with_the_ties_that_are_left(world: World) -> None:
    ties = ties_of(world)
    before = {
        (i, j): what_is_believed(world, i, row)
        for row, i, j in zip(ties.row.tolist(), ties.owner.tolist(), ties.target.tolist(), strict=True)
        if max(i, j) < world.organisation[0].it
    }
    cut_cross(world)
    left = ties_of(world)
    for row, i, j in zip(left.row.tolist(), left.owner.tolist(), left.target.tolist(), strict=True):
        if max(i, j) < world.organisation[0].it:
            assert what_is_believed(world, i, row) == before[i, j]


def test_one_direction_marked_removes_both(world: World) -> None:
    ties = ties_of(world)
    gone = np.zeros(len(ties.row), dtype=bool)
    gone[7] = True
    remove_ties(world, gone)
    consistent(world)
    assert len(ties_of(world).row) == len(ties.row) - 2


def test_people_know_of_a_cut_at_once(world: World) -> None:
    cut_cross(world)
    for name in ("cross_contact", "cross_ties"):
        assert not column(world.people, name).any()


def test_brokers_lose_all_ties_and_so_do_random_people_of_their_roles(world: World) -> None:
    brokers, role = strongest_brokers(world), column(world.people, "role")
    other = copy_world(world)
    cut_brokers(world)
    cut_random(other)
    hit, missed = ({*np.flatnonzero(column(one.people, "ties") == 0).tolist()} for one in (world, other))
    assert {*brokers.tolist()} <= hit
    assert len(brokers) == BROKERS
    chosen = same_roles(other, brokers, np.random.default_rng(1))
    assert not {*chosen.tolist()} & {*brokers.tolist()}
    assert len(missed) >= BROKERS
    common = [int(r) for r in role[brokers] if (role == r).sum() > 2 * (role[brokers] == r).sum()]
    assert sorted(common) == sorted(int(r) for r in role[chosen] if r in common)


def test_rewiring_keeps_degrees_contact_and_trust_of_everybody_and_changes_partners(world: World) -> None:
    before = network_of(world)
    rewire_cross(world)
    after = network_of(world)
    across = before.across
    assert np.array_equal(after.contact[~across], before.contact[~across])
    assert not np.array_equal(after.contact, before.contact)
    for i in range(len(before.side)):
        old, new = (one.contact[i, across[i]] > 0 for one in (before, after))
        assert old.sum() == new.sum()
        for name in ("contact", "trust"):
            values = [np.sort(getattr(one, name)[i, across[i]][there]) for one, there in ((before, old), (after, new))]
            assert np.allclose(*values)
    numbers = {}
    for tie, i in zip(array_of(world.ties)[used_rows(world)], ties_of(world).owner.tolist(), strict=True):
        assert numbers.setdefault(frozenset((i, int(tie["target"]))), tie["pair"]) == tie["pair"]
        with quiet_arithmetic():
            assert tie["pair"] == pair_number(world, i, int(tie["target"]))
    stayed = (before.contact[across] > 0) & (after.contact[across] > 0)
    assert stayed.sum() < 0.6 * (before.contact[across] > 0).sum()


def test_rewiring_business_keeps_degrees_contact_and_trust_and_other_ties(world: World) -> None:
    before = network_of(world)
    rewire_business(world)
    consistent(world)
    after = network_of(world)
    inside = (before.side[:, None] != IT) & (before.side[None, :] != IT)
    for name in ("contact", "trust"):
        old, new = (getattr(one, name) for one in (before, after))
        assert np.array_equal(new[~inside], old[~inside], equal_nan=True)
        for i in np.flatnonzero(before.side != IT):
            values = [np.sort(getattr(one, name)[i, inside[i] & (one.contact[i] > 0)]) for one in (before, after)]
            assert np.allclose(*values)
    stayed = (before.contact[inside] > 0) & (after.contact[inside] > 0)
    assert stayed.sum() < 0.9 * (before.contact[inside] > 0).sum()


def test_departments_keep_their_own_ties_when_those_between_them_are_cut(world: World) -> None:
    before, team = network_of(world), column(world.people, "team")
    cut_departments(world)
    after = network_of(world)
    inside = (before.side[:, None] != IT) & (before.side[None, :] != IT)
    gone = inside & (team[:, None] != team[None, :])
    assert before.contact[gone].any()
    assert before.contact[inside & ~gone].any()
    assert np.array_equal(after.contact, np.where(gone, 0.0, before.contact))


def test_levelled_trust_is_that_in_a_stranger(world: World) -> None:
    level_trust(world)
    network = network_of(world)
    for i in range(len(network.side)):
        trust = network.trust[i, network.across[i] & (network.contact[i] > 0)]
        assert np.allclose(trust, trust[:1])


def test_a_shock_to_a_network_without_ties_changes_nothing(world: World) -> None:
    remove_ties(world, np.ones(len(ties_of(world).row), dtype=bool))
    for shock in SHOCKS.values():
        shock.change(world)
    assert len(ties_of(world).row) == 0
