"""Trust sits on ties: what a known person does is that person's, what a stranger does is the side's."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.engine.day.talking import hear_opinion, pass_on_opinions, talk_across, talk_to, tie_across
from itborg.engine.state import ABILITY, BENEVOLENCE, IT, NONE
from itborg.engine.tables.relations import (
    component_along,
    find_tie,
    mean_trust,
    trust_along,
    trust_event,
    trust_of,
    update_person_means,
)
from itborg.engine.tables.ties import add_contact, drop_tie, pair_number
from tests.engine.tie_worlds import (
    BURN_IN,
    a_world,
    cross_pairs,
    everybody,
    managers,
    rows_of,
    strangers_across,
    ties_of,
    trust_along_ties,
)


def test_most_of_a_good_event_with_a_known_person_stays_with_the_person() -> None:
    with a_world() as world:
        m, i = cross_pairs(world)[0]
        side, person = world.stereotype[m, IT, ABILITY], component_along(world, m, find_tie(world, m, i), IT, ABILITY)
        trust_event(world, m, i, ABILITY, 1.0)
        of_side = world.stereotype[m, IT, ABILITY] - side
        of_person = component_along(world, m, find_tie(world, m, i), IT, ABILITY) - person
        assert 0.0 < of_side < 0.1 * of_person


def test_a_good_event_moves_trust_in_a_person_by_its_full_step() -> None:
    with a_world(good_faith=0.5) as world:
        m, i = cross_pairs(world)[0]
        row, p = find_tie(world, m, i), world.parameters[0]
        before = component_along(world, m, row, IT, ABILITY)
        trust_event(world, m, i, ABILITY, 0.5)
        step = p.trust_gain * 0.5 * (1.0 - before)
        assert component_along(world, m, row, IT, ABILITY) - before == pytest.approx(step)


def test_good_faith_lays_a_bad_event_to_the_side() -> None:
    lost = {}
    for faith in (0.5, 1.0):
        with a_world(good_faith=faith) as world:
            m, i = cross_pairs(world)[0]
            row = find_tie(world, m, i)
            before = world.stereotype[m, IT, ABILITY], world.deviation[row, ABILITY]
            trust_event(world, m, i, ABILITY, -1.0)
            lost[faith] = world.stereotype[m, IT, ABILITY] - before[0], world.deviation[row, ABILITY] - before[1]
    assert lost[1.0][0] < lost[0.5][0] < 0.0
    assert lost[1.0][1] == pytest.approx(0.0)
    assert lost[0.5][1] < 0.0


def test_an_event_with_a_stranger_moves_the_side_a_little_and_no_tie() -> None:
    with a_world() as world:
        m, i = strangers_across(world)
        side, ties = world.stereotype[m, IT, ABILITY], world.deviation[rows_of(world, m)].copy()
        others = np.delete(world.stereotype[m].ravel(), IT * 3 + ABILITY)
        p = world.parameters[0]
        trust_event(world, m, i, ABILITY, 1.0)
        assert world.stereotype[m, IT, ABILITY] - side == pytest.approx(p.anonymous * p.trust_gain * (1.0 - side))
        assert (world.deviation[rows_of(world, m)] == ties).all()
        assert (np.delete(world.stereotype[m].ravel(), IT * 3 + ABILITY) == others).all()


@pytest.mark.parametrize("valence", [-1.0, 1.0])
def test_trust_stays_in_its_range_however_often_the_same_happens(valence: float) -> None:
    with a_world(good_faith=0.5) as world:
        p = world.parameters[0]
        m, i = cross_pairs(world)[0]
        for _ in range(300):
            trust_event(world, m, i, ABILITY, valence)
            now = world.stereotype[m, IT, ABILITY], component_along(world, m, find_tie(world, m, i), IT, ABILITY)
            assert all(p.lowest_trust <= x <= p.highest_trust for x in now)


def test_an_opinion_is_that_of_the_side_where_nobody_is_known_and_moves_to_the_people_met() -> None:
    with a_world() as world:
        m, i = cross_pairs(world)[0]
        for other in [tie.target for tie in ties_of(world, m, across=True) if tie.target != i]:
            drop_tie(world, m, find_tie(world, m, int(other)))
        row = find_tie(world, m, i)
        world.stereotype[m, IT, :], world.deviation[row, :] = 0.3, 0.4
        for contact in (0.0, 0.5, 1.0):
            world.ties[row].contact = contact
            update_person_means(world, m)
            weight = contact / (contact + world.parameters[0].general_opinion)
            assert world.people[m].trust == pytest.approx(0.3 + 0.4 * weight)
            assert mean_trust(world, m, IT) == pytest.approx(world.people[m].trust)


def test_opinions_of_components_stay_in_the_range_of_trust() -> None:
    with a_world() as world:
        p = world.parameters[0]
        m, _ = cross_pairs(world)[0]
        world.stereotype[m, IT, :] = p.highest_trust
        world.deviation[rows_of(world, m)] = 0.9
        update_person_means(world, m)
        person = world.people[m]
        assert max(person.trust, person.ability, person.benevolence, person.integrity) <= p.highest_trust + 1e-12


def test_hearsay_keeps_trust_in_range() -> None:
    with a_world(gossip=0.2) as world:
        p = world.parameters[0]
        world.stereotype[::2], world.stereotype[1::2] = p.lowest_trust, p.highest_trust
        world.deviation[::3], world.deviation[1::3] = 0.5, -0.5
        heard = 0
        for i in everybody(world):
            for row in rows_of(world, i):
                if world.ties[row].across == 1:
                    continue
                before = world.deviation[rows_of(world, i)].copy()
                hear_opinion(world, BURN_IN, i, row, int(world.ties[row].target))
                changed = (world.deviation[rows_of(world, i)] != before).any(axis=1)
                heard += changed.sum()
                for known in np.array(rows_of(world, i))[changed]:
                    felt = world.stereotype[i, world.people[world.ties[known].target].side] + world.deviation[known]
                    assert p.lowest_trust - 1e-12 <= felt.min() <= felt.max() <= p.highest_trust + 1e-12
        assert p.lowest_trust <= world.stereotype.min() <= world.stereotype.max() <= p.highest_trust
        assert heard > 5


def test_a_colleague_is_believed_as_far_as_it_is_trusted() -> None:
    moved = []
    for trust in (0.2, 0.8):
        with a_world(gossip=0.2) as world:
            m, n = next(
                (m, int(tie.target))
                for m in managers(world)
                for tie in ties_of(world, m, across=False)
                if ties_of(world, int(tie.target), across=True)
            )
            row = find_tie(world, m, n)
            world.ties[row].trust = trust
            before = trust_along_ties(world), world.stereotype[m, IT].copy()
            hear_opinion(world, BURN_IN, m, row, n)
            of_ties = sum(abs(now - before[0][pair]) for pair, now in trust_along_ties(world).items())
            moved.append(of_ties + abs(world.stereotype[m, IT] - before[1]).sum())
    assert moved[1] == pytest.approx(4.0 * moved[0])
    assert moved[0] > 0.0


def test_hearsay_moves_trust_in_the_person_spoken_of_towards_the_teller() -> None:
    with a_world(gossip=0.2) as world:
        m, n, i = next(
            (m, int(tie.target), int(across.target))
            for m in managers(world)
            for tie in ties_of(world, m, across=False)
            for across in ties_of(world, int(tie.target), across=True)
            if find_tie(world, m, int(across.target)) != NONE
        )
        for other in [tie.target for tie in ties_of(world, n, across=True) if tie.target != i]:
            drop_tie(world, n, find_tie(world, n, int(other)))
        side = world.stereotype[m, IT].copy()
        before, theirs = trust_of(world, m, i), trust_of(world, n, i)
        hear_opinion(world, BURN_IN, m, find_tie(world, m, n), n)
        now = trust_of(world, m, i)
        assert abs(theirs - now) < abs(theirs - before)
        assert (world.stereotype[m, IT] == side).all()


def test_hearsay_of_a_stranger_moves_the_side() -> None:
    with a_world(gossip=0.2) as world:
        m, n = next(
            (m, int(tie.target))
            for m in managers(world)
            for tie in ties_of(world, m, across=False)
            if ties_of(world, int(tie.target), across=True)
        )
        while ties_of(world, m, across=True):
            drop_tie(world, m, next(row for row in rows_of(world, m) if world.ties[row].across == 1))
        world.stereotype[n, IT, :] = 0.9
        world.deviation[rows_of(world, n)] = 0.0
        side, ties = world.stereotype[m, IT].copy(), world.deviation[rows_of(world, m)].copy()
        hear_opinion(world, BURN_IN, m, find_tie(world, m, n), n)
        assert (world.stereotype[m, IT] > side).all()
        assert (world.deviation[rows_of(world, m)] == ties).all()


def test_without_gossip_a_talk_between_colleagues_leaves_trust_as_it_is() -> None:
    with a_world(gossip=0.0) as world:
        m, n = next((m, int(tie.target)) for m in managers(world) for tie in ties_of(world, m, across=False))
        before = trust_along_ties(world)
        pass_on_opinions(world, BURN_IN, m, n, find_tie(world, m, n))
        assert trust_along_ties(world) == before


def test_a_teller_speaks_of_those_it_has_contact_with_in_proportion() -> None:
    with a_world() as world:
        m = max(managers(world), key=lambda m: len(ties_of(world, m, across=True)))
        ties = {row: world.ties[row].contact for row in rows_of(world, m) if world.ties[row].across == 1}
        marks = (np.arange(5000) + 0.5) / 5000
        named = [tie_across(world, m, u) for u in marks]
        for row, contact in ties.items():
            assert named.count(row) / 5000 == pytest.approx(contact / sum(ties.values()), abs=1e-3)


def test_a_talk_moves_trust_in_the_person_and_hardly_in_the_side() -> None:
    with a_world() as world:
        m, i = max(cross_pairs(world), key=lambda pair: world.ties[find_tie(world, *pair)].contact)
        for person in (m, i):
            world.people[person].language = world.people[person].listening = 0.9
        side, person = world.stereotype[m, IT, BENEVOLENCE], trust_along(world, m, find_tie(world, m, i))
        talk_across(world, BURN_IN, i, m)
        of_side = world.stereotype[m, IT, BENEVOLENCE] - side
        of_person = trust_along(world, m, find_tie(world, m, i)) - person
        assert 0.0 < of_side < 0.2 * of_person


def test_who_talks_often_understands_the_other_better_than_a_stranger_would() -> None:
    learned = []
    for contact in (0.05, 0.9):
        with a_world() as world:
            m, i = cross_pairs(world)[0]
            row = find_tie(world, m, i)
            world.ties[row].contact = world.ties[world.ties[row].mate].contact = contact
            before = world.people[m].it_understanding
            talk_across(world, BURN_IN, i, m)
            learned.append(world.people[m].it_understanding - before)
    assert learned[1] > learned[0]


def test_a_pair_gets_on_equally_well_both_ways_and_at_the_first_meeting() -> None:
    with a_world() as world:
        m, i = strangers_across(world)
        assert pair_number(world, m, i) == pair_number(world, i, m)
        row = add_contact(world, m, i, 0.5, 0.5)
        tie = world.ties[row]
        assert tie.pair == world.ties[tie.mate].pair == pair_number(world, m, i)


def test_managers_teach_each_other_nothing_about_it() -> None:
    with a_world() as world:
        m, n = next((m, int(tie.target)) for m in managers(world) for tie in ties_of(world, m, across=False))
        world.people[m].it_understanding, world.people[n].it_understanding = 0.2, 0.8
        talk_to(world, BURN_IN, m, n)
        assert (world.people[m].it_understanding, world.people[n].it_understanding) == (0.2, 0.8)


def test_first_impressions_across_the_sides_differ_between_people_and_there_are_none_inside_a_side() -> None:
    with a_world(pair_trust_sd=0.1, cross_tie_trust_sd=0.0) as world:
        m, i = strangers_across(world)
        row = add_contact(world, m, i, 0.5, 0.5)
        assert world.deviation[row] == pytest.approx(0.1 * pair_number(world, m, i))
        assert (world.deviation[row] == world.deviation[world.ties[row].mate]).all()
        n = next(n for n in managers(world) if n != m and find_tie(world, m, n) == NONE)
        assert not world.deviation[add_contact(world, m, n, 0.5, 0.5)].any()
