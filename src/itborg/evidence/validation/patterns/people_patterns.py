"""Patterns of people: ties and trust (P2, P10), and learning (P13, P14).

Days count from the strategy's start, negative in the burn-in.
"""

from __future__ import annotations

import math

from ....analysis.measures.measure import ratio
from ....strategies.programme import Intervention, Programme
from ..pattern import LAST_HALF_YEAR, Check, Pattern
from ..run_cache import RunCache
from ..targets import retained

# ---- P2 and P10: ties and trust


def cross_share(run_cache: RunCache, between: tuple[int, int], strategy: str = "none", experiment: str = "") -> float:
    """Return the mean share of contact weight between the two sides on some days, 0 to 1.

    run_cache   runs of one replication
    between     (first, last + 1) day after the strategy's start, negative in the burn-in
    strategy    its name
    experiment  of what_if_experiments.EXPERIMENTS, "" for none
    """
    return float(run_cache.column("cross_contact_share", strategy, between=between, experiment=experiment).mean())


def feedback_of_trust(run_cache: RunCache) -> float:
    """Return the relative change of the final share of contact between sides that moving trust makes.

    The comparison is the same run with trust frozen at the strategy's start; -0.2 is a fifth less contact.
    """
    frozen = cross_share(run_cache, LAST_HALF_YEAR, experiment="freeze_trust")
    return ratio(cross_share(run_cache, LAST_HALF_YEAR), frozen) - 1.0


P2 = Pattern(
    "P2",
    "them and us",
    "Ties between the sides decay and trust declines, and each reinforces the other.",
    "Workshop report: them and us. Burt 2002: nine in ten bridges are gone in a year. Denrell 2005: people stop "
    "sampling those they dislike.",
    (
        Check(
            "share of contact between sides, relative change due to moving trust",
            feedback_of_trust,
            below=-0.1,
            sign=(-math.inf, 0.0),
        ),
        Check(
            "share of contact between sides, last half year minus month before the start",
            lambda run_cache: cross_share(run_cache, LAST_HALF_YEAR) - cross_share(run_cache, (-20, 0)),
            below=0.0,
            baseline_only=True,
        ),
        Check(
            "the same, brm_style minus none",
            lambda run_cache: (
                cross_share(run_cache, LAST_HALF_YEAR, "brm_style") - cross_share(run_cache, LAST_HALF_YEAR)
            ),
            above=0.0,
        ),
    ),
)


def trust_moved(run_cache: RunCache, experiment: str, between: tuple[int, int]) -> float:
    """Return the change of the managers' mean trust in IT by an experiment, on the scale of trust, 0 to 1.

    experiment  of what_if_experiments.EXPERIMENTS
    between     (first, last + 1) day after the start

    The parameter trust_asymmetry is 1, so that gains and losses have the same rate: asymmetry is then a result.
    """
    changed = run_cache.column("trust_business_to_it", between=between, experiment=experiment, trust_asymmetry=1.0)
    return float(changed.mean() - run_cache.column("trust_business_to_it", between=between, trust_asymmetry=1.0).mean())


def persistence_gap(run_cache: RunCache) -> float:
    """Return the share of a negative shock to trust that is left after half a year, minus that of a positive one.

    Both shocks have the same size; the share is the change on days 110 to 130 divided by that on the first day.
    """
    late, soon = (110, 130), (0, 1)
    down, up = (
        ratio(trust_moved(run_cache, experiment, late), trust_moved(run_cache, experiment, soon))
        for experiment in ("trust_down", "trust_up")
    )
    return down - up


def asymmetry_of_service(run_cache: RunCache) -> float:
    """Return the change of trust by two bad months plus that by two good ones; negative if bad ones weigh more."""
    return trust_moved(run_cache, "bad_months", (40, 60)) + trust_moved(run_cache, "good_months", (40, 60))


P10 = Pattern(
    "P10",
    "trust asymmetry",
    "Negative shocks to trust last longer than positive ones, also where single events weigh the same.",
    "Slovic 1993; weaker for low risks: Poortinga & Pidgeon 2004; White & Eiser 2005.",
    (
        Check(
            "share left of a negative shock to trust after half a year minus of a positive one",
            persistence_gap,
            above=0.05,
            sign=(0.0, math.inf),
        ),
        Check(
            "change of trust by two months with 60 % more faults plus by two with 60 % fewer",
            asymmetry_of_service,
            below=0.0,
            decisive=False,
        ),
    ),
    assumed_on_failure="Asymmetry is an assumption of the rule of trust (trust_asymmetry = 3); with a value of 1 none "
    "is reproduced, because trust moves linearly and most evidence is not voluntary.",
)

# ---- P13 and P14: learning

P13 = Pattern(
    "P13",
    "a workshop fades, follow-up holds",
    "About half of the understanding gained in a workshop is left after a year, unless it is followed up.",
    "Workshop report: plan-do-stop. Saks & Belcourt 2006 (150 organisations): 0.62, 0.44, 0.34 at 0, 6, 12 months.",
    (
        Check(
            "understanding gained by the workshop: share left on day 240",
            lambda run_cache: retained(run_cache, "workshop", 240),
            0.4,
            0.7,
            sign=(0.0, 1.0),
        ),
        Check(
            "the same with follow-up minus without",
            lambda run_cache: retained(run_cache, "workshop_csi", 240) - retained(run_cache, "workshop", 240),
            above=0.15,
        ),
    ),
    caution="The gain on the day is an input; the rate of forgetting was chosen with these values in view.",
)
#: Visits per person and day, and the days that a visit takes: as many hours of IT people as talks of `contact_cost`.
VISITS, VISIT_DAYS = 0.05, 0.5


def contact(run_cache: RunCache, kind: str) -> Programme:
    """Return a strategy of visits, or of talks ("meetings") that take IT people as many hours.

    kind  "visits" or "meetings"; `VISITS` visits a day take half a day each, a talk takes the parameter contact_cost
    """
    rate = VISITS if kind == "visits" else VISITS * VISIT_DAYS / run_cache.parameter("contact_cost")
    return Programme(
        name=kind,
        meaning=f"Only {kind}.",
        source="",
        assumption="",
        levers=frozenset({kind}),
        interventions=(Intervention(kind, rate),),
    )


def fit_with(run_cache: RunCache, kind: str) -> float:
    """Return the mean requirement fit of delivered changes, 0 to 1, with one kind of contact; kind as in `contact`."""
    return run_cache.measure("requirement_fit", contact(run_cache, kind))


P14 = Pattern(
    "P14",
    "go and see",
    "Visits to the workplace improve the fit of changes more than the same hours of talk.",
    "Workshop report: go and see. Tacit knowledge: Polanyi; Nonaka.",
    (
        Check(
            "fit of changes, visits minus talks at equal hours",
            lambda run_cache: fit_with(run_cache, "visits") - fit_with(run_cache, "meetings"),
            0.0,
        ),
        Check(
            "fit of changes, talks minus none",
            lambda run_cache: fit_with(run_cache, "meetings") - run_cache.measure("requirement_fit"),
            above=0.0,
        ),
    ),
    caution="That talk alone cannot convey tacit knowledge is an assumption (tacit_ceiling).",
)
