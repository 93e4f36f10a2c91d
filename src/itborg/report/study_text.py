"""The report of a study in sentences: result, effects of factors, how to read it, methods, citation.

Used by `study_page` and by the output of `itborg sweep` in the terminal. Statements are about the first measure of the
study unless another is named; "significant" means at the 95 % level. The manifest is that of
`itborg.analysis.study.study_store.manifest`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..analysis.measures.registry import better_of, measure_rows
from ..analysis.study.findings import (
    FactorEffect,
    StrategyEffect,
    factor_effects,
    not_significantly_behind,
    strategy_effects,
)
from ..analysis.study.results import Results, paired
from .formatting import counted, decimals, listed, number, plus_minus, span, words

#: A baseline with a longer name is called the baseline.
LONGEST_NAME = 16
#: How points were chosen, by kind of design.
_DESIGNS = {
    "single": "one point",
    "grid": "a full grid of {points} points over {factors}",
    "latin_hypercube": "a Latin hypercube of {points} points over {factors} (design seed {seed})",
    "sobol": "Saltelli's scheme on a Sobol sequence, {points} points over {factors} (design seed {seed})",
    "morris": "{samples} Morris trajectories, {points} points over {factors} (design seed {seed})",
    "table": "{points} points of a table, over {factors}",
}


def sentences(found: Results) -> list[str]:
    """Return the result and how to read it, a sentence or more an item."""
    return [answer(found), *how_to_read(found)]


def answer(found: Results) -> str:
    """Return which strategies lead, which are worse than the baseline, and where that depends on the design point.

    All statements are about the first measure of the study, at the 95 % level: means over design points with intervals
    over replications. Of a measure without a better direction nothing is ranked.
    """
    study, rows = found.study, strategy_effects(found)
    others = [row for row in rows if row.strategy != study.baseline]
    if not others:
        return "Only the baseline was run: there is nothing to compare it with."
    measure = study.measures[0]
    if better_of(measure) is None:
        return f"Neither a higher nor a lower {words(measure)} is better; the table shows by how much it changes."
    base = study.baseline if len(study.baseline) <= LONGEST_NAME else "the baseline"
    lines = [_leads(found, others[0], base)]
    near = [name for name in not_significantly_behind(found, others[0].strategy) if name != study.baseline]
    if near:
        lines.append(f"Not significantly behind it: {listed(near)}.")
    losing = [row.strategy for row in others if _loses(row, measure)]
    if len(losing) == len(others) > 2:
        lines.append(f"All {len(others)} are significantly worse than {base}.")
    elif losing:
        lines.append(f"Significantly worse than {base}: {listed(losing)}.")
    mixed = [row.strategy for row in others if row.mixed]
    if mixed:
        lines.append(
            f"Depends on the design point: {listed(mixed)} (significantly better at some points, worse at others)."
        )
    return " ".join(lines)


def _leads(found: Results, best: StrategyEffect, base: str) -> str:
    """Return which strategy ranks first, by how much, and whether that is significant.

    base  how the baseline is called
    """
    measure = found.study.measures[0]
    half, places = best.difference.half, digits(measure)
    effect = best.difference.mean if better_of(measure) == "higher" else -best.difference.mean
    if effect > half:
        start = f"{best.strategy} leads"
    elif effect < -half:
        start = f"No strategy is better than {base}; {best.strategy} is closest"
    else:
        start = f"No strategy is significantly better than {base}; {best.strategy} ranks first"
    return (
        f"{start}: {plus_minus(*best.difference, places, signed=True)} {measure_rows()[measure]['unit']} in "
        f"{words(measure)} compared with {base}{_over(found)}."
    )


def _loses(row: StrategyEffect, measure: str) -> bool:
    """Return whether a strategy is significantly worse than the baseline, given the better direction of the measure."""
    return row.difference.high < 0 if better_of(measure) == "higher" else row.difference.low > 0


def _over(found: Results) -> str:
    """Return how many design points a mean is over, or "" for one."""
    cells = len(found.study.design_points)
    return f", mean over {cells} design points" if cells > 1 else ""


def moved(found: Results, most: int) -> list[str]:
    """Return which factors change the baseline and each difference from it, and how many are not significant.

    One item for the baseline and for each of the first four other strategies, then one for each further measure that a
    factor changes. Effects are changes from the lowest to the highest value of a factor; their intervals are corrected
    for the number of factors, and for further measures also for the number of measures and strategies.

    most  factors that are named of the first measure; half as many of each other measure
    """
    return [*(_moved(found, strategy, most) for strategy in _shown(found)), *_others_moved(found, max(1, most // 2))]


def _shown(found: Results) -> tuple[str, ...]:
    """Return the names of the baseline and the first four other strategies."""
    return found.study.names[:5]


def _others_moved(found: Results, most: int) -> list[str]:
    """Return one sentence for each other measure that a factor changes, and one for the rest."""
    others, names = found.study.measures[1:], _shown(found)
    effects: dict[str, list[str]] = {}
    for measure in others:
        for name in names:
            clear = [one for one in factor_effects(found, name, measure, len(others) * len(names)) if one.significant]
            if clear:
                effects.setdefault(measure, []).append(f"of {_step(found, name)}: {_effects(clear, measure, most)}")
    lines = [f"Factors that change {words(one)}, {_unit(one)}: {'; '.join(parts)}." for one, parts in effects.items()]
    rest = [words(one) for one in others if one not in effects]
    return [*lines, *([f"No factor significantly changes {listed(rest)}."] if rest else [])]


def _step(found: Results, strategy: str) -> str:
    """Return what an effect is of: the baseline, or a strategy minus the baseline."""
    base = found.study.baseline
    return f"{f'{strategy} minus ' * (strategy != base)}{base}"


def _unit(measure: str) -> str:
    """Return the unit of an effect of a factor on a measure."""
    return f"{measure_rows()[measure]['unit']} from lowest to highest value"


def _effects(clear: list[FactorEffect], measure: str, most: int) -> str:
    """Return significant effects with half of their intervals; of more than `most` only the number of the others."""
    places = digits(measure)
    named = ", ".join(f"{one.factor} {plus_minus(*one.effect, places, signed=True)}" for one in clear[:most])
    return named + (f" and {len(clear) - most} more" if len(clear) > most else "")


def _moved(found: Results, strategy: str, most: int) -> str:
    """Return which factors significantly change the first measure under the baseline, or a difference from it."""
    measure = found.study.measures[0]
    every = factor_effects(found, strategy)
    clear = [one for one in every if one.significant]
    head = f"Factors that change {words(measure)} of {_step(found, strategy)}"
    if not clear:
        return f"{head}: no factor is distinguishable from noise ({len(found.study.design_points)} design points)."
    rest = len(every) - len(clear)
    noise = f"; {rest} of {len(every)} factors are not distinguishable from noise" if rest else ""
    return f"{head}, {_unit(measure)}: {_effects(clear, measure, most)}{noise}."


def how_to_read(found: Results) -> list[str]:
    """Return how to read the table, a sentence or two an item; only what the study has is explained."""
    study = found.study
    lines = [
        "±: half of a 95 % interval over replications. All strategies and design points of a replication use common "
        "random numbers."
    ]
    if len(study.design_points) > 1:
        lines.append(
            "Points better, not significant, worse: at 95 % each. A design point is a combination of factor levels in "
            "one organisation."
        )
    if len(study.names) > 1:
        lines.append("Runs saved: factor by which common random numbers reduced the runs needed at a design point.")
    if study.replications.half_width is not None:
        lines.append(stopped(found))
    return lines


def stopped(found: Results) -> str:
    """Return after how many replications the design points stopped.

    With one number for all points the study would have needed the largest of these at each; the sentence gives that
    total too, and how many points stopped at the limit.

    Raises AssertionError if the study has no half-width at which design points stop.
    """
    planned = found.study.replications
    counts = [int(one) for one in (~_missing(found)).sum(axis=0)]
    assert planned.half_width is not None
    short = sum(count >= planned.maximum for count in counts)
    limit = f" {counted(short, 'design point')} stopped at the limit of {planned.maximum}." if short else ""
    known = f"every difference was known to ±{planned.half_width:g} or better"
    if len(counts) == 1:
        return f"Stopped after {counted(counts[0], 'replication')}, when {known}.{limit}"
    return (
        f"Each design point stopped when {known}: after {min(counts)} to {max(counts)} replications, {sum(counts)} in "
        f"total; one fixed number for all points would have needed {len(counts) * max(counts)}.{limit}"
    )


def _missing(found: Results) -> Any:
    """Return whether a run is missing, a Boolean array (replications, design points), over all strategies."""
    import numpy as np

    return np.isnan(paired(found, found.study.replications.measure)).any(axis=2)


def methods(found: Results, known: Mapping[str, Any]) -> str:
    """Return a methods paragraph for a paper: model, organisations, design, runs, random numbers, intervals.

    known  the manifest of the study
    """
    study = known["study"]
    design = study["design"]
    factors = [f"{one['name']} ({span(one['low'], one['high'])})" for one in design["factors"]]
    chosen = _DESIGNS[design["kind"]].format(
        points=study["points"], factors=listed(factors), seed=design["seed"], samples=design["samples"]
    )
    fixed = [f"{name} = {value:g}" for name, value in study["settings"].items()]
    fixed += [f"without the mechanism {name}" for name in study["without"]]
    lines = [
        f"We ran itborg {study['version']} (model {known['model']}), an agent-based model of business-IT integration, "
        f"on {listed(list(study['organisations']))}, comparing {listed(study['strategies'][1:] or study['strategies'])}"
        + (f" with {study['strategies'][0]}." if len(study["strategies"]) > 1 else "."),
        f"The design was {chosen}" + (f"; fixed: {listed(fixed)}." if fixed else "."),
        f"Each run spans a burn-in of {study['burn_in']} working days, shared by all strategies, and {study['days']} "
        f"working days after the strategy's start. Every design point had {_replicated(study['replications'])}, "
        f"{known['runs']} runs in total" + (f"; {known['failed']} more failed." if known["failed"] else "."),
        "Within a replication all strategies and points use common random numbers, indexed by event (random seed "
        f"{study['seed']}); differences are paired, with Student's t intervals at 95 % over replications."
        + _variance_reduction(found),
    ]
    return " ".join(lines)


def _replicated(planned: Mapping[str, Any]) -> str:
    """Return how many replications a design point had, or what determined that.

    planned  `replications` of the study in the manifest
    """
    if planned["half_width"] is None:
        return counted(planned["maximum"], "replication")
    return (
        f"as many replications (at most {planned['maximum']}, checked at fixed numbers) as were needed for a 95 % "
        f"interval of every paired difference in {words(planned['measure'])} of at most ±{planned['half_width']:g}"
    )


def _variance_reduction(found: Results) -> str:
    """Return by which factor common random numbers reduced the variance of differences, smallest to largest, or ""."""
    ratios = sorted(row.variance_ratio for row in strategy_effects(found) if math.isfinite(row.variance_ratio))
    if not ratios:
        return ""
    factor = number(ratios[0], 1) if len(ratios) == 1 else span(ratios[0], ratios[-1], 1)
    measure = words(found.study.measures[0])
    return f" Common random numbers reduced the variance of differences in {measure} {factor}-fold."


def citation(known: Mapping[str, Any]) -> str:
    """Return how to cite the results.

    known  the manifest of the study
    """
    study = known["study"]
    return (
        f'itborg {study["version"]}, an agent-based model of business-IT integration; study "{study["name"]}" '
        f"({known['study_hash']}), model {known['model']}, seed {study['seed']}."
    )


def digits(measure: str) -> int:
    """Return with how many decimals values of a measure are shown, by its unit.

    Raises KeyError for a measure that is not registered.
    """
    return decimals(measure_rows()[measure]["unit"])
