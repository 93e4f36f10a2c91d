"""How sure a comparison is: plausible parameter sets, the ranking at equal spend, and small decompositions.

The part of `itborg compare` after its replications, unless `--no-robustness` skips it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.comparison.plan import Plan, Progress
    from ..analysis.comparison.result import Comparison
    from ..analysis.comparison.risk_and_cost import Outcome


def how_sure(found: Comparison, what: Plan, outcomes: dict[str, list[Outcome]], quiet: bool) -> Comparison:
    """Return a comparison with plausible parameter sets, the ranking at equal spend, and small decompositions.

    outcomes  of the first replications by strategy, which are not run again

    Ctrl-C stops these and keeps the comparison. Only strategies that gain significantly are ranked at equal spend, and
    the first three of them are decomposed, unless the baseline reacts to the run.
    """
    from ..analysis.comparison.beside import beside
    from ..analysis.comparison.equal_spend import equal_spend
    from ..analysis.comparison.parameter_sets import parameter_sets
    from .output import note
    from .progress import progress

    if len(found.strategies) < 2:
        return found
    try:
        with beside(_small, _leaders(found, what)) as decompositions:
            with progress("plausible parameter sets", quiet) as advance:
                found = replace(found, parameter_sets=parameter_sets(what, progress=advance))
            if what.equal_resources is None:
                with progress("ranking at equal spend, pilot replications", quiet) as advance:
                    found = replace(found, equal_spend=equal_spend(found, what, progress=advance, known=outcomes))
            with progress("decomposing effects, replications", quiet) as advance:
                found = replace(found, decompositions=decompositions(advance))
    except KeyboardInterrupt:
        note("interrupted: the comparison is complete, how sure it is was not computed to the end")
    return found


def _leaders(found: Comparison, what: Plan) -> Plan:
    """Return the plan of the baseline and the first strategies of the ranking that gain significantly.

    It has the baseline alone if that reacts to the run.
    """
    from .repeat_command import SMALL

    ranked = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    best = [name for name in ranked if found.difference(name).low > 0][: SMALL[0]]
    by_name = dict(zip(what.names, what.strategies, strict=True))
    reacts = {name for name, one in by_name.items() if getattr(one, "reacts", False)}
    chosen = [] if what.names[0] in reacts else [name for name in best if name not in reacts]
    kept = (what.strategies[0], *(by_name[name] for name in chosen))
    return replace(what, strategies=kept, names=tuple(one.name for one in kept))


def decompositions_of(what: Plan, replications: int, quiet: bool) -> tuple[dict[str, Any], ...]:
    """Return the decomposed effect of each strategy as plain dictionaries.

    replications  number of paired replications, at least 2; each needs 14 extra runs
    """
    from .progress import progress

    with progress("decomposing effects, replications", quiet) as advance:
        return _decomposed(what, replications, advance)


def _small(what: Plan, advance: Progress | None) -> tuple[dict[str, Any], ...]:
    from .repeat_command import SMALL

    return _decomposed(what, SMALL[1], advance)


def _decomposed(what: Plan, replications: int, advance: Progress | None) -> tuple[dict[str, Any], ...]:
    from ..analysis.decomposition import decompose_plan

    return tuple(one.plain() for one in decompose_plan(what, replications, advance))
