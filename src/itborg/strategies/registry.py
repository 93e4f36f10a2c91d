"""All strategies by name: one line registers a strategy, and the contract of strategies is tested for it.

To add a strategy, write its class, add it to `_KINDS` and describe it in the class attributes; the command line, the
app and the tables of the documentation take it from here. Relies on every strategy module; nothing imports it except
`specification`, the package and users of the list.
"""

from __future__ import annotations

from ..common.errors import InputError, unknown
from .base import Strategy
from .bisl import Bisl
from .borg import Borg, BorgEnforced
from .brm import BrmRole, BrmStyle
from .cobit import Cobit
from .control_strategies import ExternalApproval, GoAndSee, Meetings
from .counsellor import Counsellor
from .csi_programme import CsiProgramme
from .divorce import Divorce
from .iso20000 import Iso20000
from .itil import Itil, ItilAsMeans
from .none import NoStrategy
from .outsource import Outsource
from .pdca import PlanDoCheckAct
from .portfolio import Portfolio
from .problem_management import ProblemManagement
from .programme import compose
from .reactive import Reactive
from .shared_calendar import Calendar
from .vocr_board import VocrBoard
from .workshop import Workshop, WorkshopCsi

_KINDS: tuple[type[Strategy], ...] = (
    NoStrategy,
    Itil,
    Iso20000,
    Cobit,
    Bisl,
    Borg,
    BorgEnforced,
    BrmRole,
    BrmStyle,
    VocrBoard,
    ProblemManagement,
    Portfolio,
    Calendar,
    Workshop,
    WorkshopCsi,
    Counsellor,
    Outsource,
    Divorce,
    CsiProgramme,
    ItilAsMeans,
    ExternalApproval,
    GoAndSee,
    Meetings,
)
#: Classes of strategies by name, in the order of tables.
STRATEGIES: dict[str, type[Strategy]] = {kind.name: kind for kind in _KINDS}
#: Reactive strategies: they have no schedule, so the part of the contract about schedules does not apply to them.
REACTIVE: dict[str, Reactive] = {one.name: one for one in (PlanDoCheckAct(),)}


def built_in(spec: str) -> Strategy:
    """Return a built-in strategy by its name, such as "itil", or "itil@120" to start it on day 120.

    Raises InputError for an unknown name or a start that is not a working day.

    A start on day 0 or later makes a programme of one part, whose name includes the start. A reactive strategy has no
    start by @.

    spec  surrounding spaces are ignored; a combination with "+" is not a built-in strategy

    >>> built_in("itill")
    Traceback (most recent call last):
    itborg.common.errors.InputError: no strategy 'itill'; did you mean 'itil'?
    """
    name, at, day = spec.strip().partition("@")
    if name in REACTIVE and not at:
        return REACTIVE[name]
    if name not in STRATEGIES:
        raise unknown("strategy", name, [*STRATEGIES, *REACTIVE])
    if not at:
        return STRATEGIES[name]()
    if not day.isdecimal() or len(day) > 6:
        raise InputError(f"'{spec}': expected the working day of the start after @, such as {name}@120")
    return compose(STRATEGIES[name](start=int(day)), name=f"{name}@{day}")


def listing(reactive: bool = False) -> list[dict[str, object]]:
    """Return the description of every strategy, one record each.

    reactive  include the reactive strategies

    The keys are name, meaning, levers (sorted names), one_off_cost (kEUR), running_cost (kEUR per working day),
    capacity_cost, delay, source, assumption and control (bool). Records are in the order of tables, baseline first.
    """
    kinds: list[type[Strategy] | Strategy] = [*_KINDS, *(REACTIVE.values() if reactive else ())]
    return [
        {
            "name": kind.name,
            "meaning": kind.meaning,
            "levers": sorted(kind.levers),
            "one_off_cost": kind.one_off_cost,
            "running_cost": kind.running_cost,
            "capacity_cost": kind.capacity_cost,
            "delay": kind.delay,
            "source": kind.source,
            "assumption": kind.assumption,
            "control": kind.control,
        }
        for kind in kinds
    ]
