"""A programme in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ask import Programme

#: Plans as good as the best that are named.
NAMED = 3


def tell(found: Programme) -> list[str]:
    """Return what to do, how much better that is than what people would do anyway, and how sure it is."""
    best, unit = found.league.iloc[0], found.unit
    return [
        _best(found),
        *_without_a_search(found),
        *_as_good(found),
        f"Regret of the best: {best['regret_mean']:.2f} {unit} on average, {best['regret_90']:.2f} in one of ten; it "
        f"came first in {best['chance_best']:.0%} of resamples.",
        f"{found.tried} plans were tried on {found.worlds} worlds. The figures above are from {found.fresh} other "
        "worlds and other luck, with which nothing was chosen, so they are not flattered by the search.",
    ]


def _best(found: Programme) -> str:
    best = found.league.iloc[0]
    aim = "on average over worlds" if found.aim == "mean" else "on average over the worst quarter of worlds"
    return (
        f"Best found under {found.budget:g} kEUR in {found.days} days: {best['plan']} (direct cost "
        f"{best['cost']:.0f} kEUR). "
        f"{found.label} {aim}: {best['value']:+.2f} {found.unit} against doing nothing "
        f"({best['value_low']:+.2f} to {best['value_high']:+.2f})."
    )


def _without_a_search(found: Programme) -> list[str]:
    known = found.best_known
    if known is None:
        return []
    if known["plan"] == found.league.iloc[0]["plan"]:
        return ["The search found nothing better than what was known before."]
    low, high = -known["behind_high"], -known["behind_low"]
    clear = "clearly better than" if low > 0 else "not clearly better than"
    return [
        f"That is {clear} the best without a search, {known['plan']}: {-known['behind']:+.2f} {found.unit} "
        f"({low:+.2f} to {high:+.2f})."
    ]


def _as_good(found: Programme) -> list[str]:
    ties = [row["plan"] for row in found.league.to_dict("records")[1:] if row["behind_high"] >= 0]
    return [f"Not clearly worse, so as good a choice: {'; '.join(ties[:NAMED])}."] if ties else []
