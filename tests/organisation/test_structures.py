"""Other structures of a network keep the people, the number of ties, contact and trust."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.organisation import check, generate, load
from itborg.organisation.structures import BRIDGED, STRUCTURES, restructured
from itborg.organisation.types import Organisation

KEPT = [name for name in STRUCTURES if name != "without_brokers"]


@pytest.fixture(params=["grab_at_pizza", "generated"])
def organisation(request: pytest.FixtureRequest) -> Organisation:
    return load("grab_at_pizza") if request.param == "grab_at_pizza" else generate(120, 3)


def pairs(organisation: Organisation, across: bool | None = None) -> set[frozenset[int]]:
    """Return the pairs with a tie in at least one direction."""
    side = [one.side for one in organisation.people]
    ties = zip(organisation.ties.source.tolist(), organisation.ties.target.tolist(), strict=True)
    return {frozenset(one) for one in ties if across in (None, side[one[0]] != side[one[1]])}


def directed(organisation: Organisation) -> set[tuple[int, int]]:
    """Return all ties."""
    return {*zip(organisation.ties.source.tolist(), organisation.ties.target.tolist(), strict=True)}


@pytest.mark.parametrize("name", KEPT)
def test_a_structure_keeps_the_number_of_ties_and_pairs_with_their_contact(organisation: Organisation, name) -> None:
    changed = restructured(organisation, name, 4)
    assert changed.people == organisation.people
    assert len(directed(changed)) == len(changed.ties) == len(organisation.ties)
    assert len(pairs(changed)) == len(pairs(organisation))
    assert all(len(pair) == 2 for pair in pairs(changed))
    assert np.array_equal(changed.ties.contact, organisation.ties.contact)
    assert np.array_equal(changed.ties.trust, organisation.ties.trust, equal_nan=True)


def test_a_silo_has_no_pair_across(organisation: Organisation) -> None:
    assert pairs(organisation, True)
    assert not pairs(restructured(organisation, "silo"), True)


def test_a_bridged_organisation_has_twice_the_pairs_across(organisation: Organisation) -> None:
    found = len(pairs(restructured(organisation, "bridged"), True))
    assert found == pytest.approx(BRIDGED * len(pairs(organisation, True)), abs=1)


def test_rewiring_keeps_the_degrees_across_and_all_pairs_inside(organisation: Organisation) -> None:
    changed = restructured(organisation, "rewired", 2)
    assert pairs(changed, False) == pairs(organisation, False)
    assert len(pairs(changed, True) & pairs(organisation, True)) < 0.5 * len(pairs(organisation, True))
    degrees = [
        np.bincount([person for pair in pairs(one, True) for person in pair], minlength=len(one.people))
        for one in (organisation, changed)
    ]
    assert np.array_equal(*degrees)


def test_without_brokers_five_people_lose_all_ties(organisation: Organisation) -> None:
    changed = restructured(organisation, "without_brokers")
    lost = {p for one in pairs(organisation) for p in one} - {p for one in pairs(changed) for p in one}
    assert len(lost) >= 5
    assert pairs(changed) < pairs(organisation)


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_same_seed_gives_the_same_structure(organisation: Organisation, name: str) -> None:
    one, two = (restructured(organisation, name, 7) for _ in range(2))
    assert directed(one) == directed(two)


@pytest.mark.parametrize("name", KEPT)
def test_another_seed_gives_another_structure(organisation: Organisation, name: str) -> None:
    assert directed(restructured(organisation, name, 1)) != directed(restructured(organisation, name, 2))


def test_a_name_with_a_structure_loads_the_organisation_with_it() -> None:
    silo = load("grab_at_pizza@silo")
    assert silo.source == "grab_at_pizza@silo"
    assert not pairs(silo, True)
    assert check("grab_at_pizza@silo") == []


def test_an_unknown_structure_is_an_unknown_name() -> None:
    with pytest.raises(InputError, match="sillo"):
        load("grab_at_pizza@sillo")
    with pytest.raises(InputError, match="did you mean 'silo'"):
        restructured(load("grab_at_pizza"), "sillo")


def test_a_structure_of_an_organisation_without_ties_is_that_organisation() -> None:
    alone = load("grab_at_pizza")
    none = np.zeros(0, dtype=np.int64)
    empty = Organisation(alone.name, alone.people, alone.services, type(alone.ties)(none, none, none * 1.0, none * 1.0))
    for name in STRUCTURES:
        assert len(restructured(empty, name).ties) == 0


def test_an_unknown_structure_is_named_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match="no structure has the name 'silos'; did you mean 'silo'"):
        load("grab_at_pizza@silos")
