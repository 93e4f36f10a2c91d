"""Every measure against an independent computation from its definition with pandas and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as draw
from scipy import stats

from itborg.analysis.measures import MEASURES, concentration, handoff_statistics, measure
from itborg.engine.simulation import Run
from tests.analysis.synthetic_runs import make_run

seeds = draw.integers(0, 2**32 - 1)


def frames(run: Run) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return all days after the start, the last quarter of them, and the incidents opened after the start."""
    days = pd.DataFrame(np.asarray(run.history).tolist(), columns=list(run.history.dtype.names)).iloc[run.burn_in :]
    closed = pd.DataFrame(np.asarray(run.closed).tolist(), columns=list(run.closed.dtype.names))
    return days, days.tail(len(days) // 4), closed[closed.opened >= run.burn_in]


def plain(run: Run) -> dict[str, float]:
    """Return all measures from their definitions, one line each."""
    d, q, closed = frames(run)
    m: dict[str, float] = {}
    loss = d.incident_loss + d.release_loss
    m["net_value"] = (d.benefit - loss - d.cost).mean()
    m["benefit"], m["loss"], m["cost"] = d.benefit.mean(), loss.mean(), d.cost.mean()
    m["revenue"] = (d.gross_revenue - loss).mean()
    m["profit"] = (d.gross_revenue - loss + d.benefit - d.cost).mean()
    m["value_at_risk"] = q.value_at_risk.mean()
    m["sla_met"] = q.closed_in_time.sum() / q.closed.sum()
    m["sla_met_user_clock"] = q.closed_in_time_user_clock.sum() / q.closed.sum()
    m["share_over_tolerance"] = q.closed_red.sum() / q.closed.sum()
    m["business_rating"] = (q.trust_business_to_it.mean() + q.satisfaction.mean()) / 2
    hopeful = float(np.clip(1 - q.open_incidents.mean() / (120 * run.scale), 0, 1))
    m["it_rating"] = 0.5 * m["sla_met"] + 0.2 * hopeful + 0.3 * q.trust_it_to_business.mean()
    m["perception_gap"] = m["it_rating"] - m["business_rating"]
    m["watermelon_gap"] = m["sla_met"] - m["business_rating"]
    same = ("trust_business_to_it", "trust_it_to_business", "cross_contact_share", "root_causes")
    for name in same:
        m[name] = q[name].mean()
    m["business_understanding_of_it_staff"] = q.it_understanding.mean()
    m["it_understanding_of_managers"] = q.business_understanding.mean()
    for name in ("protest", "workaround", "coalition", "against_it"):
        m[f"{name}_share"] = q[name].mean()
    m["exit_probability"] = d.exited.iloc[-1]
    m["exit_month"] = (d.exited.reset_index(drop=True).gt(0).idxmax() // 20) + 1 if d.exited.gt(0).any() else math.nan
    worked = (q.incident_work_not_desk + q.change_work + q.problem_work).sum()
    m["firefighting_share"] = q.incident_work_not_desk.sum() / worked
    m["utilisation"] = worked / q.not_desk_capacity.sum()
    m["shadow_share"] = q.shadow_it.sum() / (q.shadow_it + q.requests).sum()
    m["lead_time"], m["requirement_fit"] = q.lead_time.sum() / q.delivered.sum(), q.fit.sum() / q.delivered.sum()
    m["handoff_share"] = (closed.hops > 0).mean()
    m["team_handoff_share"] = (closed.team_changes > 0).mean()
    m["handoff_time_correlation"] = stats.spearmanr(closed.hops, closed.hours).statistic
    m["ping_pong_share"] = (closed.returned > 0).mean()
    criteria = maturity(q, m, run.scale)
    m |= {f"sam_{name}": 1 + 4 * value for name, value in criteria.items()}
    m["sam_level"] = 1 + 4 * float(np.mean(list(criteria.values())))
    return m


def maturity(q: pd.DataFrame, m: dict[str, float], scale: float) -> dict[str, float]:
    """Return the six criteria of strategic alignment maturity, 0 to 1."""
    n = q.labels.sum()
    m["priority_inflation"] = (q.label_sum.sum() - q.level_sum.sum()) / n
    covariance = q.label_level.sum() / n - q.label_sum.sum() * q.level_sum.sum() / n**2
    spread = [q[f"{x}_squares"].sum() / n - (q[f"{x}_sum"].sum() / n) ** 2 for x in ("label", "level")]
    m["priority_information"] = covariance / math.sqrt(spread[0] * spread[1])
    fidelity, choice = q.fidelity.sum() / q.cross_contacts.sum(), q.choice.sum() / q.delivered.sum()
    hidden = np.clip(m["sla_met"] - m["sla_met_user_clock"], 0, 1)
    language = (q.it_language.mean() + q.business_language.mean()) / 2
    return {
        "communications": (np.clip(2 * fidelity, 0, 1) + np.clip(m["cross_contact_share"] / 0.35, 0, 1)) / 2,
        "value": (np.clip((choice - 0.4) / 0.5, 0, 1) + 1 - hidden) / 2,
        "governance": (np.clip(m["priority_information"], 0, 1) + q.promises_kept.sum() / q.delivered.sum()) / 2,
        "partnership": (m["trust_business_to_it"] + m["trust_it_to_business"]) / 2,
        "scope": (1 - np.clip(m["root_causes"] / (60 * scale), 0, 1) + 1 - m["shadow_share"]) / 2,
        "skills": np.cbrt(m["business_understanding_of_it_staff"] * m["it_understanding_of_managers"] * language),
    }


@settings(deadline=None)
@given(seeds, draw.sampled_from([40, 80, 480]))
def test_every_measure_equals_its_definition(seed: int, days: int) -> None:
    run = make_run(seed, days=days)
    expected = plain(run)
    assert set(expected) == set(MEASURES)
    assert measure(run) == pytest.approx(expected, nan_ok=True)


@settings(deadline=None)
@given(seeds)
def test_handoff_statistics_equal_groups_by_pandas(seed: int) -> None:
    run = make_run(seed, closed=400)
    _, _, closed = frames(run)
    groups = closed.groupby(closed.hops.clip(upper=5))
    rows = handoff_statistics(run)
    for n, hours in groups.hours.median().items():
        assert rows[f"median_hours_{n}"] == pytest.approx(hours)
    for n, share in groups.in_time_user_clock.mean().items():
        assert rows[f"in_time_{n}"] == pytest.approx(share)
    for n, share in groups.questioned.mean().items():
        assert rows[f"waiting_for_user_{n}"] == pytest.approx(share)
    assert rows["share_with_2_or_more"] == pytest.approx((closed.hops >= 2).mean())
    assert rows["time_ratio_2_over_1"] == pytest.approx(rows["median_hours_2"] / rows["median_hours_1"])
    assert rows["reopened_share"] == pytest.approx(closed.reopened.mean())
    assert rows["rank_correlation"] == pytest.approx(measure(run)["handoff_time_correlation"])


@settings(deadline=None)
@given(seeds)
def test_concentration_lies_between_complete_incidents_on_both_sides_of_the_border(seed: int) -> None:
    run = make_run(seed, closed=300)
    _, _, closed = frames(run)
    rows = concentration(run)
    for held, part in (("hours_in_worst_12_6_percent", 0.126), ("hours_in_shortest_68_6_percent", 0.686)):
        ordered = closed.hours.sort_values(ascending=held != "hours_in_worst_12_6_percent").to_numpy()
        shares = np.cumsum(ordered) / ordered.sum()
        border = int(part * len(ordered))
        assert shares[border - 1] - 1e-9 <= rows[held] <= shares[border] + 1e-9
    counts = closed.component.value_counts()
    top = rows["incidents_from_top_5_percent_components"]
    assert 0.05 - 1e-9 <= top <= counts.head(math.ceil(0.05 * len(counts))).sum() / len(closed) + 1e-9
