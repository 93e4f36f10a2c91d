"""Interventions: what a workshop, counselling, coaching, a catalogue or a change of staff does on the day.

The immediate change is an input of the model, not a result. What the model adds is whether it lasts, spreads, or is
undone by daily work. All numbers are assumptions.
"""

from __future__ import annotations

from .mechanism import Mechanism, parameter, rule


class Interventions(
    Mechanism,
    meaning="interventions write into knowledge, language and trust; the immediate change is an input, not a result",
):
    """Parameters of doses: what each lever does at full strength.

    Learning closes a share of a gap; valences are trust events, -1 to 1; times are person-days of everybody who takes
    part. Strategies choose levers; they do not choose these numbers.
    """

    coaching = parameter(0.02, 0.01, 0.05, "1/day", "part of the gap to a language or training target closed per day")
    liaison_language = parameter(
        0.75, 0.5, 0.9, "share", "language that a business relationship manager is trained towards"
    )
    liaison_coaching = parameter(5.0, 2.0, 8.0, "ratio", "speed of that training relative to coaching")
    catalogue_understanding = parameter(
        0.35, 0.2, 0.5, "share", "business understanding that a service catalogue conveys"
    )
    catalogue_speed = parameter(0.03, 0.01, 0.06, "1/day", "part of the gap to it closed per day")
    workshop_language = parameter(0.25, 0.1, 0.4, "share", "gap in language closed by a workshop")
    workshop_understanding = parameter(
        0.5, 0.2, 0.7, "share", "gap to the tacit ceiling of business understanding closed by a workshop"
    )
    workshop_business_understanding = parameter(0.35, 0.1, 0.5, "share", "gap in IT understanding closed by a workshop")
    workshop_valence = parameter(
        1.0, 0.3, 1.0, "valence", "a workshop, for the trust of both sides in each other: benevolence"
    )
    workshop_contact = parameter(
        0.15, 0.05, 0.3, "share", "gap to full contact closed between a manager and each IT person met at a workshop"
    )
    workshop_met = parameter(2.0, 1.0, 5.0, "count", "IT people each manager meets at a workshop")
    follow_up_dose = parameter(0.12, 0.05, 0.25, "ratio", "effect of a follow-up relative to a workshop")
    follow_up_time = parameter(0.5, 0.2, 1.0, "ratio", "time of a follow-up relative to a workshop")
    counselling_rate = parameter(0.2, 0.1, 0.4, "1/day", "counselling sessions of each manager")
    counselling_time = parameter(0.1, 0.05, 0.2, "pd", "time of one session, for both")
    counselling_valence = parameter(1.0, 0.3, 1.0, "valence", "one session, for both: benevolence and integrity")
    counselling_listening = parameter(0.01, 0.0, 0.05, "share", "gap in listening closed by one session, for both")
    counselling_contact = parameter(0.1, 0.05, 0.3, "share", "gap to full contact closed by one session")
    lost_language = parameter(0.46, 0.2, 0.7, "share", "language lost when all IT people are replaced")


@rule("p.coaching*p.liaison_coaching")
def liaison_speed(p: Interventions) -> float:
    """Return the part of the gap to their target language that relationship managers close per day.

    A person chosen for the role learns faster than a department that is coached. Assumption.
    """
    return p.liaison_coaching * p.coaching


@rule("listening + p.counselling_listening*(1 - listening)")
def listening_after_counselling(listening: float, p: Interventions) -> float:
    """Return listening, 0 to 1, after a session of counselling.

    listening  before, 0 to 1

    Nothing else in the model improves listening: language is learned by contact, attention is not. Assumption.
    """
    return listening + p.counselling_listening * (1.0 - listening)
