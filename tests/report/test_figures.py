"""Figures: what a page draws is what a file draws, without a plotting library."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

from itborg.report.drawing import PAGE, PRINT, Figure, Palette, Room, calm, interval_row, legend_on_top, name_rows
from itborg.report.matplotlib_figure import converted
from itborg.report.scales import limits, round_numbers, round_powers
from itborg.report.svg import drawn

SVG = "{http://www.w3.org/2000/svg}"


def rows(palette: Palette = PAGE) -> Figure:
    """Return a figure of three intervals, one of them outside the limits."""
    figure = Figure(6, 2, Room(left=1))
    axes = figure.subplots()
    calm(axes, palette, grid="x")
    for at, mean in enumerate((1.0, -2.0, 30.0)):
        interval_row(axes, at, mean, mean - 1, mean + 1, palette.series[0])
    name_rows(axes, ["first", "<second>", "third"])
    axes.set_xlim(-4, 4)
    return figure


def test_a_figure_is_well_formed_and_in_the_colours_of_the_page() -> None:
    svg = ElementTree.fromstring(drawn(rows(), "one", "a < b").replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))
    assert svg.get("aria-label") == "a < b"
    assert {one.text for one in svg.iter(f"{SVG}text")} >= {"first", "<second>", "third"}
    paints = {value for one in svg.iter() for name, value in one.items() if name in ("fill", "stroke")} - {"none"}
    assert paints <= {f"var(--{name})" for name in ("ink", "faint", "grid", "c1")}


def test_the_same_figure_gives_the_same_text() -> None:
    assert drawn(rows(), "one", "") == drawn(rows(), "one", "")


def test_an_estimate_is_drawn_on_the_scale_of_its_axis() -> None:
    text = drawn(rows(), "one", "")
    places = {float(x): value for x, value in re.findall(r'<text x="([\d.]+)"[^>]*text-anchor="middle">([^<]+)', text)}
    zero = next(x for x, value in places.items() if value == "0")
    two = next(x for x, value in places.items() if value == "2")
    start, end = map(float, re.search(r'd="M([\d.]+),[\d.]+ ([\d.]+),[\d.]+" fill="none"', text).groups())  # type: ignore[union-attr]
    assert start == pytest.approx(zero, abs=0.11)
    assert end == pytest.approx(two, abs=0.11)


def test_a_page_and_a_file_have_the_same_limits_and_ticks() -> None:
    figure = rows(PRINT)
    shown, own = converted(figure).axes[0], figure.axes[0]
    assert shown.get_xlim() == limits([own], upright=False)[:2] == (-4, 4)
    assert shown.get_ylim() == limits([own], upright=True)[:2] == (2.6, -0.6)
    assert [label.get_text() for label in shown.get_yticklabels()] == ["first", "<second>", "third"]


def test_panels_that_share_an_axis_have_the_same_limits_and_a_hidden_one_does_not_count() -> None:
    figure = Figure(6, 4, Room())
    panels = figure.subplots(2, 2, sharex=True, sharey="row")
    for at, axes in enumerate(panels.flat):
        axes.plot([0, 10.0 * (at + 1)], [0, at], color="black")
    panels[1, 1].set_visible(False)
    text = drawn(figure, "one", "")
    assert text.count(">30<") == 2
    assert ">40<" not in text


def test_values_that_are_missing_interrupt_a_line_and_hide_a_bar() -> None:
    figure = Figure(6, 2, Room())
    axes = figure.subplots()
    axes.plot(range(5), [1, 2, np.nan, 2, 1], "o-", color="black")
    axes.barh(1, np.nan, color="black")
    text = drawn(figure, "one", "")
    assert "nan" not in text
    line = re.search(r'<path d="([^"]*)" fill="none"', text)
    assert line is not None
    assert line.group(1).count("M") == 2


def test_a_legend_that_is_too_wide_has_more_rows() -> None:
    figure = Figure(4, 3, Room(top=0.7))
    axes = figure.subplots()
    for name in ("a_strategy_with_a_long_name", "another_strategy_with_a_name", "third", "fourth"):
        axes.plot([0, 1], [0, 1], color="black", label=name)
    legend_on_top(figure, PRINT)
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(?:a_s|ano|thi|fou)', drawn(figure, "one", ""))
    assert len(found) == 4
    assert len({y for _, y in found}) > 1
    assert all(0 <= float(x) <= 4 * 72 for x, _ in found)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-0.0031, 0.0042), (1e-9, 3e-9), (-5e6, 7e6), (99.9, 100.1)])
def test_ticks_are_round_and_inside_the_limits(low: float, high: float) -> None:
    found = round_numbers(low, high, 6)
    assert 2 <= len(found) <= 7
    assert all(low - 1e-6 * (high - low) <= one <= high + 1e-6 * (high - low) for one in found)
    assert np.allclose(np.diff(found), found[1] - found[0])


def test_ticks_of_a_logarithmic_axis_are_inside_its_limits() -> None:
    assert round_powers(0.9, 11, 5) == [1.0, 2.0, 5.0, 10.0]
    assert all(2 <= one <= 3e7 for one in round_powers(2, 3e7, 4))


def test_a_report_needs_no_plotting_library() -> None:
    code = "import sys, itborg.report.comparison_page, itborg.report.study_page; print('matplotlib' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
