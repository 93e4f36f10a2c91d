"""What a study is: points x organisations x strategies x replicates, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...common.errors import InputError, unknown
from ...engine.history import COLUMNS
from ..comparison.series import SERIES
from .design import Design
from .factors import GENERATED, checked_factors, factor_name, value_of

if TYPE_CHECKING:
    from ...organisation.types import Organisation
    from ...strategies.base import Strategy

#: Stands for an invented organisation, made anew for each replicate; shaped by factors `generated.*`.
INVENTED = "generated"
#: What the whole history of a run is called where runs are kept.
HISTORY = "history"
DAYS, BURN_IN, REPLICATIONS, MOST_AUTO = 480, 120, 20, 400


class Cell(NamedTuple):
    """One point in one organisation: everything but strategy and luck.

    number        0, 1, 2 ... in the order of the study
    point         row of the design
    organisation  name
    values        of all factors and settings
    """

    number: int
    point: int
    organisation: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Replications:
    """How many pairs of runs a cell gets.

    most        that many, or with `half_width` at most that many
    half_width  stop as soon as every paired difference to the baseline is known this well; None: never
    measure     whose differences are meant
    """

    most: int = REPLICATIONS
    half_width: float | None = None
    measure: str = "net_value"


@dataclass(frozen=True, eq=False)
class Study:
    """A study that can be run: all names known, all numbers in range.

    name           letters for files
    question       the sentence it answers
    design         which points
    names          of the strategies, the baseline first
    strategies     strategy objects in the same order; () in a study read back from results, which cannot be lived
    organisations  by name, as they were read; None where they are invented, or read back
    measures       names, the one the question is about first
    settings       factors that are fixed at another value than the usual
    without        mechanisms that are switched off
    daily          series whose every day is kept and summarised
    full_histories whether every day of every run is kept in full
    """

    name: str
    question: str
    design: Design
    names: tuple[str, ...]
    organisations: Mapping[str, Organisation | None]
    measures: tuple[str, ...]
    strategies: tuple[Strategy, ...] = ()
    replications: Replications = Replications()
    days: int = DAYS
    burn_in: int = BURN_IN
    seed: int = 1
    settings: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    daily: tuple[str, ...] = ()
    full_histories: bool = False

    @property
    def baseline(self) -> str:
        """Name of the strategy that all others are compared with."""
        return self.names[0]

    @cached_property
    def points(self) -> tuple[Mapping[str, float], ...]:
        """Every point of the design."""
        return tuple(self.design.points())

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every point in every organisation, in order."""
        pairs = [(at, name) for at in range(len(self.points)) for name in self.organisations]
        return tuple(
            Cell(number, at, name, {**self.settings, **self.points[at]}) for number, (at, name) in enumerate(pairs)
        )

    @property
    def every_day(self) -> dict[str, int]:
        """What is kept of every day of a run, and how many numbers that is."""
        series = {f"daily.{name}": self.days for name in self.daily}
        return series | ({HISTORY: self.days * len(COLUMNS)} if self.full_histories else {})

    @property
    def most_runs(self) -> int:
        """Number of runs if no cell stops early."""
        return len(self.cells) * len(self.names) * self.replications.most


def plan_study(
    strategies: Sequence[Any],
    *,
    design: Design | None = None,
    name: str = "study",
    question: str = "",
    organisations: Sequence[Any] = ("grab_at_pizza",),
    measures: Sequence[str] | None = None,
    settings: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    daily: Sequence[str] = (),
    **rest: Any,
) -> Study:
    """Return a study with everything checked and read; InputError for anything unknown or out of range.

    strategies     names, combinations, files or objects; the first is the baseline
    organisations  names, folders or objects; "generated" for invented ones
    measures       None for all
    daily          series of comparison.series whose every day is kept
    rest           replicates, days, burn_in, seed, full_histories
    """
    from ...mechanisms.registry import parameters_without
    from ..measures.log_indicators import known_names

    design = design or Design()
    found = _strategies(strategies)
    parameters_without(without, {})
    study = Study(
        name=name,
        question=question,
        design=_checked_design(design),
        names=tuple(found),
        strategies=tuple(found.values()),
        organisations=_organisations(organisations),
        measures=tuple(known_names(measures)),
        settings={factor_name(key): value_of(factor_name(key), value) for key, value in (settings or {}).items()},
        without=tuple(sorted(set(without))),
        daily=tuple(known_series(one) for one in dict.fromkeys(daily)),
        **rest,
    )
    _check_invented(study)
    return study


def known_series(name: str) -> str:
    """Return the name of a daily series as it is; InputError for another."""
    if name not in SERIES:
        raise unknown("daily series", name, SERIES)
    return name


def _checked_design(design: Design) -> Design:
    return replace(design, factors=checked_factors(design.factors))


def _strategies(wanted: Sequence[Any]) -> dict[str, Strategy]:
    from ...strategies.specification import strategy

    found = {one.name: one for one in (strategy(spec) for spec in wanted)}
    if not found:
        raise InputError("a study needs a strategy")
    return found


def _organisations(wanted: Sequence[Any]) -> dict[str, Organisation | None]:
    from ...organisation.load import load
    from ..comparison.provenance import public_name

    found: dict[str, Organisation | None] = {}
    for spec in wanted:
        if spec == INVENTED:
            found[INVENTED] = None
            continue
        one = load(spec) if isinstance(spec, str | Path) else spec
        found[public_name(one)] = one
    if not found:
        raise InputError("a study needs an organisation")
    return found


def _check_invented(study: Study) -> None:
    named = [key for key in (*study.design.names, *study.settings) if key.startswith(GENERATED)]
    if named and list(study.organisations) != [INVENTED]:
        raise InputError(f"'{named[0]}' shapes an invented organisation; write organisations = [\"{INVENTED}\"]")
