"""More trust is good, rule by rule: all else equal, no rule makes anything worse because somebody trusts more."""

from __future__ import annotations

import inspect
import itertools
from typing import Any

import pytest

from itborg.mechanisms import voice
from tests.mechanisms.equations import RECORDS, RULES, points

#: What each rule with trust does as trust rises, all else equal: 1 it rises or stays, -1 it falls or stays.
DIRECTION = {
    "attention.open_to_others": 1,  # attention for the other side
    "attention.drawn_to": 1,  # contact that common work leaves
    "board.attends": 1,
    "contacts.invitation": 1,
    "contacts.acceptance": 1,
    "contacts.personal": 1,
    "framework.of_mandate": 1,  # adoption of what a mandate prescribes
    "framework.reaction_to_incident": 1,  # valence of a mandate: from reactance up to nothing
    "hearsay.pull": 1,  # trust in the colleague who is heard
    "labels.cost_of_exaggeration": 1,
    "labels.cost_of_exaggerating_incident": 1,
    "labels.weight": 1,
    "resistance.force": -1,
    "resistance.opinion_weight": 1,  # trust in the colleague who is heard
    "routing.tie_value": 1,
    "routing.tie_fidelity": 1,
    "satisfaction.is_content": 1,
    "satisfaction.calls_it_aligned": 1,
    "shadow_it.probability": -1,
    "talk.fidelity": 1,
    "voice.strength": 1,
}


def test_every_rule_with_trust_has_a_direction() -> None:
    with_trust = {name for name, rule in RULES.items() if "trust" in inspect.signature(rule).parameters}
    assert with_trust == set(DIRECTION), "state what more trust does in a new rule"


@pytest.mark.parametrize("name", DIRECTION)
def test_more_trust_acts_in_one_direction_at_all_parameters(name: str) -> None:
    rule, moved = RULES[name], False
    for p in RECORDS[:8]:
        for point in points(rule)[::2]:
            arguments: dict[str, Any] = {key: abs(value) for key, value in point.items() if key != "p"}
            values = [float(rule(**arguments | {"trust": trust / 10, "p": p})) for trust in range(11)]
            steps = [DIRECTION[name] * (b - a) for a, b in itertools.pairwise(values)]
            assert min(steps) >= -1e-12
            moved |= max(steps) > 0.0
    assert moved


def test_a_counterpart_who_is_trusted_more_is_worth_more() -> None:
    for trust in (0.1, 0.5, 0.9):
        assert voice.credit(0.4, 0.5, trust + 0.05) > voice.credit(0.4, 0.5, trust)
