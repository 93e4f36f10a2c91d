"""docs/necessity.md: what needs which mechanism, written by the command and never by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..analysis.statistics import Interval, interval
from ..common.version import itborg_version
from ..evidence.knockouts.knockouts import CORE, SUBSTITUTES, WHOLE, Necessity, Need
from ..evidence.knockouts.outcomes import GAIN, Kind, Specification, strategies
from ..evidence.validation.targets import within
from ..mechanisms.registry import KNOCKOUTS
from .validation_page import pm

#: Heads of the table's columns, and the kinds of question in each.
COLUMNS: Mapping[str, tuple[Kind, ...]] = {
    "patterns": ("pattern",),
    "figures": ("target",),
    "strategies": ("strategy",),
    "shocks, worst practices": ("shock", "practice"),
    "(levels)": ("level",),
}


def written(found: Necessity) -> str:
    """Return the page as Markdown."""
    parts = [_head(found), *_mechanisms(found), *_together(found), *_unneeded(found), *_core(found), *_evidence(found)]
    return "\n".join(parts).rstrip() + "\n"


def document(found: Necessity) -> dict[str, Any]:
    """Return the table as dictionaries and numbers; what is not a number is None."""
    return {
        "organisation": found.answers.organisation,
        "lucks": found.answers.lucks(),
        "seed": found.answers.seed,
        "version": itborg_version(),
        "mechanisms": _needed_by(found, lambda name: name in KNOCKOUTS),
        "together": _needed_by(found, lambda name: "+" in name),
        "core": {"lacks": [_plain(one) for one in found.needs.get(CORE, [])]},
        "unneeded": found.unneeded(),
    }


def _needed_by(found: Necessity, wanted: Callable[[str], bool]) -> dict[str, Any]:
    return {name: {"needed_by": [_plain(one) for one in needs]} for name, needs in found.needs.items() if wanted(name)}


def _plain(one: Need) -> dict[str, Any]:
    ends = {"whole": _numbers(one.whole), "without": _numbers(one.without)}
    return {"kind": one.kind, "name": one.name, "says": one.says, "breaks": one.breaks, **ends}


def _numbers(one: Interval) -> dict[str, float | None]:
    return {key: value if math.isfinite(value) else None for key, value in one._asdict().items()}


def _head(found: Necessity) -> str:
    answers = found.answers
    return f"""# Which mechanisms are needed, and by what

Written by `itborg knockouts --markdown docs/necessity.md` and not by hand: {answers.organisation}, \
{answers.lucks()} lucks, seed {answers.seed}, version {itborg_version()}. Each mechanism is switched off, alone, from \
the first day on, and {len(answers.asked)} questions are asked again on the same lucks: every check of every pattern, \
every judged figure of real organisations, every strategy's gain in net value and in the measures it is meant to move, \
what shocks to the network cost, and which worst practices show.

**Bold**: it breaks. A check that held with its whole interval has its estimate where the claim says it must not be; \
a figure that lay in its band lies outside; of a clear effect, or of a worst practice that shows, half or more is \
gone. Plain: clearly weaker, by a quarter or more. In brackets: an untreated level that moves by a quarter; that alone \
is no need, since other parameters would move it back. All of it only where the paired change is clear, with 5 % false \
discoveries expected among all of them. What is not in this table may still matter where it was not looked: in other \
organisations, or under other loads.
"""


def _mechanisms(found: Necessity) -> Iterator[str]:
    yield "## The table\n"
    rows = [
        (f"`{name}`", mechanism.meaning, *_cells(found.needs[name]))
        for name, mechanism in KNOCKOUTS.items()
        if name in found.needs
    ]
    yield from _table(("mechanism", "what it does", *COLUMNS), rows)


def _together(found: Necessity) -> Iterator[str]:
    names = [name for name in found.needs if "+" in name]
    if names:
        yield "## Several at once\n"
        yield "Mechanisms that may stand in for each other, so that only all of them together can be missed.\n"
        rows = [
            (" ".join(f"`{part}`" for part in name.split("+")), SUBSTITUTES.get(name, ""), *_cells(found.needs[name]))
            for name in names
        ]
        yield from _table(("off at once", "what is lost", *COLUMNS), rows)


def _cells(needs: Sequence[Need]) -> list[str]:
    return [_names(needs, kinds) for kinds in COLUMNS.values()]


def _names(needs: Sequence[Need], kinds: Sequence[Kind]) -> str:
    names = dict.fromkeys(one.name for one in needs if one.kind in kinds)
    broken = {one.name for one in needs if one.kind in kinds and one.breaks}
    return ", ".join(f"**{name}**" if name in broken else name for name in names)


def _unneeded(found: Necessity) -> Iterator[str]:
    yield "## Needed by nothing that was looked at\n"
    names = [name for name in found.unneeded() if name in KNOCKOUTS]
    if names:
        yield "\n".join(f"- `{name}`: {KNOCKOUTS[name].meaning}" for name in names) + "\n"
        yield (
            "These are candidates for removal: without them the model says about the same on all of the above, or the "
            "change is not clear on this many lucks. Of several that do the same work each may stand here while all "
            "together are needed (see above), and a pattern that does not hold needs nothing: so take out one at a "
            "time, and ask again with more lucks first (`itborg knockouts NAME --outcome P4 --replications 100`).\n"
        )
    else:
        yield "None.\n"


def _core(found: Necessity) -> Iterator[str]:
    if CORE not in found.needs:
        return
    answers = found.answers
    yield "## The core\n"
    kept, lost = _patterns_held(found)
    figures = [one for one in answers.asked if one.band]
    inside = {name: sum(_inside(found, name, one) for one in figures) for name in (CORE, WHOLE)}
    yield (
        "With every mechanism off what is left is a small, whole model: needs and root causes arise, people talk and "
        "learn, trust moves with what happens, incidents are solved or handed over along ties that differ in what "
        "people know, changes are built and released, strategies turn their levers. It lives through every run. "
        f"Patterns whose checks hold in it: {', '.join(kept) or 'none'}; those that hold only in the whole model: "
        f"{', '.join(lost) or 'none'}. Figures in their bands: {inside[CORE]} of {len(figures)} "
        f"(whole model: {inside[WHOLE]}).\n"
    )
    gains = {one.name: one for one in answers.asked if one.kind == "strategy" and one.says == GAIN}
    rows = [
        (name, *(pm(interval(answers.values(end, gains[name]))) for end in (WHOLE, CORE)))
        for name in strategies()
        if name in gains
    ]
    yield "Gain in net value over doing nothing, kEUR per working day:\n"
    yield from _table(("strategy", "whole model", "core"), rows)


def _inside(found: Necessity, name: str, one: Specification) -> bool:
    return one.band is not None and within(one.band, interval(found.answers.values(name, one)).mean)


def _patterns_held(found: Necessity) -> tuple[list[str], list[str]]:
    """Return the patterns all of whose checks hold in the core, and those for which they do only in the whole model."""
    checks = [one for one in found.answers.asked if one.check]
    order = list(dict.fromkeys(one.name for one in checks))
    held = {
        end: {name for name in order if all(found.holds(one, end) for one in checks if one.name == name)}
        for end in (WHOLE, CORE)
    }
    return sorted(held[CORE], key=order.index), sorted(held[WHOLE] - held[CORE], key=order.index)


def _evidence(found: Necessity) -> Iterator[str]:
    yield "## The evidence\n"
    rows = [
        (
            f"`{mechanism}`" if mechanism != CORE else "*all of them*",
            f"**{one.name}**" if one.breaks else one.name,
            one.says,
            pm(one.whole),
            pm(one.without),
        )
        for mechanism, needs in found.needs.items()
        for one in needs
    ]
    yield from _table(("without", "needs it", "what", "with", "without"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""
