"""Solving: attempts, questions, appointments, giving up and reopening.

An incident is solved where ability meets difficulty. What the solver knows of it, from the user, from failed attempts
and from articles, shortens the way; waiting for users takes more time than work. Levels are fitted to UCI 498.

Understanding of the business enters by the first diagnosis, by fewer questions, and by what failures reveal. Context
lost in hand-offs enters by questions and reopening: that is what a bad hand-off costs.
"""

from __future__ import annotations

import math

from .mechanism import Mechanism, knockout, parameter, rule

GRADIENT = "fitted to the hand-off gradient"


class Solving(
    Mechanism,
    meaning="a fix needs ability, sometimes an answer or an appointment, and may not hold",
    knockouts=(
        knockout(
            "questions",
            "solving needs answers from the user",
            "incidents with many hand-offs wait for the user more often: P15",
            question=0.0,
            question_gain=0.0,
        ),
        knockout(
            "appointments",
            "some fixes wait for an agreed time",
            "few incidents hold most of the hours: P16",
            appointment=0.0,
        ),
    ),
):
    """Parameters of looking, attempting, asking, waiting, giving up and reopening.

    Help and noise are on the scale of expertise and difficulty, 0 to 1. Waits are working days, efforts person-days.
    """

    ability_noise = parameter(
        0.12,
        0.05,
        0.25,
        "expertise",
        "sd of the random part of ability, by person and incident",
        symbol="siga",
    )
    attempt_information = parameter(
        0.27,
        0.0,
        0.3,
        "expertise",
        "help of what one full attempt found out, for the next",
        GRADIENT,
        symbol="dinfo",
    )
    triage = parameter(
        0.015,
        0.01,
        0.06,
        "pd",
        "effort to look at an incident before solving it or handing it off",
        symbol="tri",
    )
    failed_effort = parameter(
        0.25, 0.05, 0.6, "share", "share of the fix effort spent before giving up", symbol="ffail"
    )
    first_diagnosis = parameter(
        0.3,
        0.2,
        0.7,
        "probability",
        "true need diagnosed at first without understanding the business",
        GRADIENT,
        symbol="see0",
    )
    first_diagnosis_gain = parameter(
        0.5, 0.2, 0.6, "probability", "added to first_diagnosis at full understanding", symbol="see1"
    )
    reveal = parameter(
        0.3,
        0.05,
        0.5,
        "probability",
        "a failed attempt reveals the true need, without expertise",
        symbol="rev0",
    )
    reveal_gain = parameter(
        0.6, 0.2, 0.8, "probability", "added to reveal at full expertise or understanding", symbol="rev1"
    )
    question = parameter(
        0.13,
        0.05,
        0.25,
        "probability",
        "a solver asks the user, at full context",
        "UCI 498: 0.133 of incidents without hand-off waited for the user",
        symbol="ask0",
    )
    question_gain = parameter(
        0.5,
        0.2,
        1.0,
        "probability",
        "added to question at full loss of context, without understanding",
        symbol="ask",
    )
    reply = parameter(
        0.65, 0.3, 1.5, "day", "median time until the user answers", "UCI 498: median 16 h", symbol="reply"
    )
    reply_sigma = parameter(
        1.9,
        1.0,
        2.0,
        "log-sd",
        "spread of waiting for users",
        "UCI 498: median 16 h, mean 82 h give 1.81",
        symbol="repsig",
        core=True,
    )
    appointment = parameter(
        0.1,
        0.0,
        0.3,
        "probability",
        "a fix is made by appointment with the user",
        "fitted to UCI 498: 36 % of incidents without hand-off take over 4 h",
        core=True,
    )
    appointment_wait = parameter(3.0, 0.5, 6.0, "day", "median time until the appointment", core=True)
    reopening = parameter(
        0.08,
        0.0,
        0.2,
        "probability",
        "an incident is reopened, at full context loss",
        "fitted to the share reopened",
        symbol="reop",
    )
    grind = parameter(
        5.0,
        1.0,
        6.0,
        "count",
        "failed attempts after which an able holder works it out",
        GRADIENT,
        symbol="grind",
    )
    able_from = parameter(0.4, 0.2, 0.6, "expertise", "expertise from which a need looks like one's own")
    article_help = parameter(0.15, 0.0, 0.3, "expertise", "help of a complete knowledge article")
    article_help_desk = parameter(0.5, 0.2, 0.8, "expertise", "help of a complete knowledge article at the desk")
    grind_effort = parameter(2.0, 1.0, 4.0, "ratio", "effort of a fix that is worked out, relative to one by ability")
    most_failed_effort = parameter(1.0, 0.5, 2.0, "pd", "most that is spent on the fix before giving up")
    desk_information = parameter(0.3, 0.1, 0.6, "ratio", "information from a failed attempt at the desk")
    first_diagnosis_cap = parameter(0.98, 0.9, 1.0, "probability", "greatest probability of the true need at first")
    second_effort = parameter(0.5, 0.25, 1.0, "ratio", "effort for the second skill, relative to the first")
    reopening_base = parameter(0.005, 0.0, 0.01, "probability", "an incident is reopened, without loss of context")
    reopening_grind = parameter(0.015, 0.0, 0.04, "probability", "added to reopening_base where the fix was worked out")
    reopened_effort = parameter(0.5, 0.25, 1.0, "ratio", "effort for a reopened incident, relative to the first fix")
    reopening_delay = parameter(1.0, 0.5, 3.0, "day", "time until an incident is reopened")


@rule("min(p.first_diagnosis_cap, p.first_diagnosis + p.first_diagnosis_gain*understood)")
def first_diagnosis(understood: float, p: Solving) -> float:
    """Return the probability that the need of an incident is diagnosed rightly at first.

    understood  mean understanding of the service in IT, 0 to 1

    Assumption; the level is fitted to the hand-off gradient.
    """
    return min(p.first_diagnosis_cap, p.first_diagnosis + p.first_diagnosis_gain * understood)


@rule("""
    expertise + p.ability_noise*z + (p.attempt_information*information + help*article)
    help = p.article_help_desk if at_desk else p.article_help
""")
def ability(expertise: float, z: float, information: float, article: float, at_desk: bool, p: Solving) -> float:
    """Return what a person can do for an incident today; a fix needs its difficulty.

    expertise    in the skill that is needed, 0 to 1
    z            standard normal number of the person and the attempt
    information  sum of what failed attempts found out, 0 or more
    article      how much of the component is written down, 0 to 1
    at_desk      whether the person works at the service desk

    On the scale of difficulty, 0 to 1, but not cut to it. Articles help the desk most, as it has least expertise.
    Assumption.
    """
    helps = p.article_help_desk if at_desk else p.article_help
    return expertise + p.ability_noise * z + (p.attempt_information * information + helps * article)


@rule("expertise >= p.able_from")
def is_able(expertise: float, p: Solving) -> bool:
    """Return whether a need looks like one's own by expertise, 0 to 1. Assumption.

    Who is able tries before handing off; others do not waste the time.
    """
    return expertise >= p.able_from


@rule("failed >= p.grind and expertise >= p.able_from")
def works_it_out(failed: int, expertise: float, p: Solving) -> bool:
    """Return whether somebody able, 0 to 1, works an incident out after `failed` attempts, whatever its difficulty.

    It ends the way of incidents that nobody has the ability for: somebody stays with it. Assumption.
    """
    return failed >= p.grind and expertise >= p.able_from


@rule("p.triage + effort*(p.grind_effort if worked_out else 1)")
def fix_effort(effort: float, worked_out: bool, p: Solving) -> float:
    """Return the work on a fix, person-days: looking at the incident, and its effort. Assumption.

    effort      of the fix by somebody with the ability, person-days
    worked_out  whether it was worked out instead, which takes longer
    """
    return p.triage + effort * (p.grind_effort if worked_out else 1.0)


@rule("p.triage + (min(p.most_failed_effort, p.failed_effort*effort) if tries else 0)")
def failed_effort(effort: float, tries: bool, p: Solving) -> float:
    """Return the work of somebody who gives up, person-days; `tries` if the need looks like the own. Assumption.

    effort  of the fix, person-days: hard fixes take longer to fail at
    """
    return p.triage + (min(p.most_failed_effort, p.failed_effort * effort) if tries else 0.0)


@rule("p.desk_information if at_desk else 1")
def information(at_desk: bool, p: Solving) -> float:
    """Return the information that a failed attempt adds, 1 for a full one. Assumption.

    at_desk  whether it was at the service desk, which looks less deeply
    """
    return p.desk_information if at_desk else 1.0


@rule("min(1, p.reveal + p.reveal_gain*max(expertise, understanding))")
def revealing(expertise: float, understanding: float, p: Solving) -> float:
    """Return the probability that a failed attempt shows the true need.

    expertise      in the skill that is needed, 0 to 1
    understanding  of the service, 0 to 1

    Either knowledge of the technology or of the service is enough to see whose incident it is. Assumption.
    """
    return min(1.0, p.reveal + p.reveal_gain * max(expertise, understanding))


@rule("p.question + p.question_gain*(1 - context)*(1 - understanding)")
def question(context: float, understanding: float, p: Solving) -> float:
    """Return the probability that a solver has to ask the user.

    context        share of the user's context that survived the hand-offs, 0 to 1
    understanding  of the service, 0 to 1

    Source: the level is from UCI 498; that lost context and understanding matter is an assumption.
    """
    return p.question + p.question_gain * (1.0 - context) * (1.0 - understanding)


@rule("p.reply * exp(p.reply_sigma*z)")
def reply(z: float, p: Solving) -> float:
    """Return the time until a user answers, working days, from a standard normal number. Source: UCI 498."""
    return p.reply * math.exp(p.reply_sigma * z)


@rule("p.appointment_wait * exp(p.reply_sigma*z)")
def appointment_wait(z: float, p: Solving) -> float:
    """Return the time until an agreed appointment, working days, from a standard normal number. Assumption."""
    return p.appointment_wait * math.exp(p.reply_sigma * z)


@rule("p.reopening_base + p.reopening*(1 - context) + (p.reopening_grind if worked_out else 0)")
def reopening(context: float, worked_out: bool, p: Solving) -> float:
    """Return the probability that a closed incident comes back.

    context     share of the user's context that survived, 0 to 1
    worked_out  whether the fix was worked out rather than known

    Assumption; the level is fitted to the share reopened.
    """
    return p.reopening_base + p.reopening * (1.0 - context) + (p.reopening_grind if worked_out else 0.0)
