"""Trust: ability, benevolence and integrity; slow to grow, quick to fall.

Components: Mayer, Davis & Schoorman 1995. Asymmetry: Slovic 1993. The linear forms are ours.
"""

from __future__ import annotations

from .arithmetic import clip
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

LOWEST, HIGHEST = 0.02, 0.98
WEIGHT_ABILITY, WEIGHT_BENEVOLENCE, WEIGHT_INTEGRITY = 0.45, 0.30, 0.25


class Trust(
    Mechanism,
    meaning="experience changes trust; losses weigh more than gains",
    knockouts=(
        knockout("spill_over", "what one did colours trust in all", spill_over=0.0),
        knockout("trust_asymmetry", "trust falls faster than it grows", trust_asymmetry=1.0),
    ),
):
    """Parameters of the mechanism."""

    trust_gain = parameter(0.05, 0.02, 0.09, "share", "trust gained by a fully good event", symbol="a_pos", core=True)
    trust_asymmetry = parameter(
        3.0, 1.0, 5.0, "ratio", "loss rate over gain rate", DIRECTION + "Slovic 1993", symbol="asym", core=True
    )
    spill_over = parameter(
        0.25,
        0.0,
        0.5,
        "share",
        "generalisation of a trust event to the whole other side",
        DIRECTION + "Pettigrew & Tropp 2006",
        symbol="spill",
        core=True,
    )
    trust_drift = parameter(0.003, 0.001, 0.01, "1/day", "drift of trust towards its prior", symbol="dT", core=True)
    trust_prior = parameter(
        0.45, 0.3, 0.6, "share", "trust in the other side before any experience", symbol="T_prior", core=True
    )
    own_side_prior = parameter(0.65, 0.5, 0.8, "share", "trust in the own side before any experience", core=True)
    # closing an incident
    incident_weight = parameter(0.25, 0.1, 0.5, "ratio", "weight of an incident, relative to a change request")
    resented_from = parameter(0.3, 0.1, 0.6, "valence", "bad valence beyond which the solver resents the owner")
    complaint_loss = parameter(0.2, 0.0, 0.4, "valence", "an incident that went badly, for its solver: benevolence")


@rule()
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


@rule()
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


@rule()
def incident_valence(loss: float, tolerance: float) -> float:
    """Return how a manager feels a closed incident: smooth service is barely noticed, losses are.

    loss, tolerance  kEUR. From +.25 (no loss) over 0 (at tolerance) to -1. Assumption.
    """
    if loss <= tolerance:
        return 0.25 * (1.0 - loss / tolerance)
    return -min(1.0, (loss - tolerance) / (3.0 * tolerance))


@rule()
def promise_valence(promise: float, waited: float) -> float:
    """Return how a delivery date felt: from -1 (far too late) to .6 (early). Days. Assumption."""
    return clip((promise - waited) / max(promise, 5.0), -1.0, 0.6)


@rule()
def contact_valence(fidelity: float, reference: float) -> float:
    """Return how a talk felt: below the reference fidelity it was jargon. -.5 to .5. Assumption."""
    return 0.5 * clip(2.0 * (fidelity - reference), -1.0, 1.0)


@rule("p.incident_weight*valence")
def of_one_incident(valence: float, p: Trust) -> float:
    """Return the valence of an incident as a trust event: incidents are many, each weighs less than a change.

    valence  how the manager felt it, -1 to 1

    Assumption.
    """
    return valence * p.incident_weight


@rule("valence < -p.resented_from")
def is_resented(valence: float, p: Trust) -> bool:
    """Return whether an incident went so badly, valence -1 to 1, that its solver holds the complaint against the owner.

    Assumption.
    """
    return valence < -p.resented_from


@rule("-p.complaint_loss*p.incident_weight")
def of_complaint(p: Trust) -> float:
    """Return the valence of an incident that went badly, for its solver. Assumption."""
    return -p.complaint_loss * p.incident_weight
