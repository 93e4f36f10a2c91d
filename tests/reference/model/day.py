"""The eleven phases in their order."""

from __future__ import annotations

from collections import defaultdict

from tests.reference.model.demand import raise_requests
from tests.reference.model.end_of_day import apply_decay, write_down
from tests.reference.model.outages import open_incidents
from tests.reference.model.resisting import hand_over_to_supplier, resist
from tests.reference.model.settling import add_up_losses, charge_outages, release_changes, review_requests
from tests.reference.model.start_of_day import run_programme, turn_calendar
from tests.reference.model.talks import meet_people
from tests.reference.model.things import Firm
from tests.reference.model.working import work


def run_days(firm: Firm, day: int) -> dict[str, float]:
    """Live through one day and return what is written down of it; columns not named are 0."""
    hand_over_to_supplier(firm, day)
    firm.row, firm.lv = defaultdict(float), firm.levers[day]
    phases = (
        turn_calendar, run_programme, raise_requests, open_incidents, meet_people, work,
        charge_outages, release_changes, add_up_losses, review_requests, apply_decay, resist,
    )  # fmt: skip
    for phase in phases:
        phase(firm, day)
    return write_down(firm)
