"""The checks of the patterns can fail: without the mechanism behind a pattern its check does not pass."""

from __future__ import annotations

import numpy as np
import pytest

from itborg.evidence.validation.pattern import Check
from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.patterns.process_patterns import target_checks
from itborg.evidence.validation.run_cache import RunCache
from itborg.organisation import load

REPLICATIONS = 16
NO_LEARNING_NO_FORGETTING = dict.fromkeys(
    ("forgetting", "business_drift", "talk_learning", "peer_learning", "work_learning"), 0.0
)
#: Pattern: the number of the check that must fail, and the parameters at which its mechanism has no effect.
KNOCKED_OUT = {
    "P1": (0, {"honesty": 100.0}),
    "P2": (0, {"contact_trust": 0.0, "reciprocity": 0.0, "personal_contact": 0.0}),
    "P6": (1, {"threat": 0.0, "backfire": 0.0}),
    "P13": (0, NO_LEARNING_NO_FORGETTING),
    "P14": (0, {"visit_learning": 0.0}),
}


def estimate(check: Check, **changes: float) -> float:
    organisation = load("grab_at_pizza")
    return float(np.mean([check.value(RunCache(organisation, number, 5, changes)) for number in range(REPLICATIONS)]))


@pytest.mark.parametrize("name", KNOCKED_OUT)
def test_a_pattern_is_not_reproduced_without_its_mechanism(name: str) -> None:
    number, changes = KNOCKED_OUT[name]
    check = PATTERNS[name].checks[number]
    full, left = estimate(check), estimate(check, **changes)
    assert check.allows(full)
    assert not check.allows(left) or abs(left) < 0.1 * abs(full)


def test_the_handoff_gradient_needs_questions_to_the_user() -> None:
    waiting = target_checks(["handoffs.waiting_for_user_ratio_3_over_0", "handoffs.median_hours_no_handoff"])
    changes = {"question": 0.0, "question_gain": 0.0}
    assert waiting[0].allows(estimate(waiting[0]))
    assert not waiting[0].allows(estimate(waiting[0], **changes))
