"""ABC of ICT: worst practices of attitude, behaviour and culture, observed in the history of a run.

The names are cards of the ABC of ICT deck (GamingWorks; 57 cartoons) that workshops choose most, or that the workshop
report names. The signal of each card and its limit are our assumption. A practice is observed in a month in which its
signal is beyond its limit. Signals are measures: no rule of the model reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...common.periods import MONTH
from . import worst_practice_signals as signals
from .window import Floats, Months
from .worst_practice_signals import Who

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from ...engine.state import World


class Practice(NamedTuple):
    """One worst practice.

    name     key in tables and JSON
    card     text of the card
    side     side that shows it: "business", "IT" or "both"
    formula  of the signal, in words
    unit     of the signal: "share" is 0 to 1, "level" a priority level, "pd" person-days
    beyond   ">": observed above the limit; "<": below it
    limit    the limit, in the unit of the signal
    signal   from the months of a run to one value for each month
    who      from the world at the end of a day, and the limit, to the people or teams that show it
    """

    name: str
    card: str
    side: str
    formula: str
    unit: str
    beyond: str
    limit: float
    signal: Callable[[Months], Floats]
    who: Callable[[World, float], Who]


_ALL = (
    Practice(
        "impact_unknown", "IT has too little understanding of business impact and priority", "IT",
        "mean business understanding of IT people", "share", "<", 1 / 3,
        signals.understanding_of_business, signals.it_who_understand_less,
    ),
    Practice(
        "everything_top", "Everything has the highest priority, according to the users", "business",
        "mean of stated - true level of all changes and incidents labelled", "level", ">", 0.5,
        signals.exaggeration, signals.exaggerating_managers,
    ),
    Practice(
        "too_internal", "IT is too internally focused", "IT",
        "contact weight across sides / all contact weight", "share", "<", 0.1,
        signals.contact_across, signals.it_without_cross_contact,
    ),
    Practice(
        "itil_objective", "ITIL is the objective, not what it should achieve", "IT",
        "adoption of the framework - IT's business understanding", "share", ">", 0.25,
        signals.process_ahead_of_purpose, signals.entire_side,
    ),
    Practice(
        "yes_but_no", "Saying yes but meaning no", "IT",
        "promises not kept / (changes delivered + lapsed)", "share", ">", 0.5,
        signals.promises_broken, signals.entire_side,
    ),
    Practice(
        "over_the_wall", "Throwing solutions over the wall and hoping that people will use them", "IT",
        "1 - fit x (1 - failed changes / delivered), fit the mean of delivered changes", "share", ">", 0.5,
        signals.solutions_missed, signals.entire_side,
    ),
    Practice(
        "not_my_responsibility", "Not my responsibility", "IT",
        "hand-offs to a team that does not own the true need / all hand-offs", "share", ">", 0.5,
        signals.wrong_hands, signals.teams_with_most_handoffs,
    ),
    Practice(
        "no_commitment", "No management commitment", "business",
        "managers' time for IT matters, person-days per manager and month", "pd", "<", 0.2,
        signals.managers_hours, signals.entire_side,
    ),
    Practice(
        "plan_do_stop", "Plan, do, stop: no real continual improvement", "both",
        "part of the best gain in IT's business understanding since the start (0.05 or more) that is lost again",
        "share", ">", 0.5, signals.gain_lost, signals.entire_side,
    ),
    Practice(
        "them_and_us", "Them and us", "both",
        "mean trust of the business in IT", "share", "<", 0.4,
        signals.trust_in_it, signals.managers_without_trust,
    ),
    Practice(
        "procedures", "Not following procedures", "business",
        "needs met by shadow IT / all needs", "share", ">", 1 / 3,
        signals.needs_bypassing_it, signals.entire_side,
    ),
    Practice(
        "value_unspecified", "Unable to specify the value", "business",
        "squared correlation of stated and true level", "share", "<", 0.5,
        signals.information_in_labels, signals.entire_side,
    ),
    Practice(
        "no_effort", "Neither partner makes an effort to understand the other", "both",
        "talks across sides per person and month", "count", "<", 0.5,
        signals.talks_across, signals.people_without_contact,
    ),
)  # fmt: skip
PRACTICES: dict[str, Practice] = {one.name: one for one in _ALL}


@dataclass(frozen=True, eq=False)
class Observed:
    """One worst practice in one run.

    practice  the practice
    values    (months,) its signal from the strategy's start; NaN where undefined
    shown     (months,) whether it was observed
    """

    practice: Practice
    values: Floats
    shown: NDArray[np.bool_]

    @property
    def months(self) -> tuple[int, ...]:
        """Numbers of the months in which it was observed, from 1."""
        return tuple(int(month) for month in np.flatnonzero(self.shown) + 1)

    @property
    def shows_last(self) -> bool:
        """Whether it was observed in the last month."""
        return bool(len(self.shown) and self.shown[-1])

    @property
    def share(self) -> float:
        """Share of the months in which it was observed, 0 to 1; 0 without months."""
        return float(self.shown.mean()) if len(self.shown) else 0.0


def observed_practices(run: Run) -> list[Observed]:
    """Return each worst practice with its signal in the months of a run, in the order of PRACTICES.

    Months count from the strategy's start; a month in which a signal is undefined does not show the practice.
    """
    return [_observed(one, Months.of(run)) for one in _ALL]


def shown_by(world: World, practice: Practice) -> Who:
    """Return the people or teams that show a worst practice at the end of a run.

    world     at the end of the last day
    practice  one of PRACTICES

    Returns rows of people and teams; both empty: the practice belongs to the entire side.
    """
    return practice.who(world, practice.limit)


def _observed(one: Practice, months: Months) -> Observed:
    values = one.signal(months)
    with np.errstate(invalid="ignore"):
        shown = values > one.limit if one.beyond == ">" else values < one.limit
    return Observed(one, values, shown)


def listing() -> list[dict[str, object]]:
    """Return name, card, side, formula, unit, limit and month length of every worst practice."""
    keys = ("name", "card", "side", "formula", "unit", "beyond", "limit")
    return [{key: getattr(one, key) for key in keys} | {"meaning": one.card, "days": MONTH} for one in _ALL]
