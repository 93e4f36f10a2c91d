"""Levers: everything a strategy may turn. One row of them is in force on each day.

A lever changes a rule, a trait, capacity or cost. None of them is an outcome: the kernel reads
levers, and no strategy can write to the state of the world.
"""

from __future__ import annotations

from typing import NamedTuple

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


LEVERS: tuple[Lever, ...] = (
    # framework
    Lever("framework_target", 0, 0, 1, "share", "rule", "max", "adoption of the process framework that is aimed at"),
    Lever("framework_speed", 0, 0, 1, "1/day", "rule", "max", "part of the gap to the target closed per day"),
    Lever(
        "objective",
        0,
        0,
        1,
        "share",
        "rule",
        "max",
        "how far the framework itself is the objective: chasing targets, crowding out the business",
    ),
    Lever("overhead", 0, 0, 1, "share", "capacity", "gap", "extra overhead of the framework on all IT work"),
    Lever(
        "paperwork_off",
        0,
        0,
        1,
        "share",
        "rule",
        "gap",
        "part of the framework's paperwork on changes that is left out",
    ),
    Lever("audit", 0, 0, 1, "share", "rule", "gap", "labels and purchases are audited"),
    Lever(
        "mandate",
        0,
        0,
        1,
        "share",
        "rule",
        "max",
        "IT's process is mandatory: labels ignored, requirements written by IT",
    ),
    Lever("enforcement", 0, 0, 1, "share", "rule", "max", "shadow IT is policed"),
    # relationship
    Lever("visits", 0, 0, 0.5, "1/day", "rule", "sum", "go-and-see visits per IT person"),
    Lever("meetings", 0, 0, 2, "1/day", "rule", "sum", "forced cross-side talks per IT person (equal-hours control)"),
    Lever("language_target", 0, 0, 1, "share", "trait", "max", "language that everyone in IT is coached towards"),
    Lever("realistic_promises", 0, 0, 2, "ratio", "rule", "max", "least ratio of promised to expected lead time"),
    Lever(
        "liaisons",
        0,
        0,
        1,
        "share",
        "rule",
        "max",
        "share of service delivery managers who become business relationship managers",
    ),
    Lever("counselling", 0, 0, 1, "share", "trait", "max", "counselling of the worst pairs of people"),
    Lever("business_training", 0, 0, 1, "share", "trait", "max", "IT understanding that managers are trained towards"),
    # governance
    Lever(
        "board", 0, 0, 1, "share", "rule", "max", "strategic change meeting of business and IT ranks requests by VOCR"
    ),
    Lever("authority", 1, 0, 1, "share", "rule", "min", "the board decides even without a quorum"),
    Lever("approval_delay", 0, 0, 60, "day", "rule", "max", "wait for an external approval before a change may start"),
    Lever(
        "catalogue",
        0,
        0,
        1,
        "share",
        "rule",
        "max",
        "service portfolio and catalogue: written knowledge, realistic promises",
    ),
    Lever("calendar", 0, 0, 1, "share", "rule", "max", "business calendar shared with IT"),
    # problem management
    Lever(
        "protected_problem_staff",
        0,
        0,
        1,
        "share",
        "capacity",
        "max",
        "problem staff who are not pulled into firefighting",
    ),
    Lever(
        "moved_to_problems",
        0,
        0,
        1,
        "share",
        "capacity",
        "max",
        "share of operations staff moved to problem management",
    ),
    Lever("business_case", 0, 0, 1, "share", "rule", "max", "problems are chosen by business case"),
    Lever("known_errors", 0, 0, 1, "probability", "rule", "gap", "knowledge article written after a fix"),
    # workshops
    Lever("workshop", 0, 0, 1, "share", "trait", "gap", "everyone spends this day in a workshop"),
    Lever("follow_up", 0, 0, 1, "share", "trait", "gap", "everyone spends half of this day in a follow-up"),
    # organisation
    Lever(
        "knowledge_loss",
        0,
        0,
        1,
        "share",
        "trait",
        "gap",
        "part of understanding, language, acquaintance and beliefs lost on this day (people replaced)",
    ),
    Lever("trust_reset", 0, 0, 1, "share", "trait", "gap", "part of trust across sides reset to its prior on this day"),
    Lever("contact_factor", 1, 0, 1, "ratio", "rule", "product", "opportunity of contact across sides"),
    Lever(
        "change_effort_factor",
        1,
        0.5,
        3,
        "ratio",
        "rule",
        "product",
        "effort of a change, e.g. change orders of a supplier",
    ),
    Lever("capacity_factor", 1, 0, 2, "ratio", "capacity", "product", "working capacity of IT"),
    Lever("staff_cost_factor", 1, 0, 3, "ratio", "cost", "product", "cost of IT staff"),
    Lever("federation", 0, 0, 1, "share", "rule", "max", "IT people belong to departments and serve only them"),
    Lever("training", 0, 0, 1, "pd", "capacity", "sum", "training time per IT person on this day"),
    # routing
    Lever(
        "category_map",
        0,
        0,
        1,
        "share",
        "rule",
        "gap",
        "part of the wrong entries of the category table that is corrected",
    ),
    Lever("ticket_quality", 0, 0, 1, "share", "rule", "gap", "part of the context lost in a ticket that is kept"),
    Lever(
        "skills_directory",
        0,
        0,
        1,
        "share",
        "trait",
        "gap",
        "part of the gap between beliefs and true expertise closed on this day",
    ),
    # money
    Lever("running_cost", 0, 0, 1e9, "kEUR/day", "cost", "sum", "running cost"),
    Lever("one_off_cost", 0, 0, 1e9, "kEUR", "cost", "sum", "cost charged on this day"),
)
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
