"""Statistics of a relationship network: how sparse it is, how ties close and last, and how trust lies on them.

A tie counts if its contact is at least `forgotten_contact`, below which the model forgets it. All statistics are of
directed ties; "across" means between business and IT. Where a statistic is undefined, as without any tie across, it
is NaN.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.state import BUSINESS, IT, World
from ...engine.table import column
from ...organisation.types import Organisation
from ..measures.measure import ratio
from .ties import ties_of

#: Fewer pairs have no meaningful correlation.
FEWEST_PAIRS = 3


class TieNetwork(NamedTuple):
    """A network as matrices, people in the order of their rows.

    contact  (n, n) of the row's person with the column's person, 0 to 1; 0 where there is no tie
    trust    (n, n), 0 to 1; NaN where there is no tie, or no trust is known
    side     (n,), BUSINESS or IT
    least    smallest contact that counts as a tie, above 0
    """

    contact: NDArray[np.float64]
    trust: NDArray[np.float64]
    side: NDArray[np.int64]
    least: float

    @property
    def linked(self) -> NDArray[np.bool_]:
        """Which ties count, (n, n)."""
        return self.contact >= self.least

    @property
    def across(self) -> NDArray[np.bool_]:
        """Which pairs are of two sides, (n, n)."""
        return np.not_equal.outer(self.side, self.side)


def network_of(world: World) -> TieNetwork:
    """Return the network of a world as it is now."""
    ties, n = ties_of(world), len(world.people)
    contact, trust = np.zeros((n, n)), np.full((n, n), np.nan)
    contact[ties.owner, ties.target], trust[ties.owner, ties.target] = ties.contact, ties.trust
    side = column(world.people, "side").copy()
    return TieNetwork(contact, trust, side, float(column(world.parameters, "forgotten_contact")[0]))


def network_in_data(organisation: Organisation, least: float) -> TieNetwork:
    """Return the network as the data of an organisation give it, in the order of its people.

    least  smallest contact that counts as a tie, above 0
    """
    n, ties = len(organisation.people), organisation.ties
    contact, trust = np.zeros((n, n)), np.full((n, n), np.nan)
    contact[ties.source, ties.target], trust[ties.source, ties.target] = ties.contact, ties.trust
    side = np.array([IT if one.side == "it" else BUSINESS for one in organisation.people])
    return TieNetwork(contact, trust, side, least)


def density(network: TieNetwork, across: bool | None = None) -> float:
    """Return the share of possible ties that exist, 0 to 1.

    across  True: between the sides only; False: inside them only; None: all
    """
    possible = ~np.eye(len(network.side), dtype=bool)
    if across is not None:
        possible &= network.across == across
    return ratio(float((network.linked & possible).sum()), float(possible.sum()))


def reciprocity(network: TieNetwork) -> float:
    """Return the share of ties that have a tie back, 0 to 1."""
    linked = network.linked
    return ratio(float((linked & linked.T).sum()), float(linked.sum()))


def transitivity(network: TieNetwork) -> float:
    """Return the share of ways i to j to k, three people, for which i has a tie to k as well, 0 to 1."""
    linked = network.linked.astype(float)
    ways = linked @ linked
    np.fill_diagonal(ways, 0.0)
    return ratio(float(ways[linked > 0].sum()), float(ways.sum()))


def persistence(before: TieNetwork, after: TieNetwork, across: bool) -> float:
    """Return the share of ties of an earlier network that a later one still has, 0 to 1.

    across  True: of ties between the sides; False: of ties inside them
    """
    old = before.linked & (before.across == across)
    return ratio(float((old & after.linked).sum()), float(old.sum()))


def contact_trust_correlation(network: TieNetwork, owner: int) -> float:
    """Return the correlation of contact with trust along ties across the sides, -1 to 1, over the ties of one side.

    owner  side whose ties are taken: BUSINESS for trust of business in IT
    """
    there = network.linked & network.across & (network.side == owner)[:, None] & ~np.isnan(network.trust)
    return _correlation(network.contact[there], network.trust[there])


def mutual_trust_correlation(network: TieNetwork) -> float:
    """Return the correlation of trust of business in IT with trust back, -1 to 1, over pairs with ties both ways."""
    both = network.linked & network.linked.T & ~np.isnan(network.trust) & ~np.isnan(network.trust.T)
    pairs = both & (network.side == BUSINESS)[:, None] & (network.side == IT)
    return _correlation(network.trust[pairs], network.trust.T[pairs])


def trust_spread(network: TieNetwork) -> float:
    """Return the standard deviation of trust along ties across the sides: the mean of the two directions."""
    there = network.linked & network.across & ~np.isnan(network.trust)
    found = [network.trust[there & (network.side == side)[:, None]] for side in (BUSINESS, IT)]
    return float(np.mean([np.std(one, ddof=1) if len(one) > 1 else np.nan for one in found]))


def assortativity(network: TieNetwork) -> float:
    """Return the assortativity of sides over ties, -1 to 1: 1 without ties across, 0 for random ties (Newman 2003)."""
    linked, it = network.linked, network.side == IT
    mixing = np.array([[linked[np.ix_(a, b)].sum() for b in (it, ~it)] for a in (it, ~it)], dtype=float)
    mixing /= mixing.sum() or np.nan
    expected = float(mixing.sum(axis=0) @ mixing.sum(axis=1))
    return ratio(float(np.trace(mixing)) - expected, 1.0 - expected)


def cross_contact_share(network: TieNetwork) -> float:
    """Return the share of contact that is between the sides, 0 to 1."""
    return ratio(float(network.contact[network.across].sum()), float(network.contact.sum()))


def cross_ties_of_managers(network: TieNetwork) -> float:
    """Return the mean number of ties into IT of a business person."""
    business = network.side == BUSINESS
    return ratio(float((network.linked & network.across)[business].sum()), float(business.sum()))


def statistics(network: TieNetwork, first: TieNetwork | None = None) -> dict[str, float]:
    """Return all statistics of a network by name, in the order of tables.

    first  an earlier network of the same people, from which ties may persist; None: without persistence
    """
    found = {
        "density": density(network),
        "density inside the sides": density(network, False),
        "density across the sides": density(network, True),
        "reciprocity": reciprocity(network),
        "transitivity": transitivity(network),
        "assortativity of sides": assortativity(network),
        "share of contact across": cross_contact_share(network),
        "ties into IT of a business person": cross_ties_of_managers(network),
        "contact with trust, business in IT": contact_trust_correlation(network, BUSINESS),
        "contact with trust, IT in business": contact_trust_correlation(network, IT),
        "trust with trust back": mutual_trust_correlation(network),
        "spread of trust across": trust_spread(network),
    }
    if first is not None:
        found["persistence inside the sides"] = persistence(first, network, False)
        found["persistence across the sides"] = persistence(first, network, True)
    return found


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return Pearson's correlation; NaN for fewer than `FEWEST_PAIRS` values, or if one is constant."""
    if len(a) < FEWEST_PAIRS or np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])
