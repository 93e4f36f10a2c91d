"""Organisations of three sizes, and models at several evenings of their lives."""

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
def lived_through(name: str, strategy: str) -> tuple[Model, ...]:
    """Return a model on three evenings: at the start, in the first quarter, after a year."""
    model = Model(read(name), strategy, rng=5, burn_in=40, days=200)
    evenings = [copy.deepcopy(model)]
    for days in (37, 163):
        model.run_for(days)
        evenings.append(copy.deepcopy(model))
    return tuple(evenings)


@pytest.fixture(params=ORGANISATIONS)
def organisation(request: pytest.FixtureRequest) -> Organisation:
    """Give each of the three organisations."""
    return read(request.param)


@pytest.fixture(params=CASES, ids="-".join)
def evenings(request: pytest.FixtureRequest) -> tuple[Model, ...]:
    """Give three evenings of a model; to be looked at only."""
    return lived_through(*request.param)


@pytest.fixture
def pizza() -> Organisation:
    """Give the bundled organisation."""
    return read("grab_at_pizza")


@pytest.fixture
def model() -> Model:
    """Give a fresh model that may be lived with."""
    return copy.deepcopy(lived_through("grab_at_pizza", "vocr_board")[1])
