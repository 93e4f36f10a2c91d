"""What is recorded of every day. A column is NaN until its day has been simulated.

The columns are declared once, in `HistoryRow`, with unit and meaning; table, documentation and measures follow. A
flow sums up over a day, so a sum over rows is a total; a state is that of the end of the day, so a mean over rows is
a mean over time. A column that sums a quantity over events (`fit`, `lead_time`) is divided by its count to get a mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast

import numpy as np


class _Column(NamedTuple):
    """A column in the class body: unit, meaning, and whether it is a state of the end of the day.

    Units: kEUR, pd (person-days), count, share (0 to 1), sum (of the quantity that the meaning names).
    """

    unit: str
    meaning: str
    is_state: bool


def flow(unit: str, meaning: str) -> float:
    """Declare a column that sums up over the day from 0.

    unit     as in `_Column`
    meaning  noun phrase for tables and documents

    Type checkers see a float: the field of a row that the steps of a day add to.
    """
    return cast(float, _Column(unit, meaning, is_state=False))


def state(unit: str, meaning: str) -> float:
    """Declare a column that is a state at the end of the day; NaN until then. Arguments as in `flow`."""
    return cast(float, _Column(unit, meaning, is_state=True))


class HistoryRow:
    """What is recorded of one day, as phases and type checkers see it: a row of HISTORY.

    money    benefit is a stock in kEUR a day, losses and costs are flows; net value is computed from them
    incidents, changes   counts, and sums over those closed or delivered today
    labels   sums, squares and products of stated and true levels, 1 to 4: they give means and correlations of any period
    work     person-days of effort, and the working time there was
    people   means over people of each side, and of the network between them
    debt     active root causes, their removal, and the pull of firefighting
    trust    steps of managers' trust in IT by cause, weighted by component: they explain why trust moved, but do not
             add up to its change, because of decay and limits
    """

    # money
    benefit = state("kEUR/day", "benefit stock: value that delivered changes yield today")
    incident_loss = flow("kEUR", "business lost through open incidents")
    release_loss = flow("kEUR", "business lost through releases")
    cost = flow("kEUR", "staff, shadow spending and strategy cost")
    strategy_cost = flow("kEUR", "the strategy's part of the cost")
    gross_revenue = flow("kEUR", "what the services would earn without any loss")
    value_at_risk = state("kEUR/day", "expected daily loss put at risk by root causes")
    peak_loss = flow("kEUR", "part of the loss on services at a peak")
    # incidents
    opened = flow("count", "incidents opened")
    closed = flow("count", "incidents closed")
    closed_in_time = flow("count", "of these inside the SLA target by IT's clock")
    closed_in_time_user_clock = flow("count", "of these inside the SLA target by the user's clock")
    closed_red = flow("count", "of these with a loss above tolerance")
    hops = flow("count", "hand-offs")
    tie_hops = flow("count", "of these along a tie")
    return_hops = flow("count", "of these back to the sender")
    right_hops = flow("count", "of these to a team that owns the true need")
    questions = flow("count", "questions to the user")
    holds = flow("count", "incidents put on hold to keep their target")
    reopened = flow("count", "incidents reopened")
    open_incidents = state("count", "open at the end of the day")
    # changes
    requests = flow("count", "change requests made")
    shadow_it = flow("count", "needs met by shadow IT instead")
    rejected = flow("count", "requests rejected by the board")
    lapsed = flow("count", "requests that lapsed")
    delivered = flow("count", "changes delivered")
    fit = flow("sum", "fit of delivered changes")
    lead_time = flow("sum", "days from request to delivery")
    promises_kept = flow("count", "of delivered changes")
    choice = flow("sum", "value-density rank of delivered changes among what was open")
    failed_changes = flow("count", "delivered changes that left a root cause")
    delivered_value = flow("kEUR/day", "value added to the benefit stock")
    open_changes = state("count", "waiting at the end of the day")
    # labels, of changes and incidents opened today
    labels = flow("count", "items labelled")
    label_sum = flow("sum", "stated levels")
    level_sum = flow("sum", "true levels")
    label_squares = flow("sum", "squares of stated levels")
    level_squares = flow("sum", "squares of true levels")
    label_level = flow("sum", "products of stated and true levels")
    true_top = flow("count", "incidents whose true level is the top one")
    # work
    incident_work = flow("pd", "work on incidents")
    incident_work_not_desk = flow("pd", "of these by people outside the desk")
    change_work = flow("pd", "work on changes")
    problem_work = flow("pd", "work on problems")
    not_desk_capacity = flow("pd", "working time of people outside the desk")
    desk_capacity = flow("pd", "working time of the desk")
    contact_time = flow("pd", "IT time in contacts, visits and meetings")
    manager_time = flow("pd", "managers' time for IT matters")
    # people
    it_understanding = state("share", "business understanding of IT people, mean")
    business_understanding = state("share", "IT understanding of managers, mean")
    it_language = state("share", "language of IT people, mean")
    business_language = state("share", "language of managers, mean")
    trust_business_to_it = state("share", "mean opinion that managers have of IT")
    trust_it_to_business = state("share", "mean opinion that IT people have of the business")
    ability = state("share", "ability component of trust of business in IT")
    benevolence = state("share", "benevolence component")
    integrity = state("share", "integrity component")
    satisfaction = state("share", "mean satisfaction of managers")
    cross_contact_share = state("share", "part of all contact weight that crosses sides")
    cross_ties = state("count", "ties from business to IT")
    contacts = flow("count", "contacts started")
    cross_contacts = flow("count", "of these across sides")
    fidelity = flow("sum", "fidelity of contacts across sides")
    visits = flow("count", "go-and-see visits")
    it_aligned = state("share", "IT people who call the relationship fully aligned")
    managers_content = state("share", "managers who say IT does well")
    # resistance
    protest = state("share", "managers who protest against IT, or do more")
    workaround = state("share", "managers who work round IT, or do more")
    coalition = state("share", "managers in a coalition against IT")
    against_it = state("share", "managers who resist IT itself, not its process")
    votes = state("share", "managers with a seat who would vote to outsource IT")
    exited = state("share", "1 once outsourcing has been decided")
    mandate_in_force = state("share", "mandate after IT's answer to resistance")
    # debt and pressure
    root_causes = state("count", "active root causes")
    removed_causes = flow("count", "removed by problem management")
    removal_days = flow("sum", "calendar days from opening to removal")
    pull = state("share", "firefighting pull at the start of the day")
    framework = state("share", "adoption of the framework")
    # why managers' trust in IT moved: sums of steps by cause
    trust_by_incidents = flow("sum", "trust steps from incidents closed or put on hold")
    trust_by_delivery = flow("sum", "trust steps from delivered changes")
    trust_by_promises = flow("sum", "trust steps from promises kept, broken or lapsed")
    trust_by_contact = flow("sum", "trust steps from contacts and visits")
    trust_by_rejection = flow("sum", "trust steps from rejected requests")
    trust_by_mandate = flow("sum", "trust steps from mandated process and policing")
    trust_by_colleagues = flow("sum", "trust steps from opinions of colleagues who resist")
    trust_by_programme = flow("sum", "trust steps written by workshops, counselling or resets")


_COLUMNS = {name: one for name, one in vars(HistoryRow).items() if isinstance(one, _Column)}
#: name -> (unit, meaning). Flows are of the day, states are at its end.
COLUMNS: Mapping[str, tuple[str, str]] = {name: (one.unit, one.meaning) for name, one in _COLUMNS.items()}
#: Columns that are states at the end of the day; all others are flows.
STATES = tuple(name for name, one in _COLUMNS.items() if one.is_state)
#: Positions of the flows.
FLOWS = np.array([n for n, name in enumerate(COLUMNS) if name not in STATES])
HISTORY = np.dtype((np.record, [(name, np.float64) for name in COLUMNS]))


def blank_history(days: int) -> np.ndarray:
    """Return `days` rows in which nothing has been written yet: all NaN.

    Returns a record array of type HISTORY, shape (days,); `.view(float)` gives the matrix (days, columns) that shares
    its memory. NaN marks days to come, so a mean over a run that was stopped early cannot take them for zeros.
    """
    rows = np.empty(days, dtype=HISTORY)
    rows.view(np.float64)[:] = np.nan
    return rows
