"""Resistance: what makes a manager protest, work round IT or join those who want it outsourced, and how IT answers.

Each manager has a threshold and a stage of resistance. Distrust, dissatisfaction, a mandate and colleagues who resist
push; what resisting managers do changes what others think of IT. That a mandate threatens and that policing backfires
is put into the rules; how far resistance spreads, lasts and ends in a vote against IT is not.
"""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule

#: Stages of resistance of a manager, each including what those below it do.
CONTENT, PROTEST, WORKAROUND, COALITION = range(4)


class Resistance(
    Mechanism,
    meaning="managers with a grievance resist in stages, pull colleagues along, and may vote IT out",
    knockouts=(
        knockout(
            "resistance",
            "managers resist IT",
            "distrust becomes an act: protest, workaround, coalition, exit: P6",
            resist_threshold=100.0,
        ),
        knockout(
            "colleagues_pull",
            "colleagues who resist pull others along",
            "resistance spreads among colleagues: P6",
            peers=0.0,
        ),
        knockout(
            "opinion_talk",
            "managers who resist tell colleagues what they think of IT",
            "opinions of those who resist spread among colleagues: P6",
            opinion_talk=0.0,
        ),
        knockout(
            "threat",
            "a mandate threatens managers who distrust IT (put in)",
            "put in: a mandate turns distrust into resistance: P6",
            threat=0.0,
        ),
        knockout(
            "backfire",
            "policing lowers the threshold of who is caught (put in)",
            "put in: policing turns shadow IT into resistance: P6",
            backfire=0.0,
        ),
    ),
):
    """Parameters of thresholds and forces, of what resistance does, and of the vote on outsourcing.

    All sizes are ours; the literature gives directions only. Threshold and grievance move together: what counts is
    about `resist_threshold` - 0.6 `grievance`, the distance of a mean manager from resistance.
    """

    grievance = parameter(
        1.5, 1.0, 2.0, "force", "force of full distrust and dissatisfaction", DIRECTION + "Lapointe & Rivard 2005"
    )
    resist_threshold = parameter(
        1.26, 1.15, 1.5, "force", "mean force at which a manager protests", DIRECTION + "Granovetter 1978"
    )
    resist_spread = parameter(
        0.15, 0.05, 0.3, "force", "standard deviation of thresholds between managers", DIRECTION + "Granovetter 1978"
    )
    resist_step = parameter(
        0.12, 0.05, 0.25, "force", "additional force for each further stage", DIRECTION + "Lapointe & Rivard 2005"
    )
    threat = parameter(
        0.35,
        0.1,
        0.6,
        "force",
        "force of a full mandate on a manager without trust; that it threatens is put in",
        DIRECTION + "Lapointe & Rivard 2005; Brehm 1966",
        core=True,
    )
    peers = parameter(
        0.4, 0.1, 0.6, "force", "force of colleagues who all resist fully", DIRECTION + "Granovetter 1978"
    )
    backfire = parameter(
        0.15,
        0.0,
        0.3,
        "force",
        "fall of the threshold of a manager whose shadow IT is closed down; that policing backfires is put in",
        DIRECTION + "Rivard & Lapointe 2012, dissuasion",
    )
    cooling = parameter(0.05, 0.0, 0.2, "force", "how far force must fall below a stage before it ends")
    workaround = parameter(0.25, 0.0, 0.5, "utility", "appeal of shadow IT to a manager who works round IT", core=True)
    opinion_talk = parameter(
        0.1,
        0.02,
        0.2,
        "share",
        "way to a teller's opinion of IT in one talk, for each stage of the teller's resistance",
    )
    own_eyes = parameter(20.0, 10.0, 40.0, "count", "own incidents that halve what colleagues' opinions count")
    exposure_days = parameter(60.0, 30.0, 120.0, "day", "time for which own incidents are remembered")
    hearing = parameter(0.05, 0.02, 0.1, "1/day", "speed at which IT notices how many managers resist")
    heard_fully = parameter(0.5, 0.3, 1.0, "share", "share of managers who resist at which IT answers in full")
    exit_majority = parameter(0.5, 0.3, 0.7, "share", "share of the managers with a seat that decides on outsourcing")
    exit_carried_out = parameter(
        0.0, 0.0, 1.0, "probability", "a decision to outsource is carried out; 0 keeps strategies comparable by value"
    )


@rule("p.grievance*(1 - (trust + satisfaction)/2) + p.threat*threatened*(1 - trust) + p.peers*pull")
def force(trust: float, satisfaction: float, threatened: float, pull: float, p: Resistance) -> float:
    """Return the force towards resistance on a manager, 0 or more.

    trust         of the manager in IT, 0 to 1
    satisfaction  0 to 1
    threatened    mandate in force, 0 to 1; 1 for a manager who resists IT itself
    pull          mean stage of colleagues over the highest, by contact x trust, 0 to 1

    Resistance follows from a threat as perceived, given initial conditions (Lapointe & Rivard 2005), and from what
    others do (Granovetter 1978). That a mandate is a threat is put in. Source: directions; the form is ours.
    """
    complaint = p.grievance * (1.0 - (trust + satisfaction) / 2.0)
    return complaint + p.threat * threatened * (1.0 - trust) + p.peers * pull


@rule()
def next_stage(stage: int, force: float, threshold: float, p: Resistance) -> int:
    """Return the stage of a manager after a week: one up, one down, or the same.

    stage             CONTENT to COALITION, before
    force, threshold  of the manager

    One up if force > threshold + resist_step x stage; one down if force < threshold + resist_step x (stage - 1) -
    cooling. Escalation by stages: Lapointe & Rivard 2005. Stages end at less force than they begin (`cooling`). Assumption.
    """
    if stage < COALITION and force > threshold + p.resist_step * stage:
        return stage + 1
    if stage > CONTENT and force < threshold + p.resist_step * (stage - 1) - p.cooling:
        return stage - 1
    return stage


@rule("p.opinion_talk*trust*p.own_eyes/(exposure + p.own_eyes)*stage")
def opinion_weight(trust: float, exposure: float, stage: int, p: Resistance) -> float:
    """Return how far a manager adopts a colleague's opinion of IT in one talk, 0 to 1.

    trust     of the hearer in the teller, 0 to 1
    exposure  incidents that the hearer felt, as remembered
    stage     of the teller's resistance, CONTENT to COALITION

    Only those who resist talk about IT, and own experience damps what is heard. Assumption.
    """
    return p.opinion_talk * trust * p.own_eyes / (exposure + p.own_eyes) * stage


@rule("heard + p.hearing*(resisting - heard)")
def heard(heard: float, resisting: float, p: Resistance) -> float:
    """Return the share of resisting managers that IT has noticed, after a day on which a share resists. Assumption.

    heard, resisting  0 to 1
    """
    return heard + p.hearing * (resisting - heard)


@rule("mandate*(1 - rectify*min(1, heard/p.heard_fully))")
def in_force(mandate: float, rectify: float, heard: float, p: Resistance) -> float:
    """Return the mandate in force, 0 to 1: what is left of it after IT's answer to resistance.

    mandate, rectify  levers, 0 to 1
    heard             share of managers whose resistance IT has noticed, 0 to 1

    Answers of implementers are inaction, acknowledgement, rectification and dissuasion (Rivard & Lapointe 2012).
    Rectification gives way as far as resistance is noticed; dissuasion is the lever `enforcement`; acknowledgement
    without deeds changes nothing here, as inaction does. The form is ours.
    """
    return mandate * (1.0 - rectify * min(1.0, heard / p.heard_fully))
