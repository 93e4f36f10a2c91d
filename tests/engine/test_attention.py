"""Attention is finite, and people meet somebody new without ties that repeat."""

from __future__ import annotations

import pytest

from itborg.common.periods import WEEK
from itborg.engine.day.calendar_and_decay import decay_ties, look_back
from itborg.engine.day.contact_phase import host, introduced, newcomer, partner, stranger
from itborg.engine.initial_beliefs import start_attention
from itborg.engine.state import BUSINESS, IT, NONE, World
from itborg.engine.tables.relations import find_tie, update_person_means
from itborg.engine.tables.ties import add_contact, drop_tie
from tests.engine.tie_worlds import (
    BURN_IN,
    a_world,
    cross_pairs,
    everybody,
    it_people,
    managers,
    rows_of,
    ties_of,
)


def spent(world: World, i: int, *, across: bool) -> float:
    return float(sum(tie.contact for tie in ties_of(world, i, across=across)))


@pytest.mark.parametrize("budget", [0.5, 1.0, 2.0])
def test_after_a_look_back_ties_take_no_more_attention_than_there_is(budget: float) -> None:
    with a_world(tie_budget=budget) as world:
        for i in everybody(world):
            person = world.people[i]
            open_before = person.openness
            for tie in ties_of(world, i):
                tie.contact = 1.0 - 0.5 * (1.0 - tie.contact)
            look_back(world, i, decay=0.05, drift=0.0)
            assert spent(world, i, across=False) <= person.own_budget * (1.0 + 1e-12)
            assert spent(world, i, across=True) <= open_before * person.cross_budget * (1.0 + 1e-12)


def test_what_one_tie_gains_the_others_of_its_side_lose() -> None:
    with a_world() as world:
        i = max(it_people(world), key=lambda i: len(ties_of(world, i, across=False)))
        world.people[i].own_budget = spent(world, i, across=False)
        ties = [tie.copy() for tie in ties_of(world, i, across=False)]
        favourite = int(ties[0].target)
        across = [tie.contact for tie in ties_of(world, i, across=True)]
        row = find_tie(world, i, favourite)
        world.ties[row].contact = 0.5 + 0.5 * world.ties[row].contact
        look_back(world, i, decay=0.0, drift=0.0)
        for before in ties[1:]:
            now = find_tie(world, i, int(before.target))
            assert now == NONE or world.ties[now].contact < before.contact or before.contact == 0.0
        assert [tie.contact for tie in ties_of(world, i, across=True)] == across


def test_distrust_leaves_less_attention_for_the_other_side() -> None:
    left = {}
    for trust in (0.15, 0.5):
        with a_world() as world:
            m, _ = cross_pairs(world)[0]
            world.stereotype[m, IT, :] = trust
            update_person_means(world, m)
            for tie in ties_of(world, m, across=True):
                tie.contact = 1.0
            look_back(world, m, decay=0.0, drift=0.0)
            left[trust] = spent(world, m, across=True)
    assert left[0.15] < left[0.5]


def test_budgets_are_those_of_the_ties_at_the_start() -> None:
    with a_world(tie_budget=1.0, own_signature=1.0) as world:
        start_attention(world)
        for i in everybody(world):
            person = world.people[i]
            assert person.own_budget == pytest.approx((1.0 - world.parameters[0].cross_share) * person.contact)
            assert person.cross_budget >= person.cross_contact - 1e-12


def test_everybody_looks_back_once_a_week() -> None:
    with a_world() as world:
        for tie in (tie for i in everybody(world) for tie in ties_of(world, i)):
            tie.lasting, tie.contact = 0.0, 0.5
        for i in everybody(world):
            world.people[i].own_budget = world.people[i].cross_budget = 1e9
        for day in range(BURN_IN, BURN_IN + WEEK):
            decay_ties(world, day, 0.02, 0.0)
        for i in everybody(world):
            for tie in ties_of(world, i):
                assert tie.contact == pytest.approx(0.5 * 0.98**WEEK)


def test_somebody_new_is_of_the_wanted_side_and_neither_oneself_nor_known() -> None:
    with a_world(closure=0.6) as world:
        found = 0
        for i in everybody(world):
            for side in (IT, BUSINESS):
                for key in range(20):
                    j = introduced(world, i, key, side)
                    if j == NONE:
                        continue
                    found += 1
                    assert world.people[j].side == side
                    assert j != i
                    assert find_tie(world, i, j) == NONE
        assert found > 500


def test_friends_of_friends_are_met_where_closure_is_sure_and_there_are_any() -> None:
    with a_world(closure=1.0) as world:
        friends = {i: {int(tie.target) for tie in ties_of(world, i)} for i in everybody(world)}
        of_friends = 0
        for i in everybody(world):
            for key in range(10):
                j = introduced(world, i, key, world.people[i].side)
                anybody = stranger(world, i, key, world.people[i].side)
                if j != NONE and j != anybody:
                    assert any(j in friends[k] for k in friends[i])
                    of_friends += 1
        assert of_friends > 100


def test_contact_with_oneself_makes_no_tie_and_contact_twice_makes_one() -> None:
    with a_world() as world:
        i = it_people(world)[0]
        ties = len(rows_of(world, i))
        assert add_contact(world, i, i, 1.0, 1.0) == NONE
        assert len(rows_of(world, i)) == ties
        j = introduced(world, i, 3, BUSINESS)
        first = add_contact(world, i, j, 0.5, 0.5)
        assert add_contact(world, i, j, 0.5, 0.5) == first
        assert len(rows_of(world, i)) == ties + 1
        assert [int(tie.target) for tie in ties_of(world, i)].count(j) == 1


def test_nobody_distrustful_meets_the_other_side_by_chance() -> None:
    with a_world() as world:
        i = it_people(world)[0]
        world.people[i].openness = 0.0
        lv = world.levers[BURN_IN]
        met = [newcomer(world, i, key, False, 1.0, lv) for key in range(200)]
        assert {world.people[j].side for j in met if j != NONE} == {IT}


def test_somebody_without_ties_and_spare_attention_seeks_somebody_new() -> None:
    with a_world(explore=0.0) as world:
        i = managers(world)[0]
        for row in reversed(rows_of(world, i)):
            drop_tie(world, i, row)
        update_person_means(world, i)
        j = partner(world, BURN_IN, i, 0, False, 1.0)
        assert j != NONE
        assert world.people[j].side == BUSINESS


def test_spare_attention_leads_to_somebody_new_and_used_up_attention_to_the_ties() -> None:
    met = {}
    for budget in (0.0, 1e9):
        with a_world(explore=0.0) as world:
            i = it_people(world)[0]
            world.people[i].own_budget = budget
            known = {int(tie.target) for tie in ties_of(world, i)}
            partners = [partner(world, day, i, 0, False, 1.0) for day in range(BURN_IN, BURN_IN + 20)]
            met[budget] = sum(j not in known for j in partners if j != NONE)
    assert met[0.0] == 0
    assert met[1e9] > 0


def test_who_forgets_somebody_is_no_longer_the_counterpart() -> None:
    with a_world() as world:
        m = next(m for m in managers(world) if world.people[m].counterpart != NONE)
        i = int(world.people[m].counterpart)
        tie = world.ties[find_tie(world, m, i)]
        tie.contact = world.ties[tie.mate].contact = 0.5 * world.parameters[0].forgotten_contact
        look_back(world, i, decay=0.0, drift=0.0)
        assert find_tie(world, m, i) == NONE
        assert world.people[m].counterpart != i


def test_a_visitor_goes_to_whom_it_knows_best_in_the_department() -> None:
    with a_world() as world:
        m, i = cross_pairs(world)[0]
        team = int(world.people[m].team)
        known = [tie for tie in ties_of(world, i, across=True) if world.people[tie.target].team == team]
        best = max(known, key=lambda tie: tie.strength)
        assert host(world, i, team, BURN_IN) == best.target
