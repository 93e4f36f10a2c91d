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
from itborg.report.comparison_text import FEWEST_PAIRS, saved_runs
from itborg.strategies.registry import STRATEGIES
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


def test_the_page_is_complete_and_needs_no_network(text: str) -> None:
    reader = read(text)
    assert all(link.startswith("#") for link in reader.links)
    assert not re.search(r"<script|@import|url\((?!#)", text)
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)


def test_every_id_is_unique_and_every_reference_leads_somewhere(text: str) -> None:
    reader = read(text)
    assert len(set(reader.ids)) == len(reader.ids)
    wanted = [link[1:] for link in reader.links] + re.findall(r"url\(#([^)]+)\)", text)
    assert set(wanted) <= set(reader.ids)


def test_it_starts_with_the_result_and_states_what_is_not_significant(text: str) -> None:
    words = " ".join(read(text).words)
    assert "brm_style leads: +4.0" in words
    assert "Not statistically distinguishable from the baseline: calendar." in words
    assert "Of 3 pairs of neighbours in the ranking 1 does not differ significantly." in words
    assert "itborg compare --seed 4" in words


def test_it_states_the_effect_of_every_strategy_and_its_causes(text: str) -> None:
    words = " ".join(read(text).words)
    assert "brm_style is ahead of itil, the next strategy, by 2.0" in words
    assert "Raises net value by 4.0" in words
    assert "No significant effect on net value" in words
    assert "Better: " in words
    assert "No mechanism changed much and remained statistically significant to the end of the run." in words


def test_a_phone_has_figures_of_its_own_and_a_screen_does_not_show_them(text: str) -> None:
    assert text.count('class="scroll wide"') == text.count('<div class="narrow"><svg') == 3
    before, phone = text.split("@media (max-width: 40rem)")
    assert ".narrow { display: none; }" in before
    assert ".narrow { display: block; }" in phone


def test_it_describes_every_built_in_strategy(text: str) -> None:
    words = " ".join(read(text).words)
    assert all(STRATEGIES[name].meaning in words for name in ("itil", "brm_style", "calendar"))


def test_the_factor_saved_by_common_random_numbers_has_an_upper_limit(found: Any) -> None:
    copy = replace(found)
    vars(copy)["variance_ratio"] = {"itil": 26.2, "calendar": 1.1e31}
    assert saved_runs(copy) == ["Common random numbers saved a factor of 26 to more than 1000 in runs."]
    vars(copy)["variance_ratio"] = {"itil": 2000.0, "calendar": 1.1e31}
    assert saved_runs(copy) == ["Common random numbers saved a factor of more than 1000 in runs."]


def test_a_few_replications_do_not_estimate_the_factor_saved_by_common_random_numbers() -> None:
    few = compare(["itil"], replications=FEWEST_PAIRS - 1, days=5)
    vars(few)["variance_ratio"] = {"itil": 26.2}
    assert saved_runs(few) == []


def test_colours_come_from_the_style_sheet_for_light_and_dark_screens(text: str) -> None:
    body = text.split("</style>")[1]
    assert "prefers-color-scheme: dark" in text
    assert "var(--c1)" in body
    assert not re.search(r"#0a0b[0-9a-f]{2}", text)
    assert set(re.findall(r"(?:fill|stroke): (#[0-9a-fA-F]{6})", body)) <= {"#000000", "#ffffff"}


def test_names_given_by_a_user_are_escaped(found: Any) -> None:
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
def test_the_baseline_alone_or_one_replication_can_be_reported() -> None:
    assert "there is nothing to compare it with" in page(compare(["none"], replications=3, days=30))
    assert "Does this strategy" in page(compare(["itil"], replications=1, days=5))


def test_the_report_can_be_written_from_python(found: Any, tmp_path: Path) -> None:
    written = write_report(found, tmp_path / "out.html")
    assert written.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_plot_shows_every_strategy_but_the_baseline(found: Any) -> None:
    axes = plot(found).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["brm_style", "itil", "calendar"]


@pytest.mark.usefixtures("toy")
def test_five_strategies_joined_by_plus_can_be_drawn() -> None:
    long = "itil+brm_style+calendar+itil+brm_style"
    found = compare([long], replications=3, days=40)
    assert page(found).count("…") >= 2
