"""Routing: who can do what, who is believed to, and how work travels."""

from __future__ import annotations

from .registry import DIRECTION, Parameter

EXPERTISE = (
    Parameter("desk_trained", "Edesk", 0.6, 0.3, 0.8, "share", "share of needs the desk is trained for", "fitted to the hand-off ladder"),
    Parameter("desk_expertise", "Edhi", 0.72, 0.6, 0.85, "expertise", "desk expertise in a trained need"),
    Parameter("desk_other", "Edlo", 0.12, 0.0, 0.3, "expertise", "desk expertise in any other need"),
    Parameter("specialist", "Espec", 0.8, 0.6, 0.95, "expertise", "expertise of a specialist in a need of the own team"),
    Parameter("team_mate", "Eteam", 0.5, 0.3, 0.7, "expertise", "expertise of a team mate who is not the specialist"),
    Parameter("near_expertise", "Enear", 0.25, 0.1, 0.4, "expertise", "expertise in another skill of a service one works on"),
    Parameter("far_expertise", "Efar", 0.06, 0.0, 0.15, "expertise", "expertise elsewhere"),
    Parameter("hidden_expert", "hid", 0.04, 0.0, 0.1, "share", "share of hidden experts (former jobs) per need"),
    Parameter("luck_sigma", "siga", 0.12, 0.05, 0.25, "expertise", "sd of person-incident luck"),
    Parameter("attempt_information", "dinfo", 0.15, 0.0, 0.3, "expertise", "how much one honest attempt helps the next", "fitted to the hand-off ladder"),
    Parameter("practice", "ke", 0.01, 0.0, 0.03, "share", "expertise learned by one solved incident"),
    Parameter("expertise_forgetting", "fe", 0.004, 0.001, 0.01, "1/day", "forgetting of expertise towards its base"),
)

ROUTING = (
    Parameter("first_sight", "see0", 0.3, 0.2, 0.7, "probability", "cause seen rightly at first look without understanding the business", "fitted to the hand-off ladder"),
    Parameter("first_sight_gain", "see1", 0.5, 0.2, 0.6, "probability", "gain of that with full understanding"),
    Parameter("reveal", "rev0", 0.3, 0.05, 0.5, "probability", "a failed attempt reveals the true need, without expertise"),
    Parameter("reveal_gain", "rev1", 0.6, 0.2, 0.8, "probability", "gain of that with expertise or understanding"),
    Parameter("category_map", "map", 0.7, 0.6, 1.0, "probability", "the category table names the right team"),
    Parameter("queue_pull", "q0", 0.3, 0.05, 1.0, "weight", "pull of the official queue against ties", "fitted to the hand-off ladder"),
    Parameter("tie_sharpness", "eta", 2.5, 1.0, 8.0, "exponent", "sharpness of the choice among one's ties"),
    Parameter("route_sharpness", "etaq", 1.0, 1.0, 4.0, "exponent", "sharpness of the choice tie, queue or return"),
    Parameter("tie_reference", "vref", 0.5, 0.1, 0.8, "tie value", "value of a tie that equals a queue pull of 1"),
    Parameter("load_aversion", "kload", 0.3, 0.0, 1.0, "1/item", "how far a sender avoids a busy receiver"),
    Parameter("patience", "pat", 2.0, 1.0, 10.0, "day", "days until a named incident falls back to the team's queue"),
    Parameter("contact_exponent", "ac", 0.5, 0.0, 1.0, "exponent", "exponent of contact in the value of a tie"),
    Parameter("trust_exponent", "gam", 1.5, 0.0, 3.0, "exponent", "exponent of trust in the value of a tie"),
    Parameter("team_homophily", "hom", 0.8, 0.2, 1.0, "ratio", "receiver in another team relative to the own", DIRECTION + "homophily"),
    Parameter("return_pull", "back", 2.5, 0.0, 2.5, "weight", "pull of 'not ours': return to the sender", "fitted to the hand-off ladder"),
    Parameter("tried_factor", "tried", 0.6, 0.05, 1.0, "ratio", "factor on a receiver who already had it"),
    Parameter("knowing_contact", "chalf", 0.3, 0.1, 0.6, "contact", "contact at which half of another's expertise is known"),
    Parameter("ticket_fidelity", "fq", 0.45, 0.2, 0.8, "share", "context that survives a written ticket in a queue"),
    Parameter("tie_fidelity", "f0", 0.35, 0.2, 0.6, "share", "context that survives a tie at zero contact x trust (rises to 1)"),
    Parameter("warmth", "warm", 2.0, 0.0, 4.0, "score", "priority of an incident handed over along a tie"),
    Parameter("question", "ask0", 0.13, 0.05, 0.25, "probability", "question to the user at full context", "UCI 498: .133 of incidents without hand-off waited for the user"),
    Parameter("question_gain", "ask", 0.4, 0.2, 1.0, "probability", "extra at full loss of context and no understanding"),
    Parameter("reply", "reply", 0.67, 0.3, 1.5, "day", "median time until the user answers", "UCI 498: median 16 h"),
    Parameter("reply_sigma", "repsig", 1.8, 1.0, 2.0, "log-sd", "spread of waiting for users", "UCI 498: median 16 h, mean 82 h give 1.81"),
    Parameter("appointment", "", 0.08, 0.0, 0.3, "probability", "a fix is made by appointment with the user", "fitted to UCI 498: 36 % of incidents without hand-off take over 4 h"),
    Parameter("appointment_wait", "", 3.0, 0.5, 6.0, "day", "median time until the appointment"),
    Parameter("belief_learning", "lb", 0.25, 0.05, 0.5, "share", "learning of beliefs from one outcome"),
    Parameter("belief_talk", "kb_talk", 0.05, 0.0, 0.15, "share", "pull of beliefs towards true expertise by one full-fidelity talk"),
    Parameter("handoff_trust", "tau", 0.4, 0.0, 2.0, "valence", "ability event when a handed-over incident is solved"),
    Parameter("incident_age", "age", 0.12, 0.0, 0.3, "score/day", "priority per working day of age"),
    Parameter("direct_entry", "direct", 0.28, 0.0, 0.4, "probability", "an incident enters at a team, not at the desk", "fitted to the hand-off ladder"),
    Parameter("manager_share", "mgr", 0.5, 0.0, 1.0, "share", "incidents whose requester may use a back channel"),
    Parameter("back_channel", "bc", 0.1, 0.0, 0.4, "probability", "a manager calls a tie in IT, at full contact x trust"),
    Parameter("interruption", "bcint", 0.05, 0.0, 0.1, "pd", "cost of one such call to the person called"),
    Parameter("reopening", "reop", 0.08, 0.0, 0.2, "probability", "an incident is reopened, at full context loss", "fitted to the share reopened"),
    Parameter("grind", "grind", 3.0, 1.0, 6.0, "count", "failed attempts after which an able holder works it out"),
)
