"""Trust: ability, benevolence and integrity; slow to grow, quick to fall.

Every event between two people has a valence, -1 (as bad as can be) to 1, and moves one component of trust; a part of
the step spills over to the whole other side. Components: Mayer, Davis & Schoorman 1995. Asymmetry: Slovic 1993.
Spill-over: Pettigrew & Tropp 2006. The linear forms are ours. The valences are in `trust_events`.

Trust decides whom people talk to, whose labels count, whom work is handed to, and who bypasses IT.
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
        knockout(
            "spill_over",
            "what one did colours trust in all",
            "one person's work colours what people think of the other side: P2, P11",
            spill_over=0.0,
        ),
        knockout(
            "good_faith",
            "a bad event with a known person is laid to the side",
            "a tie survives a bad event, which is blamed on the side: N4",
            good_faith=0.0,
        ),
        knockout(
            "trust_asymmetry",
            "trust falls faster than it grows",
            "negative shocks to trust last longer than positive ones: P10",
            trust_asymmetry=1.0,
        ),
    ),
):
    """Parameters of steps and components of trust, and of trust at the start.

    Trust and its components are shares, 0 to 1, kept in `lowest_trust` to `highest_trust` so that no experience is
    final. Weights of the components add up to 1 at their defaults. `competence_...` are points of one curve.

    At the start trust in the other side is low and nearly the same for all; differences between people come from the
    data or from the burn-in.
    """

    trust_gain = parameter(0.08, 0.03, 0.12, "share", "trust gained by a fully good event", symbol="a_pos", core=True)
    trust_asymmetry = parameter(
        3.0, 1.0, 5.0, "ratio", "loss rate over gain rate", DIRECTION + "Slovic 1993", symbol="asym", core=True
    )
    spill_over = parameter(
        0.05,
        0.0,
        0.3,
        "share",
        "generalisation of a trust event with a known person to the whole side",
        DIRECTION + "Pettigrew & Tropp 2006",
        symbol="spill",
        core=True,
    )
    anonymous = parameter(
        0.15,
        0.05,
        0.4,
        "share",
        "part of a trust event with somebody unknown that moves trust in the whole side",
        DIRECTION + "impressions of a person against those of a category (Fiske & Neuberg 1990)",
        core=True,
    )
    good_faith = parameter(
        0.95,
        0.5,
        1.0,
        "share",
        "part of a bad event with a known person that is laid to the side instead",
        DIRECTION + "trust filters what is blamed on a person (Robinson 1996; Hewstone 1990)",
    )
    tie_drift = parameter(0.0005, 0.0, 0.003, "1/day", "decay of what a tie adds to trust in the side")
    general_opinion = parameter(
        1.0, 0.3, 3.0, "contact", "contact that weighs as much as the side as such in a person's opinion of a side"
    )
    trust_drift = parameter(0.003, 0.001, 0.01, "1/day", "decay of trust towards its prior", symbol="dT", core=True)
    trust_prior = parameter(
        0.45, 0.3, 0.6, "share", "trust in the other side before any experience", symbol="T_prior", core=True
    )
    own_side_prior = parameter(0.65, 0.5, 0.8, "share", "trust in the own side before any experience")
    ability_weight = parameter(
        0.45,
        0.2,
        0.6,
        "share",
        "weight of ability in trust",
        DIRECTION + "each component is unique (Colquitt, Scott & LePine 2007)",
        core=True,
    )
    benevolence_weight = parameter(
        0.30,
        0.1,
        0.5,
        "share",
        "weight of benevolence in trust",
        DIRECTION + "each component is unique (Colquitt, Scott & LePine 2007)",
        core=True,
    )
    integrity_weight = parameter(
        0.25,
        0.1,
        0.5,
        "share",
        "weight of integrity in trust",
        DIRECTION + "each component is unique (Colquitt, Scott & LePine 2007)",
        core=True,
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
        0.1, 0.0, 0.2, "share", "standard deviation of trust along ties across sides at the start, each way by itself"
    )
    pair_trust_sd = parameter(
        0.04, 0.0, 0.2, "share", "standard deviation of trust along ties across sides at the start, the same both ways"
    )
    cross_tie_curve = parameter(
        0.8, 0.0, 1.0, "ratio", "how far trust across the sides follows contact at the start, relative to a side", CURVE
    )
    trust_start_lowest = parameter(0.05, 0.0, 0.1, "share", "lowest trust that is drawn at the start")
    trust_start_highest = parameter(0.95, 0.9, 1.0, "share", "highest trust that is drawn at the start")
    competence_0 = parameter(0.35, 0.25, 0.45, "share", "trust in a colleague's competence without contact", CURVE)
    competence_1 = parameter(0.48, 0.4, 0.6, "share", "the same at a fifth of full contact", CURVE)
    competence_2 = parameter(0.73, 0.6, 0.8, "share", "the same at two fifths of full contact", CURVE)
    competence_3 = parameter(0.83, 0.7, 0.9, "share", "the same at three fifths of full contact", CURVE)
    competence_4 = parameter(0.89, 0.8, 0.95, "share", "the same at four fifths of full contact", CURVE)
    competence_5 = parameter(0.93, 0.85, 1.0, "share", "the same at full contact", CURVE)


@rule("""
    p.ability_weight*a + p.benevolence_weight*b + p.integrity_weight*i
    a = clip(ability, p.lowest_trust, p.highest_trust)
    b = clip(benevolence, p.lowest_trust, p.highest_trust)
    i = clip(integrity, p.lowest_trust, p.highest_trust)
""")
def overall(ability: float, benevolence: float, integrity: float, p: Trust) -> float:
    """Return trust, 0 to 1, from its three components.

    ability      can do what is needed; moved by incidents, deliveries and hand-offs
    benevolence  means well; moved by talks, visits, rejections and calls
    integrity    keeps its word; moved by promises and labels

    Components are 0 to 1, and cut to their range. Source: components from Mayer, Davis & Schoorman 1995; the weights
    are assumed.
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

    Gains are a share of what is missing, losses a larger share of what there is: high trust is lost in few events and
    regained in many, and low trust has little to lose.
    Source: direction of the asymmetry from Slovic 1993; the linear form is ours.

    >>> from itborg.mechanisms.registry import parameter_record
    >>> p = parameter_record({"trust_gain": 0.1})[0]
    >>> [round(float(step(0.5, valence, p)), 6) for valence in (1.0, -1.0)]
    [0.05, -0.15]
    """
    if valence >= 0.0:
        return p.trust_gain * valence * (1.0 - component)
    return p.trust_gain * p.trust_asymmetry * valence * component


@rule("clip(mean + sd*z, p.trust_start_lowest, p.trust_start_highest)")
def at_start(mean: float, sd: float, z: float, p: Trust) -> float:
    """Return trust drawn at the start, 0 to 1, from a standard normal number z.

    mean, sd  of the normal before it is cut to `trust_start_lowest` to `trust_start_highest`

    Used for a person's trust in the other side, by component, and for ties inside a side.
    """
    return clip(mean + sd * z, p.trust_start_lowest, p.trust_start_highest)


@rule()
def by_contact(contact: float, p: Trust) -> float:
    """Return mean trust in a colleague's competence, 0 to 1, by contact, 0 to 1: a curve interpolated linearly.

    It gives ties inside a side their trust at the start, where the data supply contact but no trust.
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
    """Return the curve at contact n/5, n from 0 to 5; beyond its ends the curve is flat."""
    if n <= 0:
        return p.competence_0
    if n == 1:
        return p.competence_1
    if n == 2:
        return p.competence_2
    if n == 3:
        return p.competence_3
    return p.competence_4 if n == 4 else p.competence_5


@rule("stereotype + impression + p.cross_tie_curve*(curve - p.competence_1)")
def across_at_start(stereotype: float, impression: float, curve: float, p: Trust) -> float:
    """Return trust along a tie across the sides at the start, where the data give contact but no trust.

    stereotype  trust in the other side as such, 0 to 1
    impression  see `first_impression`
    curve       trust that contact of this strength has inside a side, see `by_contact`

    Source: trust follows contact across sites as well (Cross & Parker 2004); how far is an assumption.
    """
    return stereotype + impression + p.cross_tie_curve * (curve - p.competence_1)


@rule("p.spill_over*step if step >= 0 else (p.good_faith*p.anonymous + (1 - p.good_faith)*p.spill_over)*step")
def to_side(step: float, p: Trust) -> float:
    """Return the part of a step of trust in a known person that moves trust in the whole side.

    step  of trust in the person, -1 to 1

    A good event is the person's; of a bad one `good_faith` counts as if it had come from the side.
    """
    if step >= 0.0:
        return p.spill_over * step
    return (p.good_faith * p.anonymous + (1.0 - p.good_faith) * p.spill_over) * step


@rule("(1 - p.spill_over)*step if step >= 0 else (1 - p.good_faith)*(1 - p.spill_over)*step")
def to_person(step: float, p: Trust) -> float:
    """Return the part of a step of trust in a known person that stays with the person. Argument as in `to_side`."""
    if step >= 0.0:
        return (1.0 - p.spill_over) * step
    return (1.0 - p.good_faith) * (1.0 - p.spill_over) * step


@rule("(p.general_opinion*side + particular)/(p.general_opinion + contact)")
def opinion(side: float, particular: float, contact: float, p: Trust) -> float:
    """Return a person's opinion of a side, 0 to 1: the mean of the side as such and of the people known, by contact.

    side        trust in the side as such, 0 to 1
    particular  sum over ties of contact x trust
    contact     sum over ties of contact

    Who knows nobody there has nothing but the stereotype. Assumption.
    """
    return (p.general_opinion * side + particular) / (p.general_opinion + contact)


@rule("p.pair_trust_sd*pair + p.cross_tie_trust_sd*z")
def first_impression(pair: float, z: float, p: Trust) -> float:
    """Return what a person of the other side adds to trust in that side when a tie begins. Assumption.

    pair, z  standard normal numbers: of the two people together, and of the owner of the tie
    """
    return p.pair_trust_sd * pair + p.cross_tie_trust_sd * z
