"""A user's own strategy: a short TOML file.

    name = "visits_first"
    meaning = "Go and see from the start, the framework from month six on."
    base = ["calendar"]              # strategies it contains, if any
    one_off_cost = 10                # kEUR, besides those of the base
    running_cost = 0.2               # kEUR per working day

    [[intervention]]
    lever = "visits"
    value = 0.05
    ramp = 20

    [[intervention]]
    lever = "follow_up"
    value = 1
    start = 20
    every = 20

An intervention may wait for what people can see (`itborg list observables` names it all), looked at every `check` days:

    check = 20

    [[intervention]]
    lever = "visits"
    value = 0.05
    when = "business_rating < 0.45"
    keep = true                      # once begun it stays; else it rests when the figure is better

What the base and the interventions do to the same lever is combined: of most levers the larger
value holds, visits, meetings and costs add up, factors multiply. Nothing switches the base off.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..common.errors import InputError, did_you_mean
from ..common.periods import MONTH
from ..common.toml_reader import Table, read_toml
from .base import Strategy
from .levers import LEVER
from .programme import Intervention, Programme, compose
from .reactive import AnalysisResult, Condition, Reactive, condition
from .registry import STRATEGIES, named

_KEYS = (
    "name", "meaning", "source", "assumption", "base", "one_off_cost", "running_cost", "start", "dose", "ramp",
    "intervention", "check",
)  # fmt: skip
_INTERVENTION_KEYS = ("lever", "value", "start", "end", "ramp", "every", "when", "keep")
Waiting = tuple[Intervention, Condition, bool]


def read_strategy(path: Path) -> Strategy:
    """Return the strategy a file describes; InputError names every mistake with its line."""
    top = read_toml(path, "strategy")
    programme = _programme(top, path.stem)
    top.raise_if_wrong()
    assert programme is not None
    return programme


def _programme(top: Table, stem: str) -> Strategy | None:
    top.check_keys(_KEYS)
    name = top.text("name", stem)
    if name in STRATEGIES or "+" in name or "@" in name:
        top.wrong("name", f"'{name}' cannot be a name: it is a built-in strategy or holds + or @")
    parts = _base(top)
    found = [_intervention(table) for table in top.tables("intervention")]
    interventions = tuple(one for one, when, _ in filter(None, found) if when is None)
    waiting = tuple((one, when, keep) for one, when, keep in filter(None, found) if when is not None)
    if not top.problems and not parts and not found:
        top.wrong("intervention", "it does nothing: it needs an [[intervention]] or a base")
    start, ramp, check = top.integer("start"), top.integer("ramp"), top.integer("check", low=1)
    if check is not None and not waiting:
        top.wrong("check", "nothing here waits for what is seen: no [[intervention]] has a `when`")
    dose = top.number("dose", 1.0)
    costs = top.number("one_off_cost", 0.0), top.number("running_cost", 0.0)
    texts = top.text("meaning", f"Read from {stem}.toml."), top.text("source", "user"), top.text("assumption", "user")
    if top.problems:
        return None
    levers = {one.lever for one in interventions}.union(*(part.levers for part in parts))
    always = Programme(
        name=name, meaning=texts[0], source=texts[1], assumption=texts[2],
        levers=frozenset(levers), one_off_cost=costs[0], running_cost=costs[1],
        start=start or 0, dose=dose, ramp=ramp or 0, parts=parts, interventions=interventions,
    )  # fmt: skip
    return _reactive(always, waiting, check or MONTH) if waiting else always


def _reactive(always: Programme, waiting: tuple[Waiting, ...], check: int) -> Reactive:
    """Return a programme some of whose interventions wait for what is seen."""
    base = replace(always, start=0, dose=1.0, ramp=0, one_off_cost=0.0, running_cost=0.0)
    answers = [AnalysisResult(base, None)] if base.levers else []
    for one, when, keep in waiting:
        alone = replace(base, levers=frozenset({one.lever}), parts=(), interventions=(one,))
        answers.append(AnalysisResult(alone, when, keep))
    return Reactive(
        name=always.name, meaning=always.meaning, source=always.source, assumption=always.assumption,
        levers=always.levers.union(one.lever for one, _, _ in waiting),
        one_off_cost=always.one_off_cost, running_cost=always.running_cost,
        start=always.start, dose=always.dose, ramp=always.ramp, answers=tuple(answers), check=check,
    )  # fmt: skip


def _base(top: Table) -> tuple[Strategy, ...]:
    parts: list[Strategy] = []
    names = top.texts("base")
    for name in names:
        if names.count(name) > 1:
            top.wrong("base", f"'{name}' is named twice")
        try:
            parts.append(named(name))
        except InputError as error:
            top.wrong("base", str(error))
    return tuple(parts)


def _intervention(table: Table) -> tuple[Intervention, Condition | None, bool] | None:
    table.check_keys(_INTERVENTION_KEYS)
    lever = table.text("lever", "")
    if lever not in LEVER:
        message = f"no lever '{lever}'; {did_you_mean(lever, LEVER)}" if lever else "it needs a lever"
        table.wrong("lever", message)
        return None
    if "value" not in table.values:
        table.wrong("value", f"it needs the value that '{lever}' is turned to")
    low, high = LEVER[lever].low, LEVER[lever].high
    value = table.number("value", LEVER[lever].rest, low, high)
    start, end = table.integer("start") or 0, table.integer("end")
    if end is not None and end <= start:
        table.wrong("end", f"it ends on day {end}, which is not after its start on day {start}")
    one = Intervention(lever, value, start, end, table.integer("ramp") or 0, table.integer("every", low=1))
    return one, _when(table), _keep(table)


def _when(table: Table) -> Condition | None:
    text = table.text("when", "")
    if not text:
        return None
    try:
        return condition(text)
    except InputError as error:
        table.wrong("when", str(error))
        return None


def _keep(table: Table) -> bool:
    keep = table.values.get("keep", False)
    if not isinstance(keep, bool):
        table.wrong("keep", f"{keep!r} is neither true nor false")
    elif keep and "when" not in table.values:
        table.wrong("keep", "it needs a `when` to wait for; without one an intervention stays anyway")
    return bool(keep)


def strategy(spec: str | Path | Strategy) -> Strategy:
    """Return the strategy that a user names.

    spec  "itil"; "itil@120", from day 120 on; the path of a TOML file; or several joined by "+"

    >>> strategy("brm_style+itil@120").name
    'brm_style+itil@120'
    """
    if isinstance(spec, Strategy):
        return spec
    path = Path(spec)
    if isinstance(spec, Path) or path.is_file() or (path.suffix == ".toml" and "+" not in spec):
        return read_strategy(path)
    parts = spec.split("+")
    if len(parts) > 1:
        return compose(*(strategy(part.strip()) for part in parts))
    return named(spec)
