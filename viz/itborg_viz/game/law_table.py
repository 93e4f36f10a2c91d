"""What plans earn, measured: `python -m itborg_viz.game.law_table` writes docs/play_figures.md.

Every plan is simulated with the same random numbers, over root seeds at which no plan was chosen. All effects are
paired differences in profit over the six months, kEUR, with 95 % intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from itborg.analysis.statistics import Floats, Interval, interval
from itborg.organisation.load import load
from itborg.organisation.types import Organisation

from .account import euros
from .deck import deck
from .game import BUDGET, MONTHS, Decision
from .plan_parts import Part, fingerprint, interventions_of, parts
from .plan_search import BUDGETS, baseline_plan, best_known, best_portfolio, profits
from .plans import DRAWS, SIDES, Plan, at_random, decisions, informed, perverse
from .replications import simulate
from .target import target

SEEDS, COUNT = (77, 4242), 48  # root seeds, and replications of each
ORGANISATION = "grab_at_pizza"
#: Other organisations, in which the best known plan of Grab@Pizza is tried.
OTHERS = ("grab_at_pizza@silo", "grab_at_pizza@bridged", "grab_at_pizza@without_brokers", "workfrance")
PAGE = Path("docs/play_figures.md")
#: Plans in the order in which they are told apart, and the pairs whose order is a law.
ORDER = ("best known", "best portfolio", "both talk", "IT alone", "business alone", "random", "perverse", "nothing")
PAIRS = (
    ("best known", "best portfolio"), ("best portfolio", "both talk"), ("both talk", "random"), ("random", "perverse"),
    ("both talk", "business alone"), ("both talk", "IT alone"), ("best known", "perverse"),
)  # fmt: skip


class Measurement:
    """Profits of plans, each simulated once when it is first needed."""

    def __init__(self, seeds: Sequence[int] = SEEDS, count: int = COUNT, organisation: str = ORGANISATION) -> None:
        """Measure over some root seeds, with `count` replications of each."""
        self.organisation, self.seeds, self.count = load(organisation), seeds, count
        self._known: dict[str, Floats] = {}

    def profit(self, plan: Plan) -> Floats:
        """Return the profit of a plan over the six months in each replication, kEUR."""
        key = repr(plan)
        if key not in self._known:
            found = [profits(self.organisation, plan, seed, self.count) for seed in self.seeds]
            self._known[key] = np.concatenate(found)
        return self._known[key]

    def of(self, name: str, budget: float = BUDGET) -> Floats:
        """Return the profit of a plan of ORDER in each replication; of "random" the mean over its draws."""
        return np.asarray(np.mean([self.profit(plan) for plan in plans_of(name, budget, self.organisation)], axis=0))

    def difference(self, one: str, other: str) -> Interval:
        """Return by how much a plan earns more than another one, kEUR."""
        return interval(self.of(one) - self.of(other))

    def budgets(self, kind: Callable[[float], Plan]) -> list[Floats]:
        """Return the profits of a kind of plan for each budget."""
        return [self.profit(kind(budget)) for budget in BUDGETS]

    @cached_property
    def singles(self) -> Mapping[str, Floats]:
        """Initiative -> effect of starting it alone in the first month, with what it needs, in each replication."""
        nothing, cards = self.of("nothing"), deck(self.organisation)
        starts = {name: {needed: 1 for needed in (one.needs, name) if needed} for name, one in cards.items()}
        plans = {name: decisions(self.organisation, one) for name, one in starts.items()}
        return {name: self.profit(plan) - nothing for name, plan in plans.items()}

    def parts(self, budget: float) -> list[Part]:
        """Return what each part of the best known plan for a budget, kEUR, is worth."""
        return parts(best_known(budget), self.profit)

    @cached_property
    def contribution(self) -> float:
        """Mean contribution of the six months without decisions, kEUR."""
        runs = [one for seed in self.seeds for one in simulate(self.organisation, seed, baseline_plan(), self.count)]
        return float(np.mean([sum(euros(one.account(m).contribution) for m in range(1, MONTHS + 1)) for one in runs]))


def plans_of(name: str, budget: float, organisation: Organisation | None = None) -> list[Plan]:
    """Return the plans behind a name of ORDER: one, or the draws of "random"; for Grab@Pizza by default."""
    here = organisation or load(ORGANISATION)
    if name in SIDES:
        return [decisions(here, informed(here, budget, SIDES[name]))]
    if name == "random":
        return [decisions(here, at_random(here, budget, draw)) for draw in range(DRAWS)]
    if name == "perverse":
        return [decisions(here, perverse(here, budget))]
    return [
        {"nothing": baseline_plan(), "best known": best_known(budget), "best portfolio": best_portfolio(budget)}[name]
    ]


def page(measured: Measurement) -> str:
    """Return the page of measured figures as Markdown."""
    reach = target(measured.organisation, 1).target
    seeds = " and ".join(map(str, measured.seeds))
    text = [INTRODUCTION.format(count=measured.count, seeds=seeds, target=reach, fingerprint=fingerprint())]
    text += [_plan_table(measured, reach), _pair_table(measured), _budget_table(measured), _part_table(measured)]
    return "\n\n".join([*text, _other_table(measured), _single_table(measured)]) + "\n"


INTRODUCTION = """# What plans earn

`python -m itborg_viz.game.law_table` wrote this page. It simulates every plan in Grab@Pizza with {count} replications
at each of the root seeds {seeds}, at which no plan was chosen, and with common random numbers. Effects are paired
differences in profit over the six months, in kEUR, with 95 % intervals. The recovery target is {target:,.0f} kEUR.
Fingerprint of deck, fixed costs, plans and targets: `{fingerprint}`.

The plans of rooms follow from facts (`plans.py`): "business alone" and "IT alone" know the cards of one side,
"both talk" those of both. "Random" is the mean of six plans. The best plans were found by a search at another seed; the
best portfolio has initiatives only, the best known plan interventions and rulings on requests too."""


def _plan_table(measured: Measurement, reach: float) -> str:
    nothing = measured.of("nothing")
    rows = []
    for name in ORDER:
        profit = measured.of(name)
        effect, share = interval(profit - nothing), (profit - nothing).mean() / measured.contribution
        reached = f"{100 * np.mean(profit >= reach):.0f} %"
        rows.append((name, f"{profit.mean():,.0f}", _of(effect), f"{100 * share:.1f} %", reached))
    head = ("Plan, budget 180 kEUR", "Profit", "Against nothing", "Of contribution", "Reaches the target")
    return _table(head, rows)


def _pair_table(measured: Measurement) -> str:
    rows = [(f"{one} - {other}", _of(measured.difference(one, other))) for one, other in PAIRS]
    swing = measured.difference("best known", "perverse")
    low, mean = (100 * value / measured.contribution for value in (swing.low, swing.mean))
    text = (
        f"The swing between the best known and the perverse plan is {mean:.1f} % of contribution, at least {low:.1f} %."
    )
    return "## Differences\n\n" + _table(("Difference", "kEUR"), rows) + "\n\n" + text


def _budget_table(measured: Measurement) -> str:
    rows = []
    kinds = (("best known plan", best_known), ("best portfolio", best_portfolio))
    for title, kind in kinds:
        found = measured.budgets(kind)
        steps = [interval(more - less) for less, more in pairwise(found)]
        for budget, profit, step in zip(BUDGETS, found, [None, *steps], strict=True):
            names = _names(kind(budget))
            rows.append((title, f"{budget:.0f}", f"{profit.mean():,.0f}", _of(step) if step else "", names))
    head = ("Plan", "Budget", "Profit", "Against the budget before", "Starts (month)")
    return "## Budgets\n\n" + _table(head, rows)


def _single_table(measured: Measurement) -> str:
    values = np.array(list(measured.singles.values()))
    best = np.bincount(values.argmax(axis=0), minlength=len(values)) / values.shape[1]
    cards = deck(measured.organisation)
    rows = [
        (cards[name].title, f"{cards[name].price:.0f}", _of(interval(effect)), f"{100 * share:.0f} %")
        for (name, effect), share in zip(measured.singles.items(), best, strict=True)
    ]
    head = ("Initiative alone, from the first month", "Price", "Against nothing", "Best in replications")
    return "## Single initiatives\n\nNo initiative is the best in every replication.\n\n" + _table(head, rows)


def _part_table(measured: Measurement) -> str:
    found = {budget: measured.parts(budget) for budget in BUDGETS}
    rows = [
        (f"{budget:.0f}", _title(one.name), _of(interval(one.effect)), f"{100 * one.pays:.0f} %")
        for budget in BUDGETS for one in found[budget]
    ]  # fmt: skip
    everywhere = set.intersection(*({one.name for one in each if one.pays == 1} for each in found.values()))
    names = ", ".join(_title(name) for name in sorted(everywhere)) or "none"
    head = ("Budget", "Part of the best known plan", "Plan with it - without it", "Pays in replications")
    text = f"Parts that pay in every replication with every budget: {names}.\n\n"
    return "## Parts of the best known plans\n\n" + text + _table(head, rows)


def _other_table(measured: Measurement) -> str:
    rows = []
    for name in OTHERS:
        other = Measurement(measured.seeds, measured.count // 2, name)
        nothing, plan = other.of("nothing"), best_known(BUDGET)
        effects = [_of(interval(other.of(one) - nothing)) for one in ("both talk", "best known")]
        found = [one for one in other.parts(BUDGET) if one.name in interventions_of(plan)]
        worth = ", ".join(f"{_title(one.name)} {_of(interval(one.effect))}, {100 * one.pays:.0f} %" for one in found)
        rows.append((name, *effects, worth))
    head = ("Organisation", "Both talk", "Best known of Grab@Pizza", "Ways of working in it, and where they pay")
    text = "Effects against nothing with 180 kEUR, with half the replications; no plan was searched there.\n\n"
    return "## Other organisations\n\n" + text + _table(head, rows)


def _title(name: str) -> str:
    cards = deck(load(ORGANISATION))
    return cards[name].title if name in cards else name.replace("_", " ")


def _names(plan: Sequence[Decision]) -> str:
    starts = [
        (_title(name), month)
        for month, one in enumerate(plan, start=1) for name in (*one.interventions, *one.initiatives)
    ]  # fmt: skip
    return ", ".join(f"{name} ({month})" for name, month in starts)


def _of(one: Interval) -> str:
    return f"{one.mean:+,.0f} [{one.low:,.0f}, {one.high:,.0f}]"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(one) + " |" for one in lines)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(Measurement()), encoding="utf-8")


if __name__ == "__main__":
    main()
