"""Worst practices of the ABC deck: each is observed if and only if its signal is beyond its limit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from itborg.analysis.measures import PRACTICES, observed_practices, shown_by, vocr
from itborg.analysis.measures.window import Months
from itborg.analysis.measures.worst_practices import listing
from itborg.engine.history import blank_history
from itborg.engine.simulation import Run
from itborg.report.reference_tables import practices_page
from tests.analysis.synthetic_runs import make_run

#: Per card: what a month must hold for it to show, and for it not to.
SHOWS = {
    "impact_unknown": ({"it_understanding": 0.3}, {"it_understanding": 0.4}),
    "everything_top": ({"labels": 10, "label_sum": 30, "level_sum": 20}, {"label_sum": 24}),
    "too_internal": ({"cross_contact_share": 0.05}, {"cross_contact_share": 0.2}),
    "itil_objective": ({"framework": 0.8, "it_understanding": 0.3}, {"it_understanding": 0.6}),
    "yes_but_no": ({"promises_kept": 1, "delivered": 2, "lapsed": 1}, {"promises_kept": 2}),
    "over_the_wall": ({"fit": 1.2, "failed_changes": 1, "delivered": 2}, {"failed_changes": 0}),
    "not_my_responsibility": ({"hops": 10, "right_hops": 4}, {"right_hops": 6}),
    "no_commitment": ({"manager_time": 0.1}, {"manager_time": 0.2}),
    "them_and_us": ({"trust_business_to_it": 0.3}, {"trust_business_to_it": 0.5}),
    "procedures": ({"shadow_it": 2, "requests": 2}, {"requests": 8}),
    "value_unspecified": (
        {"labels": 4, "label_sum": 10, "level_sum": 10, "label_squares": 30, "level_squares": 30, "label_level": 28},
        {"label_level": 29.9},
    ),
    "no_effort": ({"cross_contacts": 0.8}, {"cross_contacts": 1.6}),
}


def run_of(months: int = 3, **columns: float) -> Run:
    """Return a run of complete months in which these columns are constant and all others 0."""
    history = blank_history(20 + 20 * months)
    for name in history.dtype.names or ():
        history[name] = columns.get(name, 0.0)
    return replace(make_run(), history=history, it=26, business=14)


def shown(run: Run, name: str) -> tuple[int, ...]:
    """Return the months in which a practice is observed."""
    return next(one.months for one in observed_practices(run) if one.practice.name == name)


@pytest.mark.parametrize("name", SHOWS)
def test_a_practice_is_observed_only_beyond_its_limit(name: str) -> None:
    bad, better = SHOWS[name]
    assert shown(run_of(**bad), name) == (1, 2, 3)
    assert shown(run_of(**(bad | better)), name) == ()


def test_plan_do_stop_is_observed_when_a_gain_is_lost_and_never_without_one() -> None:
    run = run_of(4, it_understanding=0.3)
    run.history["it_understanding"][20:] = np.repeat([0.3, 0.5, 0.45, 0.35], 20)
    assert shown(run, "plan_do_stop") == (4,)
    assert shown(run_of(4, it_understanding=0.3), "plan_do_stop") == ()


def test_a_month_without_events_gives_nan_and_no_observation() -> None:
    for name in ("everything_top", "yes_but_no", "over_the_wall", "not_my_responsibility", "procedures"):
        assert shown(run_of(), name) == ()


def test_every_practice_has_an_example() -> None:
    assert set(SHOWS) | {"plan_do_stop"} == set(PRACTICES)


def test_the_top_five_of_resistance_and_the_workshop_cards_are_included() -> None:
    named = {
        "everything_top", "too_internal", "itil_objective", "yes_but_no", "over_the_wall", "no_commitment",
        "plan_do_stop", "not_my_responsibility",
    }  # fmt: skip
    assert named <= set(PRACTICES)


def test_only_complete_months_count_and_a_shorter_run_is_one_month() -> None:
    run = run_of(3)
    assert len(Months.of(run)) == 3
    assert len(Months.of(replace(run, history=run.history[:75]))) == 2
    assert len(Months.of(replace(run, history=run.history[:25]))) == 1


def test_days_not_yet_simulated_are_left_out() -> None:
    run = run_of(3)
    run.history.view(np.float64).reshape(len(run.history), -1)[60:] = np.nan
    assert len(Months.of(run)) == 2


def test_vocr_is_relative_to_delivered_changes() -> None:
    run = run_of(delivered=2, delivered_value=1, fit=1, change_work=20, failed_changes=1, requests=4, rejected=1)
    account = vocr(run)
    assert account["value"] == pytest.approx(0.5)
    assert account["outcome"] == pytest.approx(0.5)
    assert account["cost"] == pytest.approx(10.0)
    assert account["risk"] == pytest.approx(0.5)
    assert account["delivered"] == pytest.approx(40.0)
    assert account["rejected"] == pytest.approx(0.25)


def test_the_listing_has_card_formula_and_limit() -> None:
    assert [row["name"] for row in listing()] == list(PRACTICES)
    assert all(row["formula"] and row["card"] and row["side"] in {"IT", "business", "both"} for row in listing())


def test_people_who_show_a_practice_belong_to_its_side() -> None:
    from itborg.engine.simulation import after_burn_in, prepare, run_seed
    from itborg.organisation import load

    setup = prepare(load("grab_at_pizza"), days=1, burn_in=20)
    world = after_burn_in(setup, run_seed(1, 0))
    sides = {"IT": {0}, "business": {1}, "both": {0, 1}}
    for practice in PRACTICES.values():
        who = shown_by(world, practice)
        assert {int(world.people[row]["side"]) for row in who.people} <= sides[practice.side]
        assert set(who.teams) <= set(range(len(world.teams)))


def test_the_documentation_follows_the_registry() -> None:
    page = Path(__file__).parents[2] / "docs" / "practices.md"
    assert page.read_text(encoding="utf-8") == practices_page()
