"""Talk: what gets across between two people."""

from __future__ import annotations

import math

from .mechanism import Mechanism, parameter, rule


class Talk(
    Mechanism,
    meaning="two languages meet in the middle; distrust costs part of what is heard",
):
    """Parameters of the mechanism."""

    language_start = parameter(0.35, 0.2, 0.6, "share", "initial shared language", symbol="l0", core=True)
    language_learning = parameter(0.006, 0.0, 0.02, "share", "language learned per contact", symbol="kl", core=True)
    jargon = parameter(
        0.25, 0.15, 0.4, "fidelity", "fidelity below which a contact feels like jargon", symbol="phi_ref", core=True
    )


@rule()
def fidelity(language_a: float, language_b: float, listening: float, trust: float) -> float:
    """Return the share of a talk that gets across to the listener, 0 to 1.

    Two languages meet in the middle (geometric mean); distrust costs up to 60 %. Assumption.
    """
    return math.sqrt(language_a * language_b) * listening * (0.4 + 0.6 * trust)
