"""The page docs/practices.md: the worst practices and their signals, written from the registry."""

from __future__ import annotations

from ..analysis.measures.worst_practices import PRACTICES

HEAD = """# Worst practices and their signals

Cards of the ABC of ICT deck (attitude, behaviour, culture; GamingWorks) that workshops choose most often or that the
workshop report names. A month of 20 working days *shows* a card if its signal is beyond its limit. The signal and the
limit of each card are our assumptions. Signals are computed from the history of a run; no rule of the model uses them.
`itborg run` reports which cards the months showed, when and by whom; `itborg list practices` prints this table. The
page is written from the registry, and a test compares the two.

| card | side | signal of the month | shown if |
|---|---|---|---|
"""


def written() -> str:
    """Return the page as Markdown."""
    rows = [
        f"| {one.card} (`{one.name}`) | {one.side} | {one.formula} | {one.beyond} {one.limit:.2g} {one.unit} |\n"
        for one in PRACTICES.values()
    ]
    return HEAD + "".join(rows)
