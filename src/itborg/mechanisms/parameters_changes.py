"""Change requests: how many, what they are worth, what they risk."""

from __future__ import annotations

from .parameter import DIRECTION, Parameter

CHANGES = (
    Parameter(
        "request_rate",
        "req_rate",
        0.95,
        0.65,
        1.3,
        "1/day",
        "change requests, for 21 people who solve incidents (scaled with size)",
    ),
    Parameter(
        "change_value", "V_med", 0.14, 0.08, 0.22, "kEUR/day", "median daily benefit of a perfectly fitting change"
    ),
    Parameter("change_value_sigma", "V_sig", 1.0, 0.6, 1.4, "log-sd", "spread of change values"),
    Parameter("change_effort", "E_mean", 11.0, 7.0, 16.0, "pd", "mean effort of a change"),
    Parameter("opportunity_window", "tau_v", 90.0, 40.0, 200.0, "day", "e-fold loss of value while a change waits"),
    Parameter("benefit_life", "ben_life", 250.0, 150.0, 500.0, "day", "mean life of a delivered benefit"),
    Parameter("fit_floor", "fit0", 0.15, 0.0, 0.4, "share", "fit of a change when nothing was understood"),
    Parameter(
        "promise_optimism",
        "optim",
        0.75,
        0.5,
        1.0,
        "ratio",
        "promised over expected lead time",
        DIRECTION + "workshop reports: over-promising",
    ),
    Parameter(
        "release_disruption", "dep", 0.3, 0.1, 0.6, "day", "disruption of one release, in days of the service's value"
    ),
    Parameter(
        "change_risk",
        "risk_med",
        0.26,
        0.12,
        0.4,
        "probability",
        "median probability that a change leaves a root cause",
        DIRECTION + "change failure 0-15 % to 46-60 % (DORA 2018, 2019)",
    ),
    Parameter(
        "emergency_risk",
        "emerg",
        0.5,
        0.2,
        1.0,
        "ratio",
        "extra change risk of the top label: reduced testing",
        DIRECTION + "emergency changes are tested less (ITSM practice)",
    ),
    Parameter("freeze_window", "frzw", 8.0, 4.0, 12.0, "day", "how far a release may be moved to a quiet day"),
    Parameter(
        "shadow_premium",
        "sh_prem",
        0.3,
        0.1,
        0.6,
        "utility",
        "relative disadvantage of shadow IT",
        DIRECTION + "35-40 % of technology spend outside IT",
    ),
    Parameter(
        "shadow_sharpness", "sh_k", 5.0, 2.0, 10.0, "1/utility", "sharpness of the choice between IT and shadow IT"
    ),
    Parameter(
        "shadow_risk",
        "sh_rc",
        0.35,
        0.1,
        0.6,
        "probability",
        "probability that a shadow solution leaves a hidden root cause",
    ),
    Parameter(
        "framework_paperwork", "overF", 0.12, 0.05, 0.25, "share", "extra change effort at full framework adoption"
    ),
)
