"""Docking: three results of an earlier simulation of business-IT alignment (PACIS 2023, paper 1148), found here too.

Managers with higher cognitive ability align better; mutual communication offsets a cognitive gap; a more dynamic
environment raises fluctuation.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from itborg.analysis.statistics import interval
from itborg.evidence.validation.run_cache import Lab
from itborg.organisation import load

LUCKS = 24
ABLE = {"business_understanding_start": 0.5, "business_talk_learning": 0.08}
LESS_ABLE = {"business_understanding_start": 0.15, "business_talk_learning": 0.01}
TALKING = {"homophily": 0.7, "contact_rate": 1.6}


@pytest.fixture(scope="module")
def labs() -> list[Lab]:
    organisation = load("grab_at_pizza")
    return [Lab(organisation, luck, seed=11) for luck in range(LUCKS)]


def clearly_positive(labs: list[Lab], value: Callable[[Lab], float]) -> bool:
    return interval([value(lab) for lab in labs]).low > 0.0


@pytest.mark.parametrize("measure", ["sam_level", "fit", "business_rating"])
def test_managers_of_higher_cognitive_ability_align_better(labs: list[Lab], measure: str) -> None:
    assert clearly_positive(labs, lambda lab: lab.measure(measure, **ABLE) - lab.measure(measure, **LESS_ABLE))


def test_mutual_communication_offsets_a_cognitive_gap(labs: list[Lab]) -> None:
    """Less able managers who talk much end at least as aligned as able ones who do not."""

    def ahead(lab: Lab) -> float:
        return lab.measure("sam_level", **LESS_ABLE, **TALKING) - lab.measure("sam_level", **ABLE)

    assert clearly_positive(labs, ahead)


def wobble(series: NDArray[np.float64]) -> float:
    """Return the standard deviation of a series about its straight trend, relative to its mean."""
    day = np.arange(len(series))
    return float(np.std(series - np.polyval(np.polyfit(day, series, 1), day)) / series.mean())


def test_a_more_dynamic_environment_raises_fluctuation(labs: list[Lab]) -> None:
    def fluctuation(lab: Lab, drift: float) -> float:
        return wobble(lab.column("it_understanding", business_drift=drift))

    assert clearly_positive(labs, lambda lab: fluctuation(lab, 0.003) - fluctuation(lab, 0.0))
    assert clearly_positive(labs, lambda lab: fluctuation(lab, 0.01) - fluctuation(lab, 0.003))
