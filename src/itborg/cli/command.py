"""The command that gives the same numbers again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..comparison import Comparison


def command_line(found: Comparison) -> str:
    """Return the `itborg compare` that repeats a comparison; it names no place of this machine."""
    study = found.study
    words = ["itborg", "compare", *found.strategies[1:], "--org", study.organisation]
    words += ["--runs", "auto" if study.auto else str(found.runs)]
    words += ["--days", str(study.days), "--seed", str(study.seed)]
    for name, value in study.parameters.items():
        words += ["--set", f"{name}={value!r}"]
    for name in study.without:
        words += ["--without", name]
    if study.load != 1.0:
        words += ["--load", f"{study.load:g}"]
    if study.fairness:
        words += [f"--equal-{study.fairness['terms']}", "--amount", repr(study.fairness["amount"])]
    if found.ledgers:
        words += ["--ledger", str(found.ledgers[0]["pairs"])]
    return shlex.join(words)
