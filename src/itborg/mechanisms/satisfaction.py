"""Satisfaction: how managers judge service, and how long they expect to wait."""

from __future__ import annotations

from .mechanism import Mechanism


class Satisfaction(
    Mechanism,
    meaning="managers judge service by what it cost them and how long it took",
):
    """Parameters of the mechanism."""
