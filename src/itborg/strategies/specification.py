"""Specifications of strategies: names, combinations, and short TOML files that users write.

    name = "visits_first"
    meaning = "Go and see from the start, with monthly follow-ups."
    base = ["calendar"]              # strategies it includes, if any
    one_off_cost = 10                # kEUR, in addition to the base
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

An intervention may depend on an observable (see `itborg list observables`), which is checked every `check` days:

    check = 20

    [[intervention]]
    lever = "visits"
    value = 0.05
    when = "business_rating < 0.45"
    keep = true                      # once active it stays; otherwise it rests when the value is better

If the base and the interventions set the same lever, their values are combined: the larger value for most levers, the
sum for visits, meetings and costs, the product for factors. No intervention turns the base off.

Names and ranges of levers come from `levers`, names of strategies from `registry`, and the TOML reader from `common`.
Days count from the start of the strategy; start, end, ramp and every of an intervention count from there too.
"""

from __future__ import annotations

from dataclasses import replace
from os.path import isfile
from pathlib import Path
from typing import Any, cast

from ..common.errors import InputError, did_you_mean
from ..common.own_code import identity_of, named_code, names_code
from ..common.periods import MONTH
from ..common.toml_reader import TomlTable, read_toml
from .base import Strategy
from .levers import LEVER
from .programme import Intervention, Programme, compose
from .reactive import Condition, Reactive, Response, condition
from .registry import STRATEGIES, built_in

_KEYS = (
    "name", "meaning", "source", "assumption", "base", "one_off_cost", "running_cost", "start", "dose", "ramp",
    "intervention", "check",
)  # fmt: skip
_INTERVENTION_KEYS = ("lever", "value", "start", "end", "ramp", "every", "when", "keep")
#: An intervention that depends on a condition, and whether it stays active once started.
Conditional = tuple[Intervention, Condition, bool]


def read_strategy(path: Path) -> Strategy:
    """Return the strategy that a TOML file describes. Raises InputError, which lists every mistake with its line.

    The name in the file, or else the name of the file without suffix, must not be that of a built-in strategy. The
    result is a Programme, or a Reactive if an intervention has a `when`.
    """
    top = read_toml(path, "strategy")
    programme = _programme(top, path.stem)
    top.raise_if_wrong()
    assert programme is not None
    return programme


def _programme(top: TomlTable, stem: str) -> Strategy | None:
    """Return the strategy of a file's top table, or None after adding all that is wrong to the table's problems.

    stem  name of the file without suffix, the default name of the strategy
    """
    top.check_keys(_KEYS)
    name = top.text("name", stem)
    if name in STRATEGIES or "+" in name or "@" in name:
        top.wrong("name", f"'{name}' cannot be a name: it is a built-in strategy or contains + or @")
    parts = _base(top)
    read = [_intervention(table) for table in top.tables("intervention")]
    interventions = tuple(one for one, when, _ in filter(None, read) if when is None)
    conditional = tuple((one, when, keep) for one, when, keep in filter(None, read) if when is not None)
    if not top.problems and not parts and not read:
        top.wrong("intervention", "it does nothing: it needs an [[intervention]] or a base")
    start, ramp, check = top.integer("start"), top.integer("ramp"), top.integer("check", low=1)
    if check is not None and not conditional:
        top.wrong("check", "nothing to check: no [[intervention]] has a `when`")
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
    return _reactive(always, conditional, check or MONTH) if conditional else always


def _reactive(always: Programme, conditional: tuple[Conditional, ...], check: int) -> Reactive:
    """Return a reactive strategy of a programme and interventions that depend on conditions.

    always  what runs without a condition; its start, dose, ramp and costs become those of the result
    check   working days between two observations
    """
    base = replace(always, start=0, dose=1.0, ramp=0, one_off_cost=0.0, running_cost=0.0)
    responses = [Response(base, None)] if base.levers else []
    for one, when, keep in conditional:
        alone = replace(base, levers=frozenset({one.lever}), parts=(), interventions=(one,))
        responses.append(Response(alone, when, keep))
    return Reactive(
        name=always.name, meaning=always.meaning, source=always.source, assumption=always.assumption,
        levers=always.levers.union(one.lever for one, _, _ in conditional),
        one_off_cost=always.one_off_cost, running_cost=always.running_cost,
        start=always.start, dose=always.dose, ramp=always.ramp, responses=tuple(responses), check=check,
    )  # fmt: skip


def _base(top: TomlTable) -> tuple[Strategy, ...]:
    """Return the built-in strategies that a file includes; unknown and repeated names become problems of the table."""
    parts: list[Strategy] = []
    names = top.texts("base")
    for name in names:
        if names.count(name) > 1:
            top.wrong("base", f"'{name}' is named twice")
        try:
            parts.append(built_in(name))
        except InputError as error:
            top.wrong("base", str(error))
    return tuple(parts)


def _intervention(table: TomlTable) -> tuple[Intervention, Condition | None, bool] | None:
    """Return an intervention, its condition (None: unconditional) and whether it stays active once started.

    None stands for an intervention whose lever is unknown. All other mistakes become problems of the table, and
    defaults take the place of wrong values.
    """
    table.check_keys(_INTERVENTION_KEYS)
    lever = table.text("lever", "")
    if lever not in LEVER:
        message = f"no lever '{lever}'; {did_you_mean(lever, LEVER)}" if lever else "it needs a lever"
        table.wrong("lever", message)
        return None
    if "value" not in table.values:
        table.wrong("value", f"it needs the value to which '{lever}' is set")
    low, high = LEVER[lever].low, LEVER[lever].high
    value = table.number("value", LEVER[lever].rest, low, high)
    start, end = table.integer("start") or 0, table.integer("end")
    if end is not None and end <= start:
        table.wrong("end", f"it ends on day {end}, which is not after its start on day {start}")
    one = Intervention(lever, value, start, end, table.integer("ramp") or 0, table.integer("every", low=1))
    return one, _when(table), _keep(table)


def _when(table: TomlTable) -> Condition | None:
    """Return the condition of an intervention, None if it has none or a wrong one, which becomes a problem."""
    text = table.text("when", "")
    if not text:
        return None
    try:
        return condition(text)
    except InputError as error:
        table.wrong("when", str(error))
        return None


def _keep(table: TomlTable) -> bool:
    """Return whether an intervention stays active once its condition has held; a value without `when` is a problem."""
    keep = table.values.get("keep", False)
    if not isinstance(keep, bool):
        table.wrong("keep", f"{keep!r} is neither true nor false")
    elif keep and "when" not in table.values:
        table.wrong("keep", "it needs a `when`; without one an intervention stays active anyway")
    return bool(keep)


def strategy(spec: str | Path | Strategy | type[Strategy], folder: Path | None = None) -> Strategy:
    """Return the strategy of a specification. Raises InputError if it is unknown or a file has mistakes.

    spec    "itil"; "itil@120", that is after day 120; the path of a TOML file; or several of these joined by "+";
            "FILE.py:NAME" or "MODULE:NAME" for a Strategy of your own, its class or a function that returns it
    folder  for relative files of your own code

    A Strategy is returned as it is, and one of a class is made. A path is read as a file if it exists or ends in .toml;
    anything else is a name. A combination starts each part on its own day and lets them run together.

    >>> strategy("brm_style+itil@120").name
    'brm_style+itil@120'
    """
    if isinstance(spec, type):
        return _own(spec, spec)
    if isinstance(spec, Strategy) or hasattr(spec, "schedule"):  # such as a change from one strategy to another
        return cast(Strategy, spec)
    if isinstance(spec, str) and names_code(spec):
        return _own(named_code(spec, folder), spec)
    path = Path(spec)
    if isinstance(spec, Path) or isfile(spec) or (path.suffix == ".toml" and "+" not in spec):
        return read_strategy(path)
    parts = spec.split("+")
    if len(parts) > 1:
        return compose(*(strategy(part.strip()) for part in parts))
    return built_in(spec)


def named_strategy(spec: str) -> Strategy:
    """Return the strategy of names alone: "itil", "itil@120", or several joined by "+". No file is opened.

    For specifications that anybody may have written, such as those in a link. Raises InputError for other names.

    >>> named_strategy("brm_style+itil@120").name
    'brm_style+itil@120'
    """
    parts = [built_in(part.strip()) for part in spec.split("+")]
    return compose(*parts) if len(parts) > 1 else parts[0]


def _own(found: Any, spec: Any) -> Strategy:
    """Return a strategy of a user: an object, or what its class or a function without arguments makes."""
    made = found() if callable(found) and not isinstance(found, Strategy) else found
    if not isinstance(made, Strategy):
        raise InputError(f"{spec}: {made!r} is not a Strategy")
    if made.name in STRATEGIES:
        raise InputError(f"{spec}: '{made.name}' is the name of a built-in strategy; choose another")
    identity_of(type(made))  # of the file as it is loaded now
    return made
