"""The kit prints everything a facilitator needs, for any organisation, from one file without a network."""

from __future__ import annotations

import re

import pytest
from itborg_viz.game import Decision, Game, team_state
from itborg_viz.game.deck import deck
from itborg_viz.game.facts import facts
from itborg_viz.game.practice_cards import CARDS
from itborg_viz.game.roles import ROLES
from itborg_viz.workshop.kit import kit_page, role_cards
from itborg_viz.workshop.kit_sheets import calendar, month_names
from itborg_viz.workshop.kit_text import AGENDAS
from itborg_viz.workshop.phases import pages
from itborg_viz.workshop.state import FORMS, new_state
from markupsafe import escape

from itborg.analysis.measures.worst_practices import PRACTICES, observed_practices
from itborg.organisation import generate, load
from itborg.organisation.types import Organisation


def organisation(name: str) -> Organisation:
    """Return a bundled organisation or a synthetic one."""
    return generate(24, seed=3) if name == "generated" else load(name)


@pytest.fixture(scope="module")
def page() -> str:
    return kit_page(load("grab_at_pizza"))


@pytest.mark.parametrize("name", ["workfrance", "generated"])
def test_the_kit_of_any_organisation_has_no_resource_from_elsewhere(name: str) -> None:
    text = kit_page(organisation(name))
    assert "<script" not in text
    assert "@import" not in text
    assert "url(" not in text
    assert not re.search(r"(?:src|href)\s*=", text)
    assert "http" not in text


def test_every_fact_of_the_game_is_on_the_cards_of_its_role(page: str) -> None:
    for fact in facts(load("grab_at_pizza")):
        assert str(escape(fact.text)) in page
    cards = role_cards(load("grab_at_pizza"), 3, month_names(load("grab_at_pizza")))
    assert [one.title for one in cards] == [one.title for one in ROLES.values()]
    assert {one.month for one in cards} == {"September"}


def test_wall_sheets_show_no_true_worth_effort_or_date_of_an_initiative(page: str) -> None:
    sheets = page.split('<div class="cut initiative')[1:]
    by_title = {one.title: one for one in deck(load("grab_at_pizza")).values()}
    for sheet in sheets:
        title = re.findall(r"<h3>(.*?)</h3>", sheet)[0]
        body = sheet.split('<section class="page">')[0]
        if title in by_title:
            one = by_title.pop(title)
            assert f"{one.price:.0f} kEUR" in body
            assert str(escape(one.business)) not in body
            assert str(escape(one.it)) not in body
    assert not by_title


def test_the_calendar_has_120_days_and_the_announced_campaigns() -> None:
    sheets = calendar(load("grab_at_pizza"))
    days = [day for month in sheets for week in month.weeks for day in week]
    assert [day.number for day in days] == list(range(1, 121))
    assert [one.name for one in sheets] == ["July", "August", "September", "October", "November", "December"]
    assert [day.date.day for day in days if day.campaign][:2] == [7, 8]


def test_an_agenda_lasts_as_long_as_its_form_and_has_all_its_rounds() -> None:
    assert AGENDAS.keys() == FORMS.keys()
    for form, (_, steps) in AGENDAS.items():
        minutes = sum(one.minutes for one in steps)
        assert int(form) == minutes or (form == "180" and 180 <= minutes <= 240)
        rounds = [one for one in steps if one.title.startswith("Round")]
        assert len(rounds) == len(FORMS[form]) == len({n for phase, n in pages(new_state(form=form))})


def test_every_worst_practice_has_questions_and_evidence(page: str) -> None:
    assert CARDS.keys() == PRACTICES.keys()
    for name, card in CARDS.items():
        assert str(escape(PRACTICES[name].card)) in page
        assert len(card.questions) >= 2
        assert all(one.endswith("?") for one in card.questions)
        assert len(card.evidence) > 80


def test_after_a_game_the_practices_that_showed_come_first() -> None:
    game = Game(load("grab_at_pizza"), 3).after(Decision())
    team = team_state(game, 2)
    text = kit_page(game.organisation, 3, team=team)
    shown = [one.practice.card for one in observed_practices(team.team[0].run) if one.months]
    first, rest = text.split("Worst practices that did not show", 1)
    assert shown
    assert all(str(escape(title)) in first and str(escape(title)) not in rest for title in shown)


def test_names_of_an_organisation_are_escaped() -> None:
    evil = '<img src=x onerror="alert(1)">'
    plain = load("grab_at_pizza")
    people = tuple(one.__class__(one.id, evil, one.side, one.role, one.team, one.traits) for one in plain.people)
    renamed = Organisation(evil, people, plain.services, plain.ties, plain.calendar, plain.currency, "")
    text = kit_page(renamed)
    assert "<img" not in text
    assert "&lt;img" in text
