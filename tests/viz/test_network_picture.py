"""The network picture: sparse ties, ways of requests, marks, and the same in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.viz.test_pages import PLAYER, settled, until

Open = Callable[..., Any]
PICTURE = "document.querySelector('[data-testid=network] canvas').toDataURL()"


def test_fewer_ties_are_drawn_by_default_than_on_request(open_page: Open) -> None:
    page = open_page("?day=40", reduced_motion="reduce")
    pictures = {}
    for shown in ("closest", "all", "between"):
        page.get_by_label("Ties shown", exact=True).select_option(shown)
        pictures[shown] = settled(lambda: page.evaluate(PICTURE))
    assert len(set(pictures.values())) == 3
    drawn, existing = page.evaluate(
        f"""() => {{ const run = {PLAYER}.runs[0], within = (p) => run.sameSide(p) && run.pair("contact", 40, p) > 0.02;
        const count = (pairs) => [...pairs].filter(within).length;
        return [count(run.closest.pairs), count(Array.from({{ length: run.pairCount }}, (_, p) => p))]; }}"""
    )
    assert 0 < drawn < existing / 2


def test_the_way_of_a_request_leads_from_its_manager_through_its_counterpart_to_an_it_team(open_page: Open) -> None:
    page = open_page("?day=40")
    ways = page.evaluate(
        f"""() => {{ const run = {PLAYER}.runs[0], n = run.people.length;
        return run.requests.flat().map((k) => {{ const item = run.a.request_item[k], first = run.a.step_first[item];
            const {{ counterpart, colleague, voice }} = run.spokenFor(k), side = (row) => (row === null ? null : run.people[row].side);
            return {{ owner: side(run.a.item_owner[item]), change: run.a.item_kind[item] === 1, colleague: side(colleague),
                counterpart: side(counterpart), voice, team: run.teams[run.a.step_place[first + 1] - n].side }}; }}); }}"""
    )
    assert len(ways) > 50
    for way in ways:
        assert (way["change"], way["owner"], way["team"]) == (True, "business", "it")
        assert way["counterpart"] in ("it", None)
        assert way["colleague"] in ("business", None)
        assert (way["counterpart"] is None) <= (way["voice"] == 0)


def test_the_picture_describes_brokers_resistance_and_requests_in_words(open_page: Open) -> None:
    page = open_page("?day=40")
    canvas = page.locator("[data-testid=network] canvas")
    words = page.locator(f"#{canvas.get_attribute('aria-describedby')}")
    until(lambda: words.text_content().startswith("Day 40."))
    assert "Brokers between the sides:" in words.text_content()
    assert "resist" in words.text_content()
    day = page.evaluate(f"1 + {PLAYER}.runs[0].requests.findIndex((some) => some?.length)")
    page.get_by_test_id("scrub").fill(str(day))
    until(lambda: "requests a change to" in words.text_content())
    assert "speaks for it" in words.text_content()


def test_the_person_tab_lists_where_a_manager_is_heard_and_leads_to_who_speaks_for_it(open_page: Open) -> None:
    page = open_page("?day=40")
    manager, counterpart = page.evaluate(
        f"""() => {{ const run = {PLAYER}.runs[0], [best] = run.channels(40);
        return [run.people[best.manager].name, run.people[best.counterpart].name]; }}"""
    )
    page.get_by_role("tab", name="Person").click()
    chooser = page.get_by_label("Person", exact=True).and_(page.locator("select"))
    chooser.select_option(label=manager)
    panel = page.locator(".itb-person-body")
    assert "Heard in" in panel.inner_text()
    panel.locator(".itb-chip", has_text=f"by {counterpart}").first.click()
    until(lambda: "Speaks for" in panel.inner_text())
    assert chooser.evaluate("e => e.selectedOptions[0].textContent") == counterpart
    assert manager in panel.inner_text()
