"""Nothing is ignored: an edit of a model acts, or raises an error that names the way to do it."""

from __future__ import annotations

from collections.abc import Callable

import mesa
import networkx as nx
import numpy as np
import pytest

from itborg import InputError, simulate
from itborg.mesa_model.agents import BusinessManager, ITStaff
from itborg.mesa_model.model import Model
from itborg.organisation import Organisation


def typed(model: Model, name: str, value: object) -> None:
    """Set an attribute by name, as a user types it."""
    setattr(model, name, value)


@pytest.mark.parametrize(
    ("edit", "way"),
    [
        (lambda m: typed(m, "reactance", 0.9), r"parameter: Model\(parameters"),
        (lambda m: typed(m, "reactanc", 0.9), "did you mean 'reactance'"),
        (lambda m: typed(m, "strategy", "itil"), r"model\.branch"),
        (lambda m: typed(m, "seed", 3), r"Model\(rng=...\)"),
        (lambda m: typed(m.people[0], "trsut", 0.7), "did you mean 'trust'"),
        (lambda m: typed(m.people[0], "row", 3), r"model\.person"),
        (lambda m: m.parameters.__setitem__("reactance", 0.9), r"Model\(parameters=\{'reactance': 0.9\}\)"),
        (lambda m: m.people[0].remove(), r"people\.csv"),
        (lambda m: m.remove_all_agents(), r"people\.csv"),
        (lambda m: m.deregister_agent(m.people[0]), r"people\.csv"),
        (lambda m: ITStaff(m), "agent_types"),
        (lambda m: BusinessManager(m, 3), "agent_types"),
        (lambda m: ITStaff.create_agents(m, 2), "agent_types"),
        (lambda m: mesa.Agent(m), "organisation"),
    ],
)
def test_an_edit_that_would_be_ignored_names_the_way(model: Model, edit: Callable[[Model], object], way: str) -> None:
    before = [np.ascontiguousarray(table).tobytes() for table in model.world]
    with pytest.raises(InputError, match=way):
        edit(model)
    assert [np.ascontiguousarray(table).tobytes() for table in model.world] == before
    assert len(model.agents) == len(model.people)


@pytest.mark.parametrize(
    ("name", "value"),
    [("step", lambda self: None), ("talk_to", lambda self, other: None), ("honesty", 0.3), ("trust", 0.5)],
)
def test_a_subclass_cannot_replace_what_the_model_never_calls(name: str, value: object) -> None:
    with pytest.raises(InputError, match="start_of_day or end_of_day"):
        type("Mine", (BusinessManager,), {name: value, "__module__": "mine"})


def test_a_hook_with_a_slip_of_the_pen_is_noticed() -> None:
    with pytest.raises(InputError, match="did you mean 'start_of_day'"):
        type("Mine", (ITStaff,), {"start_of_dya": lambda self: None, "__module__": "mine"})


def test_own_attributes_are_declared_or_set_in_init(pizza: Organisation) -> None:
    class Counting(ITStaff):
        """Counts days in a declared attribute and notes its first name in another."""

        days = 0
        first: str

        def start_of_day(self) -> None:
            """Count."""
            self.days += 1
            self.first = self.name.split()[0]

    class Mine(Model):
        """Has an attribute of its own."""

        def __init__(self) -> None:
            """Set it."""
            super().__init__(pizza, burn_in=1, days=5, rng=1, agent_types={"it": Counting})
            self.noted: list[float] = []

    model = Mine()
    model.noted = [1.0]
    model.run_for(2)
    assert {one.days for one in model.agents_by_type[Counting]} == {2}
    with pytest.raises(InputError, match="no attribute 'notd'"):
        model.notd = 3  # type: ignore[attr-defined]


def test_parameters_are_read_as_they_are_in_the_run(pizza: Organisation) -> None:
    model = Model(pizza, burn_in=0, parameters={"phi0": 0.2}, without=["trust_asymmetry"])
    assert model.parameters["honesty"] == model.parameters["phi0"] == 0.2
    assert model.parameters["trust_asymmetry"] == 1.0
    assert list(model.parameters) == list(model.world.parameters.dtype.names)  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="did you mean 'honesty'"):
        model.parameters["honestyy"]


def test_rng_is_what_mesa_takes(pizza: Organisation) -> None:
    def made(**rng: object) -> bytes:
        return Model(pizza, burn_in=3, days=1, **rng).run_record.history.tobytes()  # type: ignore[arg-type, no-any-return]

    assert made(rng=7) == made(seed=7) == made(rng=np.int64(7))
    assert made(rng=np.random.SeedSequence(7)) == made(seed=np.random.SeedSequence(7)) != made(rng=7)
    generator = np.random.default_rng(7)
    assert made(rng=generator) == made(rng=np.random.default_rng(7)) != made(rng=generator)
    with pytest.raises(InputError, match="give one of them"):
        made(rng=1, seed=1)


def test_pictures_of_the_network_are_frozen(model: Model) -> None:
    with pytest.raises(nx.NetworkXError, match="Frozen"):
        model.network.remove_node("daoud")
    assert model.network.copy().remove_node("daoud") is None
    assert isinstance(model.people[0].ties, tuple)


def test_simulate_takes_names(pizza: Organisation) -> None:
    named = simulate("grab_at_pizza", "itil@3", days=5, burn_in=3)
    from itborg import strategy

    assert named.history.tobytes() == simulate(pizza, strategy("itil@3"), days=5, burn_in=3).history.tobytes()
    with pytest.raises(InputError, match="did you mean 'itil'"):
        simulate("grab_at_pizza", "itill")
