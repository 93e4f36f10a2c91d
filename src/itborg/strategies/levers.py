"""Levers: everything a strategy may turn. One row of them is in force on each day.

A lever changes a rule, a trait, capacity or cost. None of them is an outcome: the kernel reads
levers, and no strategy can write to the state of the world.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray


class Lever(NamedTuple):
    """One thing that can be turned.

    name      its name
    rest      value when nobody turns it
    low, high range
    unit      "share" is 0 to 1
    kind      "rule", "trait", "capacity" or "cost"
    combine   how two strategies that turn it combine: "max", "min", "sum", "product" or "gap"
              (each closes part of what is left to `high`); all are free of order
    meaning   one line
    """

    name: str
    rest: float
    low: float
    high: float
    unit: str
    kind: str
    combine: str
    meaning: str


class _Declared(NamedTuple):
    """A lever in the class body, before it knows its name."""

    rest: float
    low: float
    high: float
    unit: str
    kind: str
    combine: str
    meaning: str


def lever(rest: float, low: float, high: float, unit: str, kind: str, combine: str, meaning: str) -> float:
    """Declare a lever in the body of `Levers`; to type checkers it is a float, a field of the row of a day."""
    return cast(float, _Declared(rest, low, high, unit, kind, combine, meaning))


class Levers:
    """The levers in force on one day, as phases and type checkers see them: a row of LEVER_DTYPE."""

    # framework
    framework_target = lever(
        0.0, 0.0, 1.0, "share", "rule", "max", "adoption of the process framework that is aimed at"
    )
    framework_speed = lever(0.0, 0.0, 1.0, "1/day", "rule", "max", "part of the gap to the target closed per day")
    objective = lever(
        0.0,
        0.0,
        1.0,
        "share",
        "rule",
        "max",
        "how far the framework itself is the objective: chasing targets, crowding out the business",
    )
    overhead = lever(0.0, 0.0, 1.0, "share", "capacity", "gap", "extra overhead of the framework on all IT work")
    paperwork_off = lever(
        0.0, 0.0, 1.0, "share", "rule", "gap", "part of the framework's paperwork on changes that is left out"
    )
    audit = lever(0.0, 0.0, 1.0, "share", "rule", "gap", "labels and purchases are audited")
    mandate = lever(
        0.0, 0.0, 1.0, "share", "rule", "max", "IT's process is mandatory: labels ignored, requirements written by IT"
    )
    enforcement = lever(0.0, 0.0, 1.0, "share", "rule", "max", "shadow IT is policed")
    # relationship
    visits = lever(0.0, 0.0, 0.5, "1/day", "rule", "sum", "go-and-see visits per IT person")
    meetings = lever(
        0.0, 0.0, 2.0, "1/day", "rule", "sum", "forced cross-side talks per IT person (equal-hours control)"
    )
    language_target = lever(0.0, 0.0, 1.0, "share", "trait", "max", "language that everyone in IT is coached towards")
    realistic_promises = lever(0.0, 0.0, 2.0, "ratio", "rule", "max", "least ratio of promised to expected lead time")
    liaisons = lever(
        0.0,
        0.0,
        1.0,
        "share",
        "rule",
        "max",
        "share of service delivery managers who become business relationship managers",
    )
    counselling = lever(0.0, 0.0, 1.0, "share", "trait", "max", "counselling of the worst pairs of people")
    business_training = lever(
        0.0, 0.0, 1.0, "share", "trait", "max", "IT understanding that managers are trained towards"
    )
    # governance
    board = lever(
        0.0, 0.0, 1.0, "share", "rule", "max", "strategic change meeting of business and IT ranks requests by VOCR"
    )
    authority = lever(1.0, 0.0, 1.0, "share", "rule", "min", "the board decides even without a quorum")
    approval_delay = lever(
        0.0, 0.0, 60.0, "day", "rule", "max", "wait for an external approval before a change may start"
    )
    catalogue = lever(
        0.0, 0.0, 1.0, "share", "rule", "max", "service portfolio and catalogue: written knowledge, realistic promises"
    )
    calendar = lever(0.0, 0.0, 1.0, "share", "rule", "max", "business calendar shared with IT")
    # problem management
    protected_problem_staff = lever(
        0.0, 0.0, 1.0, "share", "capacity", "max", "problem staff who are not pulled into firefighting"
    )
    moved_to_problems = lever(
        0.0, 0.0, 1.0, "share", "capacity", "max", "share of operations staff moved to problem management"
    )
    business_case = lever(0.0, 0.0, 1.0, "share", "rule", "max", "problems are chosen by business case")
    known_errors = lever(0.0, 0.0, 1.0, "probability", "rule", "gap", "knowledge article written after a fix")
    # workshops
    workshop = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "everyone spends this day in a workshop")
    follow_up = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "everyone spends half of this day in a follow-up")
    # organisation
    knowledge_loss = lever(
        0.0,
        0.0,
        1.0,
        "share",
        "trait",
        "gap",
        "part of understanding, language, acquaintance and beliefs lost on this day (people replaced)",
    )
    trust_reset = lever(
        0.0, 0.0, 1.0, "share", "trait", "gap", "part of trust across sides reset to its prior on this day"
    )
    contact_factor = lever(1.0, 0.0, 1.0, "ratio", "rule", "product", "opportunity of contact across sides")
    change_effort_factor = lever(
        1.0, 0.5, 3.0, "ratio", "rule", "product", "effort of a change, e.g. change orders of a supplier"
    )
    capacity_factor = lever(1.0, 0.0, 2.0, "ratio", "capacity", "product", "working capacity of IT")
    staff_cost_factor = lever(1.0, 0.0, 3.0, "ratio", "cost", "product", "cost of IT staff")
    federation = lever(0.0, 0.0, 1.0, "share", "rule", "max", "IT people belong to departments and serve only them")
    training = lever(0.0, 0.0, 1.0, "pd", "capacity", "sum", "training time per IT person on this day")
    # routing
    category_map = lever(
        0.0, 0.0, 1.0, "share", "rule", "gap", "part of the wrong entries of the category table that is corrected"
    )
    ticket_quality = lever(0.0, 0.0, 1.0, "share", "rule", "gap", "part of the context lost in a ticket that is kept")
    skills_directory = lever(
        0.0, 0.0, 1.0, "share", "trait", "gap", "part of the gap between beliefs and true expertise closed on this day"
    )
    # money
    running_cost = lever(0.0, 0.0, 1e9, "kEUR/day", "cost", "sum", "running cost")
    one_off_cost = lever(0.0, 0.0, 1e9, "kEUR", "cost", "sum", "cost charged on this day")


LEVERS: tuple[Lever, ...] = tuple(Lever(name, *one) for name, one in vars(Levers).items() if isinstance(one, _Declared))
LEVER: dict[str, Lever] = {lever.name: lever for lever in LEVERS}
LEVER_DTYPE = np.dtype((np.record, [(lever.name, np.float64) for lever in LEVERS]))
#: Of each lever in turn: where it rests, its lowest and its highest value.
REST, LOW, HIGH = (np.array([getattr(lever, end) for lever in LEVERS]) for end in ("rest", "low", "high"))


def levers_at_rest(days: int) -> np.ndarray:
    """Return `days` rows of levers that nobody turns."""
    rows = np.zeros(days, dtype=LEVER_DTYPE)
    as_table(rows)[:] = REST
    return rows


def as_table(rows: np.ndarray) -> NDArray[np.float64]:
    """Return the same memory as (days, levers), in the order of LEVERS."""
    return rows.view(np.float64).reshape(len(rows), len(LEVERS))
