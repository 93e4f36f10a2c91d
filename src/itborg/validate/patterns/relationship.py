"""P7 and P9. The relationship's lead, and the weaker side."""

from __future__ import annotations

from ...strategies import strategy
from ...strategies.base import Strategy
from ...strategies.programme import Intervention, Programme
from ..lab import Lab
from ..pattern import Check, Pattern

#: Five days of go-and-see a head in the first fifty: as many hours as ITIL's training takes.
EQUAL_HOURS: Strategy = Programme(
    name="brm_style_at_equal_hours",
    meaning="The relationship style, with as many hours at the start as ITIL's training.",
    source="",
    assumption="",
    levers=frozenset({"visits", "language_target", "realistic_promises"}),
    parts=(strategy("brm_style"),),
    interventions=(Intervention("visits", 0.15, end=50),),
)


def gross(lab: Lab, chosen: str | Strategy, between: tuple[int, int]) -> float:
    """Return benefit less losses, without direct cost, of a strategy minus none on some days."""
    benefit = lab.gain("benefit", chosen, between=between)
    return benefit - lab.gain("loss", chosen, between=between)


def lead(lab: Lab, between: tuple[int, int]) -> float:
    """Return how far the relationship is ahead of the framework on some days."""
    first, second = (lab.measure("net_value", name, between=between) for name in ("brm_style", "itil"))
    return first - second


def balance(lab: Lab) -> float:
    """Return the first half year's fit with both sides equally able, minus the mean of either lopsided way."""
    total = 0.52
    values = [
        lab.measure(
            "fit",
            between=(0, 120),
            understanding_start=part * total,
            business_understanding_start=(1.0 - part) * total,
        )
        for part in (0.2, 0.5, 0.8)
    ]
    return values[1] - 0.5 * (values[0] + values[2])


P7 = Pattern(
    "P7",
    "the relationship's lead widens",
    "Both ways begin with a dip of hours lost; the relationship's advantage over the framework grows.",
    "Workshop report, reworded: that the relationship starts more slowly did not hold at equal hours.",
    (
        Check(
            "net value, brm_style minus itil: last half year minus days 60 to 120, kEUR a day",
            lambda lab: lead(lab, (360, 480)) - lead(lab, (60, 120)),
            above=0.0,
        ),
        Check(
            "benefit less losses, itil minus none, first 20 days, kEUR a day",
            lambda lab: gross(lab, "itil", (0, 20)),
            below=0.0,
        ),
        Check(
            "the same of brm_style at equal hours",
            lambda lab: gross(lab, EQUAL_HOURS, (0, 20)),
            below=0.0,
        ),
    ),
    reason="The hours of training are lost, but in the first month little shows of it: what was lost then would have "
    "paid months later, and incidents go before all else. That the lead widens does hold.",
    caution="How soon a visit pays depends on visit_learning, which is assumed.",
)

P9 = Pattern(
    "P9",
    "balance of the two sides",
    "With the same understanding in sum, an organisation does best when neither side is far weaker.",
    "Workshop report: the weaker side limits. Reich & Benbasat 2000: shared domain knowledge.",
    (
        Check(
            "fit of changes in the first half year, balanced minus lopsided start of the same sum", balance, above=0.0
        ),
    ),
    put_in="Fit is a serial channel by construction, the geometric mean of both sides' understanding: balance pays.",
)
