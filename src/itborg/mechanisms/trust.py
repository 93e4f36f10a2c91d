"""Trust: ability, benevolence and integrity; slow to grow, quick to fall.

Every event between two people has a valence, -1 (as bad as can be) to 1, and moves one component of trust; a part of
the step spills over to the whole other side. Components: Mayer, Davis & Schoorman 1995. Asymmetry: Slovic 1993.
Spill-over: Pettigrew & Tropp 2006. The linear forms and the valences are ours.
"""

from __future__ import annotations

from .arithmetic import clip
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

CURVE = "Cross & Parker 2004, consulting network: competence by frequency of contact, rescaled"
#: Steps of that curve.
CURVE_STEPS = 5


class Trust(
    Mechanism,
    meaning="experience changes trust; losses weigh more than gains",
    knockouts=(
        knockout("spill_over", "what one did colours trust in all", spill_over=0.0),
        knockout("trust_asymmetry", "trust falls faster than it grows", trust_asymmetry=1.0),
    ),
):
    """Parameters of steps, components and the valence of every event."""

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
    trust_drift = parameter(0.003, 0.001, 0.01, "1/day", "decay of trust towards its prior", symbol="dT", core=True)
    trust_prior = parameter(
        0.45, 0.3, 0.6, "share", "trust in the other side before any experience", symbol="T_prior", core=True
    )
    own_side_prior = parameter(0.65, 0.5, 0.8, "share", "trust in the own side before any experience", core=True)
    incident_weight = parameter(0.25, 0.1, 0.5, "ratio", "weight of an incident, relative to a change request")
    resented_from = parameter(0.3, 0.1, 0.6, "valence", "bad valence beyond which the solver resents the owner")
    complaint_loss = parameter(0.2, 0.0, 0.4, "valence", "an incident that went badly, for its solver: benevolence")
    ability_weight = parameter(
        0.45,
        0.2,
        0.6,
        "share",
        "weight of ability in trust",
        DIRECTION + "each component is unique (Colquitt, Scott & LePine 2007)",
    )
    benevolence_weight = parameter(
        0.30,
        0.1,
        0.5,
        "share",
        "weight of benevolence in trust",
        DIRECTION + "each component is unique (Colquitt, Scott & LePine 2007)",
    )
    integrity_weight = parameter(
        0.25,
        0.1,
        0.5,
        "share",
        "weight of integrity in trust",
        DIRECTION + "each component is unique (Colquitt, Scott & LePine 2007)",
    )
    lowest_trust = parameter(0.02, 0.0, 0.1, "share", "lowest value of a component of trust")
    highest_trust = parameter(0.98, 0.9, 1.0, "share", "highest value of a component of trust")
    trust_sd = parameter(
        0.05, 0.0, 0.15, "share", "standard deviation between people of trust in the other side at the start"
    )
    own_tie_trust_sd = parameter(
        0.1, 0.0, 0.2, "share", "standard deviation of trust along ties inside a side at the start"
    )
    cross_tie_trust_sd = parameter(
        0.08, 0.0, 0.2, "share", "standard deviation of trust along ties across sides at the start"
    )
    trust_start_lowest = parameter(0.05, 0.0, 0.1, "share", "lowest trust that is drawn at the start")
    trust_start_highest = parameter(0.95, 0.9, 1.0, "share", "highest trust that is drawn at the start")
    competence_0 = parameter(0.35, 0.25, 0.45, "share", "trust in a colleague's competence without contact", CURVE)
    competence_1 = parameter(0.48, 0.4, 0.6, "share", "the same at a fifth of full contact", CURVE)
    competence_2 = parameter(0.73, 0.6, 0.8, "share", "the same at two fifths of full contact", CURVE)
    competence_3 = parameter(0.83, 0.7, 0.9, "share", "the same at three fifths of full contact", CURVE)
    competence_4 = parameter(0.89, 0.8, 0.95, "share", "the same at four fifths of full contact", CURVE)
    competence_5 = parameter(0.93, 0.85, 1.0, "share", "the same at full contact", CURVE)
    # valence of events
    smooth_valence = parameter(0.25, 0.0, 0.5, "valence", "an incident without loss, for the manager: ability")
    loss_span = parameter(3.0, 1.0, 6.0, "tolerances", "loss beyond tolerance that feels as bad as possible")
    early_valence = parameter(0.6, 0.3, 1.0, "valence", "a delivery long before the promised day: integrity")
    judged_promise = parameter(5.0, 1.0, 10.0, "day", "promises shorter than this are judged like one of this length")
    contact_valence = parameter(
        0.5, 0.2, 1.0, "valence", "a talk that got across perfectly well, or not at all: benevolence"
    )
    contact_slope = parameter(2.0, 1.0, 4.0, "1/fidelity", "how fast a talk turns from jargon to a good talk")
    quiet_release = parameter(0.1, 0.0, 0.3, "valence", "a release without disruption: ability")
    release_loss = parameter(0.4, 0.1, 0.8, "valence", "taken from that by a release with the worst disruption")
    release_span = parameter(16.0, 8.0, 32.0, "tolerances", "loss by a release that feels as bad as possible")
    delivery_slope = parameter(
        2.2, 1.0, 4.0, "valence", "change of the valence of a delivery per unit of fit in time: ability"
    )
    delivery_neutral = parameter(0.38, 0.2, 0.6, "share", "fit in time of a delivery that leaves trust as it is")
    owner_understanding = parameter(
        0.4, 0.2, 0.6, "share", "understanding of IT by the owner of a delivered change that leaves IT's trust as it is"
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
    visitor_valence = parameter(0.5, 0.2, 1.0, "valence", "a visit, for the IT person: benevolence")
    escalation_loss = parameter(0.1, 0.0, 0.3, "valence", "an escalation call, for the IT person called: benevolence")


@rule("""
    p.ability_weight*a + p.benevolence_weight*b + p.integrity_weight*i
    a = clip(ability, p.lowest_trust, p.highest_trust)
    b = clip(benevolence, p.lowest_trust, p.highest_trust)
    i = clip(integrity, p.lowest_trust, p.highest_trust)
""")
def overall(ability: float, benevolence: float, integrity: float, p: Trust) -> float:
    """Return trust, 0 to 1, from its three components.

    Source: components from Mayer, Davis & Schoorman 1995; the weights are assumed.
    """
    return (
        p.ability_weight * clip(ability, p.lowest_trust, p.highest_trust)
        + p.benevolence_weight * clip(benevolence, p.lowest_trust, p.highest_trust)
        + p.integrity_weight * clip(integrity, p.lowest_trust, p.highest_trust)
    )


@rule("""
    p.trust_gain*valence*(1 - component) if valence >= 0 else p.trust_gain*p.trust_asymmetry*valence*component
""")
def step(component: float, valence: float, p: Trust) -> float:
    """Return the change of one trust component after an event.

    component  `lowest_trust` to `highest_trust`
    valence    how good (above 0) or bad (below 0) the event was, -1 to 1

    Source: direction of the asymmetry from Slovic 1993; the linear form is ours.

    >>> from itborg.mechanisms.registry import parameter_record
    >>> p = parameter_record({"trust_gain": 0.1})[0]
    >>> [round(float(step(0.5, valence, p)), 6) for valence in (1.0, -1.0)]
    [0.05, -0.15]
    """
    if valence >= 0.0:
        return p.trust_gain * valence * (1.0 - component)
    return p.trust_gain * p.trust_asymmetry * valence * component


@rule("""
    p.smooth_valence*(1 - loss/tolerance) if loss <= tolerance else -min(1, (loss - tolerance)/(p.loss_span*tolerance))
""")
def of_incident(loss: float, tolerance: float, p: Trust) -> float:
    """Return the valence of a closed incident for its owner: smooth service is barely noticed, losses are.

    loss, tolerance  kEUR

    Assumption.
    """
    if loss <= tolerance:
        return p.smooth_valence * (1.0 - loss / tolerance)
    return -min(1.0, (loss - tolerance) / (p.loss_span * tolerance))


@rule("clip((promised - waited)/max(promised, p.judged_promise), -1, p.early_valence)")
def of_promise(promised: float, waited: float, p: Trust) -> float:
    """Return the valence of a delivery date: -1 (far too late) to `early_valence`. Days. Assumption."""
    return clip((promised - waited) / max(promised, p.judged_promise), -1.0, p.early_valence)


@rule("p.contact_valence * clip(p.contact_slope*(fidelity - reference), -1, 1)")
def of_contact(fidelity: float, reference: float, p: Trust) -> float:
    """Return the valence of a talk: below the reference fidelity it was jargon. Assumption.

    fidelity, reference  share of the talk that got across, 0 to 1
    """
    return p.contact_valence * clip(p.contact_slope * (fidelity - reference), -1.0, 1.0)


@rule("p.quiet_release - p.release_loss*min(1, loss/(p.release_span*tolerance))")
def of_release(loss: float, tolerance: float, p: Trust) -> float:
    """Return the valence of a release by what it disturbed. kEUR. Assumption."""
    return p.quiet_release - p.release_loss * min(1.0, loss / (p.release_span * tolerance))


@rule("p.delivery_slope*(fit*timely - p.delivery_neutral)")
def of_delivery(fit: float, timely: float, p: Trust) -> float:
    """Return the valence of a delivered change: how well it fits, as far as it is still in time.

    fit     how well it meets the need, 0 to 1
    timely  value left after the wait, 0 to 1

    Assumption.
    """
    return p.delivery_slope * (fit * timely - p.delivery_neutral)


@rule("-p.exaggeration_at_delivery*steps*understanding if steps > 0 else p.honest_label")
def of_label_at_delivery(steps: int, understanding: float, p: Trust) -> float:
    """Return the valence, for the builder of a change, of a label `steps` too high.

    understanding  the builder's understanding of the service, 0 to 1

    Assumption: who understands the business sees through a label at the latest when the change is delivered.
    """
    if steps > 0:
        return -p.exaggeration_at_delivery * steps * understanding
    return p.honest_label


@rule("-p.exaggeration_loss*steps/most")
def of_exaggeration(steps: int, most: int, p: Trust) -> float:
    """Return the valence of a label `steps` too high that was noticed at once, of at `most` 3 steps. Assumption."""
    return -p.exaggeration_loss * steps / most


@rule("-p.rejection_loss*(1 - it_understanding)")
def of_rejection(it_understanding: float, p: Trust) -> float:
    """Return the valence of a rejected request: the less a manager understands IT, the worse. Assumption."""
    return -p.rejection_loss * (1.0 - it_understanding)


@rule("1 - p.explained_delay*max(board, catalogue)")
def softening(board: float, catalogue: float, p: Trust) -> float:
    """Return what is left of the valence of a delay where a board or a catalogue (levers) explains it. Assumption."""
    return 1.0 - p.explained_delay * max(board, catalogue)


@rule("clip(mean + sd*z, p.trust_start_lowest, p.trust_start_highest)")
def at_start(mean: float, sd: float, z: float, p: Trust) -> float:
    """Return trust drawn at the start, 0 to 1, from a standard normal number z."""
    return clip(mean + sd * z, p.trust_start_lowest, p.trust_start_highest)


@rule()
def by_contact(contact: float, p: Trust) -> float:
    """Return mean trust in a colleague's competence, 0 to 1, by contact, 0 to 1: a curve interpolated linearly.

    Source: Cross & Parker 2004.

    >>> from itborg.mechanisms.registry import parameter_record
    >>> p = parameter_record()[0]
    >>> [round(float(by_contact(contact, p)), 3) for contact in (0.0, 0.5, 1.0)]
    [0.35, 0.78, 0.93]
    """
    x = contact * CURVE_STEPS
    n = int(x)
    a, b = _competence(n, p), _competence(n + 1, p)
    return a + (x - n) * (b - a)


@rule()
def _competence(n: int, p: Trust) -> float:
    """Return the curve at contact n/5."""
    if n <= 0:
        return p.competence_0
    if n == 1:
        return p.competence_1
    if n == 2:
        return p.competence_2
    if n == 3:
        return p.competence_3
    return p.competence_4 if n == 4 else p.competence_5


@rule("p.incident_weight*valence")
def of_one_incident(valence: float, p: Trust) -> float:
    """Return the valence of an incident as a trust event: each weighs less than a change, -1 to 1. Assumption."""
    return valence * p.incident_weight


@rule("valence < -p.resented_from")
def is_resented(valence: float, p: Trust) -> bool:
    """Return whether an incident went so badly, -1 to 1, that the complaint costs its solver's trust. Assumption."""
    return valence < -p.resented_from


@rule("-p.complaint_loss*p.incident_weight")
def of_complaint(p: Trust) -> float:
    """Return the valence of an incident that went badly, for its solver. Assumption."""
    return -p.complaint_loss * p.incident_weight
