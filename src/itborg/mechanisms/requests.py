"""Change requests: how many arise, what they are worth, what IT promises."""

from __future__ import annotations

from .mechanism import DIRECTION, Mechanism, parameter


class Requests(
    Mechanism,
    meaning="needs of the business become change requests with a value, an effort and a promise",
):
    """Parameters of the mechanism."""

    request_rate = parameter(
        0.95,
        0.65,
        1.3,
        "1/day",
        "change requests, for 21 people who solve incidents (scaled with size)",
        symbol="req_rate",
        core=True,
    )
    change_value = parameter(
        0.14, 0.08, 0.22, "kEUR/day", "median daily benefit of a perfectly fitting change", symbol="V_med", core=True
    )
    change_value_sigma = parameter(1.0, 0.6, 1.4, "log-sd", "spread of change values", symbol="V_sig", core=True)
    change_effort = parameter(11.0, 7.0, 16.0, "pd", "mean effort of a change", symbol="E_mean", core=True)
    opportunity_window = parameter(
        90.0, 40.0, 200.0, "day", "e-fold loss of value while a change waits", symbol="tau_v", core=True
    )
    benefit_life = parameter(
        250.0, 150.0, 500.0, "day", "mean life of a delivered benefit", symbol="ben_life", core=True
    )
    promise_optimism = parameter(
        0.75,
        0.5,
        1.0,
        "ratio",
        "promised over expected lead time",
        DIRECTION + "workshop reports: over-promising",
        symbol="optim",
        core=True,
    )
