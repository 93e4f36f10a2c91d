"""Results show themselves in a notebook, and come as long and as wide tables."""

from __future__ import annotations

import pytest

import itborg
from itborg.analysis.study import in_memory
from itborg.common.errors import InputError
from itborg.report.study_page import page
from tests.analysis.toy_studies import paired_toy, toy_study


@pytest.fixture(scope="module")
def found():
    """The results of the toy study."""
    return in_memory(toy_study(), model=paired_toy)


def test_long_and_wide_tables_hold_the_same_values(found):
    wide, long = found.wide(), found.long()
    assert list(wide.columns) == ["point", "organisation", "strategy", "replication", "dummy", "net_value", "loss"]
    assert len(wide) == len(found.runs)
    assert len(long) == 2 * len(wide)
    back = wide.melt(["point", "organisation", "strategy", "replication"], ["net_value", "loss"], "measure", "value")
    assert back.equals(long)
    assert set(wide.loc[wide["point"] == 1, "dummy"]) == {2.0}


def test_results_show_themselves_as_a_table(found):
    assert found._repr_html_().startswith("<table")
    assert "brm_style" in found._repr_html_()


def test_a_figure_of_any_measure_is_drawn(found):
    drawn = {itborg.plot(found, name).axes[0].get_xlabel() for name in ("net_value", "loss")}
    assert len(drawn) == 2
    assert itborg.plot(found, measure="loss").axes[0].get_xlabel() in drawn
    with pytest.raises(InputError, match="no figure of this result 'los'"):
        itborg.plot(found, "los")
    with pytest.raises(InputError, match="did you mean 'loss'"):
        itborg.plot(found, measure="los")


def test_the_report_has_a_figure_for_every_measure_of_the_study(found):
    text = page(found)
    assert 'id="measures_along_factor"' in text
    assert 'id="measures"' in text
