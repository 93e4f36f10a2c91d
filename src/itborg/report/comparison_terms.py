"""The terms of a comparison in sentences: what the leader took, what gains most per kEUR, and what is put in.

The terminal, the page and the JSON of a comparison take these sentences from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..analysis.comparison.efficiency import best_per_keur, most_expensive
from .formatting import number

if TYPE_CHECKING:
    from ..analysis.comparison.result import Comparison

#: Mark of a strategy part of whose result is put in.
PUT_IN = "†"


def spend(found: Comparison) -> str:
    """Return what the leader took, whether it is the most expensive, and which strategy gains most per kEUR.

    Spends are kEUR over all days, working time included. The comparison must have a strategy besides the baseline.
    """
    leader = next(str(name) for name in found.ranking()["strategy"] if name != found.baseline)
    took = found.spend_of(leader).total.mean
    others = len(found.strategies) > 2
    expensive = others and leader == most_expensive(found)
    start = "It is also the most expensive strategy: it took" if expensive else "It took"
    first = f"{start} {number(took, 0)} kEUR over {found.provenance.days} days, working time included"
    rate = found.gain_per_keur(leader)
    first += f" ({number(rate, 1)} kEUR gained per kEUR)." if rate == rate else "."
    best = best_per_keur(found)
    if not best or best == leader or not others:
        return first + (" It also gains most per kEUR." if best == leader and others else "")
    cheap = number(found.spend_of(best).total.mean, 0)
    return f"{first} Most per kEUR: {best}, {number(found.gain_per_keur(best), 0)} for {cheap} kEUR."


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
