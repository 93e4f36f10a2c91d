"""An influence in sentences."""

from __future__ import annotations

from .influence import Influence

#: Factors named one by one.
NAMED = 8


def tell(found: Influence) -> list[str]:
    """Return what decides, what cannot be told from luck, and how settled that is."""
    return [_deciding(found), *_hidden(found), _noise(found), _settled(found)]


def _deciding(found: Influence) -> str:
    rows = found.table[found.table["above_noise"]].head(NAMED)
    if rows.empty:
        return f"No factor moves {found.outcome} by more than luck does, at this size of study."
    parts = [f"{row.factor} ({_how(found, row)}, rank {_rank(row)})" for row in rows.itertuples()]
    more = len(found.ranked) - len(parts)
    return f"What moves {found.outcome}: {', '.join(parts)}{f', and {more} more' if more else ''}."


def _how(found: Influence, row: object) -> str:
    low, high = getattr(row, "main_low"), getattr(row, "main_high")  # noqa: B009
    strength = getattr(row, "strength")  # noqa: B009
    if found.method == "sobol":
        return f"{strength:.0%} of the variance"
    sign = "raises" if low > 0 else "lowers" if high < 0 else "either way"
    return f"{sign}, {strength:.3g} {found.unit}".strip()


def _rank(row: object) -> str:
    low, high = getattr(row, "rank_low"), getattr(row, "rank_high")  # noqa: B009
    return f"{low}" if low == high else f"{low} to {high}"


def _hidden(found: Influence) -> list[str]:
    names = list(found.table["factor"][~found.table["above_noise"]])
    if not names:
        return []
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return [f"Not distinguishable from noise, so not ranked: {shown}. That is not to say that they do nothing."]


def _noise(found: Influence) -> str:
    if found.replicates == 1:
        return "With one replicate luck cannot be told from effect: this holds only where there is no luck."
    strength, low, high = found.noise
    return (
        f"A dummy that only deals the luck anew has strength {strength:.3g} ({low:.3g} to {high:.3g}); real factors "
        f"are judged more sharply, for they share their luck: by the scatter of their own effects over "
        f"{found.replicates} replicates, for all factors at once (95 %)."
    )


def _settled(found: Influence) -> str:
    last = found.table.head(1)
    half = float((last["strength_high"] - last["strength_low"]).iloc[0]) / 2
    part = half / float(last["strength"].iloc[0]) if float(last["strength"].iloc[0]) > 0 else float("nan")
    dropped = f" {found.dropped} were dropped because a run failed." if found.dropped else ""
    blocks = "trajectories" if found.method == "morris" else "base points"
    return (
        f"From {found.blocks} {blocks}; the strongest index is known to ± {part:.0%} of itself. The figure "
        f"'convergence' shows whether more points or more replicates would help.{dropped}"
    )
