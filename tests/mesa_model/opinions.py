"""A person's opinion of the other side, reckoned by hand."""

from __future__ import annotations

from typing import Any

from itborg.engine.state import BUSINESS, IT
from itborg.engine.tables.relations import trust_in_side


def opinion_of(one: Any) -> float:
    """Return the mean of the trust in strangers of the other side and in each person known there, by contact."""
    world = one.model.world
    strangers = trust_in_side(world, one.row, BUSINESS if one.side == "it" else IT)
    others = [(one.contact_with(other), one.trust_in(other)) for other in one.model.people if other.side != one.side]
    views = [(float(world.parameters[0].general_opinion), strangers), *others]
    return float(sum(weight * view for weight, view in views) / sum(weight for weight, _ in views))
