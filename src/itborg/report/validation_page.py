"""The page docs/validation.md: every result of a validation as Markdown, written by `itborg validate`.

Relies on `Validation` and its JSON document. A check passes if its complete 95 % interval lies in the expected range,
and is inconclusive if only its estimate does; a pattern is reproduced if every check passes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..analysis.network.shocks import SHOCKS
from ..analysis.statistics import Interval
from ..evidence.validation.assessment import Validation
from ..evidence.validation.network_perturbations import DAYS, OUTCOMES
from ..evidence.validation.pattern import Check, Pattern
from ..evidence.validation.patterns import IN_OTHER_ORGANISATIONS
from ..evidence.validation.targets import Target, assessed_targets
from ..evidence.validation.validation_json import ANY_ORGANISATION_CLAIM, ANY_ORGANISATION_NOTE, document, note
from .formatting import MISSING, listed, number, percent, plus_minus, span
from .tables import markdown_table

Row = Mapping[str, Any]
ADVICE = (
    "How to use this: an argument may rest on patterns that are reproduced; a pattern that is not reproduced, or that "
    "a rule assumes, is no evidence. Differences between strategies show direction and cause, not the kEUR that "
    "another organisation would gain."
)


def summary(patterns: Sequence[Row], targets: Sequence[Row]) -> str:
    """Return how many patterns are reproduced, which are not, how many targets are met, and how to use that.

    patterns  at least `id`, `name` and `result` of each ("reproduced", "not reproduced", "assumed")
    targets   at least `result` of each ("within", "outside")

    >>> one = {"id": "P2", "name": "them and us", "result": "reproduced"}
    >>> two = {"id": "P3", "name": "watermelon", "result": "not reproduced"}
    >>> summary([one, two], []).partition(" How")[0]
    'In short: 1 of 2 patterns is reproduced; P3 (watermelon) is not.'
    """
    return " ".join(filter(None, (_patterns_sentence(patterns), _targets_sentence(targets), ADVICE)))


def _patterns_sentence(rows: Sequence[Row]) -> str:
    """Return how many judged patterns are reproduced, and which are not or are assumed; "" without such patterns."""
    rows = [row for row in rows if row["result"] != "not judged"]
    if not rows:
        return ""
    failed, assumed = (
        [f"{row['id']} ({row['name']})" for row in rows if row["result"] == result]
        for result in ("not reproduced", "assumed")
    )
    count = sum(row["result"] == "reproduced" for row in rows)
    parts = [f"In short: {count} of {len(rows)} patterns {_is(count)} reproduced"]
    if failed:
        parts.append(f"{listed(failed)} {_is(len(failed))} not")
    if assumed:
        noun = "an assumption" if len(assumed) == 1 else "assumptions"
        parts.append(f"{listed(assumed)} {_is(len(assumed))} {noun} of the rules")
    return "; ".join(parts) + "."


def _targets_sentence(rows: Sequence[Row]) -> str:
    """Return how many targets lie within their bands; "" without targets."""
    if not rows:
        return ""
    count = sum(row["result"] == "within" for row in rows)
    lies = "lies within its" if count == 1 else "lie within their"
    return f"{count} of {len(rows)} empirical targets {lies} band."


def _is(count: int) -> str:
    """Return the verb for a number of things."""
    return "is" if count == 1 else "are"


def written(found: Validation) -> str:
    """Return the page as Markdown.

    In order: how to read it; one row for each pattern; the checks of each pattern; checks in other organisations;
    empirical targets; perturbations of the network. The last two parts depend on what was run, which the page states if
    it was interrupted.
    """
    table = document(found)
    parts = [_head(found), *_summary(found, table), *_checks(found), *_organisations(found, table), *_targets(found)]
    return "\n".join([*parts, *_network(found)]).rstrip() + "\n"


def estimate(one: Interval) -> str:
    """Return a mean with half of its 95 % interval."""
    return plus_minus(*one)


def _head(found: Validation) -> str:
    """Return the title of the page, how its runs were made, and what the results mean."""
    changed = "".join(f", {name} = {value:g}" for name, value in found.changes.items())
    size = "" if found.size == "full" else f" --{found.size}"
    stopped = "" if found.complete else " It was interrupted: some parts are missing or rest on fewer replications."
    sampled, plausible = found.points_sampled(), len(found.points())
    size += "" if found.varied == "core" else f" --parameters {found.varied}"
    varied = f"all {found.varied} parameters" if found.varied == "core" else f"{found.varied} parameters"
    return f"""# Validation: reproduced patterns and empirical targets

Written by `itborg validate{size} --markdown docs/validation.md`, not by hand: {found.organisation},
{found.replications()} replications, seed {found.seed}, version {found.version}{changed}.{stopped} What a result claims,
and what it does not, is in [claims.md](claims.md).

A *check* is one number and the range in which it must lie, from runs with common random numbers; ± is half of a 95 %
interval. A check **passes** if its whole interval lies in the range, and is **inconclusive** if only its estimate does.
A pattern is **reproduced** if every check passes, so an effect whose interval touches 0 is not shown. That two runs do
not differ passes only if the whole interval lies between two bounds of equivalence; it limits an effect and is no
evidence of a mechanism. A pattern is **assumed** if a rule contains it, and **not judged** if it is context only.
Otherwise it is **not reproduced**, whatever the reason. *Same sign* is the share of plausible points of a Latin
hypercube, over the plausible ranges of {varied} at once, at which the check has the same sign. Of {sampled}
points {plausible} are plausible organisations (more than 0.4 of targets met, 0.05 to 0.65 of work in firefighting, a
business rating above 0.2). No strategy has a coefficient on an outcome.
"""


def _summary(found: Validation, table: Row) -> Iterator[str]:
    """Yield one row for each pattern with result, first check and robustness, and the summary in sentences."""
    yield "## Patterns\n"
    yield from markdown_table(
        ("", "pattern", "result", "first check", "same sign"),
        [*(_line(found, one) for one in found.patterns), *_organisations_line(table)],
        "lllrr",
    )
    yield f"{summary(table['patterns'], table['targets'])}\n"


def _line(found: Validation, pattern: Pattern) -> tuple[str, ...]:
    """Return the row of a pattern; "same sign" is a share of plausible points of the parameter space, in %."""
    first = pattern.checks[0]
    result = f"**{found.result(pattern)}**"
    return (pattern.id, pattern.name, result, estimate(found.estimate(first)), percent(found.robustness(first)))


def _organisations_line(table: Row) -> list[tuple[str, ...]]:
    """Return the row of the pattern about other organisations, or none if these were not run."""
    rows = [row for row in table["patterns"] if "organisations" in row]
    return [(row["id"], row["name"], f"**{row['result']}**", _share_with_ends(row), MISSING) for row in rows]


def _share_with_ends(row: Row) -> str:
    """Return an estimated share with the ends of its interval."""
    return f"{number(row['estimate'], 2)} ({span(row['low'], row['high'], 2)})"


def _checks(found: Validation) -> Iterator[str]:
    """Yield for each pattern its claim and source, and one row for each check."""
    yield "## Checks\n"
    for pattern in found.patterns:
        yield f"### {pattern.id} {pattern.name}: {found.result(pattern)}\n"
        yield f"{pattern.claim} *{pattern.source}*\n"
        yield from markdown_table(
            ("check", "expected", "found", "status", "same sign"),
            [_check(found, check) for check in pattern.checks],
            "lrrlr",
        )
        if note(found, pattern):
            yield f"{note(found, pattern)}\n"


def _check(found: Validation, check: Check) -> tuple[str, ...]:
    """Return the row of a check: statement, expected range, estimate, status, same sign.

    A decisive check that does not pass is in bold; one that does not decide about the pattern is marked.
    """
    status: str = found.status(check)
    shown = f"**{status}**" if status != "passes" and check.decisive else status
    statement = check.statement if check.decisive else f"*not decisive:* {check.statement}"
    return (statement, check.expected, estimate(found.estimate(check)), shown, percent(found.robustness(check)))


def _organisations(found: Validation, table: Row) -> Iterator[str]:
    """Yield the section on patterns in other organisations, one row for each organisation."""
    for row in table["patterns"]:
        if "organisations" in row:
            yield f"### {row['id']} {row['name']}\n"
            yield f"{ANY_ORGANISATION_CLAIM} Only the checks that need runs of the baseline alone are used.\n"
            heads = ("organisation", "replications", *IN_OTHER_ORGANISATIONS, "checks that do not pass")
            rows = [_organisation(found, name) for name in found.other_organisations()]
            yield from markdown_table(heads, rows, "lr" + "l" * (len(IN_OTHER_ORGANISATIONS) + 1))
            yield f"{ANY_ORGANISATION_NOTE}\n"


def _organisation(found: Validation, organisation: str) -> tuple[str, ...]:
    """Return the row of an organisation: replications, result of each pattern, and the checks that do not pass."""
    failed = {name: found.failed_in(organisation, name) for name in IN_OTHER_ORGANISATIONS}
    results = ["**not reproduced**" if failed[name] else "reproduced" for name in IN_OTHER_ORGANISATIONS]
    checks = [check for name in IN_OTHER_ORGANISATIONS for check in failed[name]]
    why = "; ".join(f"{check.statement} {estimate(found.estimate_in(organisation, check))}" for check in checks)
    return (organisation, str(found.replications_in(organisation)), *results, why)


def _targets(found: Validation) -> Iterator[str]:
    """Yield the section on empirical targets: those assessed with their bands, then those only reported."""
    misses = found.misses()
    yield "## Empirical targets\n"
    yield (
        f"Values of the baseline unless another strategy is named: {len(assessed_targets()) - len(misses)} of "
        f"{len(assessed_targets())} lie within their band. *Fitted* means that a parameter was chosen with the target "
        "in view; with so many parameters for so few targets none is identified. `experiments/fit_handoffs.py` repeats "
        "the fit of routing.\n"
    )
    yield from markdown_table(
        ("target", "itborg", "band", "result", "fitted", "source"),
        [_target(found, one) for one in assessed_targets()],
        "lrrlll",
    )
    yield "Reported, not assessed:\n"
    yield from markdown_table(
        ("target", "itborg", "source"),
        [
            (one.statistic, " ".join(map(_mean, found.reported(one.id))) or MISSING, one.source)
            for one in found.not_assessed()
        ],
    )


def _target(found: Validation, target: Target) -> tuple[str, ...]:
    """Return the row of an assessed target: statistic, model, band, result, whether it was fitted, source."""
    low, high = target.band or (math.nan, math.nan)
    result = "within" if found.target_within(target) else "**outside**"
    fitted = "yes" if target.fitted else "no"
    return (target.statistic, estimate(found.estimate(target.id)), span(low, high), result, fitted, target.source)


def _network(found: Validation) -> Iterator[str]:
    """Yield the section on perturbations of the network, as changes of outcomes in %; nothing if they were not run."""
    rows = found.network_perturbations()
    if not rows:
        return
    yield "## Perturbations of the network\n"
    yield (
        "Perturbations of an organisation after the burn-in (`itborg.analysis.network.shocks`), paired "
        f"with the unperturbed run, {DAYS} days. Change in %, ± half of a 95 % interval.\n"
    )
    changes = [(SHOCKS[name].meaning, *map(_change, row)) for name, row in rows.items()]
    yield from markdown_table(("perturbation", *OUTCOMES), changes, "l" + "r" * len(OUTCOMES))


def _change(one: Interval) -> str:
    """Return a relative change in % with half of its 95 % interval.

    one  as a share, 0.1 for 10 %
    """
    return plus_minus(100 * one.mean, 100 * one.low, 100 * one.high, 1, signed=True)


def _mean(one: Interval) -> str:
    """Return the mean of an estimate without its interval."""
    return number(one.mean)
