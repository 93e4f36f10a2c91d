"""About page: what the model is, how to read the picture, keyboard shortcuts, links, limits.

Texts only: no runs, no state. They are Markdown in this file, one constant for each card.

What it states about the picture has to follow the player, and the shortcuts those of the scripts in `widgets/js`.
"""

from __future__ import annotations

from functools import cache

import solara

from itborg.common.version import itborg_version

from ..components import Block, card_html, grid_html, markdown_html
from ..visitor import Visitor

MODEL = """
itborg is an agent-based model of how business people and IT people of one organisation work together.
People talk, state priorities, hand work over, and keep or break promises; trust and understanding change with it.
Strategies set levers of the model, and most of their effects are results of the simulation. Some levers change directly
what people know or feel, such as what a workshop teaches on its day: that part is put in, not found. `itborg compare`
marks such strategies with †.
"""
READING = """
- **Business is orange, IT is blue**, in teams: side by side on a wide screen, one above the other on a phone. The ring
  around a person shows its trust in the other side.
- **Ties** are wider where contact is closer. Ties between the sides are coloured by trust: grey is the median of the
  initial state, blue is higher, vermilion and dashed is lower. The scale is below the picture.
- **Ties inside a side** are faint, and only the closest of each person are shown, in a large organisation also of the
  ties between the sides. A choice below the picture shows all.
- **The way of a request** flashes on the day after it: from its manager, through a colleague if one leads there, to
  the person in IT who speaks for it, and on to the team that builds. It is wider where the manager is heard better.
  Where nobody speaks for a request, its way is dashed. The Person tab lists where a manager is heard, and for whom an
  IT person speaks.
- **A diamond** marks a broker: one of the five people on whom most shortest ways between the sides depend this month.
- **A manager who resists** has a red disc, which grows with the stage: 1 protest, 2 workaround, 3 coalition. A dashed
  edge means that IT itself is the object, and not one of its processes.
- **Dots are incidents, squares are changes**; large vermilion ones have the highest stated priority. They wait around
  the person who works on them, or below the team in whose queue they are. They move when they are handed over.
- **Hand-overs** are recorded with their day and order. Only the hour of the last one of a day is recorded; the others
  are spread evenly over the day.
- **An opening ring** marks completed work: blue is in time, orange is late, vermilion is a loss far above the manager's
  tolerance.
- **The watermelon** is green outside, as IT reports, and red inside, as the business rates IT.
- **The band** behind a line holds the middle 90 % of replications. One run is one random sample.
- **Differences** are paired: both runs use the same random numbers. ± is half of the 95 % confidence interval.
"""
KEYS = """
| key | action |
|---|---|
| space | play or pause |
| ← → | one day back or forward; with shift one month |
| Home, End | first day, last day |
| + - | faster, slower |
| Esc | clear selection |
| Ctrl + Enter | in the game: next step |
"""
LINKS = """
The address bar describes the view: organisation, strategy, random seed, day, person, and the theme if you chose one.
A link opens the same view for somebody else. With the same version of itborg, all results are identical.
An uploaded organisation stays in its browser tab; no link contains it.
"""
LIMITS = """
All numbers are model results. `itborg list parameters` gives each parameter with its source or marks it as an
assumption. `itborg validate` reports which patterns of the literature the model reproduces,
and `itborg network` what happens when ties are cut or connected in another way. The app sends nothing to
other machines: no account, no tracking.
"""


@solara.component
def AboutPage(visitor: Visitor) -> None:
    """Show five cards: the model, how to read the picture, keyboard shortcuts, links, limits.

    visitor  not used; every page takes it
    """
    del visitor
    Block(_texts())


@cache
def _texts() -> str:
    """Return the cards as HTML."""
    left = {f"itborg {itborg_version()}": MODEL, "How to read the picture": READING}
    right = {"Keyboard shortcuts": KEYS, "Links": LINKS, "Limits": LIMITS}
    columns = (
        f"<div>{''.join(card_html(title, markdown_html(text)) for title, text in column.items())}</div>"
        for column in (left, right)
    )
    return grid_html("minmax(0, 1.3fr) minmax(0, 1fr)", *columns)
