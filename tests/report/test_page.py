"""report.html: one file, no network, nothing of a user's runs as code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from itborg import plot, write_report
from itborg.analysis.comparison import compare
from itborg.report.comparison_page import page
from itborg.report.comparison_text import pairing
from tests.toy import install

EVIL = "<script>alert('x')</script>&\"it\""
VOID = {"meta", "link", "br", "wbr", "img", "hr", "input"}


class Reader(HTMLParser):
    """Collects ids, links and words; complains of tags that do not match."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it refers to."""
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href", "src"):
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Check that it was open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        self.words.append(data)


@pytest.fixture(scope="module")
def found() -> Iterator[Any]:
    """Compare four toy strategies once."""
    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        yield compare(["itil", "brm_style", "calendar"], replications=12, days=80, seed=4)


@pytest.fixture(scope="module")
def text(found: Any) -> str:
    """Return the page."""
    return page(found, "itborg compare --seed 4")


def read(text: str) -> Reader:
    """Return a page as read."""
    reader = Reader()
    reader.feed(text)
    assert not reader.open
    return reader


def test_the_page_is_whole_and_asks_nothing_of_the_network(text: str) -> None:
    reader = read(text)
    assert all(link.startswith("#") for link in reader.links)
    assert not re.search(r"<script|@import|url\((?!#)", text)
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)


def test_every_id_is_unique_and_every_reference_leads_somewhere(text: str) -> None:
    reader = read(text)
    assert len(set(reader.ids)) == len(reader.ids)
    wanted = [link[1:] for link in reader.links] + re.findall(r"url\(#([^)]+)\)", text)
    assert set(wanted) <= set(reader.ids)


def test_it_leads_with_the_answer_and_says_what_is_not_clear(text: str) -> None:
    words = " ".join(read(text).words)
    assert "brm_style leads: +4.0" in words
    assert "Not distinguishable from it: calendar." in words
    assert "Of the 3 neighbouring orders 1 is not clear." in words
    assert "itborg compare --seed 4" in words


def test_it_says_of_every_strategy_what_it_gains_and_what_lies_behind(text: str) -> None:
    words = " ".join(read(text).words)
    assert "brm_style is ahead of itil, the next, by 2.0" in words
    assert "Gains 4.0" in words
    assert "No clear gain or loss" in words
    assert "Better: " in words
    assert "No mechanism moved much and stayed clear of luck to the end." in words


def test_a_phone_has_figures_of_its_own_and_a_screen_does_not_show_them(text: str) -> None:
    assert text.count('class="scroll wide"') == text.count('<div class="narrow"><svg') == 2
    before, phone = text.split("@media (max-width: 40rem)")
    assert ".narrow { display: none; }" in before
    assert ".narrow { display: block; }" in phone


def test_it_says_of_every_strategy_what_it_is(text: str) -> None:
    words = " ".join(read(text).words)
    assert "The business tells IT its cycles: releases avoid peaks" in words


def test_pairing_is_not_praised_beyond_reason(found: Any) -> None:
    steady = replace(found)
    vars(steady)["variance_ratio"] = {"itil": 26.2, "calendar": 1.1e31}
    assert pairing(steady) == ["Pairing was worth 26 to more than 1000 times as many unpaired runs."]
    vars(steady)["variance_ratio"] = {"itil": 2000.0, "calendar": 1.1e31}
    assert pairing(steady) == ["Pairing was worth more than 1000 times as many unpaired runs."]


def test_colours_come_from_the_style_sheet_by_day_and_by_night(text: str) -> None:
    body = text.split("</style>")[1]
    assert "prefers-color-scheme: dark" in text
    assert "var(--c1)" in body
    assert not re.search(r"#0a0b[0-9a-f]{2}", text)
    assert set(re.findall(r"(?:fill|stroke): (#[0-9a-fA-F]{6})", body)) <= {"#000000", "#ffffff"}


def test_names_of_a_user_are_text_and_never_code(found: Any) -> None:
    study = replace(found.provenance, organisation=EVIL, called=EVIL)
    names = (found.strategies[0], EVIL, *found.strategies[2:])
    frames = {
        key: getattr(found, key).replace({"strategy": {found.strategies[1]: EVIL}})
        for key in ("daily", "blocks", "handoffs", "risk")
    }
    evil = page(replace(found, provenance=study, strategies=names, **frames), f"itborg compare {EVIL}")
    assert "<script" not in evil
    assert EVIL in "".join(read(evil).words)


@pytest.mark.usefixtures("toy")
def test_only_the_baseline_or_one_pair_can_be_reported_too() -> None:
    assert "there is nothing to compare it with" in page(compare(["none"], replications=3, days=30))
    assert "Does this strategy" in page(compare(["itil"], replications=1, days=5))


def test_the_report_can_be_written_from_python(found: Any, tmp_path: Path) -> None:
    written = write_report(found, tmp_path / "out.html")
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_plot_shows_every_strategy_but_the_baseline(found: Any) -> None:
    axes = plot(found).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["brm_style", "itil", "calendar"]
