"""Days without anything in Python are simulated in one call, and nobody can tell the difference."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mesa import DataCollector

from itborg.mesa_model.agents import ITStaff
from itborg.mesa_model.collector import TRAITS
from itborg.mesa_model.model import Model
from itborg.organisation import Organisation

REPORTERS = {name: name for name in TRAITS}


class Stepping(Model):
    """Every day is a step in Python, and every agent has its turn as in Mesa."""

    steps_taken = 0

    def step(self) -> None:
        """Count and simulate a day."""
        self.steps_taken += 1
        super().step()


def collected(model: Model) -> list[bytes]:
    """Return everything that a model has recorded."""
    frames = [model.datacollector.get_model_vars_dataframe()]
    frames += [model.datacollector.get_agent_vars_dataframe()] if model.datacollector.agent_reporters else []
    return [model.run_record.history.tobytes(), *(frame.to_csv().encode() for frame in frames)]


@pytest.mark.parametrize("reporters", [{}, REPORTERS])
@pytest.mark.parametrize("parts", [(30,), (1, 1, 28), (7, 0.5, 12.5, 10)])
def test_days_in_one_call_are_the_days_of_steps(
    pizza: Organisation, reporters: dict[str, str], parts: tuple[float, ...]
) -> None:
    quiet, stepping = (
        kind(pizza, "itil", rng=3, burn_in=10, days=12, agent_reporters=reporters) for kind in (Model, Stepping)
    )
    collector = DataCollector(stepping.datacollector.model_reporters, reporters)
    stepping.datacollector = collector
    for model in (quiet, stepping):
        for days in parts:
            model.run_for(days)
    assert (quiet.time, quiet.steps, quiet.today) == (stepping.time, stepping.steps, stepping.today) == (30.0, 30, 30)
    assert stepping.steps_taken == 30  # type: ignore[attr-defined]
    assert collected(quiet) == collected(stepping)


def test_traits_of_everybody_are_those_of_each(model: Model) -> None:
    model.agents.select(lambda one: one.side == "it").set("trust", 0.8)
    for name, read in TRAITS.items():
        assert read(model.world) == [getattr(one, name) for one in model.people]


@pytest.mark.parametrize(
    "watch", [lambda m, f: m.schedule_event(f, at=4), lambda m, f: m.observe("time", "changed", f)]
)
def test_events_and_watchers_of_the_clock_see_their_day(
    pizza: Organisation, watch: Callable[[Model, Callable[..., None]], None]
) -> None:
    model, seen = Model(pizza, rng=1, burn_in=2, days=20), []

    def note(*_: object) -> None:
        seen.append((model.time, model.today))

    watch(model, note)
    model.run_for(10)
    assert 4.0 in [time for time, _ in seen]
    assert all(day in (time - 1, time) for time, day in seen)
    assert model.today == 10


def test_agents_that_act_have_their_turn_every_day(pizza: Organisation) -> None:
    class Counting(ITStaff):
        """Counts days."""

        days = 0

        def end_of_day(self) -> None:
            """Count."""
            self.days += 1

    model = Model(pizza, rng=1, burn_in=2, days=20, agent_types={"it": Counting})
    model.run_for(9)
    assert {one.days for one in model.agents_by_type[Counting]} == {9}
