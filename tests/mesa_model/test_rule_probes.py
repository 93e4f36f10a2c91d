"""Agents apply the rules of the kernel, and their probabilities are those with which the kernel draws."""

from __future__ import annotations

import copy
import doctest
import importlib
from collections import Counter
from typing import Any

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.engine.day.demand import _raise_request, visible_change_work
from itborg.engine.day.handoffs import hand_off
from itborg.engine.growing import copy_world
from itborg.engine.simulation import quiet_arithmetic
from itborg.engine.state import NONE
from itborg.mesa_model.agents import BusinessManager, ITStaff
from itborg.mesa_model.model import Model
from itborg.organisation import Organisation
from tests.mesa_model.opinions import opinion_of


@pytest.fixture
def pair(model: Model) -> tuple[Any, Any]:
    """Return a manager and an engineer with little contact."""
    manager = model.agents_by_type[BusinessManager].to_list()[2]
    return manager, min(model.agents_by_type[ITStaff], key=manager.contact_with)


def test_a_talk_increases_contact_and_understanding_of_both(pair: tuple[Any, Any]) -> None:
    manager, engineer = pair
    before = manager.it_understanding, engineer.priority, engineer.language, manager.contact_with(engineer)
    talk = manager.talk_to(engineer)
    assert 0.0 < talk.received < 1.0
    assert 0.0 < talk.conveyed < 1.0
    assert manager.it_understanding > before[0]
    assert engineer.priority >= before[1]
    assert engineer.language > before[2]
    assert manager.contact_with(engineer) > before[3]


def test_a_better_language_gets_more_across(pair: tuple[Any, Any]) -> None:
    manager, engineer = pair
    other = copy.deepcopy(manager.model)
    worse = manager.talk_to(engineer)
    other.person(engineer.person_id).language = 1.0
    better = other.person(manager.person_id).talk_to(other.person(engineer.person_id))
    assert better.received > worse.received
    assert better.conveyed > worse.conveyed


def test_a_talk_is_not_recorded_and_takes_no_time_but_changes_the_future(model: Model) -> None:
    unchanged = copy.deepcopy(model)
    past = model.history()
    for manager in model.agents_by_type[BusinessManager]:
        for engineer in model.agents_by_type[ITStaff].to_list()[:5]:
            manager.talk_to(engineer)
    assert model.history().equals(past)
    assert not model.world.people["taken"].any()
    for one in (model, unchanged):
        one.run_for(5)
    assert not model.history().equals(unchanged.history())


def test_end_of_day_means_stay_correct_after_talks_and_visits(model: Model) -> None:
    for manager in model.agents_by_type[BusinessManager]:
        for engineer in model.agents_by_type[ITStaff].to_list()[:3]:
            manager.talk_to(engineer)
            engineer.visit(manager.team)
    w, o = model.world, model.world.organisation[0]
    assert w.services["understood"] == pytest.approx(w.understanding.mean(axis=0))
    assert o.understanding == pytest.approx(w.understanding.mean())
    assert o.business_understanding == pytest.approx(w.people["it_understanding"][o.it :].mean())
    for one in model.people:
        assert one.trust == pytest.approx(opinion_of(one))


def test_a_visit_teaches_the_services_of_the_department(model: Model) -> None:
    engineer = model.agents_by_type[ITStaff].to_list()[-1]
    before = dict(engineer.understanding)
    met = engineer.visit("Marketing")
    assert (met.team, met.side) == ("Marketing", "business")
    owned = {service.name for service in model.organisation.services if service.owner == "Marketing"}
    assert {name for name, now in engineer.understanding.items() if now > before[name]} == owned
    assert engineer.contact_with(met) >= 0.4
    with pytest.raises(InputError, match="did you mean 'Marketing'"):
        engineer.visit("Marketin")


def test_label_probabilities_are_those_with_which_the_kernel_draws(model: Model) -> None:
    manager = model.agents_by_type[BusinessManager].to_list()[2]
    day, world = model.ensure_next_day(), copy_world(model.world)
    world.people["expected_lead"][manager.row] = 0.0
    world.people["ability"][manager.row] = 1.0
    world = world._replace(changes=np.concatenate([world.changes, np.zeros(3000, dtype=world.changes.dtype)]))
    work, first = visible_change_work(world), world.organisation[0].change_rows
    world.organisation["free_change"] = NONE
    world.organisation["board_decides"] = 0
    with quiet_arithmetic():
        for key in range(3000):
            _raise_request(world, day, key, manager.row, 0, work)
    drawn = world.changes[first : world.organisation[0].change_rows]
    assert len(drawn) > 1000
    for level in (1, 2, 3, 4):
        stated = Counter(drawn["label"][drawn["level"] == level].tolist())
        for label, chance in manager.label_probabilities(level).items():
            assert stated[label] / stated.total() == pytest.approx(chance, abs=4 * 0.5 / stated.total() ** 0.5)


def test_label_probabilities_sum_to_one_for_each_of_the_four_levels(model: Model) -> None:
    manager = model.agents_by_type[BusinessManager].to_list()[0]
    for level in (1, 2, 3, 4):
        assert sum(manager.label_probabilities(level).values()) == pytest.approx(1.0)
    with pytest.raises(InputError, match="level"):
        manager.label_probabilities(5)


def test_more_honesty_means_less_exaggeration(model: Model) -> None:
    manager = model.agents_by_type[BusinessManager].to_list()[0]
    manager.priority = 0.05
    exaggerated = 1.0 - manager.label_probabilities(1)[1]
    manager.priority = 0.95
    assert 1.0 - manager.label_probabilities(1)[1] < exaggerated


def handed_over(model: Model, engineer: Any, incident: Any, draws: int) -> Counter[tuple[str, Any]]:
    """Return how often the kernel hands an incident to each receiver, over many random numbers."""
    found: Counter[tuple[str, Any]] = Counter()
    day, world = model.ensure_next_day(), model.world
    world.people["clock"] = np.maximum(0.0, world.people["clock"] - 1.0)
    before = world._replace(history=np.zeros(day + 1, dtype=world.history.dtype))
    for key in range(draws):
        w = before._replace(**{name: getattr(before, name).copy() for name in (
            "incidents", "people", "teams", "people_seen", "teams_seen", "handoffs", "deviation", "stereotype"
        )})  # fmt: skip
        x = w.incidents[incident.row]
        x.key = key
        sender, w.history["tie_hops"][day], w.history["return_hops"][day] = int(x.sender), 0.0, 0.0
        hand_off(w, engineer.row, incident.row, day, float(day))
        if w.history["tie_hops"][day]:
            found["tie", model.people[x.holder]] += 1
        elif w.history["return_hops"][day]:
            found["back", model.people[sender]] += 1
        else:
            found["queue", model.rows.teams[x.team][1]] += 1
    return found


def test_the_kernel_hands_incidents_off_with_the_probabilities_of_would_hand_to(organisation: Organisation) -> None:
    model = Model(organisation, rng=3, burn_in=30, days=30)
    while not any(one.queue for one in model.agents_by_type[ITStaff]):
        model.step()
    held = [(one, x) for one in model.agents_by_type[ITStaff] for x in one.queue]
    engineer, incident = next(((one, x) for one, x in held if x.hops > 0), held[0])
    ways = engineer.would_hand_to(incident)
    assert sum(way.probability for way in ways) == pytest.approx(1.0)
    draws = 800
    with quiet_arithmetic():
        found = handed_over(copy.deepcopy(model), engineer, incident, draws)
    names = {(kind, to if isinstance(to, str) else to.person_id): n for (kind, to), n in found.items()}
    expected = {(way.kind, way.to if isinstance(way.to, str) else way.to.person_id): way.probability for way in ways}
    assert set(names) <= set(expected)
    for way, chance in expected.items():
        spread = (chance * (1.0 - chance) / draws) ** 0.5
        assert names.get(way, 0) / draws == pytest.approx(chance, abs=4.5 * spread + 0.004)


def test_a_closed_incident_cannot_be_handed_off(model: Model) -> None:
    engineer = next(one for one in model.agents_by_type[ITStaff] if one.queue)
    incident = engineer.queue[0]
    with pytest.raises(InputError, match="not open"):
        engineer.would_hand_to(incident._replace(key=incident.key + 1))


@pytest.mark.parametrize(
    "name",
    [
        "mesa_model.agents",
        "mesa_model.attributes",
        "mesa_model.model",
        "mesa_model.person",
        "engine.row_names",
        "engine.traits",
    ],
)
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"itborg.{name}"))
    assert result.failed == 0
