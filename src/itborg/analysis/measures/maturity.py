"""Strategic alignment maturity (Luftman 2000): six criteria, each a level from 1 to 5.

The six names are Luftman's; the formula and scale of each are our assumption. Luftman's levels come from a
questionnaire, these from the history of a run. The mean of the six is the maturity of the organisation. Criteria are
functions from 0 to 1 of the last quarter of the window; a level is 1 + 4 x criterion.
"""

from __future__ import annotations

from collections.abc import Callable

from .measure import Measure, clipped, ratio
from .relationship import priority_information, trust_business_to_it, trust_it_to_business
from .service import shadow_share, sla_met, sla_met_user_clock
from .window import Window

FULL_CROSS_CONTACT = 0.35  # share of contact between sides that counts as full
FULL_DEBT = 60.0  # root causes, in a reference organisation, that count as full technical debt


def communications(w: Window) -> float:
    """Return fidelity and share of contacts between sides, 0 to 1.

    Mean fidelity of 0.5 or more counts as full, and so does a share of 0.35.
    """
    fidelity = ratio(w.total["fidelity"], w.total["cross_contacts"])
    return 0.5 * clipped(2.0 * fidelity) + 0.5 * clipped(w.state["cross_contact_share"] / FULL_CROSS_CONTACT)


def value(w: Window) -> float:
    """Return the quality of the choice of work, and the agreement of IT's report with the user's clock, 0 to 1.

    Choice is the mean rank of delivered changes by value for effort: 0.5 is random, 0.4 counts as 0 and 0.9 as full.
    """
    choice = ratio(w.total["choice"], w.total["delivered"])
    unreported = sla_met(w) - sla_met_user_clock(w)
    return 0.5 * clipped((choice - 0.4) / 0.5) + 0.5 * (1.0 - clipped(unreported))


def governance(w: Window) -> float:
    """Return information in priority labels and share of promises kept, 0 to 1."""
    return 0.5 * clipped(priority_information(w)) + 0.5 * ratio(w.total["promises_kept"], w.total["delivered"])


def partnership(w: Window) -> float:
    """Return mean trust in both directions, 0 to 1."""
    return 0.5 * (trust_business_to_it(w) + trust_it_to_business(w))


def scope(w: Window) -> float:
    """Return freedom from technical debt and from shadow IT, 0 to 1.

    Sixty root causes in an organisation of the reference size count as full debt.
    """
    return 0.5 * (1.0 - clipped(w.state["root_causes"] / (FULL_DEBT * w.scale))) + 0.5 * (1.0 - shadow_share(w))


def skills(w: Window) -> float:
    """Return the geometric mean of understanding on both sides and of shared language, 0 to 1."""
    language = 0.5 * (w.state["it_language"] + w.state["business_language"])
    known: float = (w.state["it_understanding"] * w.state["business_understanding"] * language) ** (1.0 / 3.0)
    return known


CRITERIA: dict[str, tuple[Callable[[Window], float], str]] = {
    "communications": (
        communications,
        f"0.5 min(1, 2 fidelity of contacts) + 0.5 min(1, cross share / {FULL_CROSS_CONTACT:g})",
    ),
    "value": (value, "0.5 (choice - 0.4)/0.5 + 0.5 (1 - (sla_met - sla_met_user_clock)), each 0 to 1"),
    "governance": (governance, "0.5 priority_information + 0.5 promises kept"),
    "partnership": (partnership, "mean of trust in both directions"),
    "scope": (scope, f"0.5 (1 - root causes / ({FULL_DEBT:g} x size)) + 0.5 (1 - shadow_share)"),
    "skills": (skills, "(IT's x business's understanding x language) ^ 1/3"),
}


def _level(criterion: Callable[[Window], float]) -> Callable[[Window], float]:
    return lambda w: 1.0 + 4.0 * criterion(w)


def sam_level(w: Window) -> float:
    """Return the mean of the six levels, 1 to 5."""
    return 1.0 + 4.0 * sum(criterion(w) for criterion, _ in CRITERIA.values()) / len(CRITERIA)


MEASURES = (
    Measure("sam_level", "mean of the six criteria, last quarter", "level 1 to 5", "higher", sam_level),
    *(
        Measure(f"sam_{name}", f"1 + 4 x ({formula}), last quarter", "level 1 to 5", "higher", _level(criterion))
        for name, (criterion, formula) in CRITERIA.items()
    ),
)
