"""Typography of the pages, and colours of the account's chart."""

import pytest

pytest.importorskip("jinja2", reason="the extra viz is not installed")

from itborg_viz.workshop.figures_of_results import plan_bars
from itborg_viz.workshop.views import typeset


def test_numbers_stay_beside_their_units() -> None:
    shown = typeset('<p data-low="-4 %">-4.0 % or +12 ± 3 kEUR</p>')
    minus, space = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
    assert shown == f'<p data-low="-4 %">{minus}4.0{space}% or +12{space}±{space}3{space}kEUR</p>'


@pytest.mark.parametrize(("profit", "plan", "kind"), [(-5.0, -9.0, "sum bad"), (5.0, 9.0, "sum"), (9.0, 5.0, "gain")])
def test_a_loss_is_red_even_when_the_plan_loses_more(profit: float, plan: float, kind: str) -> None:
    assert f'class="{kind}"' in plan_bars(["Jul"], [profit], [plan])
