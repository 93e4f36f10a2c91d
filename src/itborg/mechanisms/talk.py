"""Talk: what gets across between two people, and how they learn each other's language.

Fidelity limits what a contact can teach and decides whether it builds trust. Language grows by contact across the
sides only, so little contact keeps both sides apart. Forms and numbers are ours.
"""

from __future__ import annotations

import math

from .mechanism import Mechanism, parameter, rule


class Talk(
    Mechanism,
    meaning="two languages meet in the middle; distrust costs part of what is heard",
):
    """Parameters of talking and of language.

    Language is how far a person speaks the terms of both sides, listening how far a person takes in what is heard;
    both are traits, 0 to 1. Values `..._start`, `..._sd` and `..._lowest` are of the initial state.
    """

    language_start = parameter(0.35, 0.2, 0.6, "share", "initial shared language", symbol="l0", core=True)
    language_learning = parameter(0.006, 0.0, 0.02, "share", "language learned per contact", symbol="kl", core=True)
    jargon = parameter(
        0.25, 0.15, 0.4, "fidelity", "fidelity below which a contact feels like jargon", symbol="phi_ref", core=True
    )
    heard_anyway = parameter(0.4, 0.2, 0.7, "share", "part of a talk that is heard without any trust")
    heard_by_trust = parameter(0.6, 0.3, 0.8, "share", "part of a talk that full trust adds")
    language_sd = parameter(0.1, 0.05, 0.2, "share", "standard deviation of language between people at the start")
    language_lowest = parameter(0.05, 0.0, 0.1, "share", "lowest language at the start")
    listening_start = parameter(0.6, 0.4, 0.8, "share", "mean of listening")
    listening_sd = parameter(0.12, 0.05, 0.2, "share", "standard deviation of listening between people")
    listening_lowest = parameter(0.1, 0.0, 0.2, "share", "lowest listening")
    trait_highest = parameter(0.95, 0.9, 1.0, "share", "highest value of a trait that is drawn at the start")
    business_language_learning = parameter(
        0.5, 0.2, 1.0, "ratio", "language learned by a manager relative to an IT person"
    )
    visit_language = parameter(0.03, 0.0, 0.1, "share", "language that an IT person learns by a visit")
    language_forgetting = parameter(0.0008, 0.0002, 0.003, "1/day", "forgetting of language")
    language_floor = parameter(0.2, 0.05, 0.3, "share", "language that is never forgotten")


@rule("sqrt(language_a*language_b)*listening*(p.heard_anyway + p.heard_by_trust*trust)")
def fidelity(language_a: float, language_b: float, listening: float, trust: float, p: Talk) -> float:
    """Return the share of a talk that gets across to the listener, 0 to 1.

    language_a, language_b  of the two people, 0 to 1
    listening, trust        of the listener, 0 to 1

    Two languages meet in the middle (geometric mean); distrust devalues part of what is heard. Assumption.
    """
    return math.sqrt(language_a * language_b) * listening * (p.heard_anyway + p.heard_by_trust * trust)


@rule("language + share*p.language_learning*(1 - language)")
def learned_language(language: float, share: float, p: Talk) -> float:
    """Return language, 0 to 1, after a contact of which `share` (0 or more) teaches it. Assumption.

    language  before, 0 to 1
    share     1 for a contact of an IT person; managers and meetings have ratios of their own
    """
    return language + share * p.language_learning * (1.0 - language)


@rule("language - p.language_forgetting*max(0, language - p.language_floor)")
def forgotten_language(language: float, p: Talk) -> float:
    """Return language, 0 to 1, after a day of forgetting. Assumption."""
    return language - p.language_forgetting * max(0.0, language - p.language_floor)
