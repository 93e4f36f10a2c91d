"""The command that gives the same numbers again."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..analysis.comparison.provenance import Provenance
    from ..analysis.comparison.result import Comparison


def command_line(found: Comparison, source: str) -> str:
    """Return the `itborg compare` that repeats a comparison; it names no place of this machine.

    source  how the user named the organisation; of a full path only the last part is told
    """
    study = found.provenance
    words = ["itborg", "compare", *found.strategies[1:]]
    words += _asked(study, source, "--replications", "auto" if study.auto else str(found.replications))
    if study.equal_resources:
        words += [f"--equal-{study.equal_resources['resource']}", "--amount", repr(study.equal_resources["amount"])]
    if found.decompositions:
        words += ["--decompose", str(found.decompositions[0]["replications"])]
    return shlex.join(words)


def run_line(strategy: str, study: Provenance, pairs: int, source: str) -> str:
    """Return the `itborg run` that tells the same story again."""
    return shlex.join(["itborg", "run", strategy, *_asked(study, source, "--replications", str(pairs))])


def _asked(study: Provenance, source: str, option: str, count: str) -> list[str]:
    words = ["--org", _from_here(source) or study.organisation]
    words += [option, count, "--days", str(study.days), "--seed", str(study.seed)]
    for name, value in study.parameters.items():
        words += ["--set", f"{name}={value!r}"]
    for name in study.without:
        words += ["--without", name]
    return [*words, "--demand", f"{study.demand:g}"] if study.demand != 1.0 else words


def _from_here(source: str) -> str:
    """Return how an organisation is named from the folder that holds it.

    >>> _from_here("grab_at_pizza"), _from_here("ours/it"), _from_here("/data/ours")
    ('grab_at_pizza', 'ours/it', './ours')
    >>> _from_here("/data/who.csv,/data/whom.csv")
    './who.csv,./whom.csv'
    """
    paths = [PurePath(part) for part in source.split(",")]
    return ",".join(f"./{path.name}" if path.is_absolute() else str(path) for path in paths)
