"""Synthetic organisations are valid at any size and have the structure of the bundled one."""

from __future__ import annotations

import tracemalloc
from collections import Counter

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.organisation import IT_ROLES, NetworkDesign, Organisation, Person, check, generate, load, write
from itborg.organisation.synthetic.network import usual_cross_team, wire

SIZES = [6, 7, 8, 12, 20, 100, 1000]


def kinds(org: Organisation) -> dict[str, np.ndarray]:
    """Return which ties are inside teams, between teams of one side, and between the sides."""
    side = np.array([p.side == "it" for p in org.people])
    teams = {key: at for at, key in enumerate({(p.side, p.team) for p in org.people})}
    team = np.array([teams[p.side, p.team] for p in org.people])
    source, target = org.ties.source, org.ties.target
    same_side, same_team = side[source] == side[target], team[source] == team[target]
    return {
        "inside": same_team,
        "it": same_side & ~same_team & side[source],
        "business": same_side & ~same_team & ~side[source],
        "across": ~same_side,
    }


def mutual(org: Organisation, which: np.ndarray) -> float:
    """Return the share of ties that exist in both directions."""
    pairs = set(zip(org.ties.source.tolist(), org.ties.target.tolist(), strict=True))
    chosen = zip(org.ties.source[which].tolist(), org.ties.target[which].tolist(), strict=True)
    return float(np.mean([(b, a) in pairs for a, b in chosen]))


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("seed", [0, 1])
def test_every_size_is_valid(people, seed, tmp_path):
    org = generate(people, seed)
    assert len(org.people) == people
    assert check(write(org, tmp_path / "org")) == []


@pytest.mark.parametrize("people", range(6, 60))
def test_every_organisation_has_a_service_desk_resolvers_services_and_both_sides(people):
    org = generate(people)
    roles = Counter(p.role for p in org.people)
    assert min(roles[role] for role in ("service desk", "operations", "developer")) >= 1
    assert max(roles["cio"], roles["ceo"]) <= 1
    assert len(org.it) < len(IT_ROLES) or all(roles[role] for role in IT_ROLES)
    assert 2 <= len(org.services) <= 60
    assert {s.owner for s in org.services} <= {p.team for p in org.business}
    assert len({s.name for s in org.services}) == len(org.services)


@pytest.mark.parametrize("it_share", [0.01, 0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("people", [6, 40, 500])
def test_any_share_of_it_people_is_valid(people, it_share, tmp_path):
    assert check(write(generate(people, it_share=it_share), tmp_path / "org")) == []


def test_at_forty_people_the_structure_is_that_of_grab_at_pizza():
    game, made = load("grab_at_pizza"), generate(40)
    for count in (
        lambda org: Counter((p.side, p.role, p.team) for p in org.people),
        lambda org: sorted((s.owner, s.value_per_day, s.rhythm) for s in org.services),
    ):
        assert count(made) == count(game)


def test_up_to_a_hundred_people_there_are_at_most_six_business_teams():
    for people in (20, 60, 100):
        assert len({p.team for p in generate(people).business}) <= 6


def test_teams_stay_small_enough_for_all_members_to_know_each_other():
    sizes = Counter((p.side, p.team) for p in generate(3000).people).values()
    assert max(sizes) <= 12


def test_the_same_seed_gives_the_same_organisation_and_another_does_not():
    one, same, other = generate(60, 5), generate(60, 5), generate(60, 6)
    assert one.people == same.people
    assert one.services == same.services
    np.testing.assert_array_equal(one.ties.contact, same.ties.contact)
    assert one.people != other.people


def test_another_network_design_does_not_change_people_and_services():
    one, other = generate(60, 5), generate(60, 5, network=NetworkDesign(cross_team=1.0))
    assert one.people == other.people
    assert one.services == other.services
    assert len(other.ties) < len(one.ties)


def test_ties_have_the_density_and_contact_of_the_network_design():
    org = generate(1000, 1)
    ties, kind = org.ties, kinds(org)
    assert kind["it"].sum() / len(org.it) == pytest.approx(usual_cross_team(650), rel=0.05)
    assert kind["across"].sum() / len(org.business) == pytest.approx(2 * 10 / 7, rel=0.1)
    assert ties.contact[kind["inside"]].mean() == pytest.approx(4 / 6, abs=0.02)
    assert ties.contact[kind["it"]].mean() == pytest.approx(1.5 / 4.5, abs=0.02)
    assert ties.contact[kind["across"]].min() >= 0.05
    assert ties.contact[kind["across"]].max() <= 0.35
    assert mutual(org, kind["it"]) == pytest.approx(0.6, abs=0.03)
    assert mutual(org, kind["across"]) == pytest.approx(0.6, abs=0.05)


def test_nine_tenths_of_team_members_are_tied_with_similar_contact_in_both_directions():
    org = generate(1000, 2)
    sizes = Counter((p.side, p.team) for p in org.people).values()
    inside = kinds(org)["inside"]
    assert inside.sum() / sum(n * (n - 1) for n in sizes) == pytest.approx(0.9, abs=0.02)
    ends = (org.ties.source[inside].tolist(), org.ties.target[inside].tolist())
    contact = dict(zip(zip(*ends, strict=True), org.ties.contact[inside].tolist(), strict=True))
    both = np.array([(c, contact[b, a]) for (a, b), c in contact.items() if (b, a) in contact])
    assert np.corrcoef(both.T)[0, 1] == pytest.approx(0.6, abs=0.1)
    assert (both[:, 0] != both[:, 1]).mean() > 0.9


def test_the_desk_has_twice_the_ties_to_other_teams_and_delivery_managers_most_ties_across_the_sides():
    org = generate(2000, 3)
    kind, roles = kinds(org), np.array([p.role for p in org.people])
    between = np.bincount(org.ties.source[kind["it"]], minlength=len(roles))
    across = np.bincount(org.ties.source[kind["across"]], minlength=len(roles))
    desk, developer = (between[roles == r].mean() for r in ("service desk", "developer"))
    assert desk / developer == pytest.approx(2, rel=0.15)
    assert across[roles == "service delivery manager"].mean() > 3 * across[roles == "developer"].mean()


@pytest.mark.parametrize("ratio", [2.0, 10.0])
def test_a_silo_ratio_is_the_ratio_of_the_densities(ratio):
    org = generate(400, 1, network=NetworkDesign(silo_ratio=ratio))
    kind, sizes = kinds(org), Counter(p.team for p in org.it).values()
    possible = sum(n * (n - 1) for n in sizes)
    inside = sum(kind["inside"] & np.array([org.people[s].side == "it" for s in org.ties.source]))
    between = kind["it"].sum() / (len(org.it) * (len(org.it) - 1) - possible)
    assert inside / possible / between == pytest.approx(ratio, rel=0.1)


def test_people_of_a_very_large_team_know_some_members_and_not_all():
    team = [Person(f"p{n}", "P", "it", "operations", "Huge") for n in range(1000)]
    ties = wire([*team, Person("b", "B", "business", "ceo", "Board")], seed=1)
    pairs = list(zip(ties.source.tolist(), ties.target.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert (ties.source != ties.target).all()
    assert 10 < len(ties) / 1000 < 20


def test_services_have_the_same_value_per_business_person_at_any_size():
    worth = [
        sum(s.value_per_day or 0 for s in org.services) / len(org.business) for org in map(generate, (40, 200, 1000))
    ]
    assert worth == pytest.approx([74 / 14] * 3, rel=0.3)


def test_there_are_no_duplicate_ties_and_no_self_ties():
    ties = generate(500, 4).ties
    pairs = list(zip(ties.source.tolist(), ties.target.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert (ties.source != ties.target).all()


def test_the_bundled_ties_are_those_of_the_seed_that_the_file_states():
    org = load("grab_at_pizza")
    ties = wire(org.people, seed=24)
    for column in ("source", "target", "contact"):
        np.testing.assert_array_equal(getattr(ties, column), getattr(org.ties, column))


def test_grab_at_pizza_has_the_people_and_services_of_the_game():
    org = load("grab_at_pizza")
    it = {"Service Desk": 6, "Operations Infrastructure": 4, "Operations Applications": 3}
    it |= {"Development Web": 3, "Development Back Office": 3, "Problem Management": 2}
    assert Counter(p.team for p in org.it) == it | {"Service Management": 5}
    assert Counter(p.team for p in org.business) == {
        "Sales": 3,
        "Marketing": 3,
        "Kitchen Operations": 4,
        "HR": 1,
        "Finance": 2,
        "Executive": 1,
    }
    assert sorted(s.value_per_day for s in org.services) == [3, 3, 5, 8, 9, 12, 14, 20]
    assert (org.calendar.start, org.calendar.months) == ("2026-07-01", 6)


@pytest.mark.parametrize(
    ("people", "seed", "share", "message"),
    [(5, 0, 0.5, "too few"), (9, -1, 0.5, "negative"), (9, 0, 1.0, "not between 0 and 1")],
)
def test_numbers_out_of_range_are_rejected(people, seed, share, message):
    with pytest.raises(InputError, match=message):
        generate(people, seed, share)


def test_memory_grows_with_the_number_of_ties_and_not_with_the_number_of_pairs() -> None:
    def room(people: int) -> int:
        tracemalloc.start()
        try:
            generate(people)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    generate(1000)
    assert room(20_000) < 20 * room(2000)  # 15 times the ties; 100 times the pairs


@pytest.mark.parametrize(
    "wrong",
    [{"within": 1.1}, {"cross_side": -1.0}, {"silo_ratio": 0.0}, {"symmetry": float("nan")}],
)
def test_a_network_design_out_of_range_is_rejected(wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        NetworkDesign(**wrong)


def test_the_smallest_network_design_has_no_ties_and_the_largest_at_most_one_per_pair():
    nothing = NetworkDesign(within=0.0, cross_team=0.0, cross_side=0.0)
    everything = NetworkDesign(within=1.0, cross_team=1e5, cross_side=1e5, reciprocity=1.0)
    assert len(generate(40, network=nothing).ties) == 0
    assert 0 < len(generate(40, network=everything).ties) <= 40 * 39
