"""The page docs/knockouts.md and its JSON: which outcomes require which mechanism, written by `itborg knockouts`.

Relies on `Knockouts`: the requirements of each mechanism, of groups of mechanisms that are knocked out together (their
names joined by +), and of the minimal model, in which all are knocked out. A requirement is an outcome that is lost or
significantly weaker without the mechanism, at a false discovery rate of 5 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..analysis.comparison.document import SCHEMA_VERSION
from ..analysis.statistics import Interval, interval
from ..common.version import itborg_version
from ..evidence.knockouts.knockouts import FULL_MODEL, MINIMAL_MODEL, SUBSTITUTES, Knockouts, Requirement
from ..evidence.knockouts.outcomes import NET_VALUE_EFFECT, Kind, Outcome, strategies
from ..evidence.validation.targets import within
from ..mechanisms.registry import KNOCKOUTS
from .formatting import plus_minus
from .tables import markdown_table

#: Heads of the table's columns, and the kinds of outcome in each.
COLUMNS: Mapping[str, tuple[Kind, ...]] = {
    "patterns": ("pattern",),
    "targets": ("target",),
    "strategies": ("strategy",),
    "perturbations, worst practices": ("perturbation", "practice"),
    "(levels)": ("level",),
}


def written(found: Knockouts) -> str:
    """Return the page as Markdown.

    In order: how to read it; a table of mechanisms, what each is for, and the outcomes that require it; joint
    knock-outs; mechanisms that no outcome requires; the minimal model; every requirement with its values. Joint
    knock-outs and the minimal model are left out if they were not run.
    """
    parts = [_head(found), *_mechanisms(found), *_joint(found), *_redundant(found), *_minimal_model(found)]
    return "\n".join([*parts, *_evidence(found)]).rstrip() + "\n"


def document(found: Knockouts) -> dict[str, Any]:
    """Return the results as dictionaries, lists and plain values; NaN and infinity become None.

    Keys: `schema_version`, `organisation`, `replications`, `seed`, `version`; `mechanisms`, by name with `purpose` and
    `required_by`, and `joint`, by name with `required_by`; `minimal_model` with `fails`; `redundant`, a list of names.
    A requirement has `kind`, `name`, `statement`, `change`, and `full_model` and `knocked_out`, each with `mean`, `low`
    and `high` (95 % intervals).
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "organisation": found.runs.organisation,
        "replications": found.runs.replications(),
        "seed": found.runs.seed,
        "version": itborg_version(),
        "mechanisms": {
            name: {"purpose": KNOCKOUTS[name].purpose, **one}
            for name, one in _required_by(found, lambda name: name in KNOCKOUTS).items()
        },
        "joint": _required_by(found, lambda name: "+" in name),
        "minimal_model": {"fails": [_plain(one) for one in found.requirements.get(MINIMAL_MODEL, [])]},
        "redundant": found.redundant(),
    }


def _required_by(found: Knockouts, chosen: Callable[[str], bool]) -> dict[str, Any]:
    """Return the requirements of the chosen knock-outs by name.

    chosen  whether a name belongs to this part of the document
    """
    return {
        name: {"required_by": [_plain(one) for one in requirements]}
        for name, requirements in found.requirements.items()
        if chosen(name)
    }


def _plain(one: Requirement) -> dict[str, Any]:
    """Return a requirement as JSON data."""
    numbers = {"full_model": _numbers(one.full_model), "knocked_out": _numbers(one.knocked_out)}
    return {"kind": one.kind, "name": one.name, "statement": one.statement, "change": one.change, **numbers}


def _numbers(one: Interval) -> dict[str, float | None]:
    """Return mean and ends of an interval as JSON numbers; None for what is not finite."""
    return {key: value if math.isfinite(value) else None for key, value in one._asdict().items()}


def _head(found: Knockouts) -> str:
    """Return the title of the page, how its runs were made, and how to read the table."""
    runs = found.runs
    return f"""# Knock-outs: which outcomes require which mechanism

Written by `itborg knockouts --replications {runs.replications()} --markdown docs/knockouts.md`, not by hand: \
{runs.organisation}, {runs.replications()} replications, seed {runs.seed}, version {itborg_version()}. \
Each mechanism is knocked out, one at a time, from the first day on, and {len(runs.outcomes)} \
outcomes are recomputed with common random numbers: every check of every pattern, every assessed target, \
the effect of every strategy on net value and on the measures it is meant to change, the effects of perturbations of \
the network, and the worst practices that the months show.

**Bold**: lost. A check that passed has its estimate outside its range; a target that was met lies outside its band; \
of a significant effect, or of a worst practice that the months show, half or more is gone. Plain: weaker by a quarter \
or more. In brackets: a level of the baseline that changes by a quarter; that alone is no requirement, since other \
parameters could compensate. An outcome counts only if the paired change is significant at a false discovery rate of \
5 %. A mechanism that is missing here may still matter in other organisations, or at other demand.
"""


def _mechanisms(found: Knockouts) -> Iterator[str]:
    """Yield the section with one row for each mechanism that an outcome requires, with what it does and is for."""
    yield "## Mechanisms\n"
    yield (
        "*What it is for* is the claim for which the mechanism is in the model, with the patterns of "
        "[validation.md](validation.md) that test the claim. It was written before the runs; the other columns are "
        "measured.\n"
    )
    rows = [
        (f"`{name}`", mechanism.meaning, mechanism.purpose, *_cells(found.requirements[name]))
        for name, mechanism in KNOCKOUTS.items()
        if name in found.requirements and name not in found.redundant()
    ]
    yield from markdown_table(("mechanism", "what it does", "what it is for", *COLUMNS), rows)


def _joint(found: Knockouts) -> Iterator[str]:
    """Yield the section on mechanisms that were knocked out together; nothing if there are none."""
    names = [name for name, requirements in found.requirements.items() if "+" in name and requirements]
    if names:
        yield "## Joint knock-outs\n"
        yield "Mechanisms that may substitute for each other, so that only knocking out all of them shows a loss.\n"
        rows = [
            (
                " ".join(f"`{part}`" for part in name.split("+")),
                SUBSTITUTES.get(name, ""),
                *_cells(found.requirements[name]),
            )
            for name in names
        ]
        yield from markdown_table(("knocked out", "what is lost", *COLUMNS), rows)


def _cells(requirements: Sequence[Requirement]) -> list[str]:
    """Return the outcomes that require a mechanism, one cell for each column of COLUMNS, "-" for none."""
    return [_names(requirements, kinds) or "-" for kinds in COLUMNS.values()]


def _names(requirements: Sequence[Requirement], kinds: Sequence[Kind]) -> str:
    """Return the names of the outcomes of some kinds, each once, those that are lost in bold."""
    names = dict.fromkeys(one.name for one in requirements if one.kind in kinds)
    lost = {one.name for one in requirements if one.kind in kinds and one.change == "lost"}
    return ", ".join(f"**{name}**" if name in lost else name for name in names)


def _redundant(found: Knockouts) -> Iterator[str]:
    """Yield the section on mechanisms that no outcome requires, with what that does not show."""
    yield "## Mechanisms that no outcome requires\n"
    names = [name for name in found.redundant() if name in KNOCKOUTS]
    if not names:
        yield "None.\n"
        return
    rows = [
        (
            f"`{name}`", KNOCKOUTS[name].meaning, KNOCKOUTS[name].purpose,
            _names(found.requirements[name], ("level",)) or "-",
        )
        for name in names
    ]  # fmt: skip
    yield from markdown_table(("mechanism", "what it does", "what it is for", "(levels)"), rows)
    yield (
        "These are candidates for removal: without them no outcome above changes much, or the change is not "
        "significant with this number of replications. Of several mechanisms with the same function each may be listed "
        "here although all together are required (see above), and a pattern that is not reproduced requires nothing. "
        "So remove one at a time, and use more replications first "
        "(`itborg knockouts NAME --outcome P4 --replications 100`).\n"
    )


def _minimal_model(found: Knockouts) -> Iterator[str]:
    """Yield the section on the model with every mechanism knocked out; nothing if it was not run.

    It lists the patterns that the minimal model reproduces, its targets within their bands, and the effect of each
    strategy on net value in both models, with 95 % intervals over paired replications.
    """
    if MINIMAL_MODEL not in found.requirements:
        return
    runs = found.runs
    yield "## The minimal model\n"
    both, lost = _patterns_reproduced(found)
    targets = [one for one in runs.outcomes if one.target]
    met = {name: sum(_is_met(found, name, one) for one in targets) for name in (MINIMAL_MODEL, FULL_MODEL)}
    yield (
        "With every mechanism knocked out a small, complete model is left: needs and root causes arise, people talk "
        "and learn, trust moves with events, incidents are solved or handed off along ties that differ in what people "
        "know, changes are built and released, strategies set their levers. It completes every run. "
        f"Patterns whose checks pass in it: {', '.join(both) or 'none'}; those that pass only in the full model: "
        f"{', '.join(lost) or 'none'}. Targets within their bands: {met[MINIMAL_MODEL]} of {len(targets)} "
        f"(full model: {met[FULL_MODEL]}).\n"
    )
    effects = {one.name: one for one in runs.outcomes if one.kind == "strategy" and one.statement == NET_VALUE_EFFECT}
    rows = [
        (name, *(plus_minus(*interval(runs.values(model, effects[name]))) for model in (FULL_MODEL, MINIMAL_MODEL)))
        for name in strategies()
        if name in effects
    ]
    yield "Effect on net value, kEUR per working day:\n"
    yield from markdown_table(("strategy", "full model", "minimal model"), rows)


def _is_met(found: Knockouts, name: str, outcome: Outcome) -> bool:
    """Return whether the mean of a target lies within its band when the named mechanisms are knocked out."""
    return outcome.target is not None and within(outcome.target, interval(found.runs.values(name, outcome)).mean)


def _patterns_reproduced(found: Knockouts) -> tuple[list[str], list[str]]:
    """Return the patterns all of whose checks pass in the minimal model, and those only in the full model."""
    checks = [one for one in found.runs.outcomes if one.check]
    order = list(dict.fromkeys(one.name for one in checks))
    passed = {
        model: {name for name in order if all(found.passes(one, model) for one in checks if one.name == name)}
        for model in (FULL_MODEL, MINIMAL_MODEL)
    }
    return (
        sorted(passed[MINIMAL_MODEL], key=order.index),
        sorted(passed[FULL_MODEL] - passed[MINIMAL_MODEL], key=order.index),
    )


def _evidence(found: Knockouts) -> Iterator[str]:
    """Yield the section with one row for each requirement: the value in the full model and without the mechanism."""
    yield "## All requirements\n"
    rows = [
        (
            f"`{mechanism}`" if mechanism != MINIMAL_MODEL else "*all of them*",
            f"**{one.name}**" if one.change == "lost" else one.name,
            one.statement,
            plus_minus(*one.full_model),
            plus_minus(*one.knocked_out),
        )
        for mechanism, requirements in found.requirements.items()
        for one in requirements
    ]
    yield from markdown_table(("knocked out", "required by", "statement", "full model", "knocked out"), rows)
