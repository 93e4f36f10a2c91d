"""Priority labels: a stated priority is cheap talk in a queue that everyone can see.

Managers exaggerate when labels pay; IT discounts labels from people it does not trust. Sources: cheap talk under
congestion (Crawford & Sobel 1982); quantal response (McKelvey & Palfrey 1995). The forms are ours.
"""

from __future__ import annotations

import math

from .mechanism import Mechanism, knockout, parameter, rule

LEVELS = 4
#: The label, or level, halfway between the lowest and the highest.
MIDDLE = (1 + LEVELS) / 2


class Labels(
    Mechanism,
    meaning="managers exaggerate priorities when that pays; IT follows labels where it does not understand",
    knockouts=(
        knockout("inflation", "managers exaggerate labels when that pays", honesty=100.0),
        knockout("labels_heeded", "IT follows labels where it does not understand", label_weight=0.0),
    ),
):
    """Parameters of the mechanism."""

    honesty = parameter(
        0.16, 0.05, 0.35, "utility", "private cost of one label of exaggeration at full trust", symbol="phi0", core=True
    )
    choice_noise = parameter(0.06, 0.02, 0.15, "utility", "noise of the labelling game", symbol="temp", core=True)
    label_weight = parameter(
        0.65, 0.3, 0.95, "share", "weight IT puts on the label when it does not understand", symbol="omega", core=True
    )
    label_step = parameter(
        0.9, 0.5, 1.3, "log-value", "value IT reads into one step of the label", symbol="step", core=True
    )


@rule()
def label_utility(
    label: int, level: int, work_ahead: float, capacity: float, patience: float, pays: float, honesty: float
) -> float:
    """Return what a manager expects from stating `label` for work whose true level is `level`.

    label, level  1 (lowest) to 4 (highest)
    work_ahead    person-days labelled above plus half of those labelled the same
    capacity      person-days a day that the queue is worked off with
    patience      days over which waiting hurts
    pays          0 to 1, how far labels pay: 1 if IT decides by labels alone
    honesty       private cost of one step of exaggeration

    Source: cheap talk (Crawford & Sobel 1982) under congestion; the form is ours.
    """
    waiting = 1.0 - math.exp(-work_ahead / (max(capacity, 1e-9) * patience))
    up = max(0, label - level)
    down = max(0, level - label)
    return -pays * waiting - honesty * up * up - 0.3 * honesty * down * down


@rule()
def chosen(u: float, a: float, b: float, c: float, d: float, noise: float) -> int:
    """Return label 1 to 4 by quantal response to four utilities (logit with `noise`)."""
    best = max(max(a, b), max(c, d))
    pa = math.exp((a - best) / noise)
    pb = math.exp((b - best) / noise)
    pc = math.exp((c - best) / noise)
    pd = math.exp((d - best) / noise)
    x = u * (pa + pb + pc + pd)
    if x < pa:
        return 1
    if x < pa + pb:
        return 2
    return 3 if x < pa + pb + pc else 4


@rule()
def label_weight(omega: float, trust: float, mandate: float) -> float:
    """Return the weight IT gives a label, 0 to 1: it grows with trust in the business; a mandate ignores labels.

    Assumption.
    """
    return min(1.0, omega * (0.5 + trust)) * (1.0 - 0.85 * mandate)


@rule()
def level_of(x: float, first: float, second: float, third: float) -> int:
    """Return level 1 to 4 of a quantity by three rising cuts."""
    return 1 + int(x > first) + int(x > second) + int(x > third)
