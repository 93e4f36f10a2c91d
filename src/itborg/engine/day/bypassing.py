"""Shadow IT: whether a manager meets a need without IT, and what that leaves behind.

Arguments: key is the identity of a need, for random numbers; m is the row of its manager.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common import random_numbers
from ...common import streams as S
from ...common.numba_support import rule
from ...mechanisms import resistance, shadow_it, voice
from ..state import BENEVOLENCE, NONE
from ..tables.relations import trust_event
from ..tables.root_cause_rows import new_cause
from .resisting import police
from .voices import ability_of, trust_through

if TYPE_CHECKING:
    from ...strategies.levers import Levers
    from ..state import World


@rule
def bypass_probability(w: World, m: int, heard: float, counterpart: int, lv: Levers) -> float:
    """Return the probability that a manager meets a need by shadow IT, 0 to 1.

    heard        voice of the manager in the team that would build, 0 to 1
    counterpart  who speaks for the manager, NONE for nobody

    Reads the lead time that the manager expects, trust in IT moved to that in the counterpart, resistance, the mandate
    in force, and levers `enforcement` and `audit`.
    """
    o, p, manager = w.organisation[0], w.parameters[0], w.people[m]
    ability = manager.ability
    if counterpart != NONE:
        ability = voice.credit(ability, heard, ability_of(w, m, counterpart))
    return shadow_it.probability(
        manager.expected_lead,
        p.opportunity_window,
        ability,
        trust_through(w, m, heard, counterpart),
        p.voice_shadow * heard,
        o.mandate,
        lv.enforcement,
        lv.audit,
        p.workaround if manager.stage >= resistance.WORKAROUND else 0.0,
        p,
    )


@rule
def bypass_it(w: World, day: int, key: int, m: int, service: int, value: float, size: float) -> None:
    """Meet a need by shadow IT: quick, expensive, and nobody in IT knows what it leaves behind.

    value, size  kEUR a day and person-days of the need

    The benefit begins today, unless enforcement finds the solution (stream SHADOW_SEEN, by need) and closes it down,
    which costs trust in the chief and turns the manager against IT itself. It may leave a hidden root cause (stream SHADOW_FAILS, by need) on the service.
    """
    o, p, lv, h = w.organisation[0], w.parameters[0], w.levers[day], w.history[day]
    h.shadow_it += 1.0
    h.cost += shadow_it.cost(size, p)
    gain = shadow_it.benefit(value, p)
    if random_numbers.uniform_of(w.streams[S.SHADOW_SEEN], key, 0) < shadow_it.detection(lv.enforcement, p):
        h.trust_by_mandate += trust_event(w, m, o.chief, BENEVOLENCE, -p.policing_loss)
        police(w, m)
        gain = 0.0
    o.benefit += gain
    h.delivered_value += gain
    if random_numbers.uniform_of(w.streams[S.SHADOW_FAILS], key, 0) < p.shadow_risk:
        new_cause(w, random_numbers.key_of(S.CAUSE_KEY, key, 1), service, 1, day)
