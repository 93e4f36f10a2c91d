"""Talk: what gets across between two people, and how they learn each other's language.

Fidelity limits what a contact can teach and decides whether it builds trust. Language grows by contact across the
sides only, so little contact keeps both sides apart. Forms and numbers are ours.
"""

from __future__ import annotations

import math

from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Talk(
    Mechanism,
    meaning="two languages meet in the middle; distrust costs part of what is heard",
    knockouts=(
        knockout(
            "shared_code",
            "people who talk often understand each other better",
            "who talks often understands and trusts each other: N4",
            shared_code=0.0,
        ),
        knockout(
            "chemistry",
            "some pairs get on better than others",
            "trust differs between ties with the same contact: N4",
            chemistry=0.0,
        ),
    ),
):
    """Parameters of talking and of language.

    Language is how far a person speaks the terms of both sides, listening how far a person takes in what is heard;
    both are traits, 0 to 1. Values `..._start`, `..._sd` and `..._lowest` are of the initial state.
    """

    language_start = parameter(0.35, 0.2, 0.6, "share", "initial shared language", symbol="l0")
    shared_code = parameter(
        0.9,
        0.0,
        1.0,
        "share",
        "gap to a full common language that a tie of full contact closes for its two people",
        DIRECTION + "Cramton 2001; Hansen 1999",
    )
    chemistry = parameter(
        0.1, 0.0, 0.15, "fidelity", "standard deviation between pairs of how well a talk feels (Kenny & La Voie 1984)",
    )  # fmt: skip
    language_learning = parameter(0.006, 0.0, 0.02, "share", "language learned per contact", symbol="kl")
    jargon = parameter(
        0.23, 0.1, 0.4, "fidelity", "fidelity below which a contact feels like jargon", symbol="phi_ref", core=True
    )
    heard_anyway = parameter(0.4, 0.2, 0.7, "share", "part of a talk that is heard without any trust", core=True)
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


@rule("language + (1 - language)*p.shared_code*contact")
def language_between(language: float, contact: float, p: Talk) -> float:
    """Return a person's language in a talk with somebody familiar, 0 to 1.

    language  shared language with anybody on the other side, 0 to 1
    contact   of the person with the other, 0 to 1

    Two people who talk often share context and terms, even if their sides do not. Source: mutual knowledge (Cramton
    2001) for the direction; the form is ours.
    """
    return language + (1.0 - language) * p.shared_code * contact


@rule("fidelity + p.chemistry*pair")
def felt(fidelity: float, pair: float, p: Talk) -> float:
    """Return how well a talk feels: what got across, and how the two get on. Source: Kenny & La Voie 1984.

    fidelity  share that got across, 0 to 1
    pair      standard normal number of the two people, the same both ways
    """
    return fidelity + p.chemistry * pair
