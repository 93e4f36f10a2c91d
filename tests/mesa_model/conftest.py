"""Organisations of three sizes, and models at three points in time."""

from __future__ import annotations

import copy
from functools import cache

import pytest

from itborg.mesa_model.model import Model
from itborg.organisation import Organisation, generate, load

ORGANISATIONS = ("grab_at_pizza", "sixty", "smallest")
STRATEGIES = ("none", "vocr_board", "csi_programme")
CASES = [(name, strategy) for name in ORGANISATIONS for strategy in STRATEGIES] + [
    ("grab_at_pizza", name) for name in ("outsource", "borg_enforced", "divorce", "brm_style")
]


@cache
def read(name: str) -> Organisation:
    """Return one of the three organisations."""
    return {"sixty": lambda: generate(60, seed=3), "smallest": lambda: generate(6)}.get(name, lambda: load(name))()


@cache
def snapshots_of(name: str, strategy: str) -> tuple[Model, ...]:
    """Return copies of a model at the start, after 37 days and after 200 days."""
    model = Model(read(name), strategy, rng=5, burn_in=40, days=200)
    snapshots = [copy.deepcopy(model)]
    for days in (37, 163):
        model.run_for(days)
        snapshots.append(copy.deepcopy(model))
    return tuple(snapshots)


@pytest.fixture(params=ORGANISATIONS)
def organisation(request: pytest.FixtureRequest) -> Organisation:
    """Return each of the three organisations."""
    return read(request.param)


@pytest.fixture(params=CASES, ids="-".join)
def snapshots(request: pytest.FixtureRequest) -> tuple[Model, ...]:
    """Return copies of a model at three points in time; tests only read them."""
    return snapshots_of(*request.param)


@pytest.fixture
def pizza() -> Organisation:
    """Return the bundled organisation."""
    return read("grab_at_pizza")


@pytest.fixture
def model() -> Model:
    """Return a new copy of a model, which the test may change."""
    return copy.deepcopy(snapshots_of("grab_at_pizza", "vocr_board")[1])
