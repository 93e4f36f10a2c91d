"""Prioritisation: which incident or change a person takes up next, by what that person sees.

The heart of the model: with understanding, work is chosen by what it is worth to the business; without, by labels
and technology. Scores are on the scale of ln kEUR and compared within one person's choice only.
"""

from __future__ import annotations

from . import labels
from .mechanism import Mechanism, parameter, rule


class Prioritisation(
    Mechanism,
    meaning="people take what looks most urgent to them: value as far as they understand it, else labels and technology",
):
    """Parameters of how urgent an incident and how attractive a change looks to one person.

    A score of 1 outweighs a factor of e in impact or value. Age and bonuses keep old and begun work from being
    left forever.
    """

    stickiness = parameter(0.6, 0.0, 1.5, "score", "bonus for the change worked on last", symbol="stick")
    incident_age = parameter(0.12, 0.0, 0.3, "score/day", "priority per working day of age", symbol="age")
    technical_severity = parameter(0.8, 0.6, 1.8, "score", "urgency IT sees in one sd of technical severity")
    effort_aversion = parameter(0.3, 0.0, 0.6, "score", "priority lost per ln of the effort of an incident")
    new_call = parameter(5.0, 2.0, 10.0, "score", "priority the desk gives calls that nobody has tried yet")
    change_age = parameter(0.008, 0.0, 0.02, "score/day", "attractiveness of a change per day of waiting", core=True)
    begun_change = parameter(0.4, 0.0, 0.8, "score", "bonus for a change on which work has begun")


@rule("""
    understood*worth + calendar*log_today + (1 - understood)*outside - p.effort_aversion*log_effort
    outside = weight*label_step*(label - 2.5) + (1 - weight)*p.technical_severity*severity
""")
def incident_score(
    understood: float,
    calendar: float,
    worth: float,
    log_today: float,
    label: int,
    weight: float,
    label_step: float,
    severity: float,
    log_effort: float,
    p: Prioritisation,
) -> float:
    """Return how urgent an incident looks to one person, before its age.

    understood  how far business impact is seen rather than label and technical severity, 0 to 1
    calendar    how far the business calendar is known, 0 to 1
    worth       ln of the impact on an ordinary day, kEUR a day
    log_today   ln of the calendar factor
    label       stated priority, 1 to 4
    weight      weight given to the label against technical severity, 0 to 1
    label_step  impact read into one step of the label, ln
    severity    technical severity, standard normal
    log_effort  ln of the effort of the fix, person-days

    Source: impact is not visible in the technology (workshop reports); the form is ours.
    """
    outside = weight * label_step * (label - labels.MIDDLE) + (1.0 - weight) * p.technical_severity * severity
    seen = understood * worth + calendar * log_today + (1.0 - understood) * outside
    return seen - p.effort_aversion * log_effort


@rule("max(understood, board*view)")
def understood_with_board(understood: float, board: float, view: float) -> float:
    """Return how far somebody sees the value of a change, 0 to 1, where a change board lends its view.

    understood  the own understanding of the service, 0 to 1
    board       lever, 0 to 1
    view        joint understanding of the service at the last meeting of the board, 0 to 1

    A board replaces understanding where people lack it, and changes nothing where they have more. Assumption.
    """
    return max(understood, board * view)


@rule("""
    understood*log_density + (1 - understood)*outside + p.change_age*age + begun_bonus + own_bonus
    outside = weight*label_step*(label - 2.5) + (1 - weight)*appeal
    begun_bonus = p.begun_change if begun else 0
    own_bonus = p.stickiness if own else 0
""")
def change_score(
    understood: float,
    log_density: float,
    label: int,
    weight: float,
    label_step: float,
    appeal: float,
    age: float,
    begun: bool,
    own: bool,
    p: Prioritisation,
) -> float:
    """Return how attractive a waiting change looks to one person.

    understood   how far value is seen rather than label and technology, 0 to 1
    log_density  value density, ln against the average change
    label        stated priority, 1 to 4
    weight       weight given to the label against technical appeal, 0 to 1
    label_step   value read into one step of the label, ln
    appeal       technical interest, standard normal
    age          days since the request
    begun        whether work on it has begun
    own          whether it is what the person worked on last

    Source: as for incidents; the form is ours.
    """
    outside = weight * label_step * (label - labels.MIDDLE) + (1.0 - weight) * appeal
    score = understood * log_density + (1.0 - understood) * outside + p.change_age * age
    if begun:
        score += p.begun_change
    if own:
        score += p.stickiness
    return score
