"""The compiled kernel against the reference implementation, day by day."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from itborg.engine.growing import copy_world
from itborg.engine.history import COLUMNS
from itborg.engine.simulation import (
    Setup,
    after_burn_in,
    prepare,
    run_seed,
    run_until,
    with_strategy,
)
from itborg.engine.state import World
from itborg.mechanisms.registry import KNOCKOUTS, PARAMETERS
from itborg.organisation import Organisation, generate, load
from itborg.strategies import strategy
from itborg.strategies.base import Strategy
from itborg.strategies.programme import Intervention, Programme
from tests.reference.model.day import run_days
from tests.reference.model.demand import chief
from tests.reference.model.takeover import taken_over
from tests.reference.model.things import Firm

BURN_IN = 30
CLOSE = 1e-9
#: Levers no built-in strategy below turns, or turns to another value; some from the second week on.
TURNED = {
    "visits": 0.2, "meetings": 0.4, "language_target": 0.7, "liaisons": 0.8, "counselling": 0.9,
    "business_training": 0.6,
    "board": 0.7, "authority": 0.5, "catalogue": 0.6, "calendar": 0.5, "protected_problem_staff": 0.4,
    "moved_to_problems": 0.5, "business_case": 0.6, "known_errors": 0.3, "category_map": 0.5, "ticket_quality": 0.5,
    "training": 0.05, "overhead": 0.2, "paperwork_off": 0.3, "audit": 0.4, "enforcement": 0.5, "mandate": 0.3,
    "rectify": 0.7, "early": 0.6,
    "realistic_promises": 1.3, "framework_target": 0.6, "framework_speed": 0.03, "objective": 0.4, "running_cost": 1.5,
}  # fmt: skip
ON_ONE_DAY = {"workshop": 0.8, "follow_up": 0.6, "knowledge_loss": 0.3, "trust_reset": 0.2, "skills_directory": 0.5}
#: Parameters that make rare things common: lapsing, second needs, grinding, reopening, calls, defects.
RARE = {
    "opportunity_window": 12.0, "promise_optimism": 0.4, "second_skill": 0.6, "grind": 1.0, "reopening": 0.2,
    "patience": 1.0, "shadow_risk": 0.5, "change_risk": 0.3,
    "resist_threshold": 0.7, "exit_majority": 0.3, "exit_carried_out": 1.0,
    "business_drift": 0.05, "cause_expiry": 0.02, "diagnosis": 1.0, "known_error_article": 0.5,
}  # fmt: skip


def own_programme() -> Programme:
    """Return a user's programme that turns nearly everything at once."""
    lasting = [Intervention(lever, value, start=2 * (n % 4), ramp=5) for n, (lever, value) in enumerate(TURNED.items())]
    single = [Intervention(lever, value, start=3 + 2 * n) for n, (lever, value) in enumerate(ON_ONE_DAY.items())]
    last = [Intervention("federation", 0.5, start=12), Intervention("contact_factor", 0.6, start=6)]
    together = (*lasting, *single, *last)
    levers = frozenset(one.lever for one in together)
    return Programme(name="all at once", meaning="", source="", assumption="", levers=levers, interventions=together)


@cache
def organisation(name: str) -> Organisation:
    """Return an organisation: a bundled one, or `people/seed` of an synthetic one."""
    people, _, seed = name.partition("/")
    return generate(int(people), seed=int(seed)) if seed else load(name)


def parameters(setting: str) -> dict[str, float]:
    """Return parameter changes: none, all at one end of their range, every mechanism off, or many rare events."""
    if setting in ("low", "high"):
        return {name: getattr(x, setting) for name, x in PARAMETERS.items()}
    if setting == "short view":  # more root causes than one person looks through
        return parameters("high") | {"problems_in_view": PARAMETERS["problems_in_view"].low}
    if setting == "off":
        return {name: value for one in KNOCKOUTS.values() for name, value in one.values.items()}
    return RARE if setting == "rare" else {}


@cache
def start_of(name: str, seed: int, days: int, setting: str = "") -> tuple[Setup, World]:
    """Return a stage and its world after the burn-in."""
    prepared = prepare(organisation(name), days=days, burn_in=BURN_IN, parameters=parameters(setting))
    return prepared, after_burn_in(prepared, run_seed(seed, 0))


def side_by_side(name: str, chosen: Strategy, seed: int, days: int, setting: str) -> tuple[Firm, World]:
    """Simulate the same days from the same state in both and compare them day by day."""
    prepared, start = start_of(name, seed, days, setting)
    world = copy_world(with_strategy(start, chosen, prepared))
    firm = taken_over(world)
    for day in range(BURN_IN, BURN_IN + days):
        world = run_until(world, day + 1)
        wrong = differences(run_days(firm, day), world.history[day])
        assert not wrong, f"{name}, {chosen.name}, seed {seed}, {setting}: day {day} is the first to differ: {wrong}"
    return firm, world


def differences(plain: dict[str, float], row: Any) -> dict[str, tuple[float, float]]:
    """Return what differs in a day's columns, as (plain, kernel), in the order of the columns."""
    assert set(plain) <= set(COLUMNS)
    pairs = {name: (float(plain.get(name, 0.0)), float(row[name])) for name in COLUMNS}
    return {name: pair for name, pair in pairs.items() if not same(*pair, counted=COLUMNS[name][0] == "count")}


def same(a: float, b: float, *, counted: bool = False) -> bool:
    """Return whether two numbers agree: counts exactly."""
    return a == b if counted else abs(a - b) <= CLOSE * max(1.0, abs(a), abs(b))


def disagreeing(pairs: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return the pairs of numbers or lists of numbers that do not agree."""
    return {
        name: (a, b)
        for name, (a, b) in pairs.items()
        if np.shape(a) != np.shape(b) or not np.allclose(np.array(a, float), np.array(b, float), rtol=CLOSE, atol=CLOSE)
    }


def compare_people(firm: Firm, world: World) -> None:
    """Compare traits, trust, knowledge and skills."""
    names = (
        "language", "listening", "trust", "ability", "benevolence", "integrity", "satisfaction", "expected_lead",
        "it_understanding", "honesty", "threshold", "stage", "against_it", "exposure", "named", "clock", "contact", "cross_contact", "openness", "taken",
    )  # fmt: skip
    for x in firm.people:
        record = world.people[x.number]
        pairs: dict[str, Any] = {name: (getattr(x, name), record[name]) for name in names}
        pairs["stereotype"] = (x.stereotype, world.stereotype[x.number])
        if x.number < len(firm.it):
            for name in ("understanding", "expertise"):
                pairs[name] = (getattr(x, name), getattr(world, name)[x.number])
        assert not disagreeing(pairs), f"person {x.number}"


def compare_ties(firm: Firm, world: World) -> None:
    """Compare ties: who knows whom, in which order, how much, and what is believed."""
    for x, record in zip(firm.people, world.people, strict=True):
        rows = range(record["first_tie"], record["first_tie"] + record["ties"])
        assert list(x.ties) == [world.ties["target"][row] for row in rows], f"ties of person {x.number}"
        for row, tie in zip(rows, x.ties.values(), strict=True):
            pairs = {
                "contact": (tie.contact, world.ties["contact"][row]),
                "strength": (tie.strength, world.ties["strength"][row]),
                "deviation": (tie.deviation, world.deviation[row]),
                "known": (tie.known, world.ties["known"][row]),
            }
            assert not disagreeing(pairs), f"tie of {x.number} to {world.ties['target'][row]}"


def compare_incidents(firm: Firm, world: World, closed_before: int) -> None:
    """Compare what was closed, and what is still open."""
    names = world.closed.dtype.names
    rows = world.closed[closed_before : world.organisation["closed"][0]]
    assert [c["key"] for c in firm.closed] == rows["key"].tolist()
    for c, record in zip(firm.closed, rows, strict=True):
        assert not disagreeing({name: (c[name], record[name]) for name in names}), f"closed incident {record['key']}"
    for x in firm.incidents.all():
        record = world.incidents[x.place]
        names = (
            "key", "need", "perceived_need", "hops", "failed", "context", "spent", "loss", "stopped", "target",
            "voice", "credit",
        )  # fmt: skip
        pairs = {n: (getattr(x, n), record[n]) for n in names}
        pairs["holder"] = (x.holder.number if x.holder else -1, record["holder"])
        pairs["team"] = (x.team.number, record["team"])
        assert not disagreeing(pairs), f"open incident {x.key}"


def keys_of(table: Any, row: int) -> list[int]:
    """Return the keys of a list of rows, from its first row on."""
    keys = []
    while row >= 0:
        keys.append(int(table["key"][row]))
        row = table["after"][row]
    return keys


def compare_queues(firm: Firm, world: World) -> None:
    """Compare every team's incidents, and its changes from the front, and hand-offs between teams."""
    for team, record in zip(firm.teams, world.teams, strict=True):
        ready = keys_of(world.incidents, record["first_incident"])
        waiting = keys_of(world.incidents, record["first_waiting"])
        assert sorted(x.key for x in team.incidents) == sorted(ready + waiting)
        assert [x.key for x in team.changes] == keys_of(world.changes, record["first_change"])
    table = np.zeros_like(world.handoffs)
    for pair, count in firm.handoffs.items():
        table[pair] = count
    assert (table == world.handoffs).all()


def compare_rest(firm: Firm, world: World) -> None:
    """Compare changes, root causes, components and the organisation's own numbers."""
    for x in firm.changes.all():
        names = ("key", "left", "label", "promise", "approved", "value", "risk", "voice", "credit")
        assert not disagreeing({n: (getattr(x, n), world.changes[x.place][n]) for n in names})
    for x in firm.causes.all():
        names = ("key", "left", "count", "hazard", "hidden", "opened")
        assert not disagreeing({n: (getattr(x, n), world.causes[x.place][n]) for n in names})
    for component, record in zip(firm.components, world.components, strict=False):
        assert not disagreeing({n: (getattr(component, n), record[n]) for n in ("need", "causes", "article")})
    o = world.organisation[0]
    assert len(firm.components) == o["components"]
    compare_lists_of_components(firm, world)
    assert o["causes_ever"] == sum(c.causes for c in firm.components)
    assert firm.people[o["chief"]] is chief(firm)
    means = (
        "benefit",
        "framework",
        "practice",
        "pressure",
        "lasting_pressure",
        "sla",
        "understanding",
        "records",
        "heard",
    )
    names = (*means, "change_capacity", "incident_capacity", "mandate", "exit_day", "outsourcing")
    assert not disagreeing({n: (getattr(firm.scalars, n), o[n]) for n in names})


def compare_lists_of_components(firm: Firm, world: World) -> None:
    """Compare the components of every service from the front, and the root causes they ever had."""
    for s, record in zip(firm.services, world.services, strict=True):
        rows, row = [], record["first_component"]
        while row >= 0:
            rows.append(row)
            row = world.components["after"][row]
        assert [firm.components.index(c) for c in s.components] == rows
        assert s.causes == record["causes"]
        assert not disagreeing({n: (getattr(s, n), record[n]) for n in ("announced", "reached", "board_view")})


CASES = [
    ("grab_at_pizza", "none", 1, 50, ""),
    ("grab_at_pizza", "none", 2, 25, "rare"),
    ("grab_at_pizza", "csi_programme", 1, 40, ""),
    ("grab_at_pizza", "borg", 2, 30, ""),
    ("grab_at_pizza", "borg_enforced", 1, 25, "high"),
    ("grab_at_pizza", "outsource", 1, 30, ""),
    ("grab_at_pizza", "divorce", 2, 30, ""),
    ("grab_at_pizza", "external_approval", 1, 30, ""),
    ("grab_at_pizza", "own", 3, 50, ""),
    ("12/4", "none", 1, 60, ""),
    ("12/4", "own", 2, 60, ""),
    ("12/4", "csi_programme", 3, 40, ""),
    ("12/4", "vocr_board", 3, 40, "rare"),
    ("12/4", "own", 1, 60, "rare"),
    ("12/4", "own", 1, 40, "low"),
    ("12/4", "own", 2, 40, "high"),
    ("12/4", "own", 3, 40, "off"),
    ("160/4", "csi_programme", 1, 20, "high"),
]


@pytest.mark.parametrize(("name", "strategy_name", "seed", "days", "setting"), CASES)
def test_the_kernel_agrees_with_the_reference_implementation(
    name: str, strategy_name: str, seed: int, days: int, setting: str
) -> None:
    """Every column of every day, and the whole state at the end."""
    chosen = own_programme() if strategy_name == "own" else strategy(strategy_name)
    firm, world = side_by_side(name, chosen, seed, days, setting)
    compare_people(firm, world)
    compare_ties(firm, world)
    compare_incidents(firm, world, int(start_of(name, seed, days, setting)[1].organisation["closed"][0]))
    compare_queues(firm, world)
    compare_rest(firm, world)
