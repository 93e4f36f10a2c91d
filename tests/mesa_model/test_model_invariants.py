"""Invariants: what holds for every organisation at the end of every day."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from itborg.common.periods import WEEK
from itborg.engine.history import COLUMNS
from itborg.engine.state import NONE, World
from itborg.mesa_model.model import Model
from tests.mesa_model.opinions import opinion_of

Snapshots = tuple[Model, ...]
SIGNED = {name for name in COLUMNS if name.startswith("trust_by_")}
SHARES = [name for name, (unit, _) in COLUMNS.items() if unit == "share"]


def column(model: Model, name: str) -> Any:
    """Return one column of the simulated days."""
    return model.run_record.history[name]


def total(model: Model, *names: str) -> float:
    """Return the sum of columns over all simulated days."""
    return float(sum(column(model, name).sum() for name in names))


def chain(table: Any, first: int) -> list[int]:
    """Return the rows of a linked list; check that it can be walked in both directions."""
    rows, before, row = [], NONE, first
    while row != NONE:
        assert table[row].before == before
        rows.append(row)
        before, row = row, int(table[row].after)
        assert len(rows) <= len(table)
    return rows


def used_ties(w: World) -> list[tuple[int, int]]:
    """Return (person, row) of every tie."""
    return [(i, row) for i, x in enumerate(w.people) for row in range(x.first_tie, x.first_tie + x.ties)]


def test_nobody_joins_leaves_or_changes_sides(snapshots: Snapshots) -> None:
    first = snapshots[0].world.people
    for model in snapshots:
        for name in ("key", "side", "role", "team", "first_tie", "tie_room"):
            assert np.array_equal(model.world.people[name], first[name])
        assert len(model.agents) == len(first) == len(model.organisation.people)


def test_every_tie_has_a_reverse_tie_and_there_are_no_duplicates_or_self_ties(snapshots: Snapshots) -> None:
    for model in snapshots:
        w = model.world
        assert (w.people["ties"] <= w.people["tie_room"]).all()
        pairs = Counter((i, int(w.ties[row].target)) for i, row in used_ties(w))
        assert set(pairs.values()) <= {1}
        for i, row in used_ties(w):
            tie = w.ties[row]
            mate = w.ties[tie.mate]
            assert tie.target != i
            assert mate.target == i
            assert mate.mate == row


def test_opened_incidents_are_closed_or_still_open(snapshots: Snapshots) -> None:
    for model in snapshots:
        w, o = model.world, model.world.organisation[0]
        still = int((w.incidents["open"] == 1).sum())
        assert o.open_incidents == still
        assert o.closed == total(model, "closed") == len(model.closed_incidents())
        assert total(model, "opened") == o.closed + still
        assert column(model, "open_incidents")[-1] == still
        everybody = [*w.closed["key"][: o.closed], *w.incidents["key"][w.incidents["open"] == 1]]
        assert len(set(everybody)) == len(everybody)


def test_requested_changes_are_delivered_rejected_lapsed_or_open(snapshots: Snapshots) -> None:
    for model in snapshots:
        w = model.world
        still = int((w.changes["open"] == 1).sum())
        assert w.organisation[0].open_changes == still == column(model, "open_changes")[-1]
        assert total(model, "requests") == still + total(model, "delivered", "lapsed", "rejected")


def test_active_root_causes_are_counted_correctly(snapshots: Snapshots) -> None:
    for model in snapshots:
        active = int((model.world.causes["active"] == 1).sum())
        assert model.world.organisation[0].active_causes == active == column(model, "root_causes")[-1]


def test_the_number_of_incidents_assigned_to_a_person_is_counted_correctly(snapshots: Snapshots) -> None:
    for model in snapshots:
        w = model.world
        holders = w.incidents["holder"][(w.incidents["open"] == 1) & (w.incidents["holder"] != NONE)]
        assert np.array_equal(w.people["named"], np.bincount(holders, minlength=len(w.people)))


def test_team_queues_hold_the_open_work_and_count_it_correctly(snapshots: Snapshots) -> None:
    for model in snapshots:
        w = model.world
        queued, waiting = 0, 0
        for n, team in enumerate(w.teams):
            rows = chain(w.incidents, int(team.first_incident)) + chain(w.incidents, int(team.first_waiting))
            assert len(rows) == team.incidents
            assert all(w.incidents[row].open == 1 and w.incidents[row].team == n for row in rows)
            queued += len(rows)
            rows = chain(w.changes, int(team.first_change))
            assert len(rows) == team.changes
            assert all(w.changes[row].open == 1 and w.changes[row].team == n for row in rows)
            assert all(np.isnan(w.changes[row].release) for row in rows)
            waiting += len(rows)
        assert queued == (w.incidents["open"] == 1).sum()
        assert waiting == ((w.changes["open"] == 1) & np.isnan(w.changes["release"])).sum()


def test_free_rows_are_exactly_the_unused_rows(snapshots: Snapshots) -> None:
    for model in snapshots:
        w, o = model.world, model.world.organisation[0]
        for table, flag, first, rows in (
            (w.incidents, "open", o.free_incident, o.incident_rows),
            (w.changes, "open", o.free_change, o.change_rows),
            (w.causes, "active", o.free_cause, o.cause_rows),
        ):
            free = []
            while first != NONE:
                free.append(int(first))
                first = table[first].after
            assert sorted(free) == np.flatnonzero(table[flag][:rows] == 0).tolist()
            assert not table[flag][rows:].any()


def test_benefit_is_delivered_value_minus_decay(snapshots: Snapshots) -> None:
    for model in snapshots:
        stock, delivered = column(model, "benefit"), column(model, "delivered_value")
        left = 1.0 - 1.0 / model.world.parameters["benefit_life"][0]
        later = np.arange(1, len(stock))
        later = later[later != model.burn_in - 1]  # the burn-in ends at the stock that its deliveries sustain
        assert stock[later] == pytest.approx((stock[later - 1] + delivered[later]) * left)


def test_cost_is_staff_plus_strategy_plus_shadow_it(snapshots: Snapshots) -> None:
    for model in snapshots:
        w = model.world
        staff = w.parameters["staff_cost"] * w.organisation["it"] * w.levers["staff_cost_factor"]
        rest = column(model, "cost") - staff[: len(column(model, "cost"))] - column(model, "strategy_cost")
        assert rest[column(model, "shadow_it") == 0] == pytest.approx(0.0)
        assert (rest[column(model, "shadow_it") > 0] > 0.0).all()


def test_revenue_is_gross_revenue_minus_losses(snapshots: Snapshots) -> None:
    for model in snapshots[1:]:
        found = model.measures()
        gross = model.history().loc[0:, "gross_revenue"].mean()
        assert found["revenue"] == pytest.approx(gross - found["loss"])
        assert found["profit"] == pytest.approx(found["revenue"] + found["benefit"] - found["cost"])
        assert found["profit"] - found["net_value"] == pytest.approx(gross)


def test_services_lose_at_most_their_gross_revenue(snapshots: Snapshots) -> None:
    for model in snapshots:
        assert (column(model, "incident_loss") <= column(model, "gross_revenue") + 1e-9).all()
        losses = column(model, "incident_loss") + column(model, "release_loss")
        assert (column(model, "peak_loss") <= losses + 1e-9).all()


def test_work_done_fits_into_working_time(snapshots: Snapshots) -> None:
    """Work may be booked into the next day, so it may exceed today's time by what is on the clocks."""
    for model in snapshots:
        w = model.world
        done = total(model, "incident_work_not_desk", "change_work", "problem_work")
        ahead = float(np.maximum(0.0, w.people["clock"] - 1.0).sum())
        assert done <= 1.05 * total(model, "not_desk_capacity") + ahead
        desk = total(model, "incident_work") - total(model, "incident_work_not_desk")
        assert desk <= 1.05 * total(model, "desk_capacity") + ahead


def test_a_part_is_at_most_the_total(snapshots: Snapshots) -> None:
    for model in snapshots:
        for parts, total_column in (
            (("closed_in_time",), "closed"),
            (("closed_in_time_user_clock",), "closed_in_time"),
            (("closed_red",), "closed"),
            (("tie_hops", "return_hops"), "hops"),
            (("right_hops",), "hops"),
            (("true_top",), "opened"),
            (("promises_kept",), "delivered"),
            (("failed_changes",), "delivered"),
            (("fit",), "delivered"),
            (("cross_contacts",), "contacts"),
            (("fidelity",), "cross_contacts"),
            (("incident_work_not_desk",), "incident_work"),
            (("strategy_cost",), "cost"),
        ):
            assert (sum(column(model, part) for part in parts) <= column(model, total_column) + 1e-9).all(), (
                parts,
                total_column,
            )


def test_every_incident_and_accepted_change_has_a_label(snapshots: Snapshots) -> None:
    for model in snapshots:
        accepted = column(model, "requests") - column(model, "rejected")
        assert np.array_equal(column(model, "labels"), accepted + column(model, "opened"))
        for total_of in ("label_sum", "level_sum"):
            assert (column(model, total_of) >= column(model, "labels")).all()
            assert (column(model, total_of) <= 4 * column(model, "labels")).all()


def test_the_handoff_matrix_counts_the_handoffs_since_the_start(snapshots: Snapshots) -> None:
    for model in snapshots:
        assert model.run_record.handoffs.sum() == model.history().loc[0:, "hops"].sum()


def test_closed_incidents_close_after_they_open_and_sum_to_the_daily_counts(snapshots: Snapshots) -> None:
    for model in snapshots:
        rows, record = model.closed_incidents(), model.run_record
        assert (rows["closed"] > rows["opened"]).all()
        assert (rows["hours"] > 0).all()
        elapsed = rows["closed"] - rows["opened"]
        assert ((elapsed <= rows["target"]) == rows["in_time_user_clock"]).all()
        assert ((elapsed - rows["stopped"] <= rows["target"]) == rows["in_time"]).all()
        assert rows["in_time"].sum() == total(model, "closed_in_time")
        assert rows["in_time_user_clock"].sum() == total(model, "closed_in_time_user_clock")
        assert (rows["in_time_user_clock"] <= rows["in_time"]).all()
        assert (rows["team_changes"] <= rows["hops"]).all()
        assert rows["red"].sum() == total(model, "closed_red")
        assert rows["label"].between(1, 4).all()
        assert rows["level"].between(1, 4).all()
        assert (rows["teams"] <= rows["hops"] + 1).all()
        opened = np.bincount(np.floor(record.closed["opened"]).astype(int), minlength=len(record.history))
        assert (opened <= column(model, "opened")).all()


def test_only_changes_of_trust_can_be_negative(snapshots: Snapshots) -> None:
    for model in snapshots:
        for name in set(COLUMNS) - SIGNED:
            assert (column(model, name) >= 0.0).all(), name


def test_shares_stay_between_zero_and_one(snapshots: Snapshots) -> None:
    for model in snapshots:
        w = model.world
        for name in SHARES:
            assert ((column(model, name) >= 0.0) & (column(model, name) <= 1.0)).all(), name
        o = w.organisation[0]
        contact = np.array([w.ties[row].contact for _, row in used_ties(w)])
        for what, values in {
            "contact": contact,
            "known": w.ties["known"],
            "understanding": w.understanding,
            "expertise": w.expertise,
            "stereotype": w.stereotype,
            "articles": w.components["article"][: o.components],
            "announced": w.services["announced"],
            "understood": w.services["understood"],
            "context": w.incidents["context"][w.incidents["open"] == 1],
            "sla": o.sla,
            **{name: w.people[name] for name in ("trust", "language", "listening", "it_understanding", "satisfaction")},
        }.items():
            assert np.all((np.asarray(values) >= 0.0) & (np.asarray(values) <= 1.0)), what


def test_simulated_days_are_recorded_in_full_and_later_days_not_at_all(snapshots: Snapshots) -> None:
    for model in snapshots:
        day = model.burn_in + model.today
        assert np.isfinite(model.world.columns[:day]).all()
        assert np.isnan(model.world.columns[day:]).all()
        assert len(model.history()) == day


def test_trust_is_an_opinion_by_contact_and_is_updated_once_a_week(snapshots: Snapshots) -> None:
    for model in snapshots:
        people, yesterday = model.world.people, model.world.organisation[0].day - 1
        for one in model.people:
            assert one.trust == pytest.approx(opinion_of(one))
            if (people[one.row].key - yesterday) % WEEK == 0:
                assert people[one.row].trust == pytest.approx(one.trust)
