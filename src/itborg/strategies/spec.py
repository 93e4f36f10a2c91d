"""From what a user types to a strategy."""

from __future__ import annotations

from pathlib import Path

from itborg.strategies.base import Strategy
from itborg.strategies.programme import compose
from itborg.strategies.registry import named
from itborg.strategies.user_file import read_strategy


def strategy(spec: str | Path | Strategy) -> Strategy:
    """Return the strategy that a user names.

    spec  "itil"; "itil@120", from day 120 on; the path of a TOML file; or several joined by "+"

    >>> strategy("brm_style+itil@120").name
    'brm_style+itil@120'
    """
    if isinstance(spec, Strategy):
        return spec
    path = Path(spec)
    if isinstance(spec, Path) or path.is_file() or (path.suffix == ".toml" and "+" not in spec):
        return read_strategy(path)
    parts = spec.split("+")
    if len(parts) > 1:
        return compose(*(strategy(part.strip()) for part in parts))
    return named(spec)
