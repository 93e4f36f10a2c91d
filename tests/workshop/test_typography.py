"""Typography of the pages, and colours of the account's chart."""

import re

import pytest

pytest.importorskip("jinja2", reason="the extra viz is not installed")

from itborg_viz.workshop.figures import progress_line
from itborg_viz.workshop.figures_of_results import plan_bars
from itborg_viz.workshop.views import typeset


def test_numbers_stay_beside_their_units() -> None:
    shown = typeset('<p data-low="-4 %">-4.0 % or +12 ± 3 kEUR</p>')
    minus, space = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
    assert shown == f'<p data-low="-4 %">{minus}4.0{space}% or +12{space}±{space}3{space}kEUR</p>'


@pytest.mark.parametrize(("profit", "plan", "kind"), [(-5.0, -9.0, "sum bad"), (5.0, 9.0, "sum"), (9.0, 5.0, "gain")])
def test_a_loss_is_red_even_when_the_plan_loses_more(profit: float, plan: float, kind: str) -> None:
    assert f'class="{kind}"' in plan_bars(["Jul"], [profit], [plan])


@pytest.mark.parametrize(("ours", "other"), [(-276.0, -276.0), (-270.0, -276.0), (40.0, 52.0), (300.0, 290.0)])
def test_two_sums_that_are_near_stand_one_above_the_other(ours: float, other: float) -> None:
    drawn = progress_line(["Jul", "Aug"], [ours], [other], 350.0)
    label = r'y="([\d.]+)%" dy="([-\d.]+)em" class="(ours-label|label)" text-anchor="start"'
    places = {kind: (float(y), float(dy)) for y, dy, kind in re.findall(label, drawn)}
    (mine, my_shift), (reference, its_shift) = places["ours-label"], places["label"]
    assert mine == reference
    assert abs(my_shift - its_shift) >= 1.0
    assert (my_shift <= its_shift) == (ours >= other)
