"""Trust events: how good or bad every event between two people is, for whom, and which component of trust it moves.

Events are what people experience of each other: incidents, deliveries, promises, labels, talks, rejections, calls. A
valence states how good one is in itself; `trust` makes steps of it. All forms and values are ours.
"""

from __future__ import annotations

from .arithmetic import clip
from .mechanism import Mechanism, parameter, rule


class TrustEvents(Mechanism, meaning="people judge each other by what events did to them"):
    """Parameters of the valence of every event.

    A valence is -1 (as bad as can be) to 1; what a parameter names after the colon is the component of trust that
    moves. Events differ in frequency more than in valence: talks and incidents are daily, deliveries and rejections
    are rare. All values are assumptions.
    """

    incident_weight = parameter(0.25, 0.1, 0.5, "ratio", "weight of an incident, relative to a change request")
    resented_from = parameter(0.3, 0.1, 0.6, "valence", "bad valence beyond which the solver resents the owner")
    complaint_loss = parameter(0.2, 0.0, 0.4, "valence", "an incident that went badly, for its solver: benevolence")
    hold_loss = parameter(
        0.2,
        0.0,
        0.4,
        "valence",
        "a ticket put on hold to keep its target, for its owner, before weighting: benevolence",
    )
    smooth_valence = parameter(
        0.25, 0.0, 0.5, "valence", "an incident without loss, for the manager: ability", core=True
    )
    loss_span = parameter(3.0, 1.0, 6.0, "tolerances", "loss beyond tolerance that feels as bad as possible")
    early_valence = parameter(0.6, 0.3, 1.0, "valence", "a delivery long before the promised day: integrity")
    judged_promise = parameter(5.0, 1.0, 10.0, "day", "promises shorter than this are judged like one of this length")
    contact_valence = parameter(
        1.0, 0.2, 1.0, "valence", "a talk that got across perfectly well, or not at all: benevolence"
    )
    contact_slope = parameter(6.0, 1.0, 6.0, "1/fidelity", "how fast a talk turns from jargon to a good talk")
    quiet_release = parameter(0.1, 0.0, 0.3, "valence", "a release without disruption: ability")
    release_loss = parameter(0.4, 0.1, 0.8, "valence", "taken from that by a release with the worst disruption")
    release_span = parameter(16.0, 8.0, 32.0, "tolerances", "loss by a release that feels as bad as possible")
    delivery_slope = parameter(
        2.2, 1.0, 4.0, "valence", "change of the valence of a delivery per unit of fit in time: ability"
    )
    delivery_neutral = parameter(0.38, 0.2, 0.6, "share", "fit in time of a delivery that leaves trust as it is")
    owner_understanding = parameter(
        0.3, 0.2, 0.6, "share", "understanding of IT by the owner of a delivered change that leaves IT's trust as it is"
    )
    exaggeration_at_delivery = parameter(
        0.3, 0.0, 0.6, "valence", "a label one step too high, found at delivery by IT that understands fully: integrity"
    )
    honest_label = parameter(0.4, 0.0, 0.8, "valence", "a label that was not too high, found at delivery: integrity")
    exaggeration_loss = parameter(0.5, 0.0, 1.0, "valence", "a label three steps too high, when noticed: integrity")
    rejection_loss = parameter(
        0.2, 0.0, 0.5, "valence", "a rejected request, for a manager who does not understand IT: benevolence"
    )
    policing_loss = parameter(0.6, 0.2, 1.0, "valence", "a shadow solution closed down: benevolence")
    late_loss = parameter(0.3, 0.1, 0.6, "valence", "a request that is late at a review: integrity")
    lapse_loss = parameter(0.5, 0.2, 1.0, "valence", "a request withdrawn after too long a wait: integrity")
    lapse_ability_loss = parameter(0.3, 0.1, 0.6, "valence", "a request withdrawn after too long a wait: ability")
    explained_delay = parameter(0.6, 0.2, 0.9, "share", "part of these losses that a board or a catalogue takes away")
    visit_valence = parameter(0.8, 0.3, 1.0, "valence", "a visit, for the manager visited: benevolence")
    visitor_valence = parameter(0.5, 0.2, 1.0, "valence", "a visit, for the IT person: benevolence", core=True)


@rule("""
    p.smooth_valence*(1 - loss/tolerance) if loss <= tolerance else -min(1, (loss - tolerance)/(p.loss_span*tolerance))
""")
def of_incident(loss: float, tolerance: float, p: TrustEvents) -> float:
    """Return the valence of a closed incident for its owner: smooth service is barely noticed, losses are.

    loss       of the incident, kEUR
    tolerance  loss that a manager puts up with, kEUR, above 0

    -1 at a loss of `loss_span` tolerances beyond the tolerance. Assumption.
    """
    if loss <= tolerance:
        return p.smooth_valence * (1.0 - loss / tolerance)
    return -min(1.0, (loss - tolerance) / (p.loss_span * tolerance))


@rule("clip((promised - waited)/max(promised, p.judged_promise), -1, p.early_valence)")
def of_promise(promised: float, waited: float, p: TrustEvents) -> float:
    """Return the valence of a delivery date: -1 (far too late) to `early_valence`. Assumption.

    promised, waited  days from the request to the promised and to the actual delivery

    Relative to the promise, so a week late on a week's work is worse than on half a year's. It moves integrity.
    """
    return clip((promised - waited) / max(promised, p.judged_promise), -1.0, p.early_valence)


@rule("p.contact_valence * clip(p.contact_slope*(fidelity - reference), -1, 1)")
def of_contact(fidelity: float, reference: float, p: TrustEvents) -> float:
    """Return the valence of a talk: below the reference fidelity it was jargon. Assumption.

    fidelity, reference  share of the talk that got across, 0 to 1

    Contact alone does not build trust: talks without a common language do harm.
    """
    return p.contact_valence * clip(p.contact_slope * (fidelity - reference), -1.0, 1.0)


@rule("p.quiet_release - p.release_loss*min(1, loss/(p.release_span*tolerance))")
def of_release(loss: float, tolerance: float, p: TrustEvents) -> float:
    """Return the valence of a release by what it disturbed. Assumption.

    loss       by the disruption of the release, kEUR
    tolerance  loss that a manager puts up with per incident, kEUR, above 0
    """
    return p.quiet_release - p.release_loss * min(1.0, loss / (p.release_span * tolerance))


@rule("p.delivery_slope*(fit*timely - p.delivery_neutral)")
def of_delivery(fit: float, timely: float, p: TrustEvents) -> float:
    """Return the valence of a delivered change: how well it fits, as far as it is still in time.

    fit     how well it meets the need, 0 to 1
    timely  value left after the wait, 0 to 1

    Below `delivery_neutral` a delivery is a disappointment. It moves the ability component. Assumption.
    """
    return p.delivery_slope * (fit * timely - p.delivery_neutral)


@rule("-p.exaggeration_at_delivery*steps*understanding if steps > 0 else p.honest_label")
def of_label_at_delivery(steps: int, understanding: float, p: TrustEvents) -> float:
    """Return the valence, for the builder of a change, of a label `steps` too high.

    understanding  the builder's understanding of the service, 0 to 1

    Assumption: who understands the business sees through a label at the latest when the change is delivered.
    """
    if steps > 0:
        return -p.exaggeration_at_delivery * steps * understanding
    return p.honest_label


@rule("-p.exaggeration_loss*steps/most")
def of_exaggeration(steps: int, most: int, p: TrustEvents) -> float:
    """Return the valence of a label `steps` too high that was noticed at once, of at `most` 3 steps. Assumption.

    IT then takes the manager's next labels less seriously: the price of cheap talk is paid later.
    """
    return -p.exaggeration_loss * steps / most


@rule("-p.rejection_loss*(1 - it_understanding)")
def of_rejection(it_understanding: float, p: TrustEvents) -> float:
    """Return the valence of a rejected request: the less a manager understands IT, the worse. Assumption.

    it_understanding  the manager's, 0 to 1; with full understanding a rejection is accepted
    """
    return -p.rejection_loss * (1.0 - it_understanding)


@rule("1 - p.explained_delay*max(board, catalogue)")
def softening(board: float, catalogue: float, p: TrustEvents) -> float:
    """Return what is left of the valence of a delay where a board or a catalogue (levers) explains it. Assumption.

    board, catalogue  levers, 0 to 1; the better explanation counts
    """
    return 1.0 - p.explained_delay * max(board, catalogue)


@rule("p.incident_weight*valence")
def of_one_incident(valence: float, p: TrustEvents) -> float:
    """Return the valence of an incident as a trust event: each weighs less than a change, -1 to 1. Assumption.

    valence  of the incident by its loss, see `of_incident`; there are many incidents for each change
    """
    return valence * p.incident_weight


@rule("valence < -p.resented_from")
def is_resented(valence: float, p: TrustEvents) -> bool:
    """Return whether an incident went so badly, -1 to 1, that the complaint costs its solver's trust. Assumption."""
    return valence < -p.resented_from


@rule("-p.complaint_loss*p.incident_weight")
def of_complaint(p: TrustEvents) -> float:
    """Return the valence of an incident that went badly, for its solver. Assumption.

    Bad experience of one side so becomes bad experience of the other: distrust is mutual.
    """
    return -p.complaint_loss * p.incident_weight


@rule("-p.hold_loss*p.incident_weight")
def of_hold(p: TrustEvents) -> float:
    """Return the valence, for its owner, of an incident that was put on hold to keep its target. Assumption."""
    return -p.hold_loss * p.incident_weight
