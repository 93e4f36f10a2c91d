"""Pages of docs/ that are written from the registries: mechanisms.md and practices.md.

`python -m itborg.report.reference_tables docs` writes them again; tests compare them with the registries. Texts come
from the docstrings of mechanisms and of their rules, equations from the registry EQUATIONS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..analysis.measures.worst_practices import PRACTICES
from ..common.files import write_atomically
from ..mechanisms.mechanism import EQUATIONS, Knockout, Mechanism, Parameter
from ..mechanisms.registry import MECHANISMS

PRACTICES_HEAD = """# Worst practices and their signals

Cards of the ABC of ICT deck (attitude, behaviour, culture; GamingWorks) that workshops choose most often or that the
workshop report names. A month of 20 working days *shows* a card if its signal is beyond its limit. The signal and the
limit of each card are our assumptions. Signals are computed from the history of a run; no rule of the model uses them.
`itborg run` reports which cards the months showed, when and by whom; `itborg list practices` prints this table. The
page is written from the registry, and a test compares the two.

| card | side | signal of the month | shown if |
|---|---|---|---|
"""
MECHANISMS_HEAD = """# Mechanisms: equations and parameters

The page is written from the registry by `python -m itborg.report.reference_tables docs`, and a test compares the two.
[model.md](model.md) explains how the mechanisms work together.

Equations are in Python notation. `p` holds the parameters of the mechanism; other names are arguments of the rule or
values defined below it. `clip(x, low, high)` limits x; `exp`, `log` and `sqrt` have their usual meaning. A rule without
an equation is described by its sentence alone. A source "assumption" means that the value is ours. **Bold** parameters
are varied by default in sensitivity analysis, calibration and the plausible parameter space.
"""


def practices_page() -> str:
    """Return docs/practices.md: one row for each worst practice with its card, side, signal and limit."""
    rows = [
        f"| {one.card} (`{one.name}`) | {one.side} | {one.formula} | {one.beyond} {one.limit:.2g} {one.unit} |\n"
        for one in PRACTICES.values()
    ]
    return PRACTICES_HEAD + "".join(rows)


def mechanisms_page() -> str:
    """Return docs/mechanisms.md: for each mechanism its meaning, equations, parameters and knock-outs."""
    return "\n".join([MECHANISMS_HEAD, *(line for one in MECHANISMS.values() for line in _mechanism(one))])


def _mechanism(one: type[Mechanism]) -> Iterator[str]:
    """Yield the section of one mechanism: theory, equations, parameters and knock-outs.

    The theory is the docstring of its module without the first paragraph; without one, the meaning of the mechanism
    takes its place.
    """
    name = one.__module__.rpartition(".")[2]
    theory = (sys.modules[one.__module__].__doc__ or "").partition("\n\n")[2].strip()
    yield f"## `{name}`\n"
    yield f"{theory or one.MEANING[:1].upper() + one.MEANING[1:] + '.'}\n"
    yield from _equations(one.__module__)
    yield "| parameter | default | plausible range | unit | meaning | source |\n|---|--:|---|---|---|---|"
    yield from map(_parameter, one.PARAMETERS)
    yield ""
    if one.KNOCKOUTS:
        yield "Knock-outs (`--without`):\n"
        yield from map(_knockout, one.KNOCKOUTS)
        yield ""


def _equations(module: str) -> Iterator[str]:
    """Yield a paragraph per rule of a module: its name, first sentence and equation."""
    for rule, equation in EQUATIONS.items():
        if rule.__module__ == module and not rule.__name__.startswith("_"):
            sentence = " ".join((rule.__doc__ or "").partition("\n\n")[0].split())
            yield f"`{rule.__name__}`: {sentence.removeprefix('Return ')}\n"
            if equation:
                yield "\n".join(f"    {line}".rstrip() for line in equation.splitlines()) + "\n"


def _parameter(one: Parameter) -> str:
    """Return one parameter as a row of a Markdown table; core parameters are in bold."""
    name = f"**`{one.name}`**" if one.core else f"`{one.name}`"
    cells = (name, f"{one.default:g}", f"{one.low:g} to {one.high:g}", one.unit, one.meaning, one.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _knockout(one: Knockout) -> str:
    """Return one knock-out as an item of a list, with the parameter values that it sets."""
    values = ", ".join(f"`{name}` = {value:g}" for name, value in one.values.items())
    return f"- `{one.name}`: {one.meaning} ({values}). For: {one.purpose}."


#: Pages by their names in docs/.
PAGES: Mapping[str, Callable[[], str]] = {"mechanisms.md": mechanisms_page, "practices.md": practices_page}


def write(folder: Any) -> None:
    """Write all pages into a folder, each completely or not at all; pages that exist are replaced.

    folder  such as "docs"

    Raises InputError if a file cannot be written.
    """
    for name, page in PAGES.items():
        write_atomically(Path(folder) / name, page())


if __name__ == "__main__":
    write(sys.argv[1])
