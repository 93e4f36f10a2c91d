"""ABC of ICT: worst practices of attitude, behaviour and culture, read off what happened.

The names are cards of the ABC of ICT deck (GamingWorks; 57 cartoons) that workshops choose most, or that
the workshop report names. What in a run stands for each, and its limit, is ours. A card *shows* in a month in
which its signal is beyond its limit. Signals are measures: no rule of the model reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...common.periods import MONTH
from . import worst_practice_signals as signal
from . import worst_practice_signals as who
from .window import Floats, Months
from .worst_practice_signals import Who

if TYPE_CHECKING:
    from ...engine.simulation import Run
    from ...engine.state import World


class Practice(NamedTuple):
    """One worst practice.

    name     what it is called here
    card     what the card says
    side     who shows it: "business", "IT" or "both"
    formula  what is looked at each month, in words
    unit     of the signal
    beyond   ">": shows above the limit; "<": below it
    limit    the limit
    signal   from the months of a run to one value each
    who      from a world on an evening, and the limit, to the people or teams who show it
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
        signal.understanding_of_business, who.it_who_understand_less,
    ),
    Practice(
        "everything_top", "Everything has the highest priority, according to the users", "business",
        "mean of stated - true level of all changes and incidents labelled", "level", ">", 0.5,
        signal.exaggeration, who.exaggerating_managers,
    ),
    Practice(
        "too_internal", "IT is too internally focused", "IT",
        "contact weight across sides / all contact weight", "share", "<", 0.1,
        signal.contact_across, who.it_who_keep_to_themselves,
    ),
    Practice(
        "itil_objective", "ITIL is the objective, not what it should achieve", "IT",
        "adoption of the framework - IT's business understanding", "share", ">", 0.25,
        signal.process_ahead_of_purpose, who.whole_side,
    ),
    Practice(
        "yes_but_no", "Saying yes but meaning no", "IT",
        "promises not kept / (changes delivered + lapsed)", "share", ">", 0.5,
        signal.promises_broken, who.whole_side,
    ),
    Practice(
        "over_the_wall", "Throwing solutions over the wall and hoping that people will use them", "IT",
        "1 - fit x (1 - failed changes / delivered), fit the mean of delivered changes", "share", ">", 0.5,
        signal.solutions_missed, who.whole_side,
    ),
    Practice(
        "not_my_responsibility", "Not my responsibility", "IT",
        "hand-offs to a team that does not own the true need / all hand-offs", "share", ">", 0.5,
        signal.wrong_hands, who.teams_that_pass_on_most,
    ),
    Practice(
        "no_commitment", "No management commitment", "business",
        "managers' time for IT matters, person-days per manager and month", "pd", "<", 0.2,
        signal.managers_hours, who.whole_side,
    ),
    Practice(
        "plan_do_stop", "Plan, do, stop: no real continual improvement", "both",
        "part of the best gain in IT's business understanding since the start (.05 or more) that is lost again",
        "share", ">", 0.5, signal.gain_lost, who.whole_side,
    ),
    Practice(
        "them_and_us", "Them and us", "both",
        "mean trust of the business in IT", "share", "<", 0.4,
        signal.trust_in_it, who.managers_without_trust,
    ),
    Practice(
        "procedures", "Not following procedures", "business",
        "needs met by shadow IT / all needs", "share", ">", 1 / 3,
        signal.needs_round_it, who.whole_side,
    ),
    Practice(
        "value_unspecified", "Unable to specify the value", "business",
        "squared correlation of stated and true level: what labels tell of what matters", "share", "<", 0.5,
        signal.said_by_labels, who.whole_side,
    ),
    Practice(
        "no_effort", "Neither partner makes an effort to understand the other", "both",
        "talks across sides per person and month", "count", "<", 0.5,
        signal.talks_across, who.people_without_contact,
    ),
)  # fmt: skip
PRACTICES: dict[str, Practice] = {one.name: one for one in _ALL}


@dataclass(frozen=True, eq=False)
class Observed:
    """One worst practice in one run.

    practice  which
    values    its signal, one a month from the strategy's start; NaN where nothing can be said
    shown     whether it showed, one a month
    """

    practice: Practice
    values: Floats
    shown: NDArray[np.bool_]

    @property
    def months(self) -> tuple[int, ...]:
        """Numbers of the months in which it showed, from 1."""
        return tuple(int(month) for month in np.flatnonzero(self.shown) + 1)

    @property
    def shows_last(self) -> bool:
        """Whether it showed in the last month."""
        return bool(len(self.shown) and self.shown[-1])

    @property
    def share(self) -> float:
        """Share of the months in which it showed."""
        return float(self.shown.mean()) if len(self.shown) else 0.0


def observed_practices(run: Run) -> list[Observed]:
    """Return each worst practice and the months of a run in which it showed."""
    return [_sighting(one, Months.of(run)) for one in _ALL]


def shown_by(world: World, practice: Practice) -> Who:
    """Return who shows a worst practice in a world on its last evening; nobody named: the whole side."""
    return practice.who(world, practice.limit)


def _sighting(one: Practice, months: Months) -> Observed:
    values = one.signal(months)
    with np.errstate(invalid="ignore"):
        shown = values > one.limit if one.beyond == ">" else values < one.limit
    return Observed(one, values, shown)


def listing() -> list[dict[str, object]]:
    """Return what is said of every worst practice, one record each."""
    keys = ("name", "card", "side", "formula", "unit", "beyond", "limit")
    return [{key: getattr(one, key) for key in keys} | {"meaning": one.card, "days": MONTH} for one in _ALL]
