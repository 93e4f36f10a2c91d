"""Who is tied to whom among business people decides how far resistance to a mandate spreads in a large organisation."""

from __future__ import annotations

import pytest

from itborg.analysis.statistics import interval
from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import generate

PEOPLE, REPLICATIONS = 300, 6
#: Change of the share of managers who protest under borg, over all days, by shock; one value a replication.
Changes = dict[str, list[float]]


@pytest.fixture(scope="module")
def changes() -> Changes:
    organisation = generate(PEOPLE, seed=4)
    found: Changes = {"cut_departments": [], "rewire_business": []}
    for replication in range(REPLICATIONS):
        cache = RunCache(organisation, replication, seed=7)
        as_is = cache.column("protest", "borg").mean()
        for shock, values in found.items():
            values.append(float(cache.column("protest", "borg", experiment=shock).mean() - as_is))
    return found


def test_departments_without_ties_between_them_contain_resistance(changes: Changes) -> None:
    assert interval(changes["cut_departments"], level=0.9).high < 0.0


def test_mixing_departments_at_equal_numbers_of_ties_spreads_resistance(changes: Changes) -> None:
    assert interval(changes["rewire_business"], level=0.9).low > 0.0
