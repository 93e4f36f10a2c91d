"""Expertise: who can do what, how it grows and decays.

Expertise is held per person and need, 0 to 1, on the scale of difficulty: who has expertise above the
difficulty of an incident usually solves it. Levels at the start are fitted to the hand-off gradient of incident logs.
"""

from __future__ import annotations

from .mechanism import Mechanism, parameter, rule


class Expertise(
    Mechanism,
    meaning="people solve what they are able to; practice teaches, without it expertise decays",
):
    """Parameters of the expertise at the start, of practice and of forgetting.

    Levels at the start fall from specialists over team mates and neighbours to strangers; shares state how many
    people are specialists, trained at the desk, or hidden experts whom no table names.
    """

    desk_trained = parameter(
        0.53,
        0.3,
        0.8,
        "share",
        "share of needs the desk is trained for",
        "fitted to the hand-off gradient",
        symbol="Edesk",
        core=True,
    )
    desk_expertise = parameter(
        0.72, 0.6, 0.85, "expertise", "desk expertise in a trained need", symbol="Edhi", core=True
    )
    desk_other = parameter(0.12, 0.0, 0.3, "expertise", "desk expertise in any other need", symbol="Edlo", core=True)
    specialist = parameter(
        0.8, 0.6, 0.95, "expertise", "expertise of a specialist in a need of the own team", symbol="Espec"
    )
    team_mate = parameter(
        0.5, 0.3, 0.7, "expertise", "expertise of a team mate who is not the specialist", symbol="Eteam"
    )
    near_expertise = parameter(
        0.25, 0.1, 0.4, "expertise", "expertise in another skill of a service one works on", symbol="Enear"
    )
    far_expertise = parameter(0.06, 0.0, 0.15, "expertise", "expertise elsewhere", symbol="Efar")
    hidden_expert = parameter(0.04, 0.0, 0.1, "share", "share of hidden experts (former jobs) per need", symbol="hid")
    practice = parameter(0.01, 0.0, 0.03, "share", "expertise learned by one solved incident", symbol="ke", core=True)
    expertise_forgetting = parameter(0.004, 0.001, 0.01, "1/day", "decay of expertise towards its base", symbol="fe")
    specialist_share = parameter(0.4, 0.2, 0.7, "share", "members of the owning team who are specialists in a need")
    hidden_expertise = parameter(0.6, 0.4, 0.8, "expertise", "expertise of hidden experts")
    staff_imbalance = parameter(
        0.25, 0.0, 0.5, "log-sd", "spread of the needs a team owns relative to its size: staff follows demand, badly"
    )


@rule("expertise + p.practice*(1 - expertise)")
def practised(expertise: float, p: Expertise) -> float:
    """Return expertise in a skill, 0 to 1, after one more incident solved with it. Assumption.

    expertise  before, 0 to 1; the nearer to 1, the less is learned

    So whoever gets the incidents becomes the expert, which the beliefs of the network then follow.
    """
    return expertise + p.practice * (1.0 - expertise)


@rule("expertise + p.expertise_forgetting*(base - expertise)")
def decayed(expertise: float, base: float, p: Expertise) -> float:
    """Return expertise in a skill, 0 to 1, after a day: it decays towards its first value `base`. Assumption.

    expertise  today, 0 to 1
    base       at the start, 0 to 1

    Training and profession (`base`) last; what practice added is lost without practice.
    """
    return expertise + p.expertise_forgetting * (base - expertise)
