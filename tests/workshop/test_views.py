"""What the pages of a workshop show: nothing raw, nothing secret, every page of every phase."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from itborg_viz.game import choices
from itborg_viz.game.deck import deck
from itborg_viz.game.events import EVENTS
from itborg_viz.game.facts import cards
from itborg_viz.game.roles import ROLES
from itborg_viz.game.target import Target
from itborg_viz.game.team_state import team_state
from itborg_viz.workshop import views
from itborg_viz.workshop.console import HINTS, hint
from itborg_viz.workshop.figures import MINUS
from itborg_viz.workshop.month_player import daily_profit
from itborg_viz.workshop.months import Months, months_of
from itborg_viz.workshop.scene import Scene
from itborg_viz.workshop.sheets import sheets_of
from itborg_viz.workshop.stage_account import account_sheet
from itborg_viz.workshop.stage_truths import initiatives, requests_of_round
from markupsafe import escape

from tests.workshop.conftest import Table

REPLICATIONS = 4
NAME = "<img src=x onerror=alert(1)>"[:24]
SHOWN = re.compile(r">([^<>]+)<|(?:title|aria-label|placeholder)=\"([^\"]*)\"")


@pytest.fixture(scope="module")
def months() -> dict[int, Months]:
    """Return results by the number of months played, computed once."""
    return {}


def computed(table: Table, months: dict[int, Months]) -> None:
    """Have the months decided computed, with few replications."""
    game = table.workshop.game
    played = len(game.decisions)
    if played not in months:
        months[played] = months_of(team_state(game, REPLICATIONS), Target(300.0, 790.0, ()))
    table.workshop.results = months[played]


def pages(table: Table, months: dict[int, Months]) -> Iterator[str]:
    """Play two months of three rounds and yield each phase, in which all pages can be looked at."""
    table.state.form = "180"
    table.seat(3)
    table.workshop.state.players[table.tokens[0]].name = NAME
    computed(table, months)
    for phase in ("join", "briefing", "decide"):
        yield phase
        table.host("phase", to="next")
        if phase == "decide":
            break
    for phase in ("predict", "live", "reveal", "improve"):
        if phase == "live":
            computed(table, months)
        yield phase
        if phase == "reveal":
            for n in range(1, len(sheets_of(Scene(table.workshop)))):
                table.host("sheet", n=n)
                yield f"{phase} {n}"
        if phase == "improve":
            table.phone(0, "idea", text="Ask before <b>each</b> campaign")
            yield phase
        table.host("phase", to="next")
    table.host("phase", to="debrief")
    for n in range(len(sheets_of(Scene(table.workshop)))):
        table.host("sheet", n=n)
        yield f"debrief {n}"


def everything(table: Table) -> dict[str, str]:
    """Return the HTML of all pages: wall, console and each phone."""
    looking = [views.Audience("wall"), views.Audience("console")]
    looking += [views.Audience("phone", token) for token in table.tokens]
    return {
        f"{one.kind} {one.token[:8]} {name}": text
        for one in looking
        for name, text in views.regions(table.workshop, one).items()
    }


def texts(html: str) -> str:
    """Return what somebody reads of a page."""
    return " ".join(found[0] or found[1] for found in SHOWN.findall(html))


def test_no_page_shows_a_raw_id_a_secret_or_markup_of_players(table: Table, months: dict[int, Months]) -> None:
    keys = {*choices(), *deck(table.workshop.organisation), *EVENTS, *ROLES}
    raw = [re.compile(rf"(?<!\w){key}(?!\w)") for key in keys if "_" in key]
    for phase in pages(table, months):
        for where, html in everything(table).items():
            assert [one.pattern for one in raw if one.search(texts(html))] == [], (phase, where)
            assert "<img src" not in html, (phase, where)
            assert "<b>each" not in html, (phase, where)
            assert table.state.host_token not in html, (phase, where)
            assert not any(token in html for token in table.tokens), (phase, where)
            assert " style=" not in html, (phase, where)
            assert "onclick" not in html, (phase, where)


def test_a_phone_shows_its_own_cards_and_no_others(table: Table, months: dict[int, Months]) -> None:
    table.seat(3)
    computed(table, months)
    table.host("phase", to="briefing")
    dealt = cards(table.workshop.organisation, 1)
    for token in table.tokens:
        body = views.regions(table.workshop, views.Audience("phone", token))["body"]
        own = set(table.workshop.roles_of(token))
        for role, card in dealt.items():
            there = [fact.text for fact in card.facts if fact.useful and str(escape(fact.text)) in body]
            assert (role in own) == bool(there), role


def test_on_one_screen_no_hint_speaks_of_phones_addresses_or_votes(table: Table, months: dict[int, Months]) -> None:
    for phones in (True, False):
        table.state.phones = phones
        named = [one for one in HINTS if re.search("phone|address|vote|tap|reveal", hint(Scene(table.workshop), one))]
        assert named == (["join", "predict"] if phones else [])


def test_true_worths_come_after_the_month_and_only_of_what_is_done(table: Table, months: dict[int, Months]) -> None:
    computed(table, months)
    table.seat(2)
    wall = views.Audience("wall")
    for to in ("briefing", "decide", "predict", "live"):
        table.host("phase", to=to)
        table.host("sheet", n=3)  # sheets of results exist after the month only
        assert "stated" not in texts(views.regions(table.workshop, wall)["stage"])
    computed(table, months)
    table.host("phase", to="reveal")
    team = months[1].state
    progress = team.team[0].progress
    done = {progress.cards[name].title for name in (*progress.delivered, *progress.dropped)}
    scene = Scene(table.workshop)
    assert {one["title"] for one in initiatives(scene).get("rows", [])} <= done
    closed = [one for one in team.team[0].outcomes[0].values() if one.status == "delivered"]
    assert requests_of_round(scene)["count"] == len(closed)


def live(table: Table, months: dict[int, Months]) -> None:
    """Play the first month with one phone, and stop where it is shown."""
    computed(table, months)
    table.seat(1)
    for to in ("briefing", "decide", "predict", "live"):
        table.host("phase", to=to)
    computed(table, months)


def test_a_name_stands_on_the_network_once_and_a_long_one_by_its_first_word(table: Table) -> None:
    table.seat(3)
    names = ("Mia", "Annegret von der Heide", "Bo")
    for token, name in zip(table.tokens, names, strict=True):
        table.workshop.state.players[token].name = name
    assert sorted(Scene(table.workshop).names_on_nodes.values()) == ["Annegret", "Bo", "Mia"]


def test_the_account_on_the_wall_adds_up_to_the_cent(table: Table, months: dict[int, Months]) -> None:
    live(table, months)
    table.host("phase", to="reveal")
    shown = account_sheet(Scene(table.workshop))
    values = [round(100 * float(one["own"].replace(",", "").replace(MINUS, "-"))) for one in shown["lines"]]
    sums = [n for n, one in enumerate(shown["lines"]) if one["sum"]]
    assert [values[n] for n in sums] == [sum(values[: sums[0]]), sum(values[sums[0] : sums[1]])]
    assert values[-1] == months[1].state.team[0].account(1).profit


def test_votes_are_dots_until_they_are_revealed(table: Table, months: dict[int, Months]) -> None:
    table.seat(2)
    computed(table, months)
    table.host("phase", to="briefing")
    table.host("phase", to="decide")
    table.phone(0, "vote", topic="start:winter_box", choice="yes")
    wall = views.regions(table.workshop, views.Audience("wall"))["stage"]
    assert 'class="dot"' in wall
    assert "dot business" not in wall
    table.host("reveal")
    assert "dot business" in views.regions(table.workshop, views.Audience("wall"))["stage"]


def test_a_page_is_a_frame_without_a_script_or_a_style_of_its_own() -> None:
    for kind in ("phone", "wall", "console"):
        page = views.page(kind)
        assert "<style" not in page
        assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.S) == [""]
    assert views.static("workshop.js")
    assert views.static("live.js")
    assert views.static("network.js")
    assert views.static("../state.py") is None


def test_profit_by_day_adds_up_to_the_account_of_each_month(table: Table, months: dict[int, Months]) -> None:
    live(table, months)
    for one in (months[1].state.team[0], months[1].state.baseline[0]):
        assert daily_profit(one, (1,)).sum() == pytest.approx(one.account(1).profit / 100_000, abs=1e-6)
