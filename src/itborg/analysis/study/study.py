"""A study: design points x strategies x replications, checked before anything is computed.

A design point is a combination of factor levels in one organisation. At each design point all strategies have the same
replications, and replication n has the same random seed at all design points, so that differences are paired both
between strategies and between design points.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...common.errors import InputError, did_you_mean, unknown
from ...engine.history import COLUMNS
from ...engine.own_rules import OwnRules, behaviour_of
from ..comparison.series import SERIES
from .design import Design
from .factors import GENERATED_PREFIX, checked_factors, factor_name, strategies_named, value_of

if TYPE_CHECKING:
    from ...organisation.types import Organisation
    from ...strategies.base import Strategy
    from ..measures.measure import Measure

#: Name of a synthetic organisation, generated for each replication; factors `generated.*` set its size and network.
GENERATED = "generated"
#: Column of the full history of a run among stored daily series.
HISTORY = "history"
DAYS, BURN_IN, REPLICATIONS, MAX_REPLICATIONS = 480, 120, 20, 400


class DesignPoint(NamedTuple):
    """One combination of factor levels in one organisation.

    number        0, 1, 2 ... in the order of the study
    row           row of the design matrix
    organisation  name
    values        values of all factors and settings
    """

    number: int
    row: int
    organisation: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class Replications:
    """Number of paired replications of each design point.

    maximum     the number; with `half_width` the largest number
    half_width  stop as soon as the 95 % interval of every paired difference to the baseline has at most this half
                width; None: no early stop
    measure     measure of the stopping rule
    """

    maximum: int = REPLICATIONS
    half_width: float | None = None
    measure: str = "net_value"


@dataclass(frozen=True, eq=False)
class Study:
    """A study that can be run: all names are known and all values in range.

    name            used in file names
    question        the question that it answers, one sentence
    design          the points
    names           of the strategies, the baseline first
    strategies      strategy objects in the same order; () in a study read back from results, which cannot be run
    organisations   by name, as loaded; None for a synthetic organisation or a study read back
    measures        names, the main measure first
    replications    number of replications, or stopping rule
    days, burn_in   working days after and before the strategies' start
    seed            random seed
    settings        factors fixed at another value than their default
    without         mechanisms knocked out
    daily_series    daily series that are stored and summarised
    full_histories  whether all history columns of every day are stored
    behaviour       rules, mechanisms and agents of a user; None: none
    own_measures    measures of a user among `measures`
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
    daily_series: tuple[str, ...] = ()
    full_histories: bool = False
    behaviour: OwnRules | None = None
    own_measures: tuple[Measure, ...] = ()

    @property
    def baseline(self) -> str:
        """Name of the baseline strategy."""
        return self.names[0]

    @cached_property
    def points(self) -> tuple[Mapping[str, float], ...]:
        """Values of the factors for each row of the design matrix, name -> value."""
        return tuple(self.design.points())

    @property
    def extremes(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """Settings with the lowest value of each factor, and the highest value of each factor, by name."""
        factors = self.design.factors
        return {**self.settings, **{one.name: one.low for one in factors}}, {one.name: one.high for one in factors}

    @cached_property
    def design_points(self) -> tuple[DesignPoint, ...]:
        """Every row of the design matrix in every organisation, in order: rows first, organisations within a row."""
        pairs = [(row, name) for row in range(len(self.points)) for name in self.organisations]
        return tuple(
            DesignPoint(number, row, name, {**self.settings, **self.points[row]})
            for number, (row, name) in enumerate(pairs)
        )

    @property
    def stored_series(self) -> dict[str, int]:
        """Stored daily series by name, with the number of values for each run."""
        series = {f"daily.{name}": self.days for name in self.daily_series}
        return series | ({HISTORY: self.days * len(COLUMNS)} if self.full_histories else {})

    @property
    def max_runs(self) -> int:
        """Number of runs if no design point stops early."""
        return len(self.design_points) * len(self.names) * self.replications.maximum


def plan_study(
    strategies: Sequence[Any],
    *,
    design: Design | None = None,
    name: str = "study",
    question: str = "",
    organisations: Sequence[Any] = ("grab_at_pizza",),
    measures: Sequence[Any] | None = None,
    settings: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    daily_series: Sequence[str] = (),
    behaviour: OwnRules | str | None = None,
    **rest: Any,
) -> Study:
    """Return a checked study.

    strategies     names, combinations, files or objects; the first is the baseline
    design         None: a single point at the default values
    name           used in file names
    question       one sentence
    organisations  names, folders or objects; "generated" for a synthetic organisation
    measures       names of measures or indicators, or functions of a run; None: all measures. The first is the main one
    settings       factors fixed at another value than their default, by name
    without        mechanisms to knock out
    daily_series   names of daily series to store, or of reporters of the behaviour
    behaviour      an itborg.Behaviour, or the name of one such as "mine.py:behaviour"
    rest           replications, days, burn_in, seed, full_histories: fields of Study

    Raises InputError for unknown names and values out of range, no strategy or organisation, and `generated.*` factors
    without a synthetic organisation.
    """
    from ...mechanisms.registry import parameters_without
    from ..measures.log_indicators import known_names
    from ..measures.own import own_measures

    design = design or Design()
    own = behaviour_of(behaviour)
    found = _strategies(strategies)
    known = tuple(known_names(measures))
    parameters_without(without, {})
    study = Study(
        name=name,
        question=question,
        design=_checked_design(design),
        names=tuple(found),
        strategies=tuple(found.values()),
        organisations=_organisations(organisations),
        measures=known,
        own_measures=own_measures(known),
        settings={factor_name(key): value_of(factor_name(key), value) for key, value in (settings or {}).items()},
        without=tuple(sorted(set(without))),
        daily_series=tuple(known_series(one, reporters_of(own)) for one in dict.fromkeys(daily_series)),
        behaviour=own,
        **rest,
    )
    _check_generated(study)
    for factor, name in strategies_named((*study.design.names, *study.settings)).items():
        if name not in study.names:
            raise InputError(f"{factor}: no strategy '{name}' in this study; {did_you_mean(name, study.names)}")
    return study


def known_series(name: str, reporters: Collection[str] = ()) -> str:
    """Return the name of a daily series or of a reporter unchanged; InputError if it is unknown."""
    if name not in SERIES and name not in reporters:
        raise unknown("daily series", name, [*SERIES, *reporters])
    return name


def reporters_of(behaviour: OwnRules | None) -> tuple[str, ...]:
    """Return the names of the reporters of a behaviour."""
    return tuple(getattr(behaviour, "reporters", ()))


def _checked_design(design: Design) -> Design:
    return replace(design, factors=checked_factors(design.factors))


def _strategies(wanted: Sequence[Any]) -> dict[str, Strategy]:
    from ...strategies.specification import strategy

    found = {one.name: one for one in (strategy(spec) for spec in wanted)}
    if not found:
        raise InputError("a study needs a strategy")
    return found


def _organisations(wanted: Sequence[Any]) -> dict[str, Organisation | None]:
    """Return organisations by the name used in results; None for a synthetic one, which each replication generates."""
    from ...organisation.load import load
    from ..comparison.provenance import public_name

    found: dict[str, Organisation | None] = {}
    for spec in wanted:
        if spec == GENERATED:
            found[GENERATED] = None
            continue
        one = load(spec) if isinstance(spec, str | Path) else spec
        found[public_name(one)] = one
    if not found:
        raise InputError("a study needs an organisation")
    return found


def _check_generated(study: Study) -> None:
    """Raise InputError if factors of a synthetic organisation occur in a study of another one."""
    named = [key for key in (*study.design.names, *study.settings) if key.startswith(GENERATED_PREFIX)]
    if named and list(study.organisations) != [GENERATED]:
        raise InputError(f"'{named[0]}' belongs to a synthetic organisation; write organisations = [\"{GENERATED}\"]")
