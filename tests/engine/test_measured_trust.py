"""A trust survey is what the simulation begins with: with all ties at 0.8 nobody sees 0.47 on day 0."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from itborg.engine.measured_trust import HeldTrust
from itborg.engine.simulation import after_burn_in, initial_world, prepare, run_seed, simulate
from itborg.engine.table import array_of
from itborg.organisation import Organisation, load
from itborg.organisation.reading.services import default_services
from itborg.organisation.types import Person, Ties

#: Role and team of eleven people.
STAFF = [("service desk", "Desk")] * 2 + [("developer", "Systems")] * 3 + [("manager", "Sales")] * 4
STAFF += [("manager", "Finance")] * 2
LEVELS = (0.2, 0.5, 0.8)


def eleven(trust: float, answered: float = 1.0) -> Organisation:
    """Return eleven people who all know each other, and trust each other as stated.

    answered  share of the ties with an answer; the others have none
    """
    people = tuple(
        Person(f"p{n}", f"P{n}", "it" if n < 5 else "business", role, team) for n, (role, team) in enumerate(STAFF)
    )
    source, target = np.nonzero(~np.eye(11, dtype=bool))
    rng = np.random.default_rng(1)
    contact = rng.uniform(0.1, 0.9, len(source)).round(2)
    measured = np.where(rng.random(len(source)) < answered, trust, np.nan)
    return Organisation("Eleven", people, default_services(people), Ties(source, target, contact, measured))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("trust", LEVELS)
def test_trust_on_day_0_is_within_five_points_of_what_was_measured(trust: float, seed: int) -> None:
    run = simulate(eleven(trust), "none", days=1, seed=seed)
    for direction in ("trust_business_to_it", "trust_it_to_business"):
        assert run.history[direction][run.burn_in - 1 : run.burn_in + 1] == pytest.approx(trust, abs=0.05)


@pytest.mark.parametrize("trust", LEVELS)
def test_ties_without_an_answer_and_new_ties_have_the_measured_level_too(trust: float) -> None:
    world = after_burn_in(prepare(eleven(trust, answered=0.5), days=1), run_seed(1, 0))
    assert np.mean(array_of(world.people)["trust"]) == pytest.approx(trust, abs=0.05)
    rows = [np.arange(one["first_tie"], one["first_tie"] + one["ties"]) for one in array_of(world.people)]
    assert np.mean(array_of(world.ties)["trust"][np.concatenate(rows)]) == pytest.approx(trust, abs=0.07)


def test_an_answer_holds_for_its_direction_only_and_a_person_who_did_not_answer_trusts_as_the_others() -> None:
    one = eleven(0.9)
    by_business = one.ties.source >= 5
    mute = one.ties.source == 10
    ties = replace(one.ties, trust=np.where(by_business & ~mute, 0.9, np.nan))
    setup = prepare(replace(one, ties=ties), days=1)
    trust = array_of(after_burn_in(setup, run_seed(1, 0)).people)["trust"]
    before = array_of(after_burn_in(prepare(eleven(0.9, answered=0.0), days=1), run_seed(1, 0)).people)["trust"]
    assert trust[5:10] == pytest.approx(0.9, abs=0.05)
    assert trust[10] == pytest.approx(0.9, abs=0.15)
    assert trust[:5].mean() < 0.7
    assert trust[:5].mean() == pytest.approx(before[:5].mean(), abs=0.15)


def test_trust_of_a_person_in_people_csv_is_kept_by_the_burn_in() -> None:
    one = load("grab_at_pizza")
    people = tuple(replace(p, traits={"trust": 0.75}) for p in one.people)
    run = simulate(replace(one, people=people), "none", days=1)
    assert run.history["trust_business_to_it"][run.burn_in - 1] == pytest.approx(0.75, abs=0.05)


def test_after_day_0_measured_trust_changes_with_experience() -> None:
    history = simulate(eleven(0.9), "none", days=240).history
    assert abs(history["trust_business_to_it"][-1] - 0.9) > 0.05


def test_nothing_is_held_where_nothing_is_measured() -> None:
    world = initial_world(prepare("grab_at_pizza", days=1), run_seed(1, 0))
    assert HeldTrust.of(world) is None
