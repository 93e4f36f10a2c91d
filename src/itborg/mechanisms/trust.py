"""Trust: ability, benevolence, integrity; slow up, fast down; what one did colours all."""

from __future__ import annotations

from ..common.numba_support import rule
from .arithmetic import clip

LOWEST, HIGHEST = 0.02, 0.98
WEIGHT_ABILITY, WEIGHT_BENEVOLENCE, WEIGHT_INTEGRITY = 0.45, 0.30, 0.25


@rule
def overall_trust(ability: float, benevolence: float, integrity: float) -> float:
    """Return trust from its three components, each 0.02 to 0.98.

    Source: components from Mayer, Davis & Schoorman 1995; the weights are assumed (Colquitt,
    Scott & LePine 2007 find each component unique, we did not verify their sizes).
    """
    return (
        WEIGHT_ABILITY * clip(ability, LOWEST, HIGHEST)
        + WEIGHT_BENEVOLENCE * clip(benevolence, LOWEST, HIGHEST)
        + WEIGHT_INTEGRITY * clip(integrity, LOWEST, HIGHEST)
    )


@rule
def trust_step(component: float, valence: float, gain: float, asymmetry: float) -> float:
    """Return the change of one trust component after an event.

    component  0.02 to 0.98
    valence    how good (above 0) or bad (below 0) the event was; usually -1 to 1
    gain       share of the gap to full trust closed by a fully good event
    asymmetry  loss rate over gain rate; above 1, trust leaves faster than it comes

    Source: direction of the asymmetry from Slovic 1993; the linear form is ours.

    >>> trust_step(0.5, 1.0, 0.1, 3.0)
    0.05
    >>> trust_step(0.5, -1.0, 0.1, 3.0)
    -0.15000000000000002
    """
    if valence >= 0.0:
        return gain * valence * (1.0 - component)
    return gain * asymmetry * valence * component


@rule
def incident_valence(loss: float, tolerance: float) -> float:
    """Return how a manager feels a closed incident: smooth service is barely noticed, losses are.

    loss, tolerance  kEUR. From +.25 (no loss) over 0 (at tolerance) to -1. Assumption.
    """
    if loss <= tolerance:
        return 0.25 * (1.0 - loss / tolerance)
    return -min(1.0, (loss - tolerance) / (3.0 * tolerance))


@rule
def promise_valence(promise: float, waited: float) -> float:
    """Return how a delivery date felt: from -1 (far too late) to .6 (early). Days. Assumption."""
    return clip((promise - waited) / max(promise, 5.0), -1.0, 0.6)


@rule
def contact_valence(fidelity: float, reference: float) -> float:
    """Return how a talk felt: below the reference fidelity it was jargon. -.5 to .5. Assumption."""
    return 0.5 * clip(2.0 * (fidelity - reference), -1.0, 1.0)
