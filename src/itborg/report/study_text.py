"""What a study says in words: its answer, how to read it, how it was made, how to cite it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..analysis.comparison.provenance import better_of, measure_rows
from ..analysis.study.findings import Move, Verdict, moves, not_behind, verdicts
from ..analysis.study.results import Results, paired
from .formatting import DIGITS, listed

#: A baseline with a longer name is called the baseline.
LONGEST_NAME = 16
#: How points were chosen, by kind of design.
_DESIGNS = {
    "single": "one point",
    "grid": "a full grid of {points} points over {factors}",
    "latin_hypercube": "a Latin hypercube of {points} points over {factors} (design seed {seed})",
    "sobol": "Saltelli's scheme on a Sobol sequence, {points} points over {factors} (design seed {seed})",
    "morris": "{samples} Morris trajectories, {points} points over {factors} (design seed {seed})",
    "table": "{points} points that were given, over {factors}",
}


def sentences(found: Results) -> list[str]:
    """Return the result and how to read it, in sentences."""
    return [answer(found), *how_to_read(found)]


def answer(found: Results) -> str:
    """Return in a few sentences who leads, who loses, and where it depends."""
    study, rows = found.study, verdicts(found)
    others = [row for row in rows if row.strategy != study.baseline]
    if not others:
        return "Only the baseline was run: there is nothing to compare it with."
    measure = study.measures[0]
    if better_of(measure) is None:
        return f"Neither more nor less {plain(measure)} is better; the table shows by how much it changes."
    base = study.baseline if len(study.baseline) <= LONGEST_NAME else "the baseline"
    said = [_leads(found, others[0], base)]
    near = [name for name in not_behind(found, others[0].strategy) if name != study.baseline]
    if near:
        said.append(f"Not clearly behind it: {listed(near)}.")
    losing = [row.strategy for row in others if _loses(row, measure)]
    if len(losing) == len(others) > 2:
        said.append(f"All {len(others)} are clearly worse than {base}.")
    elif losing:
        said.append(f"Clearly worse than {base}: {listed(losing)}.")
    mixed = [row.strategy for row in others if row.turns]
    if mixed:
        said.append(f"It depends on the cell for {listed(mixed)}: clearly better in some, clearly worse in others.")
    return " ".join(said)


def _leads(found: Results, best: Verdict, base: str) -> str:
    """Return who comes first, by how much, and whether that is clear."""
    measure = found.study.measures[0]
    half, places = best.difference.half, digits(measure)
    gain = best.difference.mean if better_of(measure) == "higher" else -best.difference.mean
    if gain > half:
        start = f"{best.strategy} leads"
    elif gain < -half:
        start = f"Nothing beats {base}; {best.strategy} comes nearest"
    else:
        start = f"None is clearly better than {base}; {best.strategy} comes first"
    return (
        f"{start}: {best.difference.mean:+.{places}f} ± {half:.{places}f} {measure_rows()[measure]['unit']} in "
        f"{plain(measure)} against {base}{_over(found)}."
    )


def _loses(row: Verdict, measure: str) -> bool:
    return row.difference.high < 0 if better_of(measure) == "higher" else row.difference.low > 0


def _over(found: Results) -> str:
    cells = len(found.study.cells)
    return f", mean over {cells} cells" if cells > 1 else ""


def moved(found: Results, most: int) -> list[str]:
    """Return what moves the baseline, and each difference to it, and how many factors cannot be told from noise.

    most  factors that are named of the first measure; of the others half as many
    """
    return [*(_moved(found, strategy, most) for strategy in _shown(found)), *_others_moved(found, max(1, most // 2))]


def _shown(found: Results) -> tuple[str, ...]:
    return found.study.names[:5]


def _others_moved(found: Results, most: int) -> list[str]:
    """Return one sentence for each of the other measures that something moves, and one for the rest."""
    others, names = found.study.measures[1:], _shown(found)
    told: dict[str, list[str]] = {}
    for measure in others:
        for name in names:
            clear = [one for one in moves(found, name, measure, len(others) * len(names)) if one.clear]
            if clear:
                told.setdefault(measure, []).append(f"of {_step(found, name)}: {_effects(clear, measure, most)}")
    lines = [f"What moves {plain(one)}, {_span(one)}: {'; '.join(parts)}." for one, parts in told.items()]
    still = [plain(one) for one in others if one not in told]
    return [*lines, *([f"No factor clearly moves {listed(still)}."] if still else [])]


def _step(found: Results, strategy: str) -> str:
    base = found.study.baseline
    return f"{f'{strategy} minus ' * (strategy != base)}{base}"


def _span(measure: str) -> str:
    return f"{measure_rows()[measure]['unit']} from lowest to highest value"


def _effects(clear: list[Move], measure: str, most: int) -> str:
    places = digits(measure)
    told = ", ".join(
        f"{one.factor} {one.effect.mean:+.{places}f} ± {one.effect.half:.{places}f}" for one in clear[:most]
    )
    return told + (f" and {len(clear) - most} more" if len(clear) > most else "")


def _moved(found: Results, strategy: str, most: int) -> str:
    measure = found.study.measures[0]
    every = moves(found, strategy)
    clear = [one for one in every if one.clear]
    head = f"What moves {plain(measure)} of {_step(found, strategy)}"
    if not clear:
        return f"{head}: no factor can be told from noise at {len(found.study.cells)} cells."
    rest = len(every) - len(clear)
    noise = f"; {rest} of {len(every)} factors cannot be told from noise" if rest else ""
    return f"{head}, {_span(measure)}: {_effects(clear, measure, most)}{noise}."


def how_to_read(found: Results) -> list[str]:
    """Return how to read the table, one sentence a line."""
    study = found.study
    lines = [
        "±: half of a 95 % interval over replicates; all strategies and all cells of a replicate share their luck."
    ]
    if len(study.cells) > 1:
        lines.append("Cells better, unclear, worse: at 95 % each. A cell is one point in one organisation.")
    if len(study.names) > 1:
        lines.append("Pairing: how many times as many unpaired runs the same interval would have taken in a cell.")
    if study.replications.half_width is not None:
        lines.append(stopped(found))
    return lines


def stopped(found: Results) -> str:
    """Return how early the cells of a study with replicates left to the results stopped."""
    asked = found.study.replications
    pairs = [int(one) for one in (~_missing(found)).sum(axis=0)]
    assert asked.half_width is not None
    short = sum(count >= asked.most for count in pairs)
    limit = f" {short} cell{'s' * (short != 1)} stopped at the limit of {asked.most}." if short else ""
    if len(pairs) == 1:
        return f"Stopped after {pairs[0]} pairs: every difference is known to ±{asked.half_width:g} or better.{limit}"
    span = f"{min(pairs)} to {max(pairs)} pairs, {sum(pairs)} in all"
    return (
        f"Each cell stopped when every difference was known to ±{asked.half_width:g}: after {span}; "
        f"one fixed number for all cells would have taken {len(pairs) * max(pairs)}.{limit}"
    )


def _missing(found: Results) -> Any:
    import numpy as np

    return np.isnan(paired(found, found.study.replications.measure)).any(axis=2)


def methods(found: Results, known: Mapping[str, Any]) -> str:
    """Return a methods paragraph for a paper, made from the manifest."""
    study = known["study"]
    design = study["design"]
    factors = [f"{one['name']} ({one['low']:g} to {one['high']:g})" for one in design["factors"]]
    chosen = _DESIGNS[design["kind"]].format(
        points=study["points"], factors=listed(factors), seed=design["seed"], samples=design["samples"]
    )
    fixed = [f"{name} = {value:g}" for name, value in study["settings"].items()]
    fixed += [f"without the mechanism {name}" for name in study["without"]]
    said = [
        f"We ran itborg {study['version']} (model {known['model']}), an agent-based model of business-IT integration, "
        f"on {listed(list(study['organisations']))}, comparing {listed(study['strategies'][1:] or study['strategies'])}"
        + (f" with {study['strategies'][0]}." if len(study["strategies"]) > 1 else "."),
        f"The design was {chosen}" + (f"; fixed: {listed(fixed)}." if fixed else "."),
        f"Each run spans a burn-in of {study['burn_in']} working days, shared by all strategies, and {study['days']} "
        f"working days after the strategy's start. Every cell had {_replicated(study['replications'])}; in all "
        f"{known['runs']} runs" + (f", {known['failed']} more failed." if known["failed"] else "."),
        "Within a replicate all strategies and points share their random numbers event by event (common random numbers "
        f"keyed by event, root seed {study['seed']}); differences are paired, with Student's t intervals at 95 % over "
        "replicates." + _pairing(found),
    ]
    return " ".join(said)


def _replicated(asked: Mapping[str, Any]) -> str:
    """Return how many replicates a cell had, or what decided that."""
    if asked["half_width"] is None:
        return f"{asked['most']} replicates"
    return (
        f"as many replicates (at most {asked['most']}, looked at at fixed numbers) as it took until the 95 % "
        f"interval of every paired difference in {plain(asked['measure'])} was at most ±{asked['half_width']:g}"
    )


def _pairing(found: Results) -> str:
    ratios = sorted(row.pairing for row in verdicts(found) if math.isfinite(row.pairing))
    if not ratios:
        return ""
    span = f"{ratios[0]:.1f}" if len(ratios) == 1 else f"{ratios[0]:.1f} to {ratios[-1]:.1f}"
    return f" Pairing reduced the variance of differences in {plain(found.study.measures[0])} {span}-fold."


def citation(known: Mapping[str, Any]) -> str:
    """Return how to cite the results."""
    study = known["study"]
    return (
        f'itborg {study["version"]}, an agent-based model of business-IT integration; study "{study["name"]}" '
        f"({known['study_hash']}), model {known['model']}, seed {study['seed']}."
    )


def digits(measure: str) -> int:
    """Return how many decimals a measure is told with."""
    return DIGITS.get(str(measure_rows()[measure]["unit"]), 2)


def plain(name: str) -> str:
    """Return a measure's name as words."""
    return name.replace("_", " ")
