"""Incidents: difficulty, effort, impact, and the capacity that meets them."""

from __future__ import annotations

from .parameter import DIRECTION, Parameter

INCIDENTS = (
    Parameter(
        "easiness",
        "psi",
        1.48,
        0.8,
        2.0,
        "exponent",
        "difficulty is U^easiness: above 1 means more easy incidents",
        "fitted to the hand-off gradient",
    ),
    Parameter("component_difficulty", "dcomp", 0.5, 0.0, 0.8, "share", "share of difficulty common to a component"),
    Parameter("effort_floor", "wmin", 0.012, 0.01, 0.06, "pd", "effort of the simplest fix"),
    Parameter(
        "effort_scale",
        "wsc",
        0.15,
        0.07,
        0.2,
        "pd",
        "median effort of a fix of difficulty 1",
        "fitted to the hand-off gradient",
    ),
    Parameter(
        "effort_sigma",
        "wsig",
        1.45,
        0.8,
        1.6,
        "log-sd",
        "spread of fix effort",
        "fitted to the concentration of hours on few incidents",
    ),
    Parameter(
        "triage", "tri", 0.015, 0.01, 0.06, "pd", "effort to look at an incident before solving or passing it on"
    ),
    Parameter("failed_effort", "ffail", 0.25, 0.05, 0.6, "share", "share of the fix effort spent before giving up"),
    Parameter(
        "second_skill",
        "multi",
        0.3,
        0.0,
        0.6,
        "probability",
        "a second skill is needed too, at difficulty 1",
        "fitted to the hand-off gradient",
    ),
    Parameter(
        "impact",
        "frac_med",
        0.011,
        0.005,
        0.02,
        "share",
        "median share of a service's day value lost per open incident",
    ),
    Parameter("impact_sigma", "frac_sig", 1.1, 0.7, 1.5, "log-sd", "spread of impact"),
    Parameter("tolerance", "tol", 0.15, 0.05, 0.4, "kEUR", "loss a manager tolerates per incident"),
    Parameter("stickiness", "stick", 0.6, 0.0, 1.5, "score", "bonus for the change worked on last"),
    Parameter(
        "label_weight", "omega", 0.65, 0.3, 0.95, "share", "weight IT puts on the label when it does not understand"
    ),
    Parameter("label_step", "step", 0.9, 0.5, 1.3, "log-value", "value IT reads into one step of the label"),
    Parameter(
        "routine",
        "bau",
        0.33,
        0.25,
        0.48,
        "share",
        "share of desk, operations and developer time eaten by routine requests and upkeep",
        DIRECTION + "60-80 % run spending",
    ),
    Parameter(
        "developer_incident_share",
        "cap0",
        0.2,
        0.05,
        0.5,
        "share",
        "least share of a developer's time open to incidents",
    ),
    Parameter(
        "incident_pull",
        "pull",
        0.1,
        0.0,
        0.3,
        "share",
        "extra share per open incident per head of the team (firefighting)",
    ),
    Parameter(
        "incident_share_cap",
        "capx",
        0.85,
        0.6,
        0.95,
        "share",
        "greatest share of a developer's time given to incidents",
    ),
    Parameter(
        "escalation_rate", "esc_rate", 0.03, 0.0, 0.08, "1/day", "escalation calls per open item carrying the top label"
    ),
    Parameter("escalation_cost", "esc_cost", 0.06, 0.02, 0.1, "pd", "time one escalation costs the person interrupted"),
)
