"""Traits of agents: they are read from and written to the tables, and take effect from the next day."""

from __future__ import annotations

import copy
import math
from typing import Any

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.engine.tables.relations import update_person_means
from itborg.mesa_model.agents import BusinessManager, ITStaff
from itborg.mesa_model.model import Model
from tests.mesa_model.opinions import opinion_of

CARD = ("trust", "communication", "priority")


@pytest.fixture
def manager(model: Model) -> BusinessManager:
    """Return the manager with the most ties."""
    found: BusinessManager = max(model.agents_by_type[BusinessManager], key=lambda one: len(one.ties))
    return found


@pytest.fixture
def engineer(model: Model) -> ITStaff:
    """Return the IT person with the most ties."""
    found: ITStaff = max(model.agents_by_type[ITStaff], key=lambda one: len(one.ties))
    return found


def tables(model: Model) -> bytes:
    """Return the complete state as bytes."""
    return b"".join(np.ascontiguousarray(t).tobytes() for t in model.world)


@pytest.mark.parametrize("trait", CARD)
@pytest.mark.parametrize("goal", [0.1, 0.3, 0.62, 0.9])
def test_a_card_trait_reads_back_the_value_that_was_set(model: Model, trait: str, goal: float) -> None:
    for one in model.people:
        setattr(one, trait, goal)
        assert getattr(one, trait) == pytest.approx(goal, abs=0.02 if trait == "trust" else 1e-9)


@pytest.mark.parametrize("trait", CARD)
@pytest.mark.parametrize("goal", [0.0, 1.0])
def test_zero_and_one_are_reached_as_closely_as_the_rules_allow(model: Model, trait: str, goal: float) -> None:
    for one in model.people:
        setattr(one, trait, goal)
        assert 0.0 <= getattr(one, trait) <= 1.0
        assert getattr(one, trait) == pytest.approx(goal, abs=0.1)


def test_setting_trust_shifts_trust_in_the_people_of_the_other_side_only(manager: Any) -> None:
    others = [one for one in manager.model.people if one is not manager]
    before = {one: manager.trust_in(one) for one in others}
    manager.trust = min(0.9, manager.trust + 0.1)
    for one in others:
        moved = manager.trust_in(one) - before[one]
        assert moved >= 0.0 if one.side == "it" else moved == 0.0
    assert manager.trust == pytest.approx(opinion_of(manager))


def test_setting_communication_scales_language_and_listening_by_the_same_factor(engineer: Any) -> None:
    ratio = engineer.language / engineer.listening
    engineer.communication = 0.5 * engineer.communication
    assert engineer.language / engineer.listening == pytest.approx(ratio)


def test_communication_set_from_zero_gives_language_and_listening_the_same_value(engineer: Any) -> None:
    engineer.language = 0.0
    engineer.communication = 0.4
    assert engineer.language == engineer.listening == 0.4


def test_priority_of_a_manager_is_its_honesty(manager: Any) -> None:
    manager.priority = 0.5
    assert manager.honesty == pytest.approx(0.16)
    manager.honesty = 0.48
    assert manager.priority == pytest.approx(0.75)


def test_priority_of_it_is_its_mean_understanding(engineer: Any) -> None:
    engineer.priority = 0.55
    assert np.asarray(engineer.understanding).mean() == pytest.approx(0.55)
    first, *rest = engineer.understanding
    engineer.understanding[first] = 0.9
    assert engineer.understanding[first] == 0.9
    assert engineer.priority == pytest.approx(np.mean([0.9, *(engineer.understanding[name] for name in rest)]))


def test_end_of_day_means_follow_written_traits(model: Model) -> None:
    for one in model.people:
        one.trust, one.priority = 0.4, 0.6
        if isinstance(one, BusinessManager):
            one.it_understanding = 0.3
    o = model.world.organisation[0]
    assert o.understanding == pytest.approx(0.6)
    assert model.world.services["understood"] == pytest.approx(model.world.understanding.mean(axis=0))
    assert o.business_understanding == pytest.approx(0.3)


def test_stored_means_agree_with_written_traits(model: Model) -> None:
    for trait in CARD:
        model.agents.set(trait, 0.7)
    people, ties = model.world.people.copy(), model.world.ties.copy()
    for i in range(len(people)):
        update_person_means(model.world, i)
    for table, now in ((people, model.world.people), (ties, model.world.ties)):
        for name in table.dtype.names:
            assert table[name] == pytest.approx(now[name], nan_ok=True), name


@pytest.mark.parametrize("value", [-0.01, 1.01, math.nan, math.inf, "0.5", None, True, [0.5]])
@pytest.mark.parametrize("trait", [*CARD, "language", "listening", "satisfaction", "it_understanding"])
def test_a_value_out_of_range_is_rejected_with_name_value_and_range(manager: Any, trait: str, value: object) -> None:
    before = tables(manager.model)
    with pytest.raises(InputError) as error:
        setattr(manager, trait, value)
    for part in (manager.name, trait, repr(value), "0 to 1"):
        assert part in str(error.value)
    assert tables(manager.model) == before


def test_invalid_understanding_is_rejected_with_the_name_of_the_service(engineer: Any) -> None:
    service = engineer.model.rows.services[0]
    with pytest.raises(InputError, match=service):
        engineer.understanding[service] = 2
    with pytest.raises(InputError, match="did you mean"):
        engineer.understanding[service[:-1]]
    with pytest.raises(InputError, match="1 numbers, expected"):
        engineer.understanding = [0.5]


def test_days_may_be_any_number_from_zero(manager: Any) -> None:
    manager.expected_lead = 100
    assert manager.expected_lead == 100.0
    for value in (-1, math.nan, math.inf):
        with pytest.raises(InputError, match="expected_lead"):
            manager.expected_lead = value


@pytest.mark.parametrize("trait", [*CARD, "language", "listening"])
def test_setting_a_trait_to_its_current_value_changes_nothing(model: Model, trait: str) -> None:
    before = tables(model)
    for one in model.people:
        setattr(one, trait, getattr(one, trait))
    assert tables(model) == before


@pytest.mark.parametrize("trait", CARD)
@pytest.mark.parametrize("kind", [BusinessManager, ITStaff])
def test_setting_a_trait_changes_the_future_and_not_the_past(model: Model, trait: str, kind: type) -> None:
    unchanged = copy.deepcopy(model)
    past = model.history()
    model.agents_by_type[kind].set(trait, 0.85)
    assert model.history().equals(past)
    for one in (model, unchanged):
        one.run_for(20)
    assert model.history().loc[past.index].equals(past)
    assert not model.history().equals(unchanged.history())


def test_a_written_trait_is_the_start_of_the_next_day(model: Model) -> None:
    model.agents_by_type[ITStaff].set("trust", 0.8)
    model.step()
    assert model.last_recorded("trust_it_to_business") == pytest.approx(0.8, abs=0.05)


def test_ties_are_sorted_by_contact_and_agree_with_the_pairwise_values(manager: Any) -> None:
    contacts = [tie.contact for tie in manager.ties]
    assert contacts == sorted(contacts, reverse=True)
    for tie in manager.ties:
        assert tie.contact == manager.contact_with(tie.other)
        assert tie.trust == manager.trust_in(tie.other)
        assert any(back.other is manager for back in tie.other.ties)


def test_agents_can_be_selected_grouped_and_aggregated_as_in_mesa(model: Model) -> None:
    distrustful = model.agents.select(lambda one: one.trust < 0.4)
    assert all(one.trust < 0.4 for one in distrustful)
    assert {*model.agents.groupby("side").groups} == {"it", "business"}
    assert model.agents_by_type[BusinessManager].agg("trust", np.mean) == pytest.approx(
        model.last_recorded("trust_business_to_it"), abs=0.02
    )  # people update their mean once a week
    assert {one.person_id for one in model.agents} == {person.id for person in model.organisation.people}
    assert sum(len(one.queue) for one in model.agents_by_type[ITStaff]) == model.world.people["named"].sum()
    reported = [one.key for manager in model.agents_by_type[BusinessManager] for one in manager.incidents]
    assert len(reported) == len(set(reported)) == model.last_recorded("open_incidents")


def test_only_people_of_the_same_model_meet(model: Model, manager: Any, engineer: Any) -> None:
    stranger = copy.deepcopy(model).person(engineer.person_id)
    for other in (stranger, manager, "somebody"):
        with pytest.raises(InputError):
            manager.trust_in(other)
