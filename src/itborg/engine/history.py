"""What is recorded of every day. A column is NaN until its day has been lived through."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

#: name -> (unit, meaning). Flows are of the day, states are at its end.
COLUMNS: Mapping[str, tuple[str, str]] = {
    # money
    "benefit": ("kEUR/day", "benefit stock: value that delivered changes yield today"),
    "incident_loss": ("kEUR", "business lost through open incidents"),
    "release_loss": ("kEUR", "business lost through releases"),
    "cost": ("kEUR", "staff, shadow spending and strategy cost"),
    "strategy_cost": ("kEUR", "the strategy's part of the cost"),
    "gross_revenue": ("kEUR", "what the services would earn without any loss"),
    "value_at_risk": ("kEUR/day", "expected daily loss put at risk by root causes"),
    "peak_loss": ("kEUR", "part of the loss on services at a peak"),
    # incidents
    "opened": ("count", "incidents opened"),
    "closed": ("count", "incidents closed"),
    "closed_in_time": ("count", "of these inside the SLA target"),
    "closed_red": ("count", "of these with a loss above tolerance"),
    "hops": ("count", "hand-offs"),
    "tie_hops": ("count", "of these along a tie"),
    "return_hops": ("count", "of these back to the sender"),
    "right_hops": ("count", "of these to a team that owns the true need"),
    "questions": ("count", "questions to the user"),
    "back_channel_calls": ("count", "incidents that entered by a manager's tie"),
    "reopened": ("count", "incidents reopened"),
    "escalations": ("count", "escalation calls"),
    "open_incidents": ("count", "open at the end of the day"),
    # changes
    "requests": ("count", "change requests made"),
    "shadow": ("count", "needs met by shadow IT instead"),
    "rejected": ("count", "requests rejected by the board"),
    "lapsed": ("count", "requests that lapsed"),
    "delivered": ("count", "changes delivered"),
    "fit": ("sum", "fit of delivered changes"),
    "lead_time": ("sum", "days from request to delivery"),
    "promises_kept": ("count", "of delivered changes"),
    "choice": ("sum", "value-density rank of delivered changes among what was open"),
    "failed_changes": ("count", "delivered changes that left a root cause"),
    "delivered_value": ("kEUR/day", "value added to the benefit stock"),
    "open_changes": ("count", "waiting at the end of the day"),
    # labels, of changes and incidents opened today
    "labels": ("count", "items labelled"),
    "label_sum": ("sum", "stated levels"),
    "level_sum": ("sum", "true levels"),
    "label_squares": ("sum", "squares of stated levels"),
    "level_squares": ("sum", "squares of true levels"),
    "label_level": ("sum", "products of stated and true levels"),
    "true_top": ("count", "incidents whose true level is the top one"),
    # work
    "incident_work": ("pd", "work on incidents"),
    "incident_work_not_desk": ("pd", "of these by people outside the desk"),
    "change_work": ("pd", "work on changes"),
    "problem_work": ("pd", "work on problems"),
    "not_desk_capacity": ("pd", "working time of people outside the desk"),
    "desk_capacity": ("pd", "working time of the desk"),
    "contact_time": ("pd", "IT time in contacts, visits and meetings"),
    "manager_time": ("pd", "managers' time for IT matters"),
    # people
    "it_understanding": ("share", "business understanding of IT people, mean"),
    "business_understanding": ("share", "IT understanding of managers, mean"),
    "it_language": ("share", "language of IT people, mean"),
    "business_language": ("share", "language of managers, mean"),
    "trust_business_to_it": ("share", "mean over all pairs"),
    "trust_it_to_business": ("share", "mean over all pairs"),
    "ability": ("share", "ability component of trust of business in IT"),
    "benevolence": ("share", "benevolence component"),
    "integrity": ("share", "integrity component"),
    "satisfaction": ("share", "mean satisfaction of managers"),
    "cross_contact_share": ("share", "part of all contact weight that crosses sides"),
    "cross_ties": ("count", "ties from business to IT"),
    "contacts": ("count", "contacts started"),
    "cross_contacts": ("count", "of these across sides"),
    "fidelity": ("sum", "fidelity of contacts across sides"),
    "visits": ("count", "go-and-see visits"),
    "it_aligned": ("share", "IT people who call the relationship fully aligned"),
    "managers_content": ("share", "managers who say IT does well"),
    # debt and pressure
    "root_causes": ("count", "active root causes"),
    "removed_causes": ("count", "removed by problem management"),
    "removal_days": ("sum", "calendar days from opening to removal"),
    "pull": ("share", "firefighting pull at the start of the day"),
    "framework": ("share", "adoption of the framework"),
    # why managers' trust in IT moved: sums of steps by cause
    "trust_by_incidents": ("sum", "trust steps from closed incidents"),
    "trust_by_delivery": ("sum", "trust steps from delivered changes"),
    "trust_by_promises": ("sum", "trust steps from promises kept, broken or lapsed"),
    "trust_by_contact": ("sum", "trust steps from contacts and visits"),
    "trust_by_rejection": ("sum", "trust steps from rejected requests"),
    "trust_by_mandate": ("sum", "trust steps from mandated process and policing"),
    "trust_by_programme": ("sum", "trust steps written by workshops, counselling or resets"),
}
#: Columns that are states of the evening; all others are flows, summed over the day from 0.
STATES = (
    "benefit",
    "value_at_risk",
    "open_incidents",
    "open_changes",
    "it_understanding",
    "business_understanding",
    "it_language",
    "business_language",
    "trust_business_to_it",
    "trust_it_to_business",
    "ability",
    "benevolence",
    "integrity",
    "satisfaction",
    "cross_contact_share",
    "cross_ties",
    "it_aligned",
    "managers_content",
    "root_causes",
    "pull",
    "framework",
)
#: Positions of the flows.
FLOWS = np.array([n for n, name in enumerate(COLUMNS) if name not in STATES])
HISTORY = np.dtype((np.record, [(name, np.float64) for name in COLUMNS]))


def blank_history(days: int) -> np.ndarray:
    """Return `days` rows in which nothing has been written yet: all NaN."""
    rows = np.empty(days, dtype=HISTORY)
    rows.view(np.float64)[:] = np.nan
    return rows
