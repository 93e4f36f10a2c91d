"""Facts of the cards: every fact belongs to one role, and neither side alone has both halves of a truth."""

from __future__ import annotations

import pytest
from itborg_viz.game.deck import deck
from itborg_viz.game.facts import Fact, cards, facts
from itborg_viz.game.roles import ROLES

from itborg.organisation import load

BUSINESS_HALVES = {"worth", "date", "load", "share", "law", "no use", ""}
IT_HALVES = {"lead", "needs", "limit", "support", "gap", "causes", "no use", ""}
ORGANISATIONS = pytest.mark.parametrize("name", ["grab_at_pizza", "workfrance"])


def by_side(name: str, month: int = 6) -> dict[str, list[Fact]]:
    """Return side -> the facts dealt to it until a month."""
    every = [one for one in facts(load(name)) if one.month <= month]
    return {side: [one for one in every if ROLES[one.role].side == side] for side in ("business", "it")}


@ORGANISATIONS
def test_every_fact_that_is_of_use_is_dealt_to_one_role_once(name: str) -> None:
    texts = [one.text for one in facts(load(name)) if one.useful]
    assert len(texts) == len(set(texts)) == 2 * 6 * len(ROLES)


@ORGANISATIONS
@pytest.mark.parametrize("month", range(1, 7))
def test_every_role_has_a_card_each_month_with_one_useless_fact(name: str, month: int) -> None:
    dealt = cards(load(name), month)
    assert set(dealt) == set(ROLES)
    for card in dealt.values():
        assert [one.useful for one in card.facts].count(False) == 1
        assert card.wish
        assert card.worry
        assert card.question.endswith("?")
    assert len({one.text for card in dealt.values() for one in card.facts}) == 3 * len(ROLES)


@ORGANISATIONS
def test_a_side_knows_its_own_halves_only(name: str) -> None:
    known = by_side(name)
    assert {one.half for one in known["business"]} <= BUSINESS_HALVES
    assert {one.half for one in known["it"]} <= IT_HALVES


@ORGANISATIONS
def test_both_halves_of_every_truth_are_dealt_in_time(name: str) -> None:
    for one in deck(load(name)).values():
        if one.name == "one_record":  # known by what needs it
            continue
        due = 1 if one.name in ("match_night", "second_node", "working_time") else 2
        sides = by_side(name, due)
        assert all(any(fact.about == one.name for fact in known) for known in sides.values()), one.name


@ORGANISATIONS
def test_facts_name_no_code_and_no_role_key(name: str) -> None:
    for one in facts(load(name)):
        assert "_" not in one.text
        assert one.text.endswith(".")
