"""Solving: attempts, questions, appointments, giving up and reopening."""

from __future__ import annotations

from .mechanism import Mechanism, knockout, parameter


class Solving(
    Mechanism,
    meaning="a fix needs ability, sometimes an answer or an appointment, and may not hold",
    knockouts=(
        knockout("questions", "solving needs answers from the user", question=0.0, question_gain=0.0),
        knockout("appointments", "some fixes wait for an agreed time", appointment=0.0),
    ),
):
    """Parameters of the mechanism."""

    ability_noise = parameter(0.12, 0.05, 0.25, "expertise", "sd of person-incident luck", symbol="siga", core=True)
    attempt_information = parameter(
        0.16,
        0.0,
        0.3,
        "expertise",
        "how much one honest attempt helps the next",
        "fitted to the hand-off gradient",
        symbol="dinfo",
        core=True,
    )
    triage = parameter(
        0.015,
        0.01,
        0.06,
        "pd",
        "effort to look at an incident before solving or passing it on",
        symbol="tri",
        core=True,
    )
    failed_effort = parameter(
        0.25, 0.05, 0.6, "share", "share of the fix effort spent before giving up", symbol="ffail", core=True
    )
    first_sight = parameter(
        0.3,
        0.2,
        0.7,
        "probability",
        "cause seen rightly at first look without understanding the business",
        "fitted to the hand-off gradient",
        symbol="see0",
        core=True,
    )
    first_sight_gain = parameter(
        0.5, 0.2, 0.6, "probability", "gain of that with full understanding", symbol="see1", core=True
    )
    reveal = parameter(
        0.3,
        0.05,
        0.5,
        "probability",
        "a failed attempt reveals the true need, without expertise",
        symbol="rev0",
        core=True,
    )
    reveal_gain = parameter(
        0.6, 0.2, 0.8, "probability", "gain of that with expertise or understanding", symbol="rev1", core=True
    )
    question = parameter(
        0.13,
        0.05,
        0.25,
        "probability",
        "question to the user at full context",
        "UCI 498: .133 of incidents without hand-off waited for the user",
        symbol="ask0",
        core=True,
    )
    question_gain = parameter(
        0.4, 0.2, 1.0, "probability", "extra at full loss of context and no understanding", symbol="ask", core=True
    )
    reply = parameter(
        0.65, 0.3, 1.5, "day", "median time until the user answers", "UCI 498: median 16 h", symbol="reply", core=True
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
        core=True,
    )
    grind = parameter(
        5.0,
        1.0,
        6.0,
        "count",
        "failed attempts after which an able holder works it out",
        "fitted to the hand-off gradient",
        symbol="grind",
        core=True,
    )
