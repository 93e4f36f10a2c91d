"""Levers: the inputs of the model that a strategy sets, one row of values for each day.

A lever changes a rule, a trait, capacity or cost. No lever is an outcome: the kernel only reads levers, and no strategy
can write to the state of the model.

A lever is declared once, in `Levers`; LEVERS, LEVER, LEVER_DTYPE and the arrays REST, LOW and HIGH follow from the
declarations. `combine` of `base` applies the rules of combination. The order of declaration is the order of the fields
of a row, and so part of the compiled code.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray


class Lever(NamedTuple):
    """One input that strategies can set.

    name      name in code, files and tables
    rest      value if no strategy sets the lever
    low, high range
    unit      "share" and "probability" are 0 to 1, "pd" is person-days, "ratio" is relative to no strategy
    kind      what it changes: "rule", "trait", "capacity" or "cost"
    combine   how the values of two strategies combine: "max", "min", "sum", "product" or "gap" (each closes a part
              of the remaining gap to `high`); the order makes no difference
    meaning   noun phrase for tables
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
    """The fields of a lever without its name, which is that of the class attribute."""

    rest: float
    low: float
    high: float
    unit: str
    kind: str
    combine: str
    meaning: str


def lever(rest: float, low: float, high: float, unit: str, kind: str, combine: str, meaning: str) -> float:
    """Declare a lever in the body of `Levers`; type checkers see a float, a field of the row of a day.

    rest, low, high               value at rest and range, in `unit`; rest is within the range
    unit, kind, combine, meaning  as in `Lever`
    """
    return cast(float, _Declared(rest, low, high, unit, kind, combine, meaning))


class Levers:
    """The levers of one day, as the kernel and type checkers see them: a row of LEVER_DTYPE.

    Only the declarations matter: there are no objects of this class. `LEVERS` reads them from its attributes.
    """

    # fmt: off
    # Process framework
    framework_target = lever(0.0, 0.0, 1.0, "share", "rule", "max", "target of the adoption of the process framework")
    framework_speed = lever(0.0, 0.0, 1.0, "1/day", "rule", "max", "part of the gap between adoption and its target that closes per day")
    objective = lever(0.0, 0.0, 1.0, "share", "rule", "max", "how far the framework itself is the objective: IT spends time on its own targets")
    overhead = lever(0.0, 0.0, 1.0, "share", "capacity", "gap", "additional overhead on all IT work, relative to the largest in the rules")
    paperwork_off = lever(0.0, 0.0, 1.0, "share", "rule", "gap", "part of the framework's paperwork on changes that is dropped")
    audit = lever(0.0, 0.0, 1.0, "share", "rule", "gap", "strength of the audit of priority labels and of purchases")
    mandate = lever(0.0, 0.0, 1.0, "share", "rule", "max", "how far IT's process is mandatory: IT ignores labels and writes the requirements")
    enforcement = lever(0.0, 0.0, 1.0, "share", "rule", "max", "strength of the policing of shadow IT")
    rectify = lever(0.0, 0.0, 1.0, "share", "rule", "max", "part of the mandate that IT gives up as it notices resistance")
    # Relationship
    visits = lever(0.0, 0.0, 0.5, "1/day", "rule", "sum", "go-and-see visits to the business per IT person")
    meetings = lever(0.0, 0.0, 2.0, "1/day", "rule", "sum", "arranged talks with business managers per IT person (equal-hours control of visits)")
    language_target = lever(0.0, 0.0, 1.0, "share", "trait", "max", "level of business language towards which everyone in IT is coached")
    realistic_promises = lever(0.0, 0.0, 2.0, "ratio", "rule", "max", "smallest ratio of promised to expected lead time")
    liaisons = lever(0.0, 0.0, 1.0, "share", "rule", "max", "share of service delivery managers who work as business relationship managers")
    counselling = lever(0.0, 0.0, 1.0, "share", "trait", "max", "intensity of counselling for the pairs of people with the least trust")
    business_training = lever(0.0, 0.0, 1.0, "share", "trait", "max", "level of IT understanding towards which business managers are trained")
    # Governance
    board = lever(0.0, 0.0, 1.0, "share", "rule", "max", "strength of a monthly change board of business and IT that ranks requests by value, outcome, cost and risk")
    authority = lever(0.0, 0.0, 1.0, "share", "rule", "max", "share of days on which a developer follows the list of the board, once it has had a quorum")
    early = lever(0.0, 0.0, 1.0, "share", "rule", "max", "share of needs that the manager discusses with the team that will build them before the request")
    approval_delay = lever(0.0, 0.0, 60.0, "day", "rule", "max", "wait for an external approval before a change may start")
    catalogue = lever(0.0, 0.0, 1.0, "share", "rule", "max", "completeness of the service portfolio and catalogue: written knowledge of services, realistic promises")
    calendar = lever(0.0, 0.0, 1.0, "share", "rule", "max", "how far the business calendar is shared with IT")
    # Problem management
    protected_problem_staff = lever(0.0, 0.0, 1.0, "share", "capacity", "max", "share of problem staff who are not called away to incidents")
    moved_to_problems = lever(0.0, 0.0, 1.0, "share", "capacity", "max", "share of operations staff moved to problem management")
    business_case = lever(0.0, 0.0, 1.0, "share", "rule", "max", "weight of the business case, rather than technical interest, in the choice of problems")
    known_errors = lever(0.0, 0.0, 1.0, "probability", "rule", "gap", "knowledge article written after a fix")
    # Workshops
    workshop = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "intensity of a one-day workshop for everyone on this day")
    follow_up = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "intensity of a half-day follow-up for everyone on this day")
    # Organisation
    knowledge_loss = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "part of understanding, contacts and beliefs about experts lost on this day because staff are replaced")
    trust_reset = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "part of the gap between trust across the sides and its prior that closes on this day")
    contact_factor = lever(1.0, 0.0, 1.0, "ratio", "rule", "product", "opportunity of contact across the sides")
    change_effort_factor = lever(1.0, 0.5, 3.0, "ratio", "rule", "product", "effort per change, such as a supplier's change orders")
    capacity_factor = lever(1.0, 0.0, 2.0, "ratio", "capacity", "product", "working capacity of IT")
    staff_cost_factor = lever(1.0, 0.0, 3.0, "ratio", "cost", "product", "cost of IT staff")
    federation = lever(0.0, 0.0, 1.0, "share", "rule", "max", "how far IT people belong to departments and serve only their own")
    training = lever(0.0, 0.0, 1.0, "pd", "capacity", "sum", "time in training per IT person on this day")
    # Hand-offs and skills
    category_map = lever(0.0, 0.0, 1.0, "share", "rule", "gap", "part of the wrong entries of the category table that is corrected")
    ticket_quality = lever(0.0, 0.0, 1.0, "share", "rule", "gap", "part of the context otherwise lost in a ticket that is preserved")
    skills_directory = lever(0.0, 0.0, 1.0, "share", "trait", "gap", "part of the gap between beliefs about expertise and true expertise that closes on this day")
    # Money
    running_cost = lever(0.0, 0.0, 1e9, "kEUR/day", "cost", "sum", "running cost")
    one_off_cost = lever(0.0, 0.0, 1e9, "kEUR", "cost", "sum", "one-off cost, charged on this day")
    # fmt: on


LEVERS: tuple[Lever, ...] = tuple(Lever(name, *one) for name, one in vars(Levers).items() if isinstance(one, _Declared))
#: Levers by name.
LEVER: dict[str, Lever] = {lever.name: lever for lever in LEVERS}
#: Record of one day: one float per lever.
LEVER_DTYPE = np.dtype((np.record, [(lever.name, np.float64) for lever in LEVERS]))
#: Value at rest, lowest and highest value of each lever, shape (levers,).
REST, LOW, HIGH = (np.array([getattr(lever, end) for lever in LEVERS]) for end in ("rest", "low", "high"))


def levers_at_rest(days: int) -> np.ndarray:
    """Return `days` rows of levers at rest, a record array of shape (days,).

    Fields have the names of the levers: `rows["visits"]` has shape (days,), `rows[day].visits` is one value. The array
    is new and may be changed.
    """
    rows = np.zeros(days, dtype=LEVER_DTYPE)
    as_table(rows)[:] = REST
    return rows


def as_table(rows: np.ndarray) -> NDArray[np.float64]:
    """Return a view of the same memory as floats, shape (days, levers), in the order of LEVERS.

    Writing to the view changes the rows. `rows` must be contiguous, as those of `levers_at_rest` are.
    """
    return rows.view(np.float64).reshape(len(rows), len(LEVERS))
