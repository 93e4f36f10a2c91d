"""docs/necessity.md: what needs which mechanism, written by the command and never by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ..mechanisms import MECHANISMS
from ..statistics import Interval, interval
from ..validate.page import pm
from ..validate.patterns import PATTERNS
from ..validate.targets import judged, within
from ..version import itborg_version
from .knockouts import CORE, WHOLE, strategies
from .needs import Kind, Necessity, Need

KINDS: tuple[Kind, ...] = ("pattern", "target", "strategy")


def written(found: Necessity) -> str:
    """Return the page as Markdown."""
    parts = [_head(found), *_mechanisms(found), *_unneeded(found), *_core(found), *_evidence(found)]
    return "\n".join(parts).rstrip() + "\n"


def document(found: Necessity) -> dict[str, Any]:
    """Return the table as dictionaries and numbers; what is not a number is None."""
    return {
        "organisation": found.answers.organisation,
        "lucks": found.answers.lucks(),
        "seed": found.answers.seed,
        "version": itborg_version(),
        "mechanisms": {
            name: {"needed_by": [_plain(one) for one in needs]} for name, needs in found.needs.items() if name != CORE
        },
        "core": {"lacks": [_plain(one) for one in found.needs.get(CORE, [])]},
        "unneeded": found.unneeded(),
    }


def _plain(one: Need) -> dict[str, Any]:
    ends = {"whole": _numbers(one.whole), "without": _numbers(one.without)}
    return {"kind": one.kind, "name": one.name, "says": one.says, "breaks": one.breaks, **ends}


def _numbers(one: Interval) -> dict[str, float | None]:
    return {key: value if math.isfinite(value) else None for key, value in one._asdict().items()}


def _head(found: Necessity) -> str:
    answers = found.answers
    return f"""# Which mechanisms are needed, and by what

Written by `itborg necessity --page docs/necessity.md` and not by hand: {answers.organisation}, \
{answers.lucks()} lucks, seed {answers.seed}, version {itborg_version()}. Each mechanism is switched off, alone, from \
the first day on, and every check of every pattern, every judged figure of real organisations and every strategy's \
gain in net value is asked again on the same lucks.

**Bold**: it breaks. A check that held with its whole interval has its estimate where the claim says it must not be; \
a figure that lay in its band lies outside; of a strategy's clear effect half or more is gone. Plain: clearly weaker, \
by a quarter or more. Both only where the paired change is clear at 95 % for all mechanisms at once. What is not in \
this table may still matter where it was not looked: in other organisations, under other loads, in combination.
"""


def _mechanisms(found: Necessity) -> Iterator[str]:
    yield "## The table\n"
    rows = [
        (f"`{name}`", MECHANISMS[name].meaning, *(_names(needs, kind) for kind in KINDS))
        for name, needs in found.needs.items()
        if name != CORE
    ]
    yield from _table(("mechanism", "what it does", "patterns", "figures", "strategies"), rows)


def _names(needs: Sequence[Need], kind: Kind) -> str:
    names = dict.fromkeys(one.name for one in needs if one.kind == kind)
    broken = {one.name for one in needs if one.breaks}
    return ", ".join(f"**{name}**" if name in broken else name for name in names)


def _unneeded(found: Necessity) -> Iterator[str]:
    yield "## Needed by nothing that was looked at\n"
    names = [name for name in found.unneeded() if name != CORE]
    if names:
        yield "\n".join(f"- `{name}`: {MECHANISMS[name].meaning}" for name in names) + "\n"
        yield (
            "These are candidates for removal: without them the model says about the same on all of the above, or the "
            "change is not clear on this many lucks. Of several that do the same work each may stand here while all "
            "together are needed (see the core), and a pattern that does not hold needs nothing: so take out one at a "
            "time, and ask again with more lucks first (`itborg necessity NAME --lucks 100`).\n"
        )
    else:
        yield "None.\n"


def _core(found: Necessity) -> Iterator[str]:
    if CORE not in found.needs:
        return
    answers = found.answers
    yield "## The core\n"
    kept, lost = _patterns_held(found)
    inside = [t.id for t in judged() if within(t, interval(answers.values(CORE, t.id)).mean)]
    yield (
        "With every mechanism off what is left is a small, whole model: needs and root causes arise, people talk and "
        "learn, trust moves with what happens, incidents are solved or handed over along ties that differ in what "
        "people know, changes are built and released, strategies turn their levers. It lives through every run. "
        f"Patterns whose checks hold in it: {', '.join(kept) or 'none'}; those that hold only in the whole model: "
        f"{', '.join(lost) or 'none'}. Figures in their bands: {len(inside)} of {len(judged())} "
        f"(whole model: {sum(within(t, interval(answers.values(WHOLE, t.id)).mean) for t in judged())}).\n"
    )
    rows = [
        (one, pm(interval(answers.values(WHOLE, one))), pm(interval(answers.values(CORE, one)))) for one in strategies()
    ]
    yield "Gain in net value over doing nothing, kEUR per working day:\n"
    yield from _table(("strategy", "whole model", "core"), rows)


def _patterns_held(found: Necessity) -> tuple[list[str], list[str]]:
    held = {
        name: {
            pattern.id
            for pattern in PATTERNS.values()
            if all(found.holds(check, name) for check in pattern.checks if not check.aside)
        }
        for name in (WHOLE, CORE)
    }
    order = list(PATTERNS)
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
