"""Mechanisms in Markdown: theory, equations, parameters and knock-outs, from the registries.

Texts come from the docstrings of mechanisms and of their rules, equations from the registry EQUATIONS.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ..mechanisms.mechanism import EQUATIONS, Knockout, Mechanism, Parameter
from ..mechanisms.registry import MECHANISMS

MECHANISMS_HEAD = """# Mechanisms: equations and parameters

The page is written from the registry by `python -m itborg.report.reference_tables docs`, and a test compares the two.
[model.md](model.md) explains how the mechanisms work together.

Equations are in Python notation. `p` holds the parameters of the mechanism; other names are arguments of the rule or
values defined below it. `clip(x, low, high)` limits x; `exp`, `log` and `sqrt` have their usual meaning. A rule without
an equation is described by its sentence alone. A source "assumption" means that the value is ours. **Bold** parameters
are varied by default in sensitivity analysis, calibration and the plausible parameter space.
"""


def mechanisms_page() -> str:
    """Return docs/mechanisms.md: for each mechanism its meaning, equations, parameters and knock-outs."""
    return "\n".join([MECHANISMS_HEAD, *(line for one in MECHANISMS.values() for line in mechanism_lines(one))])


def mechanism_lines(one: type[Mechanism], level: int = 2) -> Iterator[str]:
    """Yield the section of one mechanism: theory, equations, parameters and knock-outs.

    level  of its heading

    The theory is the docstring of its module without the first paragraph; without one, the meaning of the mechanism
    takes its place.
    """
    name = one.__module__.rpartition(".")[2]
    theory = (sys.modules[one.__module__].__doc__ or "").partition("\n\n")[2].strip()
    yield f"{'#' * level} `{name}`\n"
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
