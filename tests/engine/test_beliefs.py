"""What IT people believe of each other's expertise: the team until they know better, the truth once they do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from itborg.engine.day.handoffs import believed_expertise
from itborg.engine.day.interventions import lose_knowledge, publish_skills
from itborg.engine.day.talking import share_knowledge
from itborg.engine.growing import copy_world
from itborg.engine.simulation import initial_world, prepare, quiet_arithmetic, run_seed, run_until
from itborg.engine.state import IT, World
from itborg.engine.tables.relations import find_tie
from itborg.engine.tables.ties import drop_tie, make_tie
from itborg.organisation import generate

DAYS = 40


@pytest.fixture(scope="module")
def start() -> World:
    return initial_world(prepare(generate(60, seed=3), days=DAYS, burn_in=0), run_seed(2, 0))


@pytest.fixture
def world(start: World) -> World:
    return copy_world(start)


def inside_it(world: World) -> Iterator[tuple[int, int]]:
    """Yield owner and row of every tie between two IT people."""
    for i in range(int(world.organisation[0].it)):
        person = world.people[i]
        for row in range(int(person.first_tie), int(person.first_tie + person.ties)):
            if world.people[world.ties[row].target].side == IT:
                yield i, row


def errors(world: World) -> float:
    """Return the mean absolute difference of believed and true expertise."""
    found = []
    with quiet_arithmetic():
        for i, row in inside_it(world):
            truth = world.expertise[world.ties[row].target]
            found += [abs(believed_expertise(world, i, row, k) - truth[k]) for k in range(len(world.needs))]
    return float(np.mean(found))


def test_who_knows_a_colleague_in_full_is_right_about_every_skill(world: World) -> None:
    assert errors(world) > 0.05
    world.ties["known"] = 1.0
    assert errors(world) < 0.011  # beliefs keep a little away from 0 and 1


def test_somebody_unknown_is_believed_able_by_the_team(world: World) -> None:
    world.ties["known"] = 0.0
    in_team, elsewhere = [], []
    with quiet_arithmetic():
        for i, row in inside_it(world):
            team = world.people[world.ties[row].target].team
            for k, need in enumerate(world.needs):
                (in_team if need.team == team else elsewhere).append(believed_expertise(world, i, row, k))
    p = world.parameters[0]
    usual = p.prejudice * p.believed_in_team + p.prejudice_base
    assert np.mean(in_team) == pytest.approx(usual, abs=0.02)
    assert np.mean(in_team) - np.mean(elsewhere) > 0.15


def test_talks_and_a_directory_teach_who_knows_what_and_new_staff_have_to_learn_it(world: World) -> None:
    before = errors(world)
    with quiet_arithmetic():
        for i, row in list(inside_it(world)):
            share_knowledge(world, i, int(world.ties[row].target), row)
        talked = errors(world)
        publish_skills(world, 0.5)
        published = errors(world)
        lose_knowledge(world, 0.9)
    assert published < talked < before
    assert errors(world) > published


def test_beliefs_follow_what_a_known_colleague_learns(world: World) -> None:
    i, row = max(inside_it(world), key=lambda one: world.ties[one[1]].known)
    j = int(world.ties[row].target)
    k = int(world.expertise[j].argmin())
    with quiet_arithmetic():
        before = believed_expertise(world, i, row, k)
        world.expertise[j, k] += 0.4
        assert believed_expertise(world, i, row, k) == pytest.approx(before + 0.4 * world.ties[row].known, abs=0.011)


def test_a_forgotten_colleague_has_to_be_got_to_know_again(world: World) -> None:
    i, row = next(inside_it(world))
    j = int(world.ties[row].target)
    with quiet_arithmetic():
        assert world.ties[row].known > 0.0
        drop_tie(world, i, row)
        make_tie(world, i, j)
        assert world.ties[find_tie(world, i, j)].known == 0.0


def test_nothing_is_known_of_the_other_side(world: World) -> None:
    world = run_until(world, DAYS)
    inside = {row for _, row in inside_it(world)}
    known = np.flatnonzero(world.ties["known"] > 0.0).tolist()
    used = {
        row
        for person in world.people
        for row in range(int(person.first_tie), int(person.first_tie + person.ties))
        if row not in inside
    }
    assert used
    assert not used & set(known)
