"""People: labels, communication, learning, trust, ties."""

from __future__ import annotations

from .parameter import DIRECTION, Parameter

LABELS = (
    Parameter(
        "honesty", "phi0", 0.16, 0.05, 0.35, "utility", "private cost of one label of exaggeration at full trust"
    ),
    Parameter("choice_noise", "temp", 0.06, 0.02, 0.15, "utility", "noise of the labelling game"),
    Parameter(
        "records_need_people",
        "rec",
        0.5,
        0.0,
        0.8,
        "share",
        "how far a framework works only on what understanding people put in",
        DIRECTION + "Poppo & Zenger 2002",
    ),
)
FRAMEWORK = (
    Parameter("framework_gain", "gainF", 0.25, 0.1, 0.4, "share", "handling efficiency at full framework adoption"),
    Parameter(
        "framework_risk_cut", "riskF", 0.35, 0.1, 0.6, "share", "reduction of change failure at full framework adoption"
    ),
    Parameter(
        "target_chasing",
        "kpi",
        0.6,
        0.0,
        1.5,
        "score",
        "weight of the own SLA deadline when the framework is the objective",
        DIRECTION + "target gaming (Bevan & Hood 2006)",
    ),
    Parameter(
        "crowding_out",
        "crowd",
        0.25,
        0.0,
        0.5,
        "share",
        "attention to the business crowded out when the framework is the objective",
        DIRECTION + "workshop reports",
    ),
    Parameter(
        "reactance", "react", 0.5, 0.0, 1.0, "valence", "reactance to a mandated process", DIRECTION + "Brehm 1966"
    ),
)
COMMUNICATION = (
    Parameter("contact_rate", "c_rate", 0.9, 0.4, 1.6, "1/day", "meaningful contacts started per person"),
    Parameter("contact_cost", "c_cost", 0.04, 0.01, 0.08, "pd", "time one contact across costs each of the two"),
    Parameter("manager_time", "", 0.2, 0.05, 0.5, "share", "part of a manager's day that may go to IT matters"),
    Parameter(
        "homophily",
        "homoph",
        0.3,
        0.1,
        0.7,
        "ratio",
        "opportunity of contact across sides relative to the own side",
        DIRECTION + "homophily",
    ),
    Parameter(
        "strangers_met",
        "",
        26.0,
        10.0,
        60.0,
        "count",
        "strangers of one side whom a person may run into, at most, however large the organisation",
    ),
    Parameter("contact_trust", "gam_T", 1.5, 0.0, 3.0, "exponent", "trust in the choice of a partner"),
    Parameter(
        "reciprocity",
        "recip",
        1.0,
        0.0,
        1.5,
        "exponent",
        "the invited person's trust in taking it up",
        DIRECTION + "Denrell 2005",
    ),
    Parameter(
        "personal_contact",
        "pers",
        1.0,
        0.0,
        1.0,
        "share",
        "a working contact makes a tie only as far as trust makes it personal",
    ),
    Parameter(
        "working_contact",
        "wcon",
        0.04,
        0.0,
        0.12,
        "contact",
        "tie strength created by a person-day of work for someone (x2 for a change)",
    ),
    Parameter(
        "tie_decay",
        "w_decay",
        0.01,
        0.005,
        0.02,
        "1/day",
        "decay of contact between people who do not meet",
        "Burt 2002: nine in ten bridges gone in a year (.0096 a day)",
    ),
    Parameter(
        "announcement",
        "",
        0.5,
        0.0,
        1.0,
        "share",
        "how far a manager who understands IT tells a trusted tie of a peak in time",
    ),
)
LEARNING = (
    Parameter(
        "understanding_start",
        "u0",
        0.22,
        0.1,
        0.4,
        "share",
        "initial business understanding of IT staff",
        DIRECTION + "workshop reports: low",
    ),
    Parameter(
        "business_understanding_start",
        "v0",
        0.3,
        0.15,
        0.5,
        "share",
        "initial IT understanding of managers",
        DIRECTION + "workshop reports: low",
    ),
    Parameter("language_start", "l0", 0.35, 0.2, 0.6, "share", "initial shared language"),
    Parameter(
        "talk_learning", "ku", 0.05, 0.02, 0.1, "share", "business understanding learned per full-fidelity contact"
    ),
    Parameter(
        "business_talk_learning", "kv", 0.035, 0.01, 0.08, "share", "IT understanding learned per full-fidelity contact"
    ),
    Parameter(
        "peer_learning", "kp", 0.02, 0.0, 0.05, "share", "diffusion of business understanding inside IT per contact"
    ),
    Parameter("language_learning", "kl", 0.006, 0.0, 0.02, "share", "language learned per contact"),
    Parameter(
        "work_learning", "", 0.011, 0.0, 0.03, "share/pd", "business understanding learned by a day of incident work"
    ),
    Parameter(
        "forgetting",
        "du",
        0.001,
        0.0005,
        0.003,
        "1/day",
        "forgetting of understanding",
        "Saks & Belcourt 2006: .62/.44/.34 of training in use at 0/6/12 months",
    ),
    Parameter(
        "business_drift",
        "drift",
        0.003,
        0.0,
        0.01,
        "1/day",
        "chance that a service changes and understanding of it falls to .6",
        "fitted with `forgetting` to Saks & Belcourt 2006: .71 of a training's gain in use after 6 months, .55 after 12",
    ),
    Parameter(
        "tacit_ceiling",
        "tacit",
        0.6,
        0.45,
        0.85,
        "share",
        "understanding reachable by talk and documents; the rest needs seeing the work",
        DIRECTION + "tacit knowledge (Polanyi)",
    ),
    Parameter("visit_learning", "visit_gain", 0.3, 0.1, 0.5, "share", "gap in understanding closed by one go-and-see"),
    Parameter("jargon", "phi_ref", 0.25, 0.15, 0.4, "fidelity", "fidelity below which a contact feels like jargon"),
)
TRUST = (
    Parameter("trust_gain", "a_pos", 0.05, 0.02, 0.09, "share", "trust gained by a fully good event"),
    Parameter("trust_asymmetry", "asym", 3.0, 1.0, 5.0, "ratio", "loss rate over gain rate", DIRECTION + "Slovic 1993"),
    Parameter(
        "spill_over",
        "spill",
        0.25,
        0.0,
        0.5,
        "share",
        "generalisation of a trust event to the whole other side",
        DIRECTION + "Pettigrew & Tropp 2006",
    ),
    Parameter("trust_drift", "dT", 0.003, 0.001, 0.01, "1/day", "drift of trust towards its prior"),
    Parameter("trust_prior", "T_prior", 0.45, 0.3, 0.6, "share", "trust in the other side before any experience"),
    Parameter("own_side_prior", "", 0.65, 0.5, 0.8, "share", "trust in the own side before any experience"),
)
MONEY = (
    Parameter("staff_cost", "", 0.35, 0.25, 0.5, "kEUR/day", "cost of one IT person"),
    Parameter(
        "service_value", "", 9.25, 5.0, 15.0, "kEUR/day", "mean day value of a service where the folder gives none"
    ),
)
