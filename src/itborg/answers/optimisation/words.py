"""A programme in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ask import Programme


def tell(found: Programme) -> list[str]:
    """Return what to do, how much better that is than what people would do anyway, and how sure it is."""
    best, known = found.league.iloc[0], found.best_known
    unit = found.unit
    aim = "on average over worlds" if found.aim == "mean" else "on average over the worst quarter of worlds"
    lines = [
        f"Best found under {found.budget:g} kEUR in {found.days} days: {best['plan']} (direct cost "
        f"{best['cost']:.0f} kEUR). "
        f"{found.label} {aim}: {best['value']:+.2f} {unit} against doing nothing "
        f"({best['value_low']:+.2f} to {best['value_high']:+.2f})."
    ]
    if known is not None and known["plan"] != best["plan"]:
        low, high = -known["behind_high"], -known["behind_low"]
        clear = "clearly better than" if low > 0 else "not clearly better than"
        lines.append(
            f"That is {clear} the best without a search, {known['plan']}: {-known['behind']:+.2f} {unit} "
            f"({low:+.2f} to {high:+.2f})."
        )
    elif known is not None:
        lines.append("The search found nothing better than what was known before.")
    ties = [row["plan"] for row in found.league.to_dict("records")[1:] if row["behind_high"] >= 0]
    if ties:
        lines.append(f"Not clearly worse, so as good a choice: {'; '.join(ties[:3])}.")
    lines.append(
        f"Regret of the best: {best['regret_mean']:.2f} {unit} on average, {best['regret_90']:.2f} in one of ten; it "
        f"came first in {best['chance_best']:.0%} of resamples."
    )
    lines.append(
        f"{found.tried} plans were tried on {found.worlds} worlds. The figures above are from {found.fresh} other "
        "worlds and other luck, with which nothing was chosen, so they are not flattered by the search."
    )
    return lines
