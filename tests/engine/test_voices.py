"""Voice: nobody's without a tie, never above 1, the more the stronger the ties, and somebody known speaks."""

from __future__ import annotations

import pytest

from itborg.engine.day.settlement import fit_of
from itborg.engine.day.voices import (
    ability_of,
    at_table,
    credit_of,
    reach_services,
    talk_request_over,
    trust_through,
    voice_of,
)
from itborg.engine.state import IT, NONE, World
from itborg.engine.table import array_of, column
from itborg.engine.tables.relations import find_tie, trust_of, update_person_means
from itborg.engine.tables.ties import add_contact, drop_tie
from itborg.mechanisms import requirement_fit
from tests.engine.tie_worlds import (
    BURN_IN,
    a_world,
    cross_pairs,
    cut_across,
    everybody,
    it_people,
    managers,
    rows_of,
    ties_of,
)


def voices(world: World) -> list[tuple[int, int, float, int]]:
    """Return manager, service, voice in the team that builds, and who speaks, for all managers and services."""
    return [
        (m, s, *voice_of(world, m, s, int(service.change_team)))
        for m in managers(world)
        for s, service in enumerate(array_of(world.services))
    ]


def test_voice_is_0_without_ties_across_and_nobody_speaks() -> None:
    with a_world() as world:
        cut_across(world)
        assert {(heard, speaker) for _, _, heard, speaker in voices(world)} == {(0.0, NONE)}
        assert not column(world.people, "direct").any()


@pytest.mark.parametrize("reference", [0.03, 0.2])
def test_voice_is_1_at_most_and_differs_between_managers(reference: float) -> None:
    with a_world(voice_reference=reference) as world:
        heard = [heard for _, _, heard, _ in voices(world)]
        assert 0.0 <= min(heard) < max(heard) <= 1.0
        assert len(set(heard)) > 5


@pytest.mark.parametrize("gain", ["contact", "trust"])
def test_more_trust_or_contact_along_a_tie_never_lowers_voice(gain: str) -> None:
    """The voice of its owner; colleagues are referred to the owner's strongest tie, which may then be another."""
    with a_world(voice_reference=0.2) as world:
        for i in everybody(world):
            update_person_means(world, i)
        before = voices(world)
        raised = 0
        for m, i in cross_pairs(world):
            row = find_tie(world, m, i)
            if gain == "contact":
                world.ties[row].contact = 0.5 + 0.5 * world.ties[row].contact
            else:
                world.deviation[row] += 0.2
            update_person_means(world, m)
            after = voices(world)
            own = [(was[2], now[2]) for was, now in zip(before, after, strict=True) if now[0] == m]
            assert all(now >= was for was, now in own)
            raised += sum(now > was for was, now in own)
            before = after
        assert raised > 0


def test_who_speaks_is_known_to_the_manager_or_to_a_colleague() -> None:
    with a_world() as world:
        spoken = [(m, speaker) for m, _, _, speaker in voices(world) if speaker != NONE]
        own = [(m, i) for m, i in spoken if find_tie(world, m, i) != NONE]
        for m, i in spoken:
            colleagues = [int(tie.target) for tie in ties_of(world, m, across=False)]
            assert (m, i) in own or any(world.people[n].counterpart == i for n in colleagues)
        assert 0 < len(own) < len(spoken)


def test_without_referral_only_own_ties_speak() -> None:
    with a_world(referral=0.0) as world:
        assert all(speaker == NONE or find_tie(world, m, speaker) != NONE for m, _, _, speaker in voices(world))


def test_an_it_person_is_heard_in_full_in_the_own_team_and_elsewhere_by_the_best_tie() -> None:
    with a_world() as world:
        heard = {t: int(team.channel) for t, team in enumerate(world.teams) if team.channel != NONE}
        assert sorted(heard.values()) == list(range(len(heard)))
        assert {*world.needs["team"], *world.services["change_team"]} == set(heard)
        for i in it_people(world):
            update_person_means(world, i)
            own = int(world.people[i].team)
            for team, channel in heard.items():
                there = [
                    tie.strength for tie in ties_of(world, i, across=False) if world.people[tie.target].team == team
                ]
                assert world.relay[i, channel] == (1.0 if team == own else max(there, default=0.0))


def test_a_counterpart_always_has_a_tie_and_is_the_strongest() -> None:
    with a_world() as world:
        for i in everybody(world):
            person, across = world.people[i], ties_of(world, i, across=True)
            if person.counterpart == NONE:
                assert person.direct == 0.0
            else:
                assert find_tie(world, i, int(person.counterpart)) != NONE
                assert person.direct == max(tie.strength for tie in across)


def test_dropping_a_tie_changes_the_counterpart() -> None:
    with a_world() as world:
        m = max(managers(world), key=lambda m: len(ties_of(world, m, across=True)))
        update_person_means(world, m)
        while (old := int(world.people[m].counterpart)) != NONE:
            assert old in [tie.target for tie in ties_of(world, m, across=True)]
            drop_tie(world, m, find_tie(world, m, old))
            update_person_means(world, m)
            assert world.people[m].counterpart != old
        assert world.people[m].counterpart == NONE


def finished_change(world: World) -> int:
    """Return the row of an open change with a builder."""
    row = int(column(world.changes, "open").nonzero()[0][0])
    change = world.changes[row]
    change.builder = world.teams[change.team].first
    return row


def test_who_has_no_tie_across_goes_the_official_way() -> None:
    with a_world() as world:
        row, p = finished_change(world), world.parameters[0]
        change = world.changes[row]
        spoken_for = fit_of(world, row, world.levers[BURN_IN])
        cut_across(world)
        reads, states = world.understanding[change.builder, change.service], world.people[change.owner].it_understanding
        on_paper = requirement_fit.fit(reads, states, p.paper, p)
        assert fit_of(world, row, world.levers[BURN_IN]) == pytest.approx(on_paper)
        assert spoken_for >= on_paper


def test_a_board_is_heard_in_full_with_a_seat_and_through_a_colleague_with_one() -> None:
    with a_world() as world:
        column(world.services, "board_view")[:] = 0.8
        lv = world.levers[BURN_IN]
        lv.board = 1.0
        for m in managers(world):
            seated = [t.strength for t in ties_of(world, m, across=False) if world.people[t.target].seat == 1]
            through = 1.0 if world.people[m].seat else world.parameters[0].referral * max(seated, default=0.0)
            assert at_table(world, m, 0, lv) == pytest.approx(0.8 * through)
        lv.board = 0.0
        assert at_table(world, managers(world)[0], 0, lv) == 0.0


def test_trust_counts_as_far_as_the_manager_is_heard() -> None:
    with a_world() as world:
        m, i = cross_pairs(world)[0]
        general, particular = world.people[m].trust, trust_of(world, m, i)
        assert trust_through(world, m, 0.0, i) == general
        assert trust_through(world, m, 1.0, i) == pytest.approx(particular)
        assert trust_through(world, m, 0.3, NONE) == general
        assert credit_of(world, m, NONE) == 0.0
        assert credit_of(world, m, i) == trust_of(world, i, m)
        world.deviation[find_tie(world, m, i)] = 2.0
        assert ability_of(world, m, i) == world.parameters[0].highest_trust


def test_a_request_is_talked_over_with_the_own_tie_in_the_team_which_it_keeps_alive() -> None:
    with a_world(request_talk=1.0, openness=0.0) as world:
        m, i = cross_pairs(world)[0]
        team = int(world.people[i].team)
        known = [tie for tie in ties_of(world, m, across=True) if world.people[tie.target].team == team]
        best = int(max(known, key=lambda tie: tie.strength).target)
        before = {int(tie.target): tie.contact for tie in ties_of(world, m, across=True)}
        world.people[m].taken = 0.0
        p, trust = world.parameters[0], world.ties[find_tie(world, m, best)].trust
        talk_request_over(world, BURN_IN, m, team, 7, NONE)
        after = {int(tie.target): tie.contact for tie in ties_of(world, m, across=True)}
        assert {n for n in after if after[n] != before.get(n)} == {best}
        apart = (1.0 - before[best]) * (1.0 - p.talk_contact)
        apart *= 1.0 - p.request_contact * min(p.most_open, trust / p.neutral_trust)
        assert after[best] == pytest.approx(1.0 - apart)


def test_nobody_talks_a_request_over_who_knows_nobody_and_is_not_introduced() -> None:
    with a_world(introduction=0.0) as world:
        cut_across(world)
        m, team = managers(world)[0], int(world.people[it_people(world)[0]].team)
        talk_request_over(world, BURN_IN, m, team, 7, NONE)
        assert not ties_of(world, m, across=True)


def test_an_introduction_makes_a_tie_in_the_team_that_builds() -> None:
    with a_world(introduction=1.0, request_talk=1.0, openness=0.0) as world:
        cut_across(world)
        m, team = managers(world)[0], int(world.people[it_people(world)[0]].team)
        world.people[m].taken = 0.0
        talk_request_over(world, BURN_IN, m, team, 7, NONE)
        assert [world.people[tie.target].team for tie in ties_of(world, m, across=True)] == [team]


def test_peaks_are_announced_as_far_as_owners_are_heard() -> None:
    with a_world() as world:
        reach_services(world)
        for s, service in enumerate(array_of(world.services)):
            owners = world.teams[service.owner]
            heard = [
                voice_of(world, m, s, int(service.change_team))[0]
                for m in range(owners.first, owners.first + owners.members)
            ]
            assert service.reached == pytest.approx(sum(heard) / len(heard))
            assert max(heard) - 1e-12 <= service.announced <= 1.0
        cut_across(world)
        reach_services(world)
        assert not column(world.services, "announced").any()


def test_a_new_tie_speaks_from_the_next_look_back_on() -> None:
    with a_world() as world:
        cut_across(world)
        m, builders = managers(world)[0], int(world.services[0].change_team)
        i = int(world.teams[builders].first)
        row = add_contact(world, m, i, 0.9, 0.9)
        team = int(world.people[i].team)
        assert voice_of(world, m, 0, team)[0] == 0.0
        update_person_means(world, m)
        assert world.ties[row].strength > 0.0
        assert voice_of(world, m, 0, team)[1] == i
        assert rows_of(world, m)[-1] == row
        assert world.people[i].side == IT
