"""docs/practices.md: the worst practices and their formulas, as the registry has them."""

from __future__ import annotations

from ..analysis.measures.worst_practices import PRACTICES

HEAD = """# Worst practices, and how they are seen

Cards of the ABC of ICT deck (attitude, behaviour, culture; GamingWorks) that workshops choose most or that the
workshop report names. A card *shows* in a month of 20 working days in which its signal is beyond its limit. What
stands for each card, and each limit, is ours. Signals are read off the history after the fact; no rule of the model
knows them. `itborg run` tells which showed, when and who; `itborg list practices` has this table. Written from the
registry, checked by a test.

| card | side | signal of the month | shows |
|---|---|---|---|
"""


def written() -> str:
    """Return the page as Markdown."""
    rows = [
        f"| {one.card} (`{one.name}`) | {one.side} | {one.formula} | {one.beyond} {one.limit:.2g} {one.unit} |\n"
        for one in PRACTICES.values()
    ]
    return HEAD + "".join(rows)
