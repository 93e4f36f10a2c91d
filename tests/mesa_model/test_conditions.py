"""Conditions of a model look at it and change nothing: when it stops, and on which days it records."""

from __future__ import annotations

import copy

from itborg import Model


def model(**more: object) -> Model:
    return Model("grab_at_pizza", "itil", rng=5, burn_in=6, days=40, **more)  # type: ignore[arg-type]


def test_a_model_stops_at_the_end_of_the_day_on_which_its_condition_is_true() -> None:
    plain, stopping = model(), model(stop_when=lambda one: one.time >= 7)
    stopping.run_for(30)
    plain.run_for(7)
    assert (stopping.time, stopping.running) == (7.0, False)
    assert stopping.run_record.history.tobytes() == plain.run_record.history.tobytes()
    stopping.run_for(5)
    assert stopping.time == 7.0


def test_a_condition_that_is_never_true_changes_nothing() -> None:
    plain, looking = model(), model(stop_when=lambda one: False, record_when=lambda one: True)
    for one in (plain, looking):
        one.run_for(3.5)
        one.run_for(8.5)
    assert plain.time == looking.time == 12.0
    assert looking.run_record.history.tobytes() == plain.run_record.history.tobytes()
    assert looking.datacollector.get_model_vars_dataframe().equals(plain.datacollector.get_model_vars_dataframe())


def test_only_days_with_the_condition_are_recorded() -> None:
    every, fifth = (
        model(agent_reporters={"trust": "trust"}),
        model(agent_reporters={"trust": "trust"}, record_when=lambda one: one.time % 5 == 0),
    )
    for one in (every, fifth):
        one.run_for(12)
    wanted = every.datacollector.get_agent_vars_dataframe().loc[[5.0, 10.0]]
    assert fifth.datacollector.get_agent_vars_dataframe().equals(wanted)
    assert list(fifth.datacollector.get_model_vars_dataframe()["benefit"]) == list(
        every.datacollector.get_model_vars_dataframe()["benefit"].iloc[[4, 9]]
    )


def test_a_copy_and_a_branch_keep_the_conditions() -> None:
    first = model(stop_when=lambda one: one.time >= 4)
    first.run_for(2)
    for one in (copy.deepcopy(first), first.branch("none")):
        one.run_for(9)
        assert one.time == 4.0
