"""Priority labels: a stated priority is cheap talk in a queue that everyone can see.

Managers exaggerate when labels pay; IT discounts labels from people it does not trust. Sources: cheap talk under
congestion (Crawford & Sobel 1982); quantal response (McKelvey & Palfrey 1995). The forms are ours.
"""

from __future__ import annotations

import math

from .arithmetic import clip
from .mechanism import Mechanism, knockout, parameter, rule

LEVELS = 4
#: The label, or level, halfway between the lowest and the highest.
MIDDLE = (1 + LEVELS) / 2


class Labels(
    Mechanism,
    meaning="managers exaggerate priorities when that pays; IT follows labels where it does not understand",
    knockouts=(
        knockout(
            "inflation",
            "managers exaggerate labels when that pays",
            "labels lose their information under congestion: P1",
            honesty=100.0,
        ),
        knockout(
            "labels_heeded",
            "IT follows labels where it does not understand",
            "labels order the work of IT, so that their inflation has a price: P1, P6",
            label_weight=0.0,
        ),
    ),
):
    """Parameters of stating, weighing and noticing labels."""

    honesty = parameter(
        0.2, 0.05, 0.35, "utility", "private cost of one label of exaggeration at full trust", symbol="phi0", core=True
    )
    choice_noise = parameter(
        0.03, 0.02, 0.15, "utility", "noise of the choice among four labels", symbol="temp", core=True
    )
    label_weight = parameter(
        0.65, 0.3, 0.95, "share", "weight IT puts on the label when it does not understand", symbol="omega"
    )
    label_step = parameter(0.9, 0.5, 1.3, "log-value", "value IT reads into one step of the label", symbol="step")
    understating_cost = parameter(
        0.3, 0.0, 1.0, "ratio", "cost of understating a priority, relative to overstating it", core=True
    )
    honesty_by_board = parameter(0.12, 0.0, 0.3, "utility", "cost of exaggeration added by a joint change board")
    honesty_by_audit = parameter(0.10, 0.0, 0.3, "utility", "cost of exaggeration added by an audit of changes")
    honesty_by_training = parameter(0.05, 0.0, 0.2, "utility", "cost of exaggeration added by training of the business")
    honesty_by_incident_audit = parameter(
        0.04, 0.0, 0.2, "utility", "cost of exaggerating an incident added by an audit"
    )
    mandate_cut = parameter(
        0.85, 0.0, 1.0, "share", "part of a label's effect that a mandatory process removes", core=True
    )
    distrusted_label = parameter(
        0.5,
        0.2,
        0.8,
        "share",
        "weight of a label from a manager who is not trusted, relative to the full weight at trust 1 minus this",
    )
    same_label_ahead = parameter(
        0.5, 0.2, 0.8, "share", "part of the work with the same label that is done before a new item"
    )
    change_level_2 = parameter(0.25, 0.1, 0.5, "sd", "level 2 begins this far below the median value of a change")
    change_level_3 = parameter(0.67, 0.4, 1.0, "sd", "level 3 begins this far above the median value of a change")
    change_level_4 = parameter(1.4, 1.1, 2.0, "sd", "level 4 begins this far above the median value of a change")
    noticed_from = parameter(2.0, 1.0, 3.0, "level", "exaggeration that IT may notice")
    notice = parameter(
        0.3, 0.1, 0.6, "probability", "such an exaggeration is noticed by IT that does not understand the business"
    )
    half_honest = parameter(
        0.16, 0.05, 0.35, "utility", "cost of exaggeration at which the priority trait of a manager is one half"
    )
    most_truthful = parameter(
        0.99, 0.9, 1.0, "share", "priority trait from which on a manager is as truthful as can be"
    )
    notice_gain = parameter(0.5, 0.2, 0.7, "probability", "gain of that with full understanding")


@rule("""
    manager_honesty*trust + p.honesty_by_board*board + p.honesty_by_audit*audit + p.honesty_by_training*training
""")
def cost_of_exaggeration(
    manager_honesty: float, trust: float, board: float, audit: float, training: float, p: Labels
) -> float:
    """Return what one step of exaggeration of a change costs a manager today, utility, 0 or more.

    manager_honesty          private cost at full trust
    trust                    the manager's trust in IT, 0 to 1
    board, audit, training   levers, 0 to 1

    Assumption: who trusts the other side is ashamed to lie to it; a board and an audit make lies visible.
    """
    cost = manager_honesty * trust + p.honesty_by_board * board + p.honesty_by_audit * audit
    return cost + p.honesty_by_training * training


@rule("manager_honesty*trust + p.honesty_by_incident_audit*audit")
def cost_of_exaggerating_incident(manager_honesty: float, trust: float, audit: float, p: Labels) -> float:
    """Return what one step of exaggeration of an incident costs a manager today, utility, 0 or more. Assumption.

    manager_honesty  private cost at full trust
    trust            the manager's trust in IT, 0 to 1
    audit            lever, 0 to 1; a board does not look at incidents
    """
    return manager_honesty * trust + p.honesty_by_incident_audit * audit


@rule("(1 - understanding) * (1 - p.mandate_cut*mandate)")
def payoff(understanding: float, mandate: float, p: Labels) -> float:
    """Return how far a label moves work forward, 0 to 1: fully where IT sees nothing but labels. Assumption.

    understanding  mean understanding of the business in IT, 0 to 1
    mandate        lever, 0 to 1: a mandatory process decides instead of labels

    So understanding makes labels honest: exaggeration does not pay where IT knows better.
    """
    return (1.0 - understanding) * (1.0 - p.mandate_cut * mandate)


@rule("""
    p.same_label_ahead*same + higher
    same = (first if label == 1 else second if label == 2 else third if label == 3 else fourth)
    higher = (second if label < 2 else 0) + (third if label < 3 else 0) + (fourth if label < 4 else 0)
""")
def work_ahead(first: float, second: float, third: float, fourth: float, label: int, p: Labels) -> float:
    """Return the person-days that come before a new item with a label.

    first ... fourth   person-days waiting with label 1 to 4
    label              of the new item, 1 to 4

    When all carry the top label it moves nothing forward: congestion limits exaggeration.
    """
    if label == LEVELS:
        return p.same_label_ahead * fourth
    if label == LEVELS - 1:
        return fourth + p.same_label_ahead * third
    if label == 1:
        return fourth + third + second + p.same_label_ahead * first
    return fourth + third + p.same_label_ahead * second


@rule("""
    -pays*(1 - exp(-ahead/(capacity*patience))) - honesty*(max(0, label - level)**2 + p.understating_cost*max(0, level - label)**2)
""")
def utility(
    label: int, level: int, ahead: float, capacity: float, patience: float, pays: float, honesty: float, p: Labels
) -> float:
    """Return what a manager expects from stating `label` for work whose true level is `level`; 0 is the best.

    label, level  1 (lowest) to 4 (highest)
    ahead         person-days that come before it with this label
    capacity      person-days a day that the queue is worked off with
    patience      days over which waiting hurts
    pays          how far labels pay, 0 to 1: 1 if IT decides by labels alone
    honesty       cost of one step of exaggeration

    Source: cheap talk (Crawford & Sobel 1982) under congestion; the form is ours.
    """
    waiting = 1.0 - math.exp(-ahead / (max(capacity, 1e-9) * patience))
    up = max(0, label - level)
    down = max(0, level - label)
    return -pays * waiting - honesty * up * up - p.understating_cost * honesty * down * down


@rule()
def choose(u: float, first: float, second: float, third: float, fourth: float, p: Labels) -> int:
    """Return label 1 to 4 by quantal response (logit) to the utilities of the four labels.

    u   a uniform random number

    Source: McKelvey & Palfrey 1995.

    >>> from itborg.mechanisms.registry import parameter_record
    >>> p = parameter_record()[0]
    >>> choose(0.5, 0.0, -9.0, -9.0, -9.0, p), choose(0.5, -9.0, -9.0, -9.0, 0.0, p)
    (1, 4)
    """
    best = max(max(first, second), max(third, fourth))
    a = math.exp((first - best) / p.choice_noise)
    b = math.exp((second - best) / p.choice_noise)
    c = math.exp((third - best) / p.choice_noise)
    d = math.exp((fourth - best) / p.choice_noise)
    x = u * (a + b + c + d)
    if x < a:
        return 1
    if x < a + b:
        return 2
    return LEVELS - 1 if x < a + b + c else LEVELS


@rule("min(1, p.label_weight*(p.distrusted_label + trust)) * (1 - p.mandate_cut*mandate)")
def weight(trust: float, mandate: float, p: Labels) -> float:
    """Return the weight IT gives a label, 0 to 1: it grows with trust in the business; a mandate ignores labels.

    trust    trust of the IT person in the business, 0 to 1
    mandate  lever, 0 to 1

    Assumption.
    """
    return min(1.0, p.label_weight * (p.distrusted_label + trust)) * (1.0 - p.mandate_cut * mandate)


@rule("p.label_step*(label - 2.5)")
def reading(label: int, p: Labels) -> float:
    """Return the value that IT reads into a label, ln of the median: nothing halfway between the ends. Assumption.

    label  stated priority, 1 to 4
    """
    return p.label_step * (label - MIDDLE)


@rule("1 + (x > second) + (x > third) + (x > fourth)")
def level_of(x: float, second: float, third: float, fourth: float) -> int:
    """Return level 1 to 4 of a quantity; levels 2, 3 and 4 begin at the three rising cuts."""
    return 1 + int(x > second) + int(x > third) + int(x > fourth)


@rule("1 + (z > -p.change_level_2) + (z > p.change_level_3) + (z > p.change_level_4)")
def level_of_change(z: float, p: Labels) -> int:
    """Return the true level 1 to 4 of a change from its value in standard deviations from the median. Assumption.

    z  the standard normal number that the value was drawn from
    """
    return level_of(z, -p.change_level_2, p.change_level_3, p.change_level_4)


@rule("p.notice + p.notice_gain*understanding")
def noticing(understanding: float, p: Labels) -> float:
    """Return the probability that IT notices a strong exaggeration, 0 to 1. Assumption.

    understanding   mean understanding of the business in IT, 0 to 1
    """
    return p.notice + p.notice_gain * understanding


@rule("honesty/(honesty + p.half_honest)")
def priority_of(honesty: float, p: Labels) -> float:
    """Return the priority trait of a manager, 0 to 1, from the private cost of exaggeration, 0 or more.

    Data have traits on a scale of 0 to 1; the model needs a cost without an upper end. Assumption.
    """
    return honesty / (honesty + p.half_honest)


@rule("""
    p.half_honest*q/(1 - q)
    q = clip(priority, 0, p.most_truthful)
""")
def honesty_of(priority: float, p: Labels) -> float:
    """Return the private cost of exaggeration, 0 or more, for a priority trait, 0 to 1: the inverse of `priority_of`."""
    q = clip(priority, 0.0, p.most_truthful)
    return p.half_honest * q / (1.0 - q)
