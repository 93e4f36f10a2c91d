"""The model as a Mesa model: events, collected data, subclasses, copies, branches; reading changes nothing."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from mesa.time import Schedule

import itborg
from itborg.common.errors import InputError
from itborg.engine.history import COLUMNS
from itborg.mesa_model.agents import BusinessManager, ITStaff
from itborg.mesa_model.model import Model
from itborg.organisation import Organisation


class Listening(Model):
    """A model that records events."""

    recorded: list[float]

    def record(self) -> None:
        """Record the time."""
        self.recorded = [*getattr(self, "recorded", []), self.time]

    def raise_trust(self) -> None:
        """Set the trust of all people to 0.9."""
        self.agents.set("trust", 0.9)


class Coached(BusinessManager):
    """A manager who is coached before every day and counts the days."""

    days = 0

    def start_of_day(self) -> None:
        """Improve listening."""
        self.listening = min(1.0, self.listening + 0.02)

    def end_of_day(self) -> None:
        """Count the day."""
        self.days += 1


def same(one: Model, other: Model) -> bool:
    """Return whether two models have the same history."""
    return one.history().equals(other.history()) and one.closed_incidents().equals(other.closed_incidents())


def test_time_starts_with_the_strategy(pizza: Organisation) -> None:
    model = Model(pizza, "itil", rng=1, burn_in=10, days=5)
    assert model.time == model.today == 0
    assert model.history().index.tolist() == list(range(-10, 0))
    assert model.history()["strategy_cost"].sum() == 0
    model.step()
    assert model.time == model.today == 1
    assert model.history()["strategy_cost"].sum() > 0


def test_the_datacollector_records_the_days_since_the_start(pizza: Organisation) -> None:
    model = Model(pizza, rng=1, burn_in=5, days=10, agent_reporters={"trust": "trust"})
    model.run_for(6)
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == list(COLUMNS)
    assert np.array_equal(frame.to_numpy(), model.history().loc[0:].to_numpy())
    agents = model.datacollector.get_agent_vars_dataframe()
    assert agents.loc[6.0, "trust"].tolist() == [one.trust for one in model.agents]


def test_reading_does_not_change_later_days(pizza: Organisation) -> None:
    watched, alone = (Model(pizza, "vocr_board", rng=8, burn_in=10, days=20) for _ in range(2))
    for _ in range(20):
        watched.step()
        assert watched.network.number_of_nodes() == 40
        for one in watched.agents:
            assert repr(one)
            for name in ("trust", "communication", "priority", "ties", "side", "role", "team"):
                getattr(one, name)
            if isinstance(one, ITStaff):
                dict(one.understanding), dict(one.expertise)
                for incident in one.queue[:1]:
                    one.would_hand_to(incident)
            else:
                one.label_probabilities(3)
        watched.measures()
        watched.closed_incidents()
    for _ in range(20):
        Model.step(alone)
    assert same(watched, alone)


def test_reading_writes_to_no_table(model: Model) -> None:
    before = [np.ascontiguousarray(table).tobytes() for table in model.world]
    assert model.network.number_of_edges() > 0
    for one in model.agents_by_type[ITStaff]:
        assert all(one.would_hand_to(incident) for incident in one.queue[:2])
    for one in model.agents_by_type[BusinessManager]:
        one.label_probabilities(1)
    model.measures()
    assert [np.ascontiguousarray(table).tobytes() for table in model.world] == before


def test_two_models_at_once_do_not_disturb_each_other(pizza: Organisation) -> None:
    first, second = Model(pizza, rng=1, burn_in=5, days=10), Model(pizza, "itil", rng=2, burn_in=5, days=10)
    for _ in range(10):
        first.step()
        second.agents.set("trust", 0.7)
        second.step()
    alone = Model(pizza, rng=1, burn_in=5, days=10)
    alone.run_for(10)
    assert same(first, alone)


def test_events_happen_between_days(pizza: Organisation) -> None:
    model = Listening(pizza, rng=1, burn_in=5, days=20)
    model.schedule_event(model.record, at=3)
    model.schedule_event(model.record, after=4.5)
    model.schedule_recurring(model.record, Schedule(interval=5.0, start=10.0))
    model.run_for(20)
    assert model.recorded == [3.0, 4.5, 10.0, 15.0, 20.0]


def test_a_trait_set_in_an_event_takes_effect_from_then_on(pizza: Organisation) -> None:
    changed, unchanged = (Listening(pizza, rng=1, burn_in=5, days=20) for _ in range(2))
    changed.schedule_event(changed.raise_trust, at=8)
    for model in (changed, unchanged):
        model.run_for(15)
    assert changed.history().loc[:7].equals(unchanged.history().loc[:7])
    assert changed.history().loc[8, "trust_it_to_business"] > unchanged.history().loc[8, "trust_it_to_business"] + 0.1


def test_agents_of_a_subclass_act_every_day(pizza: Organisation) -> None:
    model = Model(pizza, rng=1, burn_in=5, days=10, agent_types={"business": Coached})
    plain = Model(pizza, rng=1, burn_in=5, days=10)
    for one in (model, plain):
        one.run_for(6)
    managers = model.agents_by_type[Coached]
    assert len(managers) == 14
    assert set(managers.get("days")) == {6}
    assert managers.agg("listening", np.mean) > plain.agents_by_type[BusinessManager].agg("listening", np.mean) + 0.05
    assert model.last_recorded("business_language") == plain.last_recorded("business_language") or not same(
        model, plain
    )


def test_a_subclass_without_methods_changes_nothing(pizza: Organisation) -> None:
    class Named(ITStaff):
        """A subclass with another name only."""

    model = Model(pizza, rng=1, burn_in=5, days=10, agent_types={"it": Named})
    plain = Model(pizza, rng=1, burn_in=5, days=10)
    for one in (model, plain):
        one.run_for(5)
    assert same(model, plain)


def test_a_copy_and_a_pickle_continue_identically() -> None:
    model = Listening("grab_at_pizza", "csi_programme", rng=6, burn_in=10, days=40)
    model.schedule_recurring(model.record, Schedule(interval=4.0, start=4.0))
    model.run_for(13)
    others = [copy.deepcopy(model), pickle.loads(pickle.dumps(model)), copy.deepcopy(copy.deepcopy(model))]
    for one in (model, *others):
        one.run_for(12)
    for one in others:
        assert same(model, one)
        assert one.recorded == model.recorded == [4.0, 8.0, 12.0, 16.0, 20.0, 24.0]
        assert np.shares_memory(one.world.history, one.world.columns)
        assert one.person("daoud") is not model.person("daoud")
        assert one.person("daoud").model is one
        frames = [each.datacollector.get_model_vars_dataframe() for each in (model, one)]
        assert frames[0].equals(frames[1])


def test_a_branch_shares_only_the_past_and_the_random_numbers(model: Model) -> None:
    past = model.history()
    again, other = model.branch("none"), model.branch("borg_enforced")
    assert again.history().equals(past)
    assert other.time == model.time
    assert not np.shares_memory(other.world.people, model.world.people)
    model.run_for(10)
    continued = copy.deepcopy(model)
    for one in (again, other):
        one.run_for(10)
    assert same(model, continued)
    assert other.history().loc[past.index].equals(past)
    assert not other.history().equals(again.history())


def test_a_branch_with_the_same_levers_has_the_same_future(pizza: Organisation) -> None:
    model = Model(pizza, "none", rng=4, burn_in=10, days=60)
    model.run_for(20)
    other = model.branch("none")
    for one in (model, other):
        one.run_for(30)
    assert same(model, other)


@pytest.mark.parametrize("name", ["vocr_board", "itil@30", "none"])
def test_days_beyond_the_prepared_ones_can_be_simulated_and_the_past_stays(pizza: Organisation, name: str) -> None:
    short, long = Model(pizza, name, rng=4, burn_in=10, days=20), Model(pizza, name, rng=4, burn_in=10, days=60)
    short.run_for(20)
    past = short.history()
    short.run_for(40)
    long.run_for(60)
    assert same(short, long)
    assert short.run_record.history.tobytes() == long.run_record.history.tobytes()
    assert short.history().loc[past.index].equals(past)
    assert np.isfinite(short.history().to_numpy()).all()
    assert len(short.history()) == 70
    expected = short.strategy.schedule(60)
    assert short.world.levers[10:70].tobytes() == expected.tobytes()
    branch = short.branch("itil@5")
    branch.run_for(200)
    assert branch.world.levers[70:270].tobytes() == branch.strategy.schedule(200).tobytes()


def test_the_network_has_all_people_and_their_ties(model: Model) -> None:
    graph = model.network
    assert isinstance(graph, nx.DiGraph)
    assert set(graph.nodes) == {person.id for person in model.organisation.people}
    for one in model.agents:
        node = graph.nodes[one.person_id]
        assert set(node) == {"name", "side", "role", "team", "trust", "communication", "priority"}
        assert node["trust"] == one.trust
        assert {tie.other.person_id for tie in one.ties} == set(graph.successors(one.person_id))
    for source, target, tie in graph.edges(data=True):
        assert graph.has_edge(target, source)
        assert 0.0 <= tie["contact"] <= 1.0
        assert tie["trust"] == model.person(source).trust_in(model.person(target))


def test_data_frames_have_names_instead_of_rows(model: Model) -> None:
    closed = model.closed_incidents()
    assert set(closed["service"]) <= {service.name for service in model.organisation.services}
    owners = {person.id for person in model.organisation.people if person.side == "business"}
    assert set(closed["owner"]) <= owners
    assert set(closed["solver"]).isdisjoint(owners)
    assert set(model.measures(["sla_met"])) == {"sla_met"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"organisation": "grab_at_piza"}, "did you mean"),
        ({"strategy": "itill"}, "did you mean 'itil'"),
        ({"rng": -1}, "rng"),
        ({"rng": 1.5}, "rng"),
        ({"burn_in": -1}, "burn_in"),
        ({"days": 0}, "days"),
        ({"parameters": {"honestyy": 1}}, "did you mean 'honesty'"),
        ({"without": ["inflatoin"]}, "did you mean 'inflation'"),
        ({"agent_types": {"busines": BusinessManager}}, "did you mean 'business'"),
        ({"agent_types": {"business": ITStaff}}, "not a subclass of BusinessManager"),
    ],
)
def test_an_error_names_the_argument_and_the_nearest_word(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Model(**{"burn_in": 1, "days": 2, **arguments})  # type: ignore[arg-type]


def test_an_unknown_name_is_answered_with_the_nearest_one(model: Model) -> None:
    with pytest.raises(InputError, match="did you mean 'daoud'"):
        model.person("daud")
    with pytest.raises(InputError, match="did you mean 'opened'"):
        model.last_recorded("openend")


def test_importing_itborg_imports_nothing_heavy() -> None:
    heavy = "{'numba', 'mesa', 'pandas', 'numpy', 'scipy', 'networkx', 'matplotlib'}"
    program = f"import sys, itborg; itborg.__version__; dir(itborg); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_can_be_imported() -> None:
    for name in itborg.__all__:
        assert getattr(itborg, name) is not None
        assert name in dir(itborg)
    with pytest.raises(AttributeError, match="nonsense"):
        itborg.nonsense  # noqa: B018
