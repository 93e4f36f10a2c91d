"""The terms of a comparison in sentences: what the leader took, what gains most per kEUR, and what is put in.

The terminal, the page and the JSON of a comparison take these sentences from here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..analysis.comparison.efficiency import best_per_keur, most_expensive
from .formatting import counted, half, number, plus_minus

if TYPE_CHECKING:
    from ..analysis.comparison.result import Comparison

#: Mark of a strategy part of whose result is put in.
PUT_IN = "†"
#: Half of the interval of a spend below which it is not stated, kEUR; spends are shown as whole kEUR.
SMALLEST_HALF = 0.5


def spend(found: Comparison) -> str:
    """Return what the leader took, whether it is the most expensive, and which strategy gains most per kEUR.

    Spends are kEUR over all days, working time included. The comparison must have a strategy besides the baseline.
    """
    leader = next(str(name) for name in found.ranking()["strategy"] if name != found.baseline)
    took = _total(found, leader)
    others = len(found.strategies) > 2
    expensive = others and leader == most_expensive(found)
    start = "It is also the most expensive strategy: it took" if expensive else "It took"
    first = f"{start} {took} kEUR over {found.provenance.days} days, working time included"
    rate = found.gain_per_keur(leader)
    first += f" ({plus_minus(*rate, 1)} kEUR gained per kEUR)." if math.isfinite(rate.mean) else "."
    best = best_per_keur(found)
    if not best or best == leader or not others:
        return first + (" It also gains most per kEUR." if best == leader and others else "")
    cheap = _total(found, best)
    return f"{first} Most per kEUR: {best}, {plus_minus(*found.gain_per_keur(best), 0)} for {cheap} kEUR."


def _total(found: Comparison, name: str) -> str:
    """Return the spend of a strategy, kEUR, with half of its interval unless that is below SMALLEST_HALF."""
    total = found.spend_of(name).total
    return number(total.mean, 0) if total.half < SMALLEST_HALF else plus_minus(*total, 0)


def how_sure(found: Comparison) -> str:
    """Return both parts of how sure the lead is: random variation, and plausible parameter sets if they were run."""
    leader, *rest = (str(name) for name in found.ranking()["strategy"] if name != found.baseline)
    held, sets = found.same_sign(leader)
    known = found.parameter_sets
    if known is None or not sets:
        return "Other plausible parameters were not run, so only random variation is known."
    width = half(found.difference(leader).low, found.difference(leader).high)
    random = f"random variation ± {number(width, 1)}" if math.isfinite(width) else "random variation unknown"
    text = f"How sure: {random}; the sign holds at {held} of {counted(sets, 'plausible parameter set')}"
    if rest:
        second, _ = found.same_sign(leader, rest[0])
        text += f", the lead over {rest[0]} at {second}"
    return f"{text} ({counted(known.replications, 'replication')} each)."


def at_equal_spend(found: Comparison) -> str:
    """Return which strategy leads at equal spend and what the leader at full doses gains there; "" if not computed."""
    known = found.equal_spend
    if not known:
        return ""
    leader = next(str(name) for name in found.ranking()["strategy"] if name != found.baseline)
    rows = known["ranking"]
    tie = f" (not distinguishable from {rows[1]['strategy']})" if len(rows) > 1 and rows[0]["tied_with_next"] else ""
    text = f"At equal spend ({number(known['amount'], 0)} kEUR each) {_dosed(rows[0])} leads{tie}"
    ours = [row for row in rows[1:] if row["strategy"] == leader]
    if ours:
        text += f"; {_dosed(ours[0])}"
    elif leader in known["apart"]:
        text += f"; {leader} cannot be brought to that ({_apart(known['apart'][leader])})"
    return f"{text}."


def _dosed(row: Mapping[str, Any]) -> str:
    """Return a strategy with its gain and dose at equal spend."""
    gain = plus_minus(row["gain"]["mean"], row["gain"]["low"], row["gain"]["high"], 1, signed=True)
    return f"{row['strategy']} ({gain} at dose {number(row['dose'], 2)})"


def put_in(found: Comparison) -> list[str]:
    """Return what of each result is put in rather than found, in one sentence; [] for nothing."""
    known = [f"{name} ({'; '.join(notes)})" for name, notes in found.put_in.items()]
    return [f"{PUT_IN} Part of the result is put in, not found: {', '.join(known)}."] if known else []


def equal_resources(found: Comparison) -> list[str]:
    """Return with which equal resources strategies were compared, and which could not be brought to them.

    One sentence names the resource and its amount (kEUR or person-days over all days), a second one the strategies that
    are set apart, with what they use. The list is empty if strategies were run as described, at dose 1.
    """
    known = found.provenance.equal_resources
    if not known:
        return []
    resource = "money and priced time" if known["resource"] == "budget" else "time"
    lines = [
        f"Equal {known['resource']}: each strategy runs at the largest dose at which it uses no more than "
        f"{number(known['amount'])} {known['unit']} of {resource} over all days (dose 1: as described)."
    ]
    apart = ", ".join(f"{name} ({_apart(row)})" for name, row in known["apart"].items())
    return lines + ([f"Set apart, because they cannot be brought to that: {apart}."] if apart else [])


def _apart(row: Mapping[str, Any]) -> str:
    """Return what a strategy uses that cannot be brought to the amount, in the unit of the amount."""
    if row["above"] is None:
        return f"{number(row['used'], 0)} at most"
    below = f"{number(row['used'], 0)} or " if row["dose"] > 0 else ""
    return f"{below}{number(row['above'], 0)} and more"


def marked(found: Comparison, name: str) -> str:
    """Return the name of a strategy, with a mark where part of its result is put in."""
    return name + (PUT_IN if name in found.put_in else "")
