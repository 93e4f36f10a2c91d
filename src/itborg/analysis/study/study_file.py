"""Study files in TOML: factors, strategies, measures and replications of a study.

question = "When does a framework help?"
strategies = ["itil", "cobit"]        # or "all"; names, a+b, a@120, files
baseline = "none"                     # strategy that the others are compared with
organisations = ["grab_at_pizza"]     # names, folders, or "generated"
measures = ["net_value"]              # or "all"; the first is the main one
replications = 20                     # or "auto", with half_width and max_replications
days = 480
seed = 1
without = ["shadow_it"]               # mechanisms knocked out
daily_series = ["net_value"]          # stored day by day; default: the main measure; [] for none
full_histories = false                # store all history columns of every run
behaviour = "mine.py:behaviour"       # rules, mechanisms and agents of your own; see docs/own_behaviour.md

[design]
kind = "grid"                         # latin_hypercube, sobol, morris, or table with file = "points.csv"

[factors]                             # default bounds are those of the registry
demand = [0.8, 1.0, 1.2]              # levels of a grid
dose.itil = [0.5, 1.0]                # dose, start, ramp: of all strategies but the baseline, or of one by name
honesty = { low = 0.05, high = 0.3 }
core = {}                             # all core parameters; all = {}: every parameter

[settings]                            # factors fixed at another value than their default
homophily = 0.5
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os.path import exists, isdir, isfile
from pathlib import Path
from typing import Any

from ...common.errors import InputError, did_you_mean
from ...common.toml_reader import TomlTable, read_toml
from ...engine.own_rules import OwnRules, behaviour_of
from ..comparison.plan import MAX_DAYS, MAX_SEED
from ..comparison.series import SERIES
from .design import KINDS, Design
from .factor_tables import factors_in, flat, settings_in
from .factors import GENERATED_PREFIX, Factor, strategies_named
from .point_table import read_points
from .ready_studies import nearest_study, study_path
from .study import (
    BURN_IN,
    DAYS,
    GENERATED,
    MAX_REPLICATIONS,
    REPLICATIONS,
    Replications,
    Study,
    known_series,
    plan_study,
    reporters_of,
)  # fmt: skip

_KEYS = (
    "name", "question", "strategies", "baseline", "organisations", "measures", "replications", "half_width",
    "max_replications", "days", "burn_in", "seed", "without", "daily_series", "full_histories", "design", "factors",
    "settings", "behaviour",
)  # fmt: skip
_DESIGN_KEYS = ("kind", "samples", "levels", "seed", "second_order", "file")


def read_study(path: str | Path) -> Study:
    """Return the study in a file, or a ready study by its name; InputError with the line of every mistake."""
    file = study_path(path)
    if not exists(file):
        raise InputError(f"{path}: no such study file; {nearest_study(file)}")
    top = read_toml(file, "study")
    top.check_keys(_KEYS)
    question = top.text("question", "")
    if not question and "question" not in top.values:
        top.wrong("question", 'a study needs a question: question = "When does ...?"')
    own = _behaviour(top, file.parent)
    measures = _measures(top, file.parent)
    numbers = {key: top.integer(key, low, of, high) for key, low, of, high in _INTEGERS}
    fields: dict[str, Any] = {
        "name": top.text("name", file.stem),
        "question": question,
        "strategies": _strategies(top, file.parent),
        "organisations": _organisations(top, file.parent),
        "measures": measures,
        "replications": _replications(top, measures),
        "design": _design(top, file.parent),
        "settings": settings_in(top.table("settings")),
        "without": _listed(top, "without", _mechanism),
        "daily_series": _daily(top, measures[0], reporters_of(own)),
        "behaviour": own,
        "full_histories": _flag(top, "full_histories"),
        **{key: _DEFAULTS[key] if value is None else value for key, value in numbers.items()},
    }
    _check_generated(top)
    _check_strategies(top, fields["strategies"])
    top.raise_if_wrong()
    try:
        return plan_study(**fields)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None


def _flag(table: TomlTable, key: str) -> bool:
    value = table.values.get(key, False)
    if not isinstance(value, bool):
        table.wrong(key, f"{value!r} is neither true nor false")
    return bool(value)


_DAYS = ("working days", MAX_DAYS)
_INTEGERS = (("days", 1, *_DAYS), ("burn_in", 0, *_DAYS), ("seed", 0, "seeds", MAX_SEED))
_DEFAULTS = {"days": DAYS, "burn_in": BURN_IN, "seed": 1}


def _strategies(top: TomlTable, folder: Path) -> list[object]:
    """Return the baseline and the other strategies."""
    from ...strategies.registry import listing
    from ...strategies.specification import strategy

    if top.values.get("strategies") == "all":
        named: list[str] = [str(row["name"]) for row in listing() if not row["control"]]
    else:
        named = top.texts("strategies")
        if not named and "strategies" not in {p.column for p in top.problems}:
            top.wrong("strategies", 'expected strategies, such as strategies = ["itil", "brm_style"], or "all"')
    found: list[object] = []
    for key, spec in [("baseline", top.text("baseline", "none")), *(("strategies", one) for one in named)]:
        beside = folder / spec
        try:
            found.append(strategy(beside if spec.endswith(".toml") and isfile(beside) else spec, folder))
        except InputError as error:
            top.wrong(key, str(error))
    return found


def _organisations(top: TomlTable, folder: Path) -> list[object]:
    from ...organisation.load import load

    def read(spec: str) -> object:
        if spec == GENERATED:
            return spec
        beside = folder / spec
        return load(beside if set(spec) & set("/\\.") and isdir(beside) else spec)

    return _listed(top, "organisations", read) or ["grab_at_pizza"]


def _behaviour(top: TomlTable, folder: Path) -> OwnRules | None:
    """Return the behaviour that a study names as FILE.py:NAME or MODULE:NAME; its parameters are then known."""
    text = top.text("behaviour", "")
    try:
        return behaviour_of(text or None, folder)
    except InputError as error:
        top.wrong("behaviour", str(error))
        return None


def _measures(top: TomlTable, folder: Path) -> tuple[str, ...]:
    from ..measures.log_indicators import known_names
    from ..measures.registry import MEASURES

    if top.values.get("measures", "all") == "all":
        return tuple(MEASURES)
    return tuple(_listed(top, "measures", lambda name: known_names([name], folder)[0])) or tuple(MEASURES)


def _daily(top: TomlTable, first: str, reporters: Sequence[str]) -> tuple[str, ...]:
    """Return the daily series to store: those named, else that of the main measure and all reporters."""
    if "daily_series" not in top.values:
        return (*(name for name in [first] if name in SERIES), *reporters)
    if top.values["daily_series"] == "all":
        return (*SERIES, *reporters)
    return tuple(_listed(top, "daily_series", lambda name: known_series(name, reporters)))


def _mechanism(name: str) -> str:
    from ...mechanisms.registry import parameters_without

    parameters_without([name], {})
    return name


def _listed[T](top: TomlTable, key: str, read: Callable[[str], T]) -> list[T]:
    """Return each name of a list as read; mistakes are recorded in the table."""
    found: list[T] = []
    for name in top.texts(key):
        try:
            found.append(read(name))
        except InputError as error:
            top.wrong(key, str(error))
    return found


def _replications(top: TomlTable, measures: tuple[str, ...]) -> Replications:
    wanted = top.values.get("replications", REPLICATIONS)
    if wanted != "auto":
        for key in ("half_width", "max_replications"):
            if key in top.values:
                top.wrong(key, f'{key} needs replications = "auto"')
        return Replications(top.integer("replications", 1, "replications") or REPLICATIONS)
    most = top.integer("max_replications", 2, "replications") or MAX_REPLICATIONS
    if "half_width" not in top.values:
        top.wrong("replications", f"auto needs half_width, that of the 95 % interval of {measures[0]}")
    return Replications(most, top.number("half_width", 1.0, 1e-12), measures[0])


def _design(top: TomlTable, folder: Path) -> Design:
    table = top.table("design")
    table.check_keys(_DESIGN_KEYS)
    kind = table.text("kind", "single")
    if kind not in KINDS:
        table.wrong("kind", f"no design '{kind}'; {did_you_mean(kind, KINDS)}")
        return Design()
    factors = factors_in(top)
    rows: tuple[tuple[float, ...], ...] = ()
    if kind == "table":
        factors, rows = _table(table, folder)
    elif "file" in table.values:
        table.wrong("file", 'a file of points needs kind = "table"')
    if kind == "single" and factors:
        table.wrong("kind", f"a design with factors needs a kind; known: {', '.join(list(KINDS)[1:])}")
    if kind not in ("single", "table") and not top.values.get("factors"):
        top.wrong("factors", f"a design of kind '{kind}' needs [factors]")
    second = _flag(table, "second_order")
    samples, levels = table.integer("samples", 1, "samples"), table.integer("levels", 2, "levels")
    seed = table.integer("seed", 0, "seeds", MAX_SEED)
    return Design(
        kind, factors, samples or Design.samples, levels or 0, Design.seed if seed is None else seed, rows, second
    )


def _check_generated(top: TomlTable) -> None:
    """Record a mistake for factors and settings of synthetic organisations where there are others."""
    if top.values.get("organisations") == [GENERATED]:
        return
    for key in ("factors", "settings"):
        table = top.values.get(key, {})
        for name in flat(table) if isinstance(table, dict) else ():
            if name.startswith(GENERATED_PREFIX):
                top.table(key).wrong(
                    name, f'{name} belongs to a synthetic organisation: organisations = ["{GENERATED}"]'
                )


def _check_strategies(top: TomlTable, strategies: Sequence[Any]) -> None:
    """Record a mistake for dose, start or ramp of a strategy that the study does not have."""
    known = [one.name for one in strategies]
    for key in ("factors", "settings"):
        table = top.values.get(key, {})
        for factor, name in strategies_named(flat(table) if isinstance(table, dict) else ()).items():
            if name not in known:
                top.table(key).wrong(factor, f"no strategy '{name}' in this study; {did_you_mean(name, known)}")


def _table(table: TomlTable, folder: Path) -> tuple[tuple[Factor, ...], tuple[tuple[float, ...], ...]]:
    name = table.text("file", "")
    if not name:
        table.wrong("kind", 'a table needs file = "points.csv", one column for each factor')
        return (), ()
    try:
        return read_points(folder / name)
    except InputError as error:
        table.wrong("file", str(error))
        return (), ()
