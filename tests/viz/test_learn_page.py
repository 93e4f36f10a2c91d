"""The Learn page in a real browser: the prediction comes before the result."""

from __future__ import annotations

from tests.viz.test_pages import Open, nameless


def test_a_lesson_shows_its_result_only_after_the_prediction(open_page: Open) -> None:
    page = open_page("?page=learn&lesson=2", ready="[data-testid=predict]")
    assert page.get_by_test_id("run-lesson").is_disabled()
    assert page.locator(".learn-output, .learn-figure, .itb-waiting").count() == 0
    assert page.locator(".learn-lesson .itb-card").count() == 2
    assert nameless(page) == []
    page.get_by_test_id("option-a").click()
    page.get_by_test_id("run-lesson").click()
    page.wait_for_selector(".learn-figure")
    assert "You predicted a; this run supports c." in page.inner_text(".learn-lesson")


def test_a_link_opens_its_lesson(open_page: Open) -> None:
    page = open_page("?page=learn&lesson=5", ready="[data-testid=predict]")
    assert "5. We are Borg" in page.inner_text(".learn-lesson")
    page.get_by_test_id("lesson-1").click()
    page.wait_for_function("location.href.includes('lesson=1')")
