"""docs/validation.md: everything a validation found, written by the command and never by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..analysis.statistics import Interval
from ..evidence.validation.assessment import Validation
from ..evidence.validation.pattern import Check, Pattern
from ..evidence.validation.patterns import EVERYWHERE
from ..evidence.validation.robustness import DAYS, OUTCOMES
from ..evidence.validation.targets import Target, judged
from ..evidence.validation.validation_json import EVERYWHERE_CLAIM, EVERYWHERE_NOTE, document, note, verdict
from .formatting import listed

Row = Mapping[str, Any]
ADVICE = (
    "What to make of it: argue with this model where the argument rests on patterns that emerge; where it rests on one "
    "that does not, or that a rule puts in, it is no evidence. Differences between strategies say which way and "
    "why, not how many kEUR your own organisation would see."
)


def in_short(patterns: Sequence[Row], targets: Sequence[Row]) -> str:
    """Return how many patterns emerge, which do not, how many figures fit, and what to make of it.

    patterns  at least `id`, `name` and `verdict` of each ("emerges", "does not", "assumption")
    targets   at least `verdict` of each ("within", "outside")

    >>> one = {"id": "P2", "name": "them and us", "verdict": "emerges"}
    >>> two = {"id": "P3", "name": "watermelon", "verdict": "does not"}
    >>> in_short([one, two], []).partition(" What")[0]
    'In short: 1 of 2 patterns emerges; P3 (watermelon) does not.'
    """
    return " ".join(filter(None, (_patterns(patterns), _target_sentence(targets), ADVICE)))


def _patterns(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    named = {said: [_name(row) for row in rows if row["verdict"] == said] for said in ("does not", "assumption")}
    count = sum(row["verdict"] == "emerges" for row in rows)
    parts = [f"In short: {count} of {len(rows)} patterns {'emerges' if count == 1 else 'emerge'}"]
    if named["does not"]:
        parts.append(f"{listed(named['does not'])} {'does' if len(named['does not']) == 1 else 'do'} not")
    if named["assumption"]:
        verb = "is an assumption" if len(named["assumption"]) == 1 else "are assumptions"
        parts.append(f"{listed(named['assumption'])} {verb} of the rules")
    return "; ".join(parts) + "."


def _target_sentence(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    count = sum(row["verdict"] == "within" for row in rows)
    lies = "lies within its" if count == 1 else "lie within their"
    return f"{count} of {len(rows)} figures of real organisations {lies} band."


def _name(row: Row) -> str:
    return f"{row['id']} ({row['name']})"


SHOCKS = {
    "forget_who_knows_what": "everybody forgets who knows what",
    "confuse_who_knows_what": "the same knowledge, about the wrong people",
    "distrust": "trust cut to two fifths",
    "lose_understanding": "IT loses nine tenths of its understanding",
}


def written(found: Validation) -> str:
    """Return the page as Markdown."""
    parts = [_head(found), *_summary(found), *_checks(found), *_everywhere(found), *_targets(found), *_network(found)]
    return "\n".join(parts).rstrip() + "\n"


def number(value: float) -> str:
    """Return a number with three digits that matter.

    >>> number(0.0123456), number(-4.0), number(float("nan"))
    ('0.0123', '-4', '-')
    """
    return f"{value:.3g}" if math.isfinite(value) else "-"


def pm(one: Interval) -> str:
    """Return "mean ± half of the interval"."""
    return number(one.mean) + (f" ± {one.half:.2g}" if math.isfinite(one.half) else "")


def _share(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else "-"


def _head(found: Validation) -> str:
    changed = "".join(f", {name} = {value:g}" for name, value in found.changes.items())
    size = "" if found.size == "full" else f" --{found.size}"
    stopped = "" if found.complete else " It was interrupted: some parts are missing or rest on fewer runs."
    tried, left = found.points_tried(), len(found.points())
    return f"""# What emerges, what does not, and what real organisations look like

Written by `itborg validate{size} --markdown docs/validation.md` and not by hand: {found.organisation},
{found.lucks()} lucks, seed {found.seed}, version {found.version}{changed}.{stopped} What the words claim, and what they
do not, is in [claims.md](claims.md).

A *check* is one number with a range it has to lie in, over runs that share their luck; ± is half of a 95 % interval. A
pattern **emerges** if every check holds with its whole interval. It is an **assumption** if a rule contains it.
Otherwise it **does not** emerge, whatever the reason. *Sign* is the share of plausible points of a Latin hypercube,
over the plausible ranges of all parameters at once, at which the check points the right way: {left} of {tried} points
look like an organisation that could exist (more than .6 of targets met, .05 to .65 of work in firefighting, a business
rating above .2). No strategy has a coefficient on an outcome.
"""


def _summary(found: Validation) -> Iterator[str]:
    yield "## The patterns\n"
    yield from _table(
        ("", "pattern", "verdict", "first check", "sign"),
        "lllrr",
        [*(_line(found, one) for one in found.patterns), *_everywhere_line(found)],
    )
    table = document(found)
    yield f"{in_short(table['patterns'], table['targets'])}\n"


def _line(found: Validation, one: Pattern) -> tuple[str, ...]:
    first = one.checks[0]
    said = f"**{verdict(found, one)}**"
    return (one.id, one.name, said, pm(found.estimate(first)), _share(found.robustness(first)))


def _everywhere_line(found: Validation) -> list[tuple[str, ...]]:
    if not found.places():
        return []
    share = found.everywhere()
    said = "emerges" if share.mean == 1.0 else "does not"
    return [
        ("P17", "the same everywhere", f"**{said}**", f"{share.mean:.2f} ({share.low:.2f} to {share.high:.2f})", "-")
    ]


def _checks(found: Validation) -> Iterator[str]:
    yield "## Check by check\n"
    for one in found.patterns:
        yield f"### {one.id} {one.name}: {verdict(found, one)}\n"
        yield f"{one.claim} *{one.source}*\n"
        yield from _table(
            ("check", "wanted", "found", "", "sign"), "lrrlr", [_check(found, check) for check in one.checks]
        )
        yield from _note(found, one)


def _check(found: Validation, check: Check) -> tuple[str, ...]:
    standing = found.standing(check)
    said = f"**{standing}**" if standing != "holds" and not check.aside else standing
    says = f"*aside:* {check.says}" if check.aside else check.says
    return (says, check.wanted, pm(found.estimate(check)), said, _share(found.robustness(check)))


def _note(found: Validation, one: Pattern) -> Iterator[str]:
    said = note(found, one)
    if said:
        yield f"{said}\n"


def _everywhere(found: Validation) -> Iterator[str]:
    if not found.places():
        return
    yield "### P17 the same everywhere\n"
    yield EVERYWHERE_CLAIM + " Only the checks that need nothing but the untreated organisation are asked.\n"
    rows = []
    for place in found.places():
        missing = {name: found.missing_at(place, name) for name in EVERYWHERE}
        said = ["emerges" if not missing[name] else "**does not**" for name in EVERYWHERE]
        why = "; ".join(f"{c.says} {pm(found.at(place, c))}" for name in EVERYWHERE for c in missing[name])
        rows.append((place, str(found.lucks_at(place)), *said, why))
    yield from _table(("organisation", "lucks", *EVERYWHERE, "what does not hold"), "lrlllll", rows)
    yield f"{EVERYWHERE_NOTE}\n"


def _targets(found: Validation) -> Iterator[str]:
    misses = found.misses()
    yield "## Figures of real organisations\n"
    yield (
        f"The untreated organisation unless said: {len(judged()) - len(misses)} of {len(judged())} lie within their "
        "band. *Fitted* means that a parameter was chosen with the figure in view; with so many parameters for so few "
        "figures nothing here identifies one. `experiments/fit_handoffs.py` repeats the fit of routing.\n"
    )
    yield from _table(
        ("figure", "itborg", "band", "verdict", "fitted", "source"),
        "lrrlll",
        [_target(found, one) for one in judged()],
    )
    yield "Told, not judged:\n"
    yield from _table(
        ("figure", "itborg", "source"),
        "lll",
        [(one.statistic, " ".join(map(pm_short, found.told(one.id))) or "-", one.source) for one in found.not_judged()],
    )


def pm_short(one: Interval) -> str:
    """Return the mean alone, in two digits.

    >>> pm_short(Interval(0.1234, 0.1, 0.15))
    '0.12'
    """
    return f"{one.mean:.2g}"


def _target(found: Validation, one: Target) -> tuple[str, ...]:
    low, high = one.band or (math.nan, math.nan)
    said = "within" if found.target_within(one) else "**outside**"
    fitted = "yes" if one.fitted else "no"
    return (one.statistic, pm(found.estimate(one.id)), f"{low:g} to {high:g}", said, fitted, one.source)


def _network(found: Validation) -> Iterator[str]:
    rows = found.network()
    if not rows:
        return
    yield "## The network decides\n"
    yield (
        "Shocks to an organisation after the burn-in (`itborg.evidence.validation.what_if_experiments`), paired with "
        f"the same organisation without the shock, {DAYS} days. Change in %, ± half of a 95 % interval.\n"
    )
    percent = [
        (SHOCKS.get(name, name), *(f"{100 * one.mean:+.1f} ± {100 * one.half:.1f}" for one in row))
        for name, row in rows.items()
    ]
    yield from _table(("shock", *OUTCOMES), "lrrrr", percent)


def _table(heads: Sequence[str], sides: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table and an empty line; `sides` says l or r for each column."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "|".join("--:" if side == "r" else "---" for side in sides) + "|"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""
