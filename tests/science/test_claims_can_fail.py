"""The checks behind the patterns test something: take the mechanism away, and they say no."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.patterns.process_patterns import checks
from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import load

LUCKS = 4
FORGETS_AND_LEARNS = dict.fromkeys(
    ("forgetting", "business_drift", "talk_learning", "peer_learning", "work_learning"), 0.0
)
#: pattern -> the check that must say no, and what is taken away: parameters at which its cause does nothing.
TAKEN_AWAY = {
    "P1": (0, {"honesty": 100.0}),
    "P2": (0, {"contact_trust": 0.0, "reciprocity": 0.0, "personal_contact": 0.0}),
    "P6": (1, {"reactance": 0.0}),
    "P13": (0, FORGETS_AND_LEARNS),
    "P14": (0, {"visit_learning": 0.0}),
}


def estimate(check, **changes: float) -> float:
    organisation = load("grab_at_pizza")
    return float(
        np.mean([check.value(RunCache(organisation, random_numbers, 5, changes)) for random_numbers in range(LUCKS)])
    )


@pytest.mark.parametrize("name", TAKEN_AWAY)
def test_without_its_mechanism_a_pattern_is_not_found(name: str) -> None:
    number, changes = TAKEN_AWAY[name]
    check = PATTERNS[name].checks[number]
    whole, left = estimate(check), estimate(check, **changes)
    assert check.inside(whole)
    assert not check.inside(left) or abs(left) < 0.1 * abs(whole)


def test_without_questions_and_appointments_the_handoff_gradient_differs() -> None:
    waited = checks(["handoffs.waiting_for_user_ratio_3_over_0", "handoffs.median_hours_no_handoff"])
    changes = {"question": 0.0, "question_gain": 0.0}
    assert waited[0].inside(estimate(waited[0]))
    assert not waited[0].inside(estimate(waited[0], **changes))
