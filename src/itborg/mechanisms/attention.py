"""Attention: a finite budget that ties share, and how people meet somebody new.

What one tie gets, others lose, so ties stay sparse and differ in strength. A person spreads attention in a lasting
way over ties that come and go (Saramaki et al. 2014), and makes new ties at the rate at which old ones end (Miritello
et al. 2013). Attention for the other side is a budget of its own: nobody who loses a colleague gains an hour for IT.
The forms are ours.
"""

from __future__ import annotations

from .arithmetic import clip, power
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

SIGNATURE = "social signature (Saramaki et al. 2014), constant capacity (Miritello et al. 2013)"


class Attention(
    Mechanism,
    meaning="ties share a finite budget of attention, and new ties come from spare attention and from common friends",
    knockouts=(
        knockout(
            "attention_budget",
            "ties share a finite budget of attention",
            "networks stay as sparse as in the data: N3",
            tie_budget=1000.0,
        ),
        knockout(
            "trust_in_attention",
            "distrust closes people to the other side",
            "ties across the sides are given up where trust is low: P2, N3",
            openness=0.0,
        ),
        knockout(
            "closure", "people meet friends of friends", "networks stay as clustered as in the data: N3", closure=0.0
        ),
    ),
):
    """Parameters of budgets and of meeting somebody new.

    A budget is a sum of contact over ties; budgets follow from the ties at the start, so that they are those of the
    data.
    """

    tie_budget = parameter(
        1.0, 0.5, 2.0, "ratio", "contact that a person can keep up, relative to the contact at the start", DIRECTION + SIGNATURE,
        core=True,
    )  # fmt: skip
    own_signature = parameter(
        0.5, 0.0, 1.0, "share", "weight of the own contact at the start in a budget; the rest is the mean of the side"
    )
    cross_share = parameter(0.2, 0.05, 0.5, "share", "part of the budget that is open to the other side, at the least")
    openness = parameter(
        2.0, 0.0, 4.0, "exponent", "trust in the other side, relative to its neutral level, in attention for that side",
        DIRECTION + "people avoid whom they distrust (Denrell 2005)",
    )  # fmt: skip
    neutral_trust = parameter(
        0.45, 0.3, 0.5, "share", "trust in the other side at which attention for it is neither opened nor closed"
    )
    most_open = parameter(2.0, 1.0, 4.0, "ratio", "largest factor of trust on attention for the other side")
    explore = parameter(0.02, 0.0, 0.3, "probability", "a contact goes to somebody new although attention is used up")
    closure = parameter(
        0.6, 0.0, 1.0, "probability", "somebody new is a friend of a friend rather than anybody",
        DIRECTION + "cyclic closure (Kossinets & Watts 2006)",
    )  # fmt: skip


@rule("p.tie_budget*(p.own_signature*contact + (1 - p.own_signature)*mean)")
def budget(contact: float, mean: float, p: Attention) -> float:
    """Return the contact that a person can keep up over all ties, 0 or more.

    contact  sum of the own contact over ties at the start
    mean     mean of that sum over the people of the side

    Source: social signatures differ between people and last; the mixture is an assumption.
    """
    return p.tie_budget * (p.own_signature * contact + (1.0 - p.own_signature) * mean)


@rule("(1 - p.cross_share)*budget")
def own_budget(budget: float, p: Attention) -> float:
    """Return the part of a budget for ties inside the own side, 0 or more. Assumption."""
    return (1.0 - p.cross_share) * budget


@rule("max(p.tie_budget*given, p.cross_share*budget)")
def cross_budget(given: float, budget: float, p: Attention) -> float:
    """Return the part of a budget for ties to the other side, 0 or more.

    given   contact across the sides at the start
    budget  contact that the person can keep up in all

    Who had much contact across at the start can keep it. Assumption.
    """
    return max(p.tie_budget * given, p.cross_share * budget)


@rule("min(p.most_open, power(trust/p.neutral_trust, p.openness))")
def open_to_others(trust: float, p: Attention) -> float:
    """Return the factor of trust on attention for the other side, 0 to `most_open`; 1 at `neutral_trust`.

    trust  opinion of the other side, 0 to 1

    It acts on the budget for the other side, on the choice of whom to talk to, and on meeting somebody new there.
    Assumption; without it distrust would leave the number of ties across as it is.
    """
    return min(p.most_open, power(trust / p.neutral_trust, p.openness))


@rule("min(p.most_open, trust/p.neutral_trust)")
def drawn_to(trust: float, p: Attention) -> float:
    """Return the factor of trust in one person on the contact that common work leaves, 0 to `most_open`. Assumption.

    trust  in the other person, 0 to 1; at `neutral_trust` the factor is 1
    """
    return min(p.most_open, trust / p.neutral_trust)


@rule("min(1, budget/max(spent, 1e-9))")
def kept(budget: float, spent: float) -> float:
    """Return the share of contact that ties keep when they need more attention than there is, 0 to 1.

    budget, spent  sums of contact over the ties of one side
    """
    return min(1.0, budget / max(spent, 1e-9))


@rule("clip(budget - spent, 0, 1)")
def spare(budget: float, spent: float) -> float:
    """Return the attention left for a new tie of the own side, as a contact, 0 to 1. Arguments as in `kept`."""
    return clip(budget - spent, 0.0, 1.0)


@rule("across*factor/(across*factor + own)")
def newcomer_across(own: float, across: float, factor: float) -> float:
    """Return the probability that somebody new is of the other side, 0 to 1.

    own, across  numbers of people on the own side, above 0, and on the other
    factor       opportunity of contact across sides times openness

    In proportion to numbers: where there is little IT, few meet it by chance.
    """
    return across * factor / (across * factor + own)
