"""The tables of a comparison's report: ranking, money, all measures.

Values are means over replications; ± is half of a 95 % interval (Student's t, each separately). Differences are
paired. Cells of differences are marked as better or worse if their interval excludes 0.
"""

from __future__ import annotations

from ..analysis.comparison.result import Comparison, Difference
from ..analysis.measures.registry import better_of, measure_rows
from .comparison_figures import parts
from .comparison_terms import marked
from .formatting import decimals, number, percent, words
from .tables import Cell, Head, Row, Table, estimate, name_cell

#: Measures whose differences are shown beside net value in the ranking.
BESIDE = ("business_rating", "sla_met", "trust_business_to_it", "firefighting_share")


def ranking_table(found: Comparison) -> Table:
    """Return strategies, best first: gain in net value over the baseline, spend, gain per kEUR, and ties.

    The gain is in kEUR per working day, the spend in kEUR over all days. "Better in" is the share of paired
    replications with a higher net value than the baseline; "same sign" the number of plausible parameter sets at which
    the gain has the same sign. Differences in the measures of BESIDE follow, as far as the comparison has them. A rank
    with ≈ is not significantly different from the next row (95 %, for all pairs of strategies at once). With equal
    resources the dose is shown.
    """
    sets = found.parameter_sets
    equal = found.provenance.equal_resources.get("used", {})
    beside = [name for name in BESIDE if name in found.measures]
    heads = [
        Head(),
        Head("strategy", kind="name"),
        Head("gain", f"minus {found.baseline}, kEUR/day"),
        Head("spend", "kEUR, all days"),
        Head("gain per kEUR"),
        *([Head("dose")] if equal else []),
        Head("better in", "replications"),
        *([Head("same sign", f"of {len(sets)} parameter sets")] if sets else []),
        *(Head(words(name), "difference") for name in beside),
    ]
    rows = []
    for row in found.ranking().to_dict("records"):
        name = str(row["strategy"])
        took = estimate(*found.spend_of(name).total, 0)
        rank = Cell(f"{row['rank']}{'≈' if row['tied_with_next'] else ''}")
        if name == found.baseline:
            cells = [Cell("baseline"), took, *(Cell() for _ in heads[4:])]
        else:
            step = found.difference(name)
            cells = [_difference(step, "net_value"), took, estimate(*found.gain_per_keur(name), 1)]
            cells += [Cell(number(equal.get(name, {}).get("dose"), 2))] if equal else []
            cells += [Cell(percent(step.probability_better))]
            cells += [Cell(str(found.same_sign(name)[0]))] if sets else []
            cells += [_difference(found.difference(name, measure=one), one)._replace(half="") for one in beside]
        rows.append(
            Row(
                [rank, name_cell(marked(found, name), "; ".join(found.put_in.get(name, ()))), *cells],
                "baseline" if name == found.baseline else "",
            )
        )
    return Table(heads, rows, "ranking")


def money_table(found: Comparison) -> Table:
    """Return the parts of each strategy's difference in net value, with intervals, and what a bad month loses.

    "Bad month" is the difference in the 95 % quantile of monthly loss, in kEUR; its interval is a bootstrap interval
    over replications. The other columns are in kEUR per working day. The baseline has no row.
    """
    unit = f"minus {found.baseline}, kEUR/day"
    heads = [
        Head("strategy", kind="name"),
        *(Head(name, unit) for name in ("net value", "benefit", "loss", "cost")),
        Head("bad month", f"loss, minus {found.baseline}, kEUR"),
    ]
    rows = []
    for row in parts(found):
        risk = found.risk_of(row.strategy)
        steps = {"net_value": row.net, "benefit": row.benefit, "loss": row.loss, "cost": row.cost}
        cells = [_difference(step, measure) for measure, step in steps.items()]
        bad_month = estimate(
            risk["difference"], risk["difference_low"], risk["difference_high"], 0, "lower", signed=True
        )
        rows.append(Row([name_cell(row.strategy), *cells, bad_month]))
    return Table(heads, rows)


def full_table(found: Comparison) -> Table:
    """Return every measure under every strategy, with 95 % intervals.

    Rows are measures and columns strategies, both in the order of the comparison. These are levels, not differences:
    their intervals include the variation that common random numbers cancel, so they may overlap where a difference is
    significant.
    """
    heads = [Head("measure", kind="name"), *(Head(name) for name in found.strategies)]
    rows = [
        Row([name_cell(words(one)), *(estimate(*found.level(name, one), _decimals(one)) for name in found.strategies)])
        for one in found.measures
    ]
    return Table(heads, rows)


def _decimals(measure: str) -> int:
    """Return with how many decimals a measure is shown, by its unit."""
    return decimals(measure_rows().get(measure, {}).get("unit"))


def _difference(one: Difference, measure: str) -> Cell:
    """Return the cell of a difference, marked as better or worse by the direction of its measure."""
    return estimate(one.mean, one.low, one.high, _decimals(measure), better_of(measure), signed=True)
